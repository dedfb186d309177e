import type { CallListener, ClaimedDelivery, DeliveryHandler, Inbox, NewDelivery, Settlement, Span } from '../ports/index.ts';
import type { HubTelemetry } from './hub-telemetry.ts';

/**
 * The header in which a delivery keeps its place in its trace, in the form of W3C Trace Context. It is ours alone: what a sender gave
 * under this name is left out at the door, and it is sent to nobody.
 */
const TRACEPARENT = 'traceparent';

/** Deliveries that go on with this span's trace wherever and whenever they are worked. */
const carrying = ({ traceparent }: Span) => <Delivery extends NewDelivery>(delivery: Delivery): Delivery =>
  traceparent === undefined ? delivery : { ...delivery, headers: { ...delivery.headers, [TRACEPARENT]: traceparent } };

/** What is accepted belongs to the trace of whoever hands it in, else to one of its own; a replay is traced by itself. */
export const tracedInbox = (inbox: Inbox, telemetry: HubTelemetry): Inbox => telemetry.traces === 'not-kept' ? inbox : {
  ...inbox,
  accept: async (deliveries, transaction) => await telemetry.span('vinculo accept', { kind: 'producer', facts: factsOf(deliveries[0]) }, async (span) =>
    await inbox.accept(deliveries.map(carrying(span)), transaction)),
};

/** The work on a delivery belongs to the trace in which it was accepted, and so does what follows from it. */
export function tracedHandler(handler: DeliveryHandler, telemetry: HubTelemetry): DeliveryHandler {
  if (telemetry.traces === 'not-kept') return handler;
  return async (delivery) => {
    const parent = delivery.headers[TRACEPARENT];
    const facts = { ...factsOf(delivery), 'vinculo.attempts': delivery.attempts };
    return await telemetry.span('vinculo work', { kind: 'consumer', facts, ...(parent === undefined ? {} : { parent }) }, async (span) =>
      followed(await handler(delivery), span));
  };
}

function followed(settlement: Settlement, span: Span): Settlement {
  const { end, forward, timers } = settlement;
  span.note({ 'vinculo.end': end.type, ...('reason' in end ? { 'vinculo.reason': end.reason } : {}) });
  if (end.type === 'set-aside') span.failed(end.reason);
  const carry = carrying(span);
  return {
    ...settlement,
    ...(forward === undefined ? {} : { forward: forward.map(carry) }),
    ...(timers === undefined ? {} : { timers: timers.map((timer) => ({ ...timer, delivery: carry(timer.delivery) })) }),
  };
}

const factsOf = (delivery: NewDelivery | ClaimedDelivery | undefined): Readonly<Record<string, string>> => delivery === undefined ? {} : {
  'vinculo.delivery': delivery.id,
  'vinculo.connection': delivery.connection,
  'vinculo.source': delivery.source,
  'vinculo.kind': delivery.kind,
};

/** Tells of each call to an outside system when it is over: counted, and a span of whatever work made it. */
export const callTeller = (telemetry: HubTelemetry): CallListener => ({ account, route, outcome, ms }) => {
  const system = systemOf(account);
  telemetry.count('vinculo_calls_total', { system, outcome });
  telemetry.observe('vinculo_call_duration_seconds', ms / 1000, { system });
  if (telemetry.traces === 'not-kept') return;
  const facts = { 'vinculo.system': system, 'vinculo.outcome': outcome };
  void telemetry.span(route, { kind: 'client', facts, beganMsAgo: ms }, async (span) => {
    if (outcome !== 'ok') span.failed(outcome);
  });
};

/** `ploomes:<mark>` is one account of many; what is counted is the system. */
const systemOf = (account: string | undefined): string => account?.split(':')[0] ?? 'unknown';
