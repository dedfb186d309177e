// Read by the type checker alone (npm run check:types): what the ports give as a reason is one that is published.
import type { DeliveryReason, PortFailureCode, ReadWebhook } from '../../src/ports/index.ts';

type Unread = Extract<ReadWebhook, { readonly ok: false }>['reason'];

export const published = (reason: PortFailureCode | Unread): DeliveryReason => reason;

// @ts-expect-error a reason that nobody published
export const unknown: DeliveryReason = 'just-so';
