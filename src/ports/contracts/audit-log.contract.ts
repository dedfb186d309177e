import assert from 'node:assert/strict';
import type { AuditFact, AuditLog, AuditRecord, ChainName } from '../audit-log.ts';
import { aDelivery, after, BEGINNING, deliveryId, ELSEWHERE, HERE } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** A store in which nothing was done yet. */
export type AuditLogSubject = Pick<InsideSubject, 'audit' | 'inbox' | 'ledger' | 'settings' | 'secrets' | 'hooks'>;

const KEY = 'stay:2026-1:f1#0/open-card';
const NOW = after(600);

const aFact = (subject: string, wishes: Partial<AuditFact> = {}): AuditFact => ({ chain: HERE, kind: 'replayed', subject, ...wishes });

async function chainAll(audit: AuditLog): Promise<void> {
  while ((await audit.chain(NOW)).length > 0);
}

/** The whole chain, oldest first. */
async function chained(audit: AuditLog, chain: ChainName = HERE): Promise<readonly AuditRecord[]> {
  await chainAll(audit);
  return (await audit.list(chain, { limit: 100 })).rows.toReversed();
}

const subjectsOf = (records: readonly AuditRecord[]): readonly string[] => records.map(({ subject }) => subject);

/** Runs the promises of `AuditLog`: what was done is told of in its order, and cannot be changed unseen. */
export const auditLogContract: Contract<AuditLogSubject> = defineContract<AuditLogSubject>({
  'chains what was noted, in its order': async ({ audit }) => {
    await audit.note([aFact('a'), aFact('b')]);
    await audit.note([aFact('c')]);
    assert.deepEqual((await chained(audit)).map(({ seq, subject }) => [seq, subject]), [[1, 'a'], [2, 'b'], [3, 'c']]);
  },
  'tells of nothing before it is chained': async ({ audit }) => {
    await audit.note([aFact('a')]);
    assert.deepEqual((await audit.list(HERE, { limit: 10 })).rows, []);
  },
  'gives each entry the hash of the one before, and none to the first': async ({ audit }) => {
    await audit.note([aFact('a'), aFact('b'), aFact('c')]);
    const entries = await chained(audit);
    assert.deepEqual(entries.map(({ previous }) => previous), ['', ...entries.slice(0, -1).map(({ hash }) => hash)]);
  },
  'keeps the moment that it was given, else that of chaining': async ({ audit }) => {
    await audit.note([aFact('a', { at: BEGINNING }), aFact('b')]);
    assert.deepEqual((await chained(audit)).map(({ at }) => at), [BEGINNING, NOW]);
  },
  'keeps a value beside its entry': async ({ audit }) => {
    await audit.note([aFact('a', { value: { name: 'Ana', list: [1, null] } })]);
    const [entry] = await chained(audit);
    assert.deepEqual([entry?.valueIs, entry?.value], ['kept', { name: 'Ana', list: [1, null] }]);
  },
  'has no value where none was noted': async ({ audit }) => {
    await audit.note([aFact('a')]);
    const [entry] = await chained(audit);
    assert.deepEqual([entry?.valueIs, entry?.valueHash], ['none', undefined]);
  },
  'gives equal values hashes of their own': async ({ audit }) => {
    await audit.note([aFact('a', { value: '11987654321' }), aFact('b', { value: '11987654321' })]);
    const hashes = (await chained(audit)).map(({ valueHash }) => valueHash);
    assert.equal(new Set(hashes).size, 2);
  },
  'gives the heads that moved, and none when nothing is left': async ({ audit }) => {
    await audit.note([aFact('a'), aFact('b')]);
    const [head, ...others] = await audit.chain(NOW);
    const last = (await audit.list(HERE, { limit: 1 })).rows[0];
    assert.deepEqual([head, others], [{ chain: HERE, seq: 2, hash: last?.hash }, []]);
    assert.deepEqual(await audit.chain(NOW), []);
  },
  'keeps a chain for each connection': async ({ audit }) => {
    await audit.note([aFact('a'), aFact('b', { chain: ELSEWHERE }), aFact('c')]);
    assert.deepEqual((await chained(audit, ELSEWHERE)).map(({ seq, subject, previous }) => [seq, subject, previous]), [[1, 'b', '']]);
  },
  'keeps a chain of what belongs to no connection': async ({ audit }) => {
    await audit.note([aFact('key:1', { chain: '*', kind: 'key-added' }), aFact('a')]);
    assert.deepEqual(subjectsOf(await chained(audit, '*')), ['key:1']);
  },
  'gives pages that join without a gap, newest first': async ({ audit }) => {
    await audit.note(['a', 'b', 'c', 'd', 'e'].map((subject) => aFact(subject)));
    await chainAll(audit);
    const first = await audit.list(HERE, { limit: 3 });
    const second = await audit.list(HERE, { limit: 3, ...(first.next !== undefined && { after: first.next }) });
    assert.deepEqual(subjectsOf([...first.rows, ...second.rows]), ['e', 'd', 'c', 'b', 'a']);
    assert.equal(second.next, undefined);
  },
  'lists what is about one subject': async ({ audit }) => {
    await audit.note([aFact('a', { value: 1 }), aFact('a', { value: 2 }), aFact('b'), aFact('a', { value: 3 })]);
    await chainAll(audit);
    const { rows, next } = await audit.list(HERE, { limit: 2, subject: 'a' });
    assert.deepEqual([rows.map(({ value }) => value), next], [[3, 2], '2']);
  },
  'notes each version of settings by itself': async ({ audit, settings }) => {
    await settings.put(HERE, { linking: 'off' }, BEGINNING, 0);
    await settings.put(HERE, { linking: 'on' }, after(60), 1);
    const told = (await chained(audit)).map(({ kind, subject, at, value }) => [kind, subject, at, value]);
    assert.deepEqual(told, [
      ['settings-changed', 'settings:1', BEGINNING, { linking: 'off' }], ['settings-changed', 'settings:2', after(60), { linking: 'on' }],
    ]);
  },
  'notes each effect that was made by itself, with its plan': async ({ audit, ledger }) => {
    await ledger.plan(HERE, KEY, { v: 1, step: { type: 'OpenCard' } });
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, '77');
    const told = (await chained(audit)).map(({ kind, subject, at, value }) => [kind, subject, at, value]);
    assert.deepEqual(told, [['effect-made', KEY, BEGINNING, { result: '77', plan: { v: 1, step: { type: 'OpenCard' } } }]]);
  },
  'notes an effect once, however often it is settled': async ({ audit, ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, '77');
    await chainAll(audit);
    await ledger.settle(HERE, KEY, '77');
    assert.deepEqual((await chained(audit)).map(({ value }) => value), [{ result: '77', plan: null }]);
  },
  'tells nothing of an intent that is still open': async ({ audit, ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    assert.deepEqual(await chained(audit), []);
  },
  'notes an intent that was withdrawn': async ({ audit, ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.withdraw(HERE, KEY);
    assert.deepEqual((await chained(audit)).map(({ kind, subject }) => [kind, subject]), [['effect-withdrawn', KEY]]);
  },
  'notes a credential that was changed, and never what it is': async ({ audit, secrets }) => {
    await secrets.put(HERE, 'crm', 'sealed-1');
    await secrets.put(HERE, 'crm', 'sealed-2');
    assert.deepEqual((await chained(audit)).map(({ kind, subject, valueIs }) => [kind, subject, valueIs]), [['secret-changed', 'secret:crm', 'none']]);
  },
  'notes hooks that are added, and that end': async ({ audit, hooks }) => {
    await hooks.add('abcdefghijklmnop', { connection: HERE, system: 'neppo' });
    await hooks.add('abcdefghijklmnop', { connection: HERE, system: 'neppo' });
    await hooks.end({ connection: HERE, system: 'neppo' }, { until: after(60) });
    assert.deepEqual((await chained(audit)).map(({ kind, subject }) => [kind, subject]), [
      ['hook-added', 'hook:neppo:abcdefghijkl'], ['hook-ended', 'hook:neppo:abcdefghijkl'],
    ]);
  },
  'notes a delivery that plays another again, and who asked for it': async ({ audit, inbox }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2', { replayOf: deliveryId('d1'), askedBy: 'suporte', receivedAt: after(60) })]);
    assert.deepEqual((await chained(audit)).map(({ kind, subject, at, value }) => [kind, subject, at, value]), [
      ['replayed', 'delivery:d2', after(60), { replayOf: 'd1', askedBy: 'suporte' }],
    ]);
  },
  'finds a chain whole that nobody touched': async ({ audit }) => {
    await audit.note([aFact('a', { value: 1 }), aFact('b'), aFact('c', { value: 'ção' })]);
    const { hash = '' } = (await chained(audit)).at(-1) ?? {};
    assert.deepEqual(await audit.verify(HERE), { outcome: 'whole', entries: 3, erased: 0, head: { seq: 3, hash } });
  },
  'finds nothing wrong where nothing was done': async ({ audit }) => {
    assert.deepEqual(await audit.verify(HERE), { outcome: 'whole', entries: 0, erased: 0 });
  },
  'comes by the head that somebody noted': async ({ audit }) => {
    await audit.note([aFact('a')]);
    const [head = { seq: 0, hash: '' }] = await audit.chain(NOW);
    await audit.note([aFact('b')]);
    await chainAll(audit);
    assert.equal((await audit.verify(HERE, { seq: head.seq, hash: head.hash })).outcome, 'whole');
  },
  'misses a noted head that is another now': async ({ audit }) => {
    await audit.note([aFact('a'), aFact('b')]);
    await chainAll(audit);
    const { outcome, seq, because } = { seq: 0, because: '', ...(await audit.verify(HERE, { seq: 2, hash: 'f'.repeat(64) })) };
    assert.deepEqual([outcome, seq, because], ['broken', 2, 'not-as-noted']);
  },
  'misses a noted head that the chain does not reach': async ({ audit }) => {
    await audit.note([aFact('a')]);
    await chainAll(audit);
    const { outcome, seq, because } = { seq: 0, because: '', ...(await audit.verify(HERE, { seq: 9, hash: 'f'.repeat(64) })) };
    assert.deepEqual([outcome, seq, because], ['broken', 2, 'not-as-noted']);
  },
  'erases values by what they are about': async ({ audit }) => {
    await audit.note([aFact('a', { value: 'Ana' }), aFact('b', { value: 'Bruno' })]);
    await chainAll(audit);
    assert.equal(await audit.erase(HERE, ['a']), 1);
    assert.deepEqual((await chained(audit)).map(({ valueIs, value }) => [valueIs, value]), [['erased', undefined], ['kept', 'Bruno']]);
  },
  'finds a chain whole whose values were erased, and tells how many': async ({ audit }) => {
    await audit.note([aFact('a', { value: 'Ana' }), aFact('a', { value: 'Ana Souza' }), aFact('b', { value: 'Bruno' })]);
    await chainAll(audit);
    await audit.erase(HERE, ['a', 'nothing']);
    const verified = await audit.verify(HERE);
    assert.deepEqual([verified.outcome, verified.outcome === 'whole' && verified.erased], ['whole', 2]);
  },
  'erases the value of what is not chained yet': async ({ audit }) => {
    await audit.note([aFact('a', { value: 'Ana' })]);
    await audit.erase(HERE, ['a']);
    assert.equal((await chained(audit))[0]?.value, undefined);
  },
  'erases nothing of another connection': async ({ audit }) => {
    await audit.note([aFact('a', { chain: ELSEWHERE, value: 'Ana' })]);
    await chainAll(audit);
    await audit.erase(HERE, ['a']);
    assert.equal((await chained(audit, ELSEWHERE))[0]?.value, 'Ana');
  },
  'makes one chain of all that is chained at once': async ({ audit }) => {
    await audit.note(Array.from({ length: 50 }, (_, place) => aFact(`f${place}`)));
    await Promise.all(Array.from({ length: 4 }, async () => await audit.chain(NOW)));
    const entries = await chained(audit);
    assert.equal(new Set(subjectsOf(entries)).size, 50);
    assert.deepEqual(entries.map(({ seq }) => seq), Array.from({ length: 50 }, (_, place) => place + 1));
  },
});
