import assert from 'node:assert/strict';
import type { ErasureCounts, PersonToErase } from '../erasure.ts';
import type { NewDelivery } from '../inbox.ts';
import type { LeadBook } from '../lead-book.ts';
import {
  aDelivery, after, AGENT, aLead, aMessage, anEntry, aRememberedContact, aSend, aSession, aTalk, aWish, BEGINNING, cardId,
  contactId, cpfKey, deliveryId, ELSEWHERE, emailKey, EVERYWHERE, HERE, integrationId, laneKey, messageId, phoneKey, protocolOf, sendId, subjectOf,
} from './builders.ts';
import { aChatClient, aLinkedContact } from './customer-base.contract.ts';
import { createGate } from './gate.ts';
import { acceptAndSettle, DONE, recording, workAll, writeSessions, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** An empty store: what is erased has to be there first, in whatever port it is kept. */
export type ErasureSubject = InsideSubject;

const ANA = phoneKey('5511m87654321');
const ANAS_MAIL = emailKey('ana@example.com');
const BIA = phoneKey('5511m87654322');

const person = (wishes: Partial<PersonToErase> = {}): PersonToErase => ({ keys: [], contactIds: [], protocols: [], cardIds: [], subjects: [], lanes: [], marks: [], ...wishes });

const anasLane = person({ lanes: [laneKey('ana')] });

const anas = (id: string, wishes: Partial<NewDelivery> = {}): NewDelivery =>
  aDelivery(id, { lane: 'ana', body: 'Ana Souza', headers: { from: 'ana' }, ...wishes });

const biasLead = aLead('bia', { name: 'Bia Ramos', phone: '+5511987654322', email: 'bia@example.com' });
const keysLeft = async (leads: LeadBook): Promise<readonly string[]> => (await leads.list(HERE, { limit: 9 })).map(({ key }) => key);

const shown = async ({ history }: ErasureSubject, id: string) => await history.find(EVERYWHERE, deliveryId(id));
const bodyOf = async (subject: ErasureSubject, id: string) => (await shown(subject, id))?.body;

/** Runs the promises of `Erasure` (HUB-05). */
export const erasureContract: Contract<ErasureSubject> = defineContract<ErasureSubject>({
  'traces whoever carries a key, with all that it is found by': async ({ identities, erasure }) => {
    await identities.remember(HERE, aRememberedContact('1', { keys: [ANA, ANAS_MAIL] }));
    await identities.remember(HERE, aRememberedContact('2', { keys: [BIA] }));
    const traces = await erasure.trace(HERE, [ANAS_MAIL]);
    assert.deepEqual(traces.contactIds, ['1']);
    assert.deepEqual(new Set(traces.keys), new Set([ANAS_MAIL, ANA]));
  },
  'traces whom the customer base alone knows': async ({ baseContacts, erasure }) => {
    await baseContacts.keep(HERE, [{ entry: aLinkedContact('1', { keys: [ANA, ANAS_MAIL] }), phones: { valid: 1, invalid: 0 } }], BEGINNING);
    assert.deepEqual((await erasure.trace(HERE, [ANAS_MAIL])).contactIds, ['1']);
  },
  'takes the person out of the customer base, on both sides': async ({ baseContacts, baseClients, issues, erasure }) => {
    await baseContacts.keep(HERE, [{ entry: aLinkedContact('1', { keys: [ANA] }), phones: { valid: 1, invalid: 0 } }], BEGINNING);
    await baseClients.keep(HERE, [aChatClient('7', { name: 'Ana', keys: [ANA] }), aChatClient('8', { name: 'Ana', externalCode: '1' })], BEGINNING);
    await issues.keepProblem(HERE, contactId('1'), { code: 'port.refused', at: BEGINNING });
    await erasure.erase(HERE, person({ contactIds: [contactId('1')], keys: [ANA] }), after(60));
    assert.deepEqual([await baseContacts.find(HERE, contactId('1')), await baseClients.findByKeys(HERE, [ANA]), await baseClients.countLinks(HERE), await issues.countProblems(HERE)], [undefined, [], 0, 0]);
  },
  'takes no key for one of the person that others carry too': async ({ identities, erasure }) => {
    await identities.remember(HERE, aRememberedContact('1', { keys: [ANA, ANAS_MAIL] }));
    await identities.remember(HERE, aRememberedContact('2', { keys: [BIA, ANAS_MAIL] }));
    assert.deepEqual((await erasure.trace(HERE, [ANA])).keys, [ANA]);
  },
  'traces the sessions of a person, by contact and by key': async (subject) => {
    await subject.identities.remember(HERE, aRememberedContact('1', { keys: [ANA, ANAS_MAIL] }));
    await writeSessions(subject, aDelivery('d1'), [
      aSession('by-contact', { contactIds: [contactId('1')] }), aSession('by-key', { keys: [ANA] }), aSession('of-another', { keys: [BIA] }),
    ]);
    assert.deepEqual((await subject.erasure.trace(HERE, [ANAS_MAIL])).protocols.toSorted(), ['by-contact', 'by-key']);
  },
  'traces the cards that the sessions of a person were linked to': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [
      aSession('s1', { keys: [ANA], cardIds: [cardId('7'), cardId('8')] }), aSession('of-another', { keys: [BIA], cardIds: [cardId('9')] }),
    ]);
    assert.deepEqual((await subject.erasure.trace(HERE, [ANA])).cardIds, ['7', '8']);
  },
  'takes the payload and the decision out of the deliveries of a lane': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await workAll(subject, async () => ({ ...DONE, decision: { name: 'Ana Souza' } }));
    const counts: ErasureCounts = await subject.erasure.erase(HERE, anasLane, after(60));
    const { body, headers, decision } = (await shown(subject, 'd1')) ?? {};
    assert.deepEqual({ body, headers, decision, erased: counts.deliveries }, { body: '', headers: {}, decision: undefined, erased: 1 });
  },
  'takes the payload out of the deliveries about a subject': async (subject) => {
    await subject.inbox.accept([aDelivery('d1', { lane: 'other', subjects: [subjectOf('person:ana')], body: 'Ana Souza' })]);
    await workAll(subject, recording().handler);
    await subject.erasure.erase(HERE, person({ subjects: [subjectOf('person:ana')] }), after(60));
    assert.equal(await bodyOf(subject, 'd1'), '');
  },
  'takes the payload out of what led to a delivery of the person': async (subject) => {
    await subject.inbox.accept([aDelivery('webhook', { lane: 'part', body: 'Ana Souza' }), anas('d1', { cause: deliveryId('webhook') })]);
    await workAll(subject, recording().handler);
    await subject.erasure.erase(HERE, anasLane, after(60));
    assert.equal(await bodyOf(subject, 'webhook'), '');
  },
  'takes the payload out of what came of a delivery of the person': async (subject) => {
    await subject.inbox.accept([anas('d1'), aDelivery('answer', { lane: 'card', cause: deliveryId('d1'), body: 'Ana Souza' })]);
    await workAll(subject, recording().handler);
    await subject.erasure.erase(HERE, anasLane, after(60));
    assert.equal(await bodyOf(subject, 'answer'), '');
  },
  'keeps that a delivery happened, how it ended, and that its payload was erased': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await workAll(subject, async () => ({ end: { type: 'set-aside', reason: 'port.refused' } }));
    const before = await shown(subject, 'd1');
    await subject.erasure.erase(HERE, anasLane, after(60));
    const { state, reason, endedAt, payloadGone } = (await shown(subject, 'd1')) ?? {};
    assert.deepEqual({ state, reason, endedAt, payloadGone }, { state: 'set-aside', reason: 'port.refused', endedAt: before?.endedAt, payloadGone: 'erased' });
  },
  'ends what was still pending of a person': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await subject.erasure.erase(HERE, anasLane, after(60));
    const { state, endedAt } = (await shown(subject, 'd1')) ?? {};
    assert.deepEqual({ state, endedAt }, { state: 'done', endedAt: after(60) });
  },
  'keeps no payload that a settlement says is not to be kept': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await workAll(subject, async () => ({ ...DONE, payload: 'erased' }));
    const { body, payloadGone } = (await shown(subject, 'd1')) ?? {};
    assert.deepEqual({ body, payloadGone }, { body: '', payloadGone: 'erased' });
  },
  'keeps nothing of what was being worked for a person meanwhile': async (subject) => {
    const entered = createGate();
    await subject.inbox.accept([anas('d1')]);
    await subject.queue.run(async (delivery) => {
      await entered.handler(delivery);
      return { end: { type: 'set-aside', reason: 'port.refused' }, sessions: [aSession('s1')], forward: [anas('d2')] };
    }, { inFlight: 1 });
    await entered.entered(1);
    await subject.erasure.erase(HERE, anasLane, after(60));
    entered.open();
    await subject.queue.idle();
    await subject.queue.stop();
    assert.deepEqual([(await shown(subject, 'd1'))?.reason, await shown(subject, 'd2')], [undefined, undefined]);
    assert.equal(await subject.sessions.load(HERE, protocolOf('s1')), undefined);
  },
  'forgets what the deliveries of a person were about': async (subject) => {
    await subject.inbox.accept([anas('d1', { subjects: [subjectOf('person:ana'), subjectOf('card:1')] })]);
    await subject.erasure.erase(HERE, anasLane, after(60));
    assert.deepEqual((await shown(subject, 'd1'))?.subjects, []);
  },
  'forgets the contact and its keys': async ({ identities, erasure }) => {
    await identities.remember(HERE, aRememberedContact('1', { keys: [ANA] }));
    const counts = await erasure.erase(HERE, person({ contactIds: [contactId('1')], keys: [ANA] }), after(60));
    assert.equal(await identities.find(HERE, contactId('1')), undefined);
    assert.deepEqual(await identities.findByKeys(HERE, [ANA]), []);
    assert.equal(counts.contacts, 1);
  },
  'forgets the name that was reserved for the keys': async ({ identities, erasure }) => {
    const name = await identities.reserve(HERE, [ANA]);
    await erasure.erase(HERE, person({ keys: [ANA] }), after(60));
    assert.notEqual(await identities.reserve(HERE, [ANA]), name);
  },
  'forgets sessions, with all that they are looked up by': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('s1', { keys: [ANA], contactIds: [contactId('1')], clientIs: 'waiting' })]);
    const counts = await subject.erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    assert.equal(await subject.sessions.load(HERE, protocolOf('s1')), undefined);
    assert.deepEqual(await subject.sessions.waitingFor(HERE, [ANA]), []);
    assert.equal(counts.sessions, 1);
  },
  'forgets the conversations of sessions': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, messages: [aMessage('m1', { protocol: 's1' }), aMessage('m2', { protocol: 's2' })] });
    await subject.erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    assert.deepEqual([await subject.conversations.find(HERE, messageId('m1')), await subject.conversations.find(HERE, messageId('m2'))], [undefined, aMessage('m2', { protocol: 's2' })]);
  },
  'takes sessions out of the lists of agents': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('s1', { desk: anEntry() }), aSession('s2', { desk: anEntry() })]);
    await subject.erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    assert.deepEqual((await subject.deskLists.page(HERE, { agent: AGENT, phase: 'running', limit: 5 })).map(({ protocol }) => protocol), ['s2']);
  },
  'forgets how the conversations of sessions stand': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, talks: [aTalk('s1'), aTalk('s2')] });
    await subject.erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    assert.deepEqual([await subject.deskLists.talk(HERE, protocolOf('s1')), await subject.deskLists.talk(HERE, protocolOf('s2'))], [undefined, aTalk('s2')]);
  },
  'forgets the active sends to a number': async ({ sends, erasure }) => {
    for (const send of [aSend('a1'), aSend('a2', { phone: '+5511987654322' })]) await sends.keep(HERE, send);
    await erasure.erase(HERE, person({ keys: [ANA], contactIds: [contactId('1')] }), after(60));
    assert.deepEqual((await sends.list(HERE, { limit: 5 })).map(({ id }) => id), ['a2']);
  },
  'forgets the active sends that sessions came of': async ({ sends, erasure }) => {
    await sends.keep(HERE, aSend('a1', { phone: '+5511987654322', protocol: protocolOf('s1') }));
    await erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    assert.equal(await sends.find(HERE, sendId('a1')), undefined);
  },
  'still knows who wants no active sends': async ({ sends, erasure }) => {
    await sends.optOut(HERE, '+5511987654321', BEGINNING);
    await erasure.erase(HERE, person({ keys: [ANA] }), after(60));
    assert.equal(await sends.hasOptedOut(HERE, '+5511987654321'), BEGINNING);
  },
  'forgets what agents were told, and tells them of the gap': async ({ stream, erasure }) => {
    await stream.append(HERE, [aWish('Ana Souza')]);
    await erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    await stream.append(HERE, [aWish('Bia Ramos')]);
    const { events, gap } = await stream.read(HERE, AGENT, { after: 0, limit: 5 });
    assert.deepEqual([events.map(({ data }) => data), gap], [['Bia Ramos'], 'yes']);
  },
  'leaves nothing of the person on the desk': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), {
      ...DONE, sessions: [aSession('s1', { keys: [ANA], desk: anEntry() })], talks: [aTalk('s1', { row: 'Ana Souza' })], stream: [aWish('Ana Souza')],
      messages: [aMessage('m1', { protocol: 's1', authorName: 'Ana Souza', text: 'Ana Souza' })], sends: [aSend('a1')],
    });
    await subject.sends.optOut(HERE, '+5511987654321', BEGINNING);
    await subject.erasure.erase(HERE, person({ keys: [ANA], contactIds: [contactId('1')], protocols: [protocolOf('s1')] }), after(60));
    assert.deepEqual(await subject.erasure.search(HERE, ['Ana Souza', '11987654321']), []);
  },
  'counts the messages and the sends that it takes out': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, messages: [aMessage('m1', { protocol: 's1' }), aMessage('m2', { protocol: 's1' })], sends: [aSend('a1')] });
    const { messages, sends } = await subject.erasure.erase(HERE, person({ keys: [ANA], protocols: [protocolOf('s1')] }), after(60));
    assert.deepEqual({ messages, sends }, { messages: 2, sends: 1 });
  },
  'forgets the lead with a number, in either of its forms, and says so': async ({ leads, erasure }) => {
    await leads.keep(HERE, aLead('l1', { phone: '+551187654321' }));
    await leads.keep(HERE, biasLead);
    const counts = await erasure.erase(HERE, person({ keys: [ANA] }), after(60));
    assert.deepEqual([await keysLeft(leads), counts.leads], [['bia'], 1]);
  },
  'forgets leads with an address': async ({ leads, erasure }) => {
    for (const lead of [{ ...biasLead, key: 'l1', email: 'Ana@Example.com' }, biasLead]) await leads.keep(HERE, lead);
    await erasure.erase(HERE, person({ keys: [ANAS_MAIL] }), after(60));
    assert.deepEqual(await keysLeft(leads), ['bia']);
  },
  'forgets leads with a document': async ({ leads, erasure }) => {
    for (const lead of [{ ...biasLead, key: 'l1', document: '529.982.247-25' }, biasLead]) await leads.keep(HERE, lead);
    await erasure.erase(HERE, person({ keys: [cpfKey('52998224725')] }), after(60));
    assert.deepEqual(await keysLeft(leads), ['bia']);
  },
  'forgets the leads that a contact was made of': async ({ leads, erasure }) => {
    for (const lead of [{ ...biasLead, key: 'l1', contactId: contactId('1') }, biasLead]) await leads.keep(HERE, lead);
    await erasure.erase(HERE, person({ contactIds: [contactId('1')] }), after(60));
    assert.deepEqual(await keysLeft(leads), ['bia']);
  },
  'leaves nothing of the person in leads': async ({ leads, erasure }) => {
    await leads.keep(HERE, aLead('l1', { name: 'Ana Souza', document: '52998224725', tags: ['Ana Souza'], integrations: [integrationId('shop')], contactId: contactId('1') }));
    await leads.keep(HERE, aLead('l2', { name: 'Ana Souza', phone: '+5511912345678', contactId: contactId('1') }));
    await erasure.erase(HERE, person({ keys: [ANA], contactIds: [contactId('1')] }), after(60));
    assert.deepEqual(await erasure.search(HERE, ['Ana Souza', '87654321', '912345678', 'ana@example.com', '52998224725', 'l1']), []);
  },
  'leaves the leads of the same person in another connection': async ({ leads, erasure }) => {
    await leads.keep(ELSEWHERE, aLead('l1'));
    await erasure.erase(HERE, person({ keys: [ANA, ANAS_MAIL], contactIds: [contactId('1')] }), after(60));
    assert.equal((await leads.find(ELSEWHERE, 'l1'))?.key, 'l1');
  },
  'traces what else a lead is known by, and what was made of it': async ({ leads, erasure }) => {
    await leads.keep(HERE, aLead('l1', { document: '52998224725', contactId: contactId('1'), cardIds: [cardId('7')] }));
    const { keys, contactIds, cardIds } = await erasure.trace(HERE, [ANA]);
    assert.deepEqual([new Set(keys), contactIds, cardIds], [new Set([ANA, ANAS_MAIL, cpfKey('52998224725')]), ['1'], ['7']]);
  },
  'takes no address for one of the person that a lead with another number has too': async ({ leads, erasure }) => {
    for (const lead of [aLead('l1'), { ...biasLead, email: 'ana@example.com' }]) await leads.keep(HERE, lead);
    assert.deepEqual((await erasure.trace(HERE, [ANA])).keys, [ANA]);
  },
  'takes a lead without a number for the person whose address it has': async ({ leads, erasure }) => {
    const { phone: _phone, ...addressAlone } = aLead('l2');
    for (const lead of [aLead('l1'), addressAlone]) await leads.keep(HERE, lead);
    assert.deepEqual(new Set((await erasure.trace(HERE, [ANA])).keys), new Set([ANA, ANAS_MAIL]));
  },
  'takes nothing out of leads when payloads go': async ({ leads, erasure }) => {
    await leads.keep(HERE, aLead('l1'));
    await erasure.expire(HERE, after(3_600), 10);
    assert.deepEqual(await leads.find(HERE, 'l1'), aLead('l1'));
  },
  'forgets the plans of sessions': async ({ ledger, erasure }) => {
    await ledger.plan(HERE, 'stay:s1:f/open-card', { title: 'Ana Souza' });
    await ledger.plan(HERE, 'stay:s10:f/open-card', { title: 'Bia Ramos' });
    const counts = await erasure.erase(HERE, person({ protocols: [protocolOf('s1')] }), after(60));
    assert.equal(counts.plans, 1);
    assert.deepEqual(await ledger.plan(HERE, 'stay:s1:f/open-card', 'new'), 'new');
    assert.deepEqual(await ledger.plan(HERE, 'stay:s10:f/open-card', 'new'), { title: 'Bia Ramos' });
  },
  'drops the timers of the lanes of a person': async (subject) => {
    const { handler, ids } = recording();
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, async () => ({ ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: anas('timed') }] }));
    const counts = await subject.erasure.erase(HERE, anasLane, after(30));
    subject.clock.advance(60_000);
    await workAll(subject, handler);
    assert.deepEqual({ worked: ids(), dropped: counts.timers }, { worked: [], dropped: 1 });
  },
  'leaves other people as they are': async (subject) => {
    await subject.inbox.accept([aDelivery('d1', { lane: 'bia', body: 'Bia Ramos' })]);
    await subject.identities.remember(HERE, aRememberedContact('2', { keys: [BIA] }));
    await subject.erasure.erase(HERE, { ...anasLane, keys: [ANA], contactIds: [contactId('1')] }, after(60));
    assert.deepEqual([await bodyOf(subject, 'd1'), (await subject.identities.findByKeys(HERE, [BIA])).length], ['Bia Ramos', 1]);
  },
  'leaves the same person of another connection as it is': async (subject) => {
    await subject.inbox.accept([anas('d1', { connection: ELSEWHERE, subjects: [subjectOf('person:ana')] })]);
    await subject.identities.remember(ELSEWHERE, aRememberedContact('1', { keys: [ANA] }));
    await subject.erasure.erase(HERE, { ...anasLane, keys: [ANA], contactIds: [contactId('1')], subjects: [subjectOf('person:ana')] }, after(60));
    assert.deepEqual([await bodyOf(subject, 'd1'), (await subject.identities.findByKeys(ELSEWHERE, [ANA])).length], ['Ana Souza', 1]);
  },
  'counts nothing the second time': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await subject.erasure.erase(HERE, anasLane, after(60));
    assert.deepEqual(await subject.erasure.erase(HERE, anasLane, after(90)), { deliveries: 0, timers: 0, contacts: 0, sessions: 0, plans: 0, messages: 0, sends: 0, leads: 0 });
  },
  'remembers by any mark when a person was erased last': async ({ erasure }) => {
    await erasure.erase(HERE, person({ marks: ['m1', 'm2'] }), after(60));
    await erasure.erase(HERE, person({ marks: ['m2'] }), after(90));
    assert.deepEqual([await erasure.erasedAt(HERE, ['m1', 'unknown']), await erasure.erasedAt(HERE, ['m1', 'm2'])], [after(60), after(90)]);
  },
  'remembers nobody who was never erased here': async ({ erasure }) => {
    await erasure.erase(ELSEWHERE, person({ marks: ['m1'] }), after(60));
    assert.equal(await erasure.erasedAt(HERE, ['m1']), undefined);
  },
  'takes out the payloads of what ended before, and says so': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await workAll(subject, recording().handler);
    assert.equal(await subject.erasure.expire(HERE, after(1), 10), 1);
    const { body, payloadGone } = (await shown(subject, 'd1')) ?? {};
    assert.deepEqual({ body, payloadGone }, { body: '', payloadGone: 'expired' });
  },
  'leaves the payloads of what ended later, or has not ended': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await workAll(subject, recording().handler);
    await subject.inbox.accept([anas('d2')]);
    await subject.erasure.expire(HERE, BEGINNING, 10);
    assert.deepEqual([await bodyOf(subject, 'd1'), await bodyOf(subject, 'd2')], ['Ana Souza', 'Ana Souza']);
  },
  'takes no more payloads out than it was told, the oldest first': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await workAll(subject, recording().handler);
    subject.clock.advance(1_000);
    await subject.inbox.accept([anas('d2')]);
    await workAll(subject, recording().handler);
    assert.equal(await subject.erasure.expire(HERE, after(60), 1), 1);
    assert.deepEqual([await bodyOf(subject, 'd1'), await bodyOf(subject, 'd2')], ['', 'Ana Souza']);
  },
  'takes what was said out of messages that are older, and keeps that something was': async (subject) => {
    const [old, recent] = [aMessage('m1', { authorName: 'Ana Souza', media: { ref: '/f' } }), aMessage('m2', { at: after(60) })];
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, messages: [old, recent] });
    await subject.erasure.expire(HERE, after(30), 10);
    const { text: _text, media: _media, authorName: _name, ...rest } = old.message;
    assert.deepEqual(await subject.conversations.page(HERE, old.protocol, { limit: 5 }), [rest, recent.message]);
  },
  'takes out how conversations stand in which nothing was said since': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, talks: [aTalk('s1'), aTalk('s2', { at: after(60) })] });
    await subject.erasure.expire(HERE, after(30), 10);
    assert.deepEqual([await subject.deskLists.talk(HERE, protocolOf('s1')), await subject.deskLists.talk(HERE, protocolOf('s2'))], [undefined, aTalk('s2', { at: after(60) })]);
  },
  'drops what agents were told before': async ({ stream, clock, erasure }) => {
    await stream.append(HERE, [aWish('old')]);
    clock.advance(60_000);
    await stream.append(HERE, [aWish('new')]);
    await erasure.expire(HERE, after(30), 10);
    const { events, gap } = await stream.read(HERE, AGENT, { after: 0, limit: 5 });
    assert.deepEqual([events.map(({ data }) => data), gap], [['new'], 'yes']);
  },
  'takes no more out than it was told of all kinds together': async (subject) => {
    await acceptAndSettle(subject, anas('d1'), { ...DONE, messages: [aMessage('m1'), aMessage('m2', { at: after(-1) })], talks: [aTalk('s1')] });
    assert.deepEqual([await subject.erasure.expire(HERE, after(30), 2), await subject.erasure.expire(HERE, after(30), 2), await subject.erasure.expire(HERE, after(30), 2)], [2, 2, 0]);
  },
  'expires nothing of another connection': async (subject) => {
    await subject.inbox.accept([anas('d1', { connection: ELSEWHERE })]);
    await workAll(subject, recording().handler);
    await subject.erasure.expire(HERE, after(60), 10);
    assert.equal(await bodyOf(subject, 'd1'), 'Ana Souza');
  },
  'finds a text wherever it stands, upper or lower case': async (subject) => {
    await subject.inbox.accept([anas('d1')]);
    await subject.identities.remember(HERE, aRememberedContact('1', { keys: [ANAS_MAIL] }));
    const places = (await subject.erasure.search(HERE, ['ana souza', 'ANA@EXAMPLE.COM'])).map(({ place }) => place).toSorted();
    assert.deepEqual(places, ['contact.entry', 'delivery.body', 'identity.value']);
  },
  'finds nothing of another connection': async ({ inbox, erasure }) => {
    await inbox.accept([anas('d1', { connection: ELSEWHERE })]);
    assert.deepEqual(await erasure.search(HERE, ['Ana Souza']), []);
  },
});
