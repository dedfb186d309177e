import assert from 'node:assert/strict';
import type { Hook, HookAddress } from '../hooks.ts';
import { after, BEGINNING, ELSEWHERE, HERE, integrationId } from './builders.ts';
import { rejectsWith, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No hooks yet. */
export type HooksSubject = Pick<InsideSubject, 'hooks'>;

const [OLD, OTHER, NEW] = ['hash-of-an-old-token', 'hash-of-another-token', 'hash-of-a-new-token'];
const ADDRESS: HookAddress = { connection: HERE, system: 'ploomes' };

const OF_SHOP: HookAddress = { connection: HERE, system: 'webhook', integration: integrationId('shop') };
const OF_FORM: HookAddress = { ...OF_SHOP, integration: integrationId('form') };

const endOf = async ({ hooks }: HooksSubject, hash: string): Promise<Hook['until']> => (await hooks.find(hash))?.until;

/** Runs the promises of `Hooks` (ACT-04). */
export const hooksContract: Contract<HooksSubject> = defineContract<HooksSubject>({
  'knows where a hook leads': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    assert.deepEqual(await hooks.find(OLD), ADDRESS);
  },
  'knows nothing of a hook that was never added': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    assert.equal(await hooks.find(NEW), undefined);
  },
  'takes the same hook twice': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await hooks.add(OLD, ADDRESS);
  },
  'refuses a hook whose token leads to another connection': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await rejectsWith('port.conflict', hooks.add(OLD, { ...ADDRESS, connection: ELSEWHERE }));
  },
  'refuses a hook whose token leads to another system': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await rejectsWith('port.conflict', hooks.add(OLD, { ...ADDRESS, system: 'neppo' }));
  },
  'knows which integration listens at a hook': async ({ hooks }) => {
    await hooks.add(OLD, OF_SHOP);
    assert.deepEqual(await hooks.find(OLD), OF_SHOP);
  },
  'lists hooks with the integrations that listen there': async ({ hooks }) => {
    await hooks.add(OLD, OF_SHOP);
    await hooks.add(NEW, OF_FORM);
    assert.deepEqual((await hooks.list(HERE)).map(({ integration }) => String(integration)).toSorted(), ['form', 'shop']);
  },
  'refuses a hook whose token leads to another integration': async ({ hooks }) => {
    await hooks.add(OLD, OF_SHOP);
    await rejectsWith('port.conflict', hooks.add(OLD, OF_FORM));
  },
  'ends the hooks of an integration, and of no other one': async (subject) => {
    await subject.hooks.add(OLD, OF_SHOP);
    await subject.hooks.add(NEW, OF_FORM);
    await subject.hooks.end(OF_SHOP, { until: BEGINNING });
    assert.deepEqual([await endOf(subject, OLD), await endOf(subject, NEW)], [BEGINNING, undefined]);
  },
  'ends every hook of a system but the one that is named': async (subject) => {
    for (const hash of [OLD, OTHER, NEW]) await subject.hooks.add(hash, ADDRESS);
    await subject.hooks.end(ADDRESS, { until: after(60), but: NEW });
    assert.deepEqual([await endOf(subject, OLD), await endOf(subject, OTHER), await endOf(subject, NEW)], [after(60), after(60), undefined]);
  },
  'ends all of them when none is named': async (subject) => {
    for (const hash of [OLD, NEW]) await subject.hooks.add(hash, ADDRESS);
    await subject.hooks.end(ADDRESS, { until: BEGINNING });
    assert.deepEqual([await endOf(subject, OLD), await endOf(subject, NEW)], [BEGINNING, BEGINNING]);
  },
  'lets no hook end later than it was to': async (subject) => {
    await subject.hooks.add(OLD, ADDRESS);
    await subject.hooks.end(ADDRESS, { until: after(60) });
    await subject.hooks.end(ADDRESS, { until: after(120) });
    assert.equal(await endOf(subject, OLD), after(60));
  },
  'lets a hook end sooner than it was to': async (subject) => {
    await subject.hooks.add(OLD, ADDRESS);
    await subject.hooks.end(ADDRESS, { until: after(120) });
    await subject.hooks.end(ADDRESS, { until: after(60) });
    assert.equal(await endOf(subject, OLD), after(60));
  },
  'ends no hook of another system': async (subject) => {
    await subject.hooks.add(OLD, { ...ADDRESS, system: 'neppo' });
    await subject.hooks.end(ADDRESS, { until: BEGINNING });
    assert.equal(await endOf(subject, OLD), undefined);
  },
  'ends no hook of another connection': async (subject) => {
    await subject.hooks.add(OLD, { ...ADDRESS, connection: ELSEWHERE });
    await subject.hooks.end(ADDRESS, { until: BEGINNING });
    assert.equal(await endOf(subject, OLD), undefined);
  },
  'leaves a hook ended that is added again': async (subject) => {
    await subject.hooks.add(OLD, ADDRESS);
    await subject.hooks.end(ADDRESS, { until: after(60) });
    await subject.hooks.add(OLD, ADDRESS);
    assert.equal(await endOf(subject, OLD), after(60));
  },
  'lists the hooks of a connection, with what is known of each': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await hooks.end(ADDRESS, { until: after(60) });
    await hooks.add(NEW, { ...ADDRESS, system: 'neppo' });
    const listed = (await hooks.list(HERE)).toSorted((a, b) => (a.system < b.system ? -1 : 1));
    assert.deepEqual(listed, [{ connection: HERE, system: 'neppo' }, { ...ADDRESS, until: after(60) }]);
  },
  'lists none of another connection': async ({ hooks }) => {
    await hooks.add(OLD, { ...ADDRESS, connection: ELSEWHERE });
    assert.deepEqual(await hooks.list(HERE), []);
  },
  'notes when something was last taken in': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await hooks.noteReceipt(OLD, BEGINNING);
    await hooks.noteReceipt(OLD, after(60));
    assert.equal((await hooks.find(OLD))?.lastReceivedAt, after(60));
  },
  'notes no receipt that is older than the one before': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await hooks.noteReceipt(OLD, after(60));
    await hooks.noteReceipt(OLD, BEGINNING);
    assert.equal((await hooks.find(OLD))?.lastReceivedAt, after(60));
  },
  'notes when each kind of thing was last taken in': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await hooks.noteReceipt(OLD, BEGINNING, 'Deals');
    await hooks.noteReceipt(OLD, after(60), 'Contacts');
    await hooks.noteReceipt(OLD, after(120), 'Contacts');
    await hooks.noteReceipt(OLD, after(90), 'Contacts');
    assert.deepEqual((await hooks.list(HERE)).map(({ receipts }) => receipts), [{ Deals: BEGINNING, Contacts: after(120) }]);
  },
  'notes a receipt of one hook alone': async ({ hooks }) => {
    await hooks.add(OLD, ADDRESS);
    await hooks.add(NEW, ADDRESS);
    await hooks.noteReceipt(OLD, BEGINNING);
    assert.equal((await hooks.find(NEW))?.lastReceivedAt, undefined);
  },
});
