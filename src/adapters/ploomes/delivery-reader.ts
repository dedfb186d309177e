import { createHash, timingSafeEqual } from 'node:crypto';
import type { DeliveryReader, ReadWebhook } from '../../ports/delivery-reader.ts';
import { kindOf, translateDelivery } from './translate/delivery.ts';
import { deliveryBody, type DeliveryBody } from './wire/delivery.ts';

const VALIDATION_HEADER = 'x-ploomes-validation-key';

/** The field as it is written, so that nothing else of the body changes; a body that was cut off may lack the last quote. */
const VALIDATION_FIELD = /("ValidationKey"\s*:\s*)"[^"\\]*(?:\\.[^"\\]*)*"?/g;

/**
 * Reads Ploomes' webhooks. They tell that a row changed, and are not trusted for what it holds now: child rows are absent
 * (P10). Where no validation key was agreed on, nothing is compared.
 */
export const ploomesReader: DeliveryReader = {
  read(body) {
    const parsed = parseBody(body);
    if (parsed === undefined) {
      return { ok: false, kind: 'unreadable', reason: 'payload-malformed', detail: 'The body is no JSON object of a Ploomes webhook.' };
    }
    return readDelivery(parsed, body);
  },

  authentic(headers, body, validationKey) {
    if (validationKey === undefined) return true;
    const sent = headerOf(headers, VALIDATION_HEADER) ?? parseBody(body)?.ValidationKey ?? '';
    return timingSafeEqual(digest(sent), digest(validationKey));
  },

  withoutSecrets: (headers, body) => ({
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== VALIDATION_HEADER)),
    body: body.replaceAll(VALIDATION_FIELD, '$1"[removed]"'),
  }),
};

function readDelivery(delivery: DeliveryBody, body: string): ReadWebhook {
  const kind = kindOf(delivery);
  const message = translateDelivery(delivery);
  if (message.ok) return { ok: true, kind, message: message.value, ...repeatKeyOf(delivery, body) };
  return { ok: false, kind, reason: message.reason, detail: DETAILS[message.reason] };
}

const DETAILS = {
  'entity-unknown': 'Only contacts and deals are read.',
  'subject-missing': 'Neither New, Old nor ResourceId names a row.',
} as const;

/** Ploomes numbers no deliveries. A body with its row's own time is a repeat when it is equal; one without never is. */
function repeatKeyOf({ New, Old }: DeliveryBody, body: string): { repeatKey?: string } {
  const time = New?.LastUpdateDate ?? Old?.LastUpdateDate ?? '';
  return time === '' ? {} : { repeatKey: digest(body).toString('hex') };
}

function parseBody(body: string): DeliveryBody | undefined {
  try {
    return deliveryBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

const headerOf = (headers: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
