import assert from 'node:assert/strict';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { LeadCardRequest } from '../crm-leads.ts';
import type { CrmLeadsSubject, SeenLeadCard } from './crm-leads-subject.ts';
import { failsWith } from './fails-with.ts';
import type { Clauses } from './kit.ts';

async function request(subject: CrmLeadsSubject, wish: Partial<LeadCardRequest> = {}): Promise<LeadCardRequest> {
  const clientId = wish.clientId ?? await subject.add({ kind: 'person', name: 'Ana' });
  return { funnelId: subject.funnelId, clientId, title: 'Ana & Cia', marker: 'lead-1', values: {}, ...wish };
}

async function opened(subject: CrmLeadsSubject, wish: Partial<LeadCardRequest> = {}): Promise<SeenLeadCard> {
  const card = await subject.seeCard((await subject.leads.openCard(await request(subject, wish))).id);
  assert.ok(card !== undefined, 'the card is in the CRM');
  return card;
}

const tagsOf = async (subject: CrmLeadsSubject, id: ContactId): Promise<readonly string[]> => ((await subject.seeContact(id))?.tags ?? []).toSorted();

/** Cards that leads open, and tags. */
export const leadCardClauses: Clauses<CrmLeadsSubject> = {
  'opens a card for its client and its person, with title and owner': async (subject) => {
    const { ownerId } = subject;
    const clientId = await subject.add({ kind: 'company', name: 'Aurora' });
    const personId = await subject.add({ kind: 'person', name: 'Ana' });
    const { stageId: _stageId, ...card } = await opened(subject, { clientId, personId, ownerId });
    assert.deepEqual(card, { funnelId: subject.funnelId, clientId, personId, title: 'Ana & Cia', ownerId, values: {} });
  },
  'opens a card in the stage that is asked for': async (subject) => {
    const [, stageId] = subject.stageIds;
    assert.equal((await opened(subject, { stageId })).stageId, stageId);
  },
  "opens a card in the funnel's first stage where none is asked for": async (subject) => {
    assert.equal((await opened(subject)).stageId, subject.stageIds[0]);
  },
  'opens a card with its values': async (subject) => {
    assert.deepEqual((await opened(subject, { values: { [subject.cardText]: 'Curso' } })).values, { [subject.cardText]: 'Curso' });
  },
  'opens a card without the values of fields that are not there, and says which': async (subject) => {
    const { id, refused } = await subject.leads.openCard(await request(subject, { values: { nowhere: 'x', [subject.cardText]: 'Curso' } }));
    assert.deepEqual([(await subject.seeCard(id))?.values, refused], [{ [subject.cardText]: 'Curso' }, [{ key: 'nowhere', reason: 'field-unknown' }]]);
  },
  'opens a card that is found by its marker': async (subject) => {
    const wish = await request(subject, { marker: "lead 'of Ana'", values: { [subject.cardText]: 'Curso' } });
    const { id } = await subject.leads.openCard(wish);
    const { marker, funnelId, clientId } = wish;
    assert.deepEqual(await subject.cards.findByMarker({ marker, funnelId, clientId, since: subject.since }), { found: id, believable: true });
  },
  'opens one card for each call, whatever the marker': async (subject) => {
    const wish = await request(subject);
    assert.notEqual((await subject.leads.openCard(wish)).id, (await subject.leads.openCard(wish)).id);
  },
  'puts tags on a contact, those that the CRM does not have yet too': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Bia', tags: ['vip'] });
    assert.equal(await subject.leads.tag(id, { add: ["d'ouro", 'novo'], remove: [] }), 'changed');
    assert.deepEqual(await tagsOf(subject, id), ["d'ouro", 'novo', 'vip']);
  },
  'puts the same tag on several contacts': async (subject) => {
    const ids = [await subject.add({ kind: 'person', name: 'Bia' }), await subject.add({ kind: 'company', name: 'Boreal' })];
    for (const id of ids) await subject.leads.tag(id, { add: ['comum'], remove: [] });
    for (const id of ids) assert.deepEqual(await tagsOf(subject, id), ['comum']);
  },
  'takes tags off a contact, and no others': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Bia', tags: ['vip', 'frio', 'novo'] });
    assert.equal(await subject.leads.tag(id, { add: [], remove: ['frio', 'nunca'] }), 'changed');
    assert.deepEqual(await tagsOf(subject, id), ['novo', 'vip']);
  },
  'puts no tag on twice, whatever its case': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Caio', tags: ['Vip'] });
    await subject.leads.tag(id, { add: ['vip', ' Vip '], remove: [] });
    assert.deepEqual(await tagsOf(subject, id), ['Vip']);
  },
  'tells that no tag changed': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Davi', tags: ['quente'] });
    assert.equal(await subject.leads.tag(id, { add: ['quente'], remove: ['frio'] }), 'same');
  },
  'fails to tag a contact that is gone': async ({ leads, unknownContact }) => {
    await failsWith(leads.tag(unknownContact, { add: ['vip'], remove: [] }), 'port.missing');
  },
};
