import type { Json } from '../../../domain/mapping/mapping.ts';
import { formText, jsonText, type FormTree, type JsonWriting } from './body-text.ts';
import type { Parcel } from './parcel.ts';

/** The body of a delivery, and how it is written. */
export type DeliveryBody =
  | { readonly json: Json }
  | { readonly form: FormTree | string }
  | { readonly text: string; readonly contentType: string };

/** Something that a platform tells of, before it is signed. */
export type Delivery = DeliveryBody & {
  /** For the journal; what tells it to the receiver stands in the body or in `headers`. */
  readonly event?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a delivery is as a request. */
export function parcelOf(delivery: Delivery, url: string, writing: JsonWriting): Parcel {
  const { contentType, text } = writtenBody(delivery, writing);
  const own = Object.entries(delivery.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { method: 'POST', url, headers: Object.fromEntries([['content-type', contentType], ...own]), body: Buffer.from(text) };
}

function writtenBody(delivery: Delivery, writing: JsonWriting): { readonly contentType: string; readonly text: string } {
  if ('json' in delivery) return { contentType: 'application/json', text: jsonText(delivery.json, writing) };
  if ('text' in delivery) return delivery;
  const { form } = delivery;
  return { contentType: 'application/x-www-form-urlencoded', text: typeof form === 'string' ? form : formText(form) };
}
