import assert from 'node:assert/strict';
import type { Store } from '../store.ts';
import { aDelivery, after, aRememberedContact, aSession, BEGINNING, contactId, deliveryId, EVERYWHERE, HERE, phoneKey, protocolOf } from './builders.ts';
import { acceptAndSettle, DONE, recording, rejectsWith, workAll, writeSessions, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

const PHONE = phoneKey('5511m87654321');

/** Promises that no port keeps alone: what lasts beyond the process, and what a closed store does. */
export const storeContract: Contract<InsideSubject> = defineContract<InsideSubject>({
  'finds its knowledge again when it is opened anew': async (subject) => {
    await subject.identities.remember(HERE, aRememberedContact('1'));
    await subject.settings.put(HERE, 'settings', BEGINNING, 0);
    await subject.secrets.put(HERE, 'ploomes', 'sealed');
    await subject.ledger.intend(HERE, 'effect', BEGINNING);
    const name = await subject.identities.reserve(HERE, [PHONE]);
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1')]);
    const again = await subject.reopen();
    assert.ok(await again.identities.find(HERE, contactId('1')));
    assert.equal((await again.settings.latest(HERE))?.value, 'settings');
    assert.equal(await again.secrets.find(HERE, 'ploomes'), 'sealed');
    assert.equal((await again.ledger.intend(HERE, 'effect', BEGINNING)).fresh, false);
    assert.equal(await again.identities.reserve(HERE, [PHONE]), name);
    assert.ok(await again.sessions.load(HERE, protocolOf('2026-1')));
  },
  'knows a repeat again when it is opened anew': async (subject) => {
    await subject.inbox.accept([aDelivery('d1', { repeatKey: 'event-7' })]);
    const again = await subject.reopen();
    assert.deepEqual(await again.inbox.accept([aDelivery('d2', { repeatKey: 'event-7' })]), [{ id: 'd1', repeated: true }]);
  },
  'works what was pending, in its order, when it is opened anew': async (subject) => {
    const { handler, seen } = recording();
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    const again = await subject.reopen();
    await again.inbox.accept([aDelivery('d3')]);
    await workAll(again, handler);
    assert.deepEqual(seen.map(({ id, seq }) => [id, seq]), [['d1', 1], ['d2', 2], ['d3', 3]]);
  },
  'lets a lane wait on, with its attempts, when it is opened anew': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { end: { type: 'later', at: after(60), reason: 'port.throttled', attempt: 'spent' } });
    const { handler, seen } = recording();
    const again = await subject.reopen();
    await again.queue.run(handler, { inFlight: 1 });
    await again.queue.idle();
    assert.equal(seen.length, 0);
    subject.clock.advance(60_000);
    await again.queue.idle();
    await again.queue.stop();
    assert.deepEqual(seen.map(({ attempts }) => attempts), [1]);
  },
  'keeps its timers when it is opened anew': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: aDelivery('timed') }] });
    const { handler, ids } = recording();
    const again = await subject.reopen();
    subject.clock.advance(60_000);
    await workAll(again, handler);
    assert.deepEqual(ids(), ['timed']);
  },
  'writes what it was asked for before it closes': async (subject) => {
    const accepted = subject.inbox.accept([aDelivery('d1')]);
    await subject.close();
    assert.deepEqual(await accepted, [{ id: 'd1', repeated: false }]);
  },
  'refuses to write once it is closed': async (subject) => {
    await subject.close();
    await refusesEverything(subject, [
      ({ inbox }) => inbox.accept([aDelivery('d1')]),
      ({ ledger }) => ledger.intend(HERE, 'effect', BEGINNING),
      ({ settings }) => settings.put(HERE, 'settings', BEGINNING, 0),
    ]);
  },
  'refuses to read once it is closed': async (subject) => {
    await subject.close();
    await refusesEverything(subject, [
      ({ history }) => history.list(EVERYWHERE, {}, { limit: 1 }),
      ({ sessions }) => sessions.load(HERE, protocolOf('2026-1')),
      ({ identities }) => identities.find(HERE, contactId('1')),
    ]);
  },
  'tells those who wait that it was closed': async (subject) => {
    await subject.inbox.accept([aDelivery('d1')]);
    const refused = rejectsWith('port.unreachable', subject.queue.ended(HERE, deliveryId('d1')));
    await subject.close();
    await refused;
  },
  'may be closed twice': async (subject) => {
    await subject.close();
    await subject.close();
  },
});

async function refusesEverything(store: Store, calls: readonly ((store: Store) => Promise<unknown>)[]): Promise<void> {
  for (const call of calls) await rejectsWith('port.unreachable', call(store));
}
