import assert from 'node:assert/strict';
import type { KnownLead, LeadQuery } from '../lead-book.ts';
import { aDelivery, after, aLead, aSession, BEGINNING, cardId, contactId, ELSEWHERE, HERE, integrationId } from './builders.ts';
import { acceptAndSettle, DONE, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No leads yet. */
export type LeadBookSubject = Pick<InsideSubject, 'leads' | 'inbox' | 'queue'>;

const WHOLE = aLead('whole', {
  document: '52998224725', fields: { product: 'Curso', value: 19.9, options: ['a', 'b'], paid: true }, tags: ['aluno', 'VIP'], contactId: contactId('7'), companyId: contactId('8'),
  cardIds: [cardId('9')], integrations: [integrationId('shop'), integrationId('form')], createdAt: BEGINNING, updatedAt: after(60),
});

async function keep({ leads }: LeadBookSubject, ...all: readonly KnownLead[]): Promise<void> {
  for (const lead of all) await leads.keep(HERE, lead);
}

const listed = async ({ leads }: LeadBookSubject, query: Partial<LeadQuery> = {}): Promise<readonly string[]> =>
  (await leads.list(HERE, { limit: 50, ...query })).map(({ key }) => key);

/** Runs the promises of `LeadBook` (WHK-10). */
export const leadBookContract: Contract<LeadBookSubject> = defineContract<LeadBookSubject>({
  'gives a lead back as it was kept': async (subject) => {
    await keep(subject, WHOLE);
    assert.deepEqual(await subject.leads.find(HERE, 'whole'), WHOLE);
  },
  'knows nothing of a lead that was never kept': async (subject) => {
    await keep(subject, WHOLE);
    assert.equal(await subject.leads.find(HERE, 'another'), undefined);
  },
  'changes the lead that has its key': async (subject) => {
    await keep(subject, aLead('l1'), aLead('l1', { name: 'Ana Lima', updatedAt: after(60) }));
    assert.deepEqual(await subject.leads.list(HERE, { limit: 50 }), [aLead('l1', { name: 'Ana Lima', updatedAt: after(60) })]);
  },
  'finds a changed lead no longer by what it was': async (subject) => {
    await keep(subject, aLead('l1', { name: 'Bia', tags: ['old'] }), aLead('l1', { name: 'Ana', tags: ['new'] }));
    assert.deepEqual([await listed(subject, { search: 'bia' }), await listed(subject, { tag: 'old' }), await listed(subject, { tag: 'new' })], [[], [], ['l1']]);
  },
  'keeps leads with the settlement of a delivery': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, leads: [aLead('settled'), aLead('another')] });
    assert.deepEqual([await subject.leads.find(HERE, 'settled'), await subject.leads.find(HERE, 'another')], [aLead('settled'), aLead('another')]);
  },
  'has no lead of a settlement that was not written': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { version: 3 })], leads: [aLead('lost')] });
    assert.equal(await subject.leads.find(HERE, 'lost'), undefined);
  },
  'tells leads of two connections apart': async ({ leads }) => {
    await leads.keep(HERE, aLead('l1', { name: 'here' }));
    await leads.keep(ELSEWHERE, aLead('l1', { name: 'there' }));
    assert.equal((await leads.find(HERE, 'l1'))?.name, 'here');
  },
  'lists no leads of another connection': async (subject) => {
    await subject.leads.keep(ELSEWHERE, aLead('l1'));
    assert.deepEqual(await listed(subject), []);
  },
  'lists leads, the last changed first, no more than was asked': async (subject) => {
    await keep(subject, aLead('l2', { updatedAt: after(2) }), aLead('l1', { updatedAt: after(1) }), aLead('l3', { updatedAt: after(3) }));
    assert.deepEqual(await listed(subject, { limit: 2 }), ['l3', 'l2']);
  },
  'lists on behind a lead, also within one moment': async (subject) => {
    await keep(subject, ...['a', 'b', 'c'].map((key) => aLead(key, { updatedAt: after(1) })), aLead('d'));
    assert.deepEqual(await listed(subject, { after: { updatedAt: after(1), key: 'b' } }), ['a', 'd']);
  },
  'lists on behind a lead that was changed since': async (subject) => {
    await keep(subject, aLead('l1', { updatedAt: after(1) }), aLead('l2', { updatedAt: after(9) }));
    assert.deepEqual(await listed(subject, { after: { updatedAt: after(2), key: 'l2' } }), ['l1']);
  },
  'lists the leads that came through an integration, whichever was first': async (subject) => {
    await keep(subject, aLead('l1', { integrations: [integrationId('shop'), integrationId('form')] }), aLead('l2'));
    assert.deepEqual(await listed(subject, { integration: integrationId('form') }), ['l1']);
  },
  'lists the leads with a tag, compared exactly': async (subject) => {
    await keep(subject, aLead('l1', { tags: ['aluno', 'VIP'] }), aLead('l2', { tags: ['vip'] }), aLead('l3', { tags: ['VIP 2'] }));
    assert.deepEqual(await listed(subject, { tag: 'VIP' }), ['l1']);
  },
  'takes no integration for a tag': async (subject) => {
    await keep(subject, aLead('l1', { integrations: [integrationId('shop')] }));
    assert.deepEqual(await listed(subject, { tag: 'shop' }), []);
  },
  'finds leads by a part of the name, accents and case ignored': async (subject) => {
    await keep(subject, aLead('l1', { name: 'João da Conceição' }), aLead('l2'));
    assert.deepEqual([await listed(subject, { search: 'CONCEICAO' }), await listed(subject, { search: 'joão  D' })], [['l1'], ['l1']]);
  },
  'finds leads by a part of the e-mail': async (subject) => {
    await keep(subject, aLead('l1', { email: 'Joao.Silva@example.com' }), aLead('l2', { email: 'bia@example.com' }));
    assert.deepEqual(await listed(subject, { search: 'joao.silva@' }), ['l1']);
  },
  'finds leads by three digits in a row of the phone, however they are written': async (subject) => {
    await keep(subject, aLead('l1', { phone: '+5531912345678' }), aLead('l2'));
    assert.deepEqual([await listed(subject, { search: '345' }), await listed(subject, { search: '91234-5678' })], [['l1'], ['l1']]);
  },
  'finds no lead by fewer digits of the phone': async (subject) => {
    await keep(subject, aLead('l1', { name: '45 Ltda.', phone: '+5531912345678' }), aLead('l2', { phone: '+5531912345678' }));
    assert.deepEqual(await listed(subject, { search: '45' }), ['l1']);
  },
  'takes what leads are searched by as it stands': async (subject) => {
    await keep(subject, aLead('l1', { name: '100% Ana_!' }), aLead('l2', { name: '100 Ana' }));
    assert.deepEqual([await listed(subject, { search: '0% ana_!' }), await listed(subject, { search: '%' })], [['l1'], ['l1']]);
  },
  'finds a lead whatever characters its name holds': async (subject) => {
    await keep(subject, aLead('l1', { name: 'Bia \u0000 \u{1F600} Souza', email: 'bia@example.com' }), aLead('l2'));
    assert.deepEqual([await listed(subject, { search: 'bia souza' }), await listed(subject, { search: 'bia@example' }), await listed(subject, { search: '\u{1F600}' })], [[], ['l1'], ['l1']]);
  },
  'lists only what is like all that was asked': async (subject) => {
    const both = { integrations: [integrationId('form')], tags: ['aluno'] };
    await keep(subject, aLead('l1', both), aLead('l2', { ...both, name: 'Bia' }), aLead('l3', { ...both, tags: [] }), aLead('l4', { ...both, integrations: [] }));
    assert.deepEqual(await listed(subject, { integration: integrationId('form'), tag: 'aluno', search: 'ana s' }), ['l1']);
  },
  'keeps a lead that has next to nothing': async (subject) => {
    const bare: KnownLead = { key: 'bare', fields: {}, tags: [], cardIds: [], integrations: [], createdAt: BEGINNING, updatedAt: BEGINNING };
    await keep(subject, bare);
    assert.deepEqual(await subject.leads.list(HERE, { limit: 5 }), [bare]);
  },
});
