import type { PhoneProblem } from '../phone/phone-number.ts';

/** JSON as it came, but for integers beyond 2^53, which are the text of their digits. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A delivery of any platform, taken apart: what a mapping reads. Names of headers are in lower case. */
export interface Incoming {
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** What a callback answered, for platforms that send no contact data. */
  readonly callback?: Json;
}

/**
 * Where a value stands. A path into the body: `data.buyer.name`, `items[0].sku` or `items.0.sku`, `["Page URL"]` for a key with dots or spaces,
 * `answers[type=phone_number].phone_number` and `fields[field.ref="nome"].text` for the first entry with that value, `items[].name` for all.
 * `questions[question~telefone].answer` is the first whose value there holds the text, without regard to case and accents.
 * It may begin with `$headers.`, `$query.`, `$callback.`, or `$root.` where `each` is set; `$index` is the place among the items of `each`,
 * and `$callback[$index]` what stands at that place of a list.
 */
export type Path = string;

/** What a value is taken from: a path, a constant, several joined, or one of these for some events alone (WHK-03). */
export type Source =
  | Path
  | { readonly constant: string | number | boolean }
  /** What is there of these, put together. @defaultValue `with`: one space */
  | { readonly join: readonly Source[]; readonly with?: string }
  /** Only for events that are like this: `*` stands for anything. */
  | { readonly when: { readonly path: Path; readonly like: string | readonly string[] }; readonly from: Source };

/** What is done to a value before it is converted to what its target holds. */
export type Transform =
  | 'trim' | 'digits' | 'lower-case' | 'upper-case'
  /** The first of a list. */
  | 'first'
  /** 1990 is 19.90. */
  | 'cents'
  /** What stands before or behind is cut off: `whatsapp:`. */
  | { readonly cut: string }
  /** Values by their text; one that is not named stays, or is dropped. @defaultValue `otherwise`: keep */
  | { readonly map: Readonly<Record<string, string | number | boolean>>; readonly otherwise?: 'keep' | 'drop' }
  /** The n-th piece, from 0; from the end where negative: the last name is `{ split: ' ', take: -1 }`. */
  | { readonly split: string; readonly take: number };

/** What a target holds. */
export type ValueType = 'text' | 'phone' | 'email' | 'document' | 'number' | 'date' | 'date-time' | 'boolean' | 'option' | 'options';

/** How one target gets its value. */
export interface FieldRule {
  /** At most 100, since platforms such as WordPress have many homes for one value. The first that has a value wins. Empty texts, lists and objects are no values. */
  readonly from: readonly Source[];
  /** Applied in this order to each source's value. */
  readonly transform?: readonly Transform[];
  /** @defaultValue what the target holds by its name; `text` for fields of one's own */
  readonly as?: ValueType;
  /** How a date is written: `epoch-s`, `epoch-ms`, `iso`, or a pattern such as `dd/MM/yyyy HH:mm`. @defaultValue whatever it looks like */
  readonly format?: string;
  /** Where a date without a zone belongs. @defaultValue `America/Sao_Paulo` */
  readonly zone?: string;
  /** Of `option` and `options`: what the target takes, by name and id. Absent: anything. */
  readonly options?: readonly { readonly id: string; readonly name: string }[];
}

/**
 * What stands where in a platform's deliveries (WHK-02, WHK-03).
 *
 * Targets: `event`, `name`, `phone`, `email`, `document`, `company`, `companyDocument`, `cardTitle`, `happenedAt`; `product`, `productId`, `orderId`,
 * `value`, `currency`, `status`, `payment`, `link` and the like; `custom.<name>` for fields of the integration's own; `person.<field>`,
 * `company.<field>` and `card.<field>` for fields of the CRM.
 */
export interface Mapping {
  readonly v: 1;
  /** A list in the body of which every item is an event of its own: `$` for a body that is a list, `entry[].changes[]`. */
  readonly each?: Path;
  /** DDI of numbers that come without one (PHN-02). */
  readonly ddi: Source;
  readonly fields: Readonly<Record<string, FieldRule>>;
}

/** Why a value is not used. */
export type ValueProblem =
  | 'not-text' | 'not-a-number' | 'not-a-date' | 'not-a-boolean' | 'not-a-phone' | 'not-an-email' | 'not-a-document' | 'not-an-option' | 'too-long';

/** A target whose value could not be used, and where it stood; the value itself is not told. */
export interface FieldProblem {
  readonly target: string;
  readonly path: string;
  readonly problem: ValueProblem;
  /** Of `not-a-phone`: what is wrong with it (PHN-03). */
  readonly because?: PhoneProblem;
}
