import assert from 'node:assert/strict';
import type { AgentId, CrmUserId } from '../../domain/agent/agent.ts';
import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { emptyTally } from '../../domain/synchronisation/reconcile.ts';
import type { ChatClientId, DirectoryClient } from '../chat-clients.ts';
import type { LinkedContact } from '../contact-links.ts';
import type { SynchronisationRun } from '../synchronisation-runs.ts';
import { after, BEGINNING, contactId, ELSEWHERE, emailKey, HERE, phoneKey } from './builders.ts';
import { rejectsWith, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** A customer base that nobody has read yet. */
export type CustomerBaseSubject = Pick<InsideSubject, 'baseContacts' | 'baseClients' | 'runs' | 'issues'>;

const ANAS_PHONE = phoneKey('5511m87654321');
const ANAS_MAIL = emailKey('ana@example.com');

/** The chat's id of a client. */
const clientId = (id: string): ChatClientId => id as ChatClientId;
const agentId = (id: string): AgentId => id as AgentId;

/** A contact as the CRM shows it to synchronisation. */
export const aLinkedContact = (id: string, { name = 'Ana Souza', keys = [] }: { readonly name?: string; readonly keys?: readonly IdentityKey[] } = {}): LinkedContact =>
  ({ contact: { id: contactId(id), kind: 'person', name, phones: [] }, keys, updatedAt: BEGINNING, link: { client: 'active' }, agents: [] });

/** A client of the chat. */
export const aChatClient = (id: string, wishes: Partial<Omit<DirectoryClient, 'id'>> = {}): DirectoryClient => ({ id: clientId(id), active: true, keys: [], ...wishes });

/** A run that has just begun. */
const aRun = (wishes: Partial<SynchronisationRun> = {}): Omit<SynchronisationRun, 'number' | 'version'> =>
  ({ kind: 'first', state: 'running', phase: 'contacts', leg: 1, mode: 'act', startedAt: BEGINNING, clients: { listed: 0 }, tally: emptyTally, ...wishes });

const readings = (...entries: readonly LinkedContact[]) => entries.map((entry) => ({ entry, phones: { valid: 1, invalid: 0 } }));
const parseUser = (id: string): CrmUserId => id as CrmUserId;
const CONFLICT = { id: 'c1', conflict: { kept: contactId('1'), other: contactId('2'), phone: '5511m87654321' as never } };
const MERGE = { into: contactId('2'), from: contactId('1'), at: after(1) };
const MERGED = { type: 'ContactsMerged', ...MERGE, reason: 'the number is hers' } as const;

const ids = (rows: readonly { readonly entry: { readonly id?: string; readonly contact?: { readonly id: string } } }[]): readonly (string | undefined)[] =>
  rows.map(({ entry }) => entry.contact?.id ?? entry.id);

/** Runs the promises of `BaseContacts`, `BaseClients`, `SynchronisationRuns` and `SynchronisationIssues` (SYN). */
export const customerBaseContract: Contract<CustomerBaseSubject> = defineContract<CustomerBaseSubject>({
  'gives back a contact whole, by its id': async ({ baseContacts }) => {
    const entry = aLinkedContact('1', { keys: [ANAS_PHONE] });
    await baseContacts.keep(HERE, readings(entry), BEGINNING);
    assert.deepEqual(await baseContacts.find(HERE, contactId('1')), { entry, readAt: BEGINNING });
  },
  'finds contacts by any of their keys as they are now': async ({ baseContacts }) => {
    await baseContacts.keep(HERE, readings(aLinkedContact('1', { keys: [ANAS_PHONE] }), aLinkedContact('2', { keys: [ANAS_MAIL] })), BEGINNING);
    await baseContacts.keep(HERE, readings(aLinkedContact('1', { keys: [ANAS_MAIL] })), after(1));
    assert.deepEqual([ids(await baseContacts.findByKeys(HERE, [ANAS_MAIL])), await baseContacts.findByKeys(HERE, [ANAS_PHONE])], [['1', '2'], []]);
  },
  'does not take an older reading of a contact for a newer one': async ({ baseContacts }) => {
    await baseContacts.keep(HERE, readings(aLinkedContact('1', { name: 'Ana Lima', keys: [ANAS_MAIL] })), after(1));
    await baseContacts.keep(HERE, readings(aLinkedContact('1', { name: 'Ana Souza', keys: [ANAS_PHONE] })), BEGINNING);
    assert.equal((await baseContacts.find(HERE, contactId('1')))?.entry.contact.name, 'Ana Lima');
    assert.deepEqual([ids(await baseContacts.findByKeys(HERE, [ANAS_MAIL])), await baseContacts.findByKeys(HERE, [ANAS_PHONE])], [['1'], []]);
  },
  'keeps what is noted of a contact, over readings too': async ({ baseContacts }) => {
    await baseContacts.keep(HERE, readings(aLinkedContact('1')), BEGINNING);
    const portfolio = { client: clientId('7'), field: 'unknown', associated: [agentId('a')], owners: [] } as const;
    await baseContacts.note(HERE, contactId('1'), { portfolio });
    await baseContacts.note(HERE, contactId('1'), { echoes: { awaited: [], nearMisses: 1 } });
    await baseContacts.keep(HERE, readings(aLinkedContact('1')), after(1));
    const { portfolio: noted, echoes } = (await baseContacts.find(HERE, contactId('1'))) ?? {};
    assert.deepEqual({ noted, echoes }, { noted: portfolio, echoes: { awaited: [], nearMisses: 1 } });
  },
  'counts what became of contacts in the run that is on': async ({ baseContacts, runs }) => {
    await runs.begin(HERE, aRun());
    await baseContacts.keep(HERE, readings(aLinkedContact('1'), aLinkedContact('2')), BEGINNING);
    await baseContacts.note(HERE, contactId('1'), { outcome: 'written' });
    assert.deepEqual(await baseContacts.tally(HERE, 1), { same: 0, written: 1, failed: 0, 'left-out': 0, open: 0, listed: 2 });
    await runs.put(HERE, { ...(await runs.begin(HERE, aRun())).run, state: 'ended' });
    await runs.begin(HERE, aRun());
    assert.deepEqual(await baseContacts.tally(HERE, 2), { same: 0, written: 0, failed: 0, 'left-out': 0, open: 0, listed: 0 });
  },
  'tells the contacts that a run has seen from those it has not, page by page': async ({ baseContacts, runs }) => {
    await baseContacts.keep(HERE, readings(aLinkedContact('1'), aLinkedContact('4')), BEGINNING);
    await runs.begin(HERE, aRun());
    await baseContacts.keep(HERE, readings(aLinkedContact('2'), aLinkedContact('3')), BEGINNING);
    const page = async (seen: 'in' | 'not-in', after?: string) =>
      ids(await baseContacts.page(HERE, { seen, run: 1, limit: 1, ...(after === undefined ? {} : { after: contactId(after) }) }));
    assert.deepEqual([await page('in'), await page('in', '2'), await page('in', '3'), await page('not-in', '1')], [['2'], ['3'], [], ['4']]);
  },
  'counts the numbers of all contacts': async ({ baseContacts }) => {
    await baseContacts.keep(HERE, [{ entry: aLinkedContact('1'), phones: { valid: 2, invalid: 1 } }, { entry: aLinkedContact('2'), phones: { valid: 1, invalid: 1 } }], BEGINNING);
    const counted = await baseContacts.phones(HERE);
    assert.deepEqual([counted.reduce((sum, { valid }) => sum + valid, 0), counted.reduce((sum, { invalid }) => sum + invalid, 0)], [3, 2]);
  },
  'counts numbers by who made the contact': async ({ baseContacts }) => {
    const madeBy = (id: string, maker: string, invalid: number) => ({ entry: { ...aLinkedContact(id), createdBy: parseUser(maker) }, phones: { valid: 1, invalid } });
    await baseContacts.keep(HERE, [madeBy('1', 'u1', 1), madeBy('2', 'u2', 0), madeBy('3', 'u1', 2), { entry: aLinkedContact('4'), phones: { valid: 5, invalid: 0 } }], BEGINNING);
    const counted = (await baseContacts.phones(HERE)).toSorted((a, b) => a.valid - b.valid);
    assert.deepEqual(counted, [{ createdBy: 'u2', valid: 1, invalid: 0 }, { createdBy: 'u1', valid: 2, invalid: 3 }, { valid: 5, invalid: 0 }]);
  },
  'forgets a contact with its keys': async ({ baseContacts }) => {
    await baseContacts.keep(HERE, readings(aLinkedContact('1', { keys: [ANAS_PHONE] })), BEGINNING);
    await baseContacts.forget(HERE, contactId('1'));
    assert.deepEqual([await baseContacts.find(HERE, contactId('1')), await baseContacts.findByKeys(HERE, [ANAS_PHONE])], [undefined, []]);
  },
  'forgets what was agreed on about agents, and nothing else': async ({ baseContacts }) => {
    await baseContacts.keep(HERE, readings(aLinkedContact('1')), BEGINNING);
    await baseContacts.note(HERE, contactId('1'), { portfolio: { client: clientId('7'), field: [], associated: [], owners: [] }, echoes: { awaited: [], nearMisses: 2 } });
    await baseContacts.forgetPortfolios(HERE);
    assert.deepEqual(await baseContacts.find(HERE, contactId('1')), { entry: aLinkedContact('1'), readAt: BEGINNING, echoes: { awaited: [], nearMisses: 2 } });
  },
  'tells contacts and clients of two connections apart': async ({ baseContacts, baseClients }) => {
    await baseContacts.keep(ELSEWHERE, readings(aLinkedContact('1', { keys: [ANAS_PHONE] })), BEGINNING);
    await baseClients.keep(ELSEWHERE, [aChatClient('7', { keys: [ANAS_PHONE] })], BEGINNING);
    assert.deepEqual([await baseContacts.findByKeys(HERE, [ANAS_PHONE]), await baseClients.findByKeys(HERE, [ANAS_PHONE])], [[], []]);
  },
  'gives back a chat client whole, with its agents and what was noted': async ({ baseClients }) => {
    const entry = aChatClient('7', { name: 'Ana', externalCode: '1', keys: [ANAS_PHONE] });
    await baseClients.keep(HERE, [entry], BEGINNING);
    await baseClients.addAgents(HERE, [{ client: clientId('7'), agent: agentId('b') }, { client: clientId('7'), agent: agentId('a') }, { client: clientId('8'), agent: agentId('c') }]);
    const written = { values: { name: 'Ana' }, stood: { name: 'Ana' } };
    await baseClients.note(HERE, clientId('7'), { written });
    assert.deepEqual(await baseClients.find(HERE, clientId('7')), { entry, readAt: BEGINNING, agents: ['a', 'b'], written });
  },
  'does not take an older reading of a chat client for a newer one': async ({ baseClients }) => {
    await baseClients.keep(HERE, [aChatClient('7', { name: 'new' })], after(1));
    await baseClients.keep(HERE, [aChatClient('7', { name: 'old' })], BEGINNING);
    assert.equal((await baseClients.find(HERE, clientId('7')))?.entry.name, 'new');
  },
  'finds chat clients by any of their keys': async ({ baseClients }) => {
    await baseClients.keep(HERE, [aChatClient('7', { keys: [ANAS_PHONE] }), aChatClient('8', { keys: [ANAS_PHONE, ANAS_MAIL] }), aChatClient('9')], BEGINNING);
    assert.deepEqual(ids(await baseClients.findByKeys(HERE, [ANAS_MAIL, ANAS_PHONE])), ['7', '8']);
  },
  "replaces a chat client's agents": async ({ baseClients }) => {
    await baseClients.keep(HERE, [aChatClient('7')], BEGINNING);
    await baseClients.setAgents(HERE, { client: clientId('7'), agents: [agentId('a')] });
    await baseClients.setAgents(HERE, { client: clientId('7'), agents: [agentId('b')] });
    assert.deepEqual((await baseClients.find(HERE, clientId('7')))?.agents, ['b']);
  },
  'drops the agents that the run which is on did not list': async ({ baseClients, runs }) => {
    await baseClients.keep(HERE, [aChatClient('7')], BEGINNING);
    await baseClients.addAgents(HERE, [{ client: clientId('7'), agent: agentId('a') }, { client: clientId('7'), agent: agentId('b') }]);
    await runs.begin(HERE, aRun());
    await baseClients.addAgents(HERE, [{ client: clientId('7'), agent: agentId('b') }]);
    await baseClients.setAgents(HERE, 'drop-unlisted');
    assert.deepEqual((await baseClients.find(HERE, clientId('7')))?.agents, ['b']);
  },
  'tells the linked clients that no page showed, and those whose contact none did': async ({ baseClients, baseContacts, runs }) => {
    await baseClients.keep(HERE, [aChatClient('7', { externalCode: '1' }), aChatClient('8')], BEGINNING);
    await runs.begin(HERE, aRun());
    await baseClients.keep(HERE, [aChatClient('9', { externalCode: '2' })], BEGINNING);
    await baseContacts.keep(HERE, readings(aLinkedContact('1')), BEGINNING);
    assert.deepEqual(ids(await baseClients.page(HERE, { which: 'unlisted', run: 1, limit: 9 })), ['7']);
    assert.deepEqual(ids(await baseClients.page(HERE, { which: 'orphans', run: 1, limit: 9 })), ['9']);
  },
  'counts the clients that are linked': async ({ baseClients }) => {
    await baseClients.keep(HERE, [aChatClient('7', { externalCode: '1' }), aChatClient('8'), aChatClient('9', { externalCode: ' ' })], BEGINNING);
    assert.equal(await baseClients.countLinks(HERE), 1);
  },
  'forgets a chat client with its keys and agents': async ({ baseClients }) => {
    await baseClients.keep(HERE, [aChatClient('7', { keys: [ANAS_PHONE] })], BEGINNING);
    await baseClients.setAgents(HERE, { client: clientId('7'), agents: [agentId('a')] });
    await baseClients.forget(HERE, clientId('7'));
    assert.deepEqual(await baseClients.findByKeys(HERE, [ANAS_PHONE]), []);
    await baseClients.keep(HERE, [aChatClient('7')], BEGINNING);
    assert.deepEqual((await baseClients.find(HERE, clientId('7')))?.agents, []);
  },
  'begins one run of a connection at a time, numbered in order': async ({ runs }) => {
    const first = await runs.begin(HERE, aRun());
    const second = await runs.begin(HERE, aRun({ kind: 'reconciliation' }));
    assert.deepEqual([first.fresh, second.fresh, second.run], [true, false, { ...aRun(), number: 1, version: 1 }]);
    await runs.put(HERE, { ...first.run, state: 'cancelled' });
    assert.equal((await runs.begin(HERE, aRun())).run.number, 2);
  },
  'puts the next version of a run, and refuses one that somebody else has put': async ({ runs }) => {
    const { run } = await runs.begin(HERE, aRun());
    assert.deepEqual(await runs.put(HERE, { ...run, phase: 'compare' }), { ...run, phase: 'compare', version: 2 });
    await rejectsWith('port.conflict', runs.put(HERE, { ...run, phase: 'finish' }));
    assert.equal((await runs.find(HERE))?.phase, 'compare');
  },
  'lists the runs of a connection, newest first': async ({ runs }) => {
    for (const _ of [1, 2, 3]) await runs.put(HERE, { ...(await runs.begin(HERE, aRun())).run, state: 'ended' });
    await runs.begin(ELSEWHERE, aRun());
    assert.deepEqual((await runs.list(HERE, { limit: 9, before: 3 })).map(({ number }) => number), [2, 1]);
    assert.equal((await runs.find(HERE, 1))?.number, 1);
  },
  'keeps what a run plans, one row for a contact and client, in order': async ({ runs }) => {
    await runs.plan(HERE, 1, [{ contact: contactId('2'), steps: [] }, { contact: contactId('1'), client: clientId('7'), doubt: 'absent', steps: [{ type: 'UnlinkChatClient' }] }]);
    await runs.plan(HERE, 1, [{ contact: contactId('2'), doubt: 'step', steps: [] }]);
    await runs.plan(HERE, 2, [{ contact: contactId('3'), steps: [] }]);
    const planned = async (wish: object) => (await runs.planned(HERE, 1, { limit: 9, ...wish })).map(({ contact, doubt }) => [contact, doubt]);
    assert.deepEqual(await planned({}), [['1', 'absent'], ['2', 'step']]);
    assert.deepEqual(await planned({ after: { contact: contactId('1'), client: clientId('7') } }), [['2', 'step']]);
    assert.deepEqual([await planned({ doubt: ['absent'] }), await planned({ contact: contactId('2') })], [[['1', 'absent']], [['2', 'step']]]);
    assert.equal(await runs.countPlanned(HERE, 1, ['absent', 'step']), 2);
  },
  'takes out what earlier runs planned': async ({ runs }) => {
    await runs.plan(HERE, 1, [{ contact: contactId('1'), steps: [] }]);
    await runs.plan(HERE, 2, [{ contact: contactId('2'), steps: [] }]);
    await runs.clearPlans(HERE, 2);
    assert.deepEqual([await runs.planned(HERE, 1, { limit: 9 }), (await runs.planned(HERE, 2, { limit: 9 })).length], [[], 1]);
  },
  'keeps the problem of a contact until it has none': async ({ issues }) => {
    await issues.keepProblem(HERE, contactId('1'), { code: 'port.refused', at: BEGINNING });
    await issues.keepProblem(HERE, contactId('1'), { code: 'port.refused', at: after(9), detail: 'd9' });
    await issues.keepProblem(HERE, contactId('2'), { code: 'number-refused', at: after(1) });
    assert.deepEqual(await issues.problems(HERE, { limit: 1 }), [{ contact: '1', code: 'port.refused', at: BEGINNING, detail: 'd9' }]);
    await issues.keepProblem(HERE, contactId('1'), 'none');
    assert.deepEqual([(await issues.problems(HERE, { limit: 9 })).map(({ contact }) => contact), await issues.countProblems(HERE)], [['2'], 1]);
  },
  'keeps conflicts open until they are found no more': async ({ issues }) => {
    await issues.keepConflicts(HERE, { contact: contactId('1'), conflicts: [CONFLICT], at: BEGINNING });
    await issues.keepConflicts(HERE, { contact: contactId('3'), conflicts: [], at: after(1) });
    const states = async () => (await issues.conflicts(HERE, { limit: 9 })).map(({ state, seenAt }) => [state, seenAt]);
    assert.deepEqual(await states(), [['open', BEGINNING]]);
    await issues.keepConflicts(HERE, { contact: contactId('2'), conflicts: [], at: after(2) });
    assert.deepEqual(await states(), [['gone', BEGINNING]]);
    await issues.keepConflicts(HERE, { contact: contactId('2'), conflicts: [CONFLICT], at: after(3) });
    assert.deepEqual(await states(), [['open', after(3)]]);
  },
  'keeps a conflict settled, with who settled it': async ({ issues }) => {
    await issues.keepConflicts(HERE, { contact: contactId('1'), conflicts: [CONFLICT], at: BEGINNING });
    await issues.decide(HERE, { conflict: { id: 'c1', state: 'settled' }, events: [MERGED], at: after(1), by: 'maria' });
    await issues.keepConflicts(HERE, { contact: contactId('1'), conflicts: [CONFLICT], at: after(2) });
    assert.deepEqual(await issues.conflicts(HERE, { limit: 9, id: 'c1' }), [{ ...CONFLICT, seenAt: BEGINNING, state: 'settled', settledBy: 'maria' }]);
  },
  'tells the merges that hold and have to do with a contact, over other merges': async ({ issues }) => {
    await issues.decide(HERE, { events: [MERGED, { ...MERGED, into: contactId('3'), from: contactId('2') }, { ...MERGED, into: contactId('9'), from: contactId('8') }], at: after(1) });
    assert.deepEqual((await issues.mergesOf(HERE, [contactId('1')])).map(({ into, from }) => [into, from]), [['2', '1'], ['3', '2']]);
  },
  'keeps a merge that was undone in the list, and it holds no more': async ({ issues }) => {
    await issues.decide(HERE, { events: [MERGED], at: after(1), by: 'maria' });
    await issues.decide(HERE, { events: [{ type: 'MergeUndone', ...MERGE }], at: after(2), by: 'joana' });
    assert.deepEqual(await issues.mergesOf(HERE, [contactId('1')]), []);
    const [listed] = await issues.merges(HERE, { limit: 9 });
    assert.deepEqual([listed?.by, listed?.undoneAt, listed?.undoneBy], ['maria', after(2), 'joana']);
  },
});
