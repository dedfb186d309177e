import { beyondJsonLimits, type DeliveryReader, type ReadWebhook } from '../ports/index.ts';

const BEYOND = {
  'too-deep': { ok: false, kind: 'unread', reason: 'payload-too-deep', detail: 'The body is nested deeper than any platform sends it.' },
  'too-wide': { ok: false, kind: 'unread', reason: 'payload-too-wide', detail: 'The body holds more values than any platform sends.' },
} as const satisfies Record<string, ReadWebhook>;

/**
 * Keeps bodies that are nested too deep, or hold too much, away from a reader: they are kept unread, and not searched for what
 * authenticates them.
 */
export const withinLimits = (reader: DeliveryReader): DeliveryReader => ({
  read(body) {
    const beyond = beyondJsonLimits(body);
    return beyond === undefined ? reader.read(body) : BEYOND[beyond];
  },
  authentic: (headers, body, validationKey) => reader.authentic(headers, beyondJsonLimits(body) === undefined ? body : '', validationKey),
  withoutSecrets: (headers, body) => reader.withoutSecrets(headers, body),
});
