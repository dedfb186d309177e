import { expect } from 'vitest';
import { aDelivery, after, AGENT, aMessage, anEntry, aSend, aSession, aTalk, aWish, BEGINNING, HERE, messageId, phoneKey, protocolOf, sendId } from '../../src/ports/contracts/builders.ts';
import { acceptAndSettle, DONE } from '../../src/ports/contracts/inside-subject.ts';
import type { Store } from '../../src/ports/index.ts';

/** What no PostgreSQL text holds as it is. */
const ODD = 'Ana \u0000 Souza';
const MESSAGE = aMessage('m1', { text: ODD, clientKey: 'k1' });
const SEND = aSend('a1', { state: 'sent', clientName: ODD });
const OPTED_OUT = '+5521987654321';

/** A session with both its halves, a message, a send, somebody who wants none, two events, and an agent who is let in. */
export async function fillDesk(store: Store): Promise<void> {
  await acceptAndSettle(store, aDelivery('desk'), {
    ...DONE, sessions: [aSession('2026-1', { keys: [phoneKey('5511m87654321')], desk: anEntry({ name: ODD }) })], talks: [aTalk('2026-1', { at: after(9), unread: 2 })],
    messages: [MESSAGE], sends: [SEND], stream: [aWish('one'), aWish('two')],
  });
  await store.sends.optOut(HERE, OPTED_OUT, BEGINNING);
  await store.agentPasses.keepLaunch('launch', { connection: HERE, agent: AGENT, origin: 'https://app.ploomes.com', expiresAt: after(3_600) });
  await store.agentPasses.redeem('launch', { now: BEGINNING, origin: 'https://app.ploomes.com' }, { hash: 'bearer', expiresAt: after(3_600) });
}

/** All that has to be there wherever the hub goes on. */
export async function expectDesk(store: Store): Promise<void> {
  const [row, ...others] = await store.deskLists.page(HERE, { agent: AGENT, phase: 'running', search: 'ana', limit: 5 });
  expect([row?.protocol, row?.at, row?.desk.name, row?.talk, others]).toEqual(['2026-1', after(9), ODD, aTalk('2026-1', { at: after(9), unread: 2 }), []]);
  expect((await store.sessions.load(HERE, protocolOf('2026-1')))?.desk).toEqual(anEntry({ name: ODD }));
  expect(await store.deskLists.counts(HERE, AGENT)).toEqual({ running: 1, ended: 0, unread: 1 });
  expect(await store.conversations.find(HERE, messageId('m1'))).toEqual(MESSAGE);
  expect(await store.conversations.findByClientKey(HERE, protocolOf('2026-1'), 'k1')).toEqual(MESSAGE.message);
  expect(await store.sends.find(HERE, sendId('a1'))).toEqual(SEND);
  expect(await store.sends.hasOptedOut(HERE, OPTED_OUT)).toBe(BEGINNING);
}

/** Nobody is taken to have read what was told under a number before: whoever saw an event is told what came since, or of a gap. */
export async function expectNothingMissed(store: Store, seen: number): Promise<void> {
  await store.stream.append(HERE, [aWish('since')]);
  const { events, gap } = await store.stream.read(HERE, AGENT, { after: seen, limit: 10 });
  expect(gap === 'yes' || events.map(({ data }) => data).join() === 'since').toBe(true);
  const last = await store.stream.head(HERE, AGENT);
  await store.stream.append(HERE, [aWish('later')]);
  expect(await store.stream.read(HERE, AGENT, { after: last, limit: 10 })).toMatchObject({ events: [{ data: 'later', seq: last + 1 }], gap: 'no' });
}
