import { describe, expect, test } from 'vitest';
import type { PloomesConfigInput } from '../../../src/adapters/ploomes/index.ts';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../src/domain/contact/contact.ts';
import { PAPER_KINDS, type PaperId, type PaperKind } from '../../../src/domain/desk/paper.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { Crm, CrmPaperwork, PaperRequest } from '../../../src/ports/index.ts';
import { cardIdOf, cell, childRows, contactIdOf, failureOf, ploomesLab, userIdOf } from './lab.ts';

const TABLES = { task: 'Tasks', document: 'Documents', proposal: 'Quotes', sale: 'Orders' } as const;

const paperworkOf = ({ paperwork }: Crm): CrmPaperwork => {
  if (paperwork === undefined) throw new Error('Ploomes has paperwork.');
  return paperwork;
};

async function office(config: Partial<PloomesConfigInput> = {}) {
  const lab = await ploomesLab(config);
  const { simulator } = lab;
  const company = simulator.addCompany({ name: 'Aurora Ltda' });
  const ana = simulator.addContact({ name: 'Ana', companyId: company.Id });
  const deal = simulator.create('Deals', { Title: 'Reforma', ContactId: company.Id });
  const caio = simulator.rows('Users')[1];
  const request: Omit<PaperRequest, 'kind'> = {
    title: 'Reforma', clientId: contactIdOf(company), personId: contactIdOf(ana), cardId: cardIdOf(deal), ownerId: userIdOf(caio), marker: 'm1',
  };
  const row = (kind: PaperKind) => simulator.rows(TABLES[kind])[0];
  lab.calls();
  return Object.assign(lab, { paperwork: paperworkOf(lab.crm), request, company, ana, deal, caio, row });
}

type Office = Awaited<ReturnType<typeof office>>;

const byMarker = async ({ paperwork, request, since }: Office, kind: PaperKind, more: { knownPaper?: PaperId } = {}) =>
  await paperwork.findByMarker({ kind, marker: request.marker, clientId: request.clientId, since, ...more });

describe('making papers in Ploomes', () => {
  test('PAN-05: a task costs one call: company as client, contact related, agent as user, marked at the end of its text', async () => {
    await using lab = await office();
    const dueAt = instantOf(Date.UTC(2026, 4, 5, 18, 30));
    const id = await lab.paperwork.make({ ...lab.request, kind: 'task', text: 'Levar amostras', dueAt });
    expect(lab.calls()).toEqual({ 'POST /Tasks': 1 });
    const task = lab.row('task');
    expect(task).toMatchObject({
      Id: Number(id), Title: 'Reforma', ContactId: lab.company.Id, DealId: lab.deal.Id, TypeId: 1, DateTime: '2026-05-05T15:30:00-03:00',
      Description: 'Levar amostras\n[Chave Vínculo: m1]',
    });
    expect([childRows(task, 'Contacts'), childRows(task, 'Users')]).toMatchObject([[{ ContactId: lab.ana.Id }], [{ UserId: lab.caio?.Id }]]);
  });

  test('PAN-05: a task without a moment is due now', async () => {
    await using lab = await office();
    await lab.paperwork.make({ ...lab.request, kind: 'task' });
    expect(cell(lab.row('task'), 'DateTime')).toBe('2026-05-04T09:00:00-03:00');
  });

  test('PAN-05: a proposal stands on its card, and carries its marker in a field that is made with the first one', async () => {
    await using lab = await office();
    await lab.paperwork.make({ ...lab.request, kind: 'proposal' });
    expect(lab.calls()).toEqual({ 'GET /Fields': 3, 'POST /Fields': 1, 'POST /Quotes': 1 });
    await lab.paperwork.make({ ...lab.request, kind: 'proposal', marker: 'm2' });
    expect(lab.calls()).toEqual({ 'POST /Quotes': 1 });
    expect(lab.row('proposal')).toMatchObject({ Title: 'Reforma', DealId: lab.deal.Id, ContactId: lab.company.Id, PersonId: lab.ana.Id, OwnerId: lab.caio?.Id });
    expect(childRows(lab.row('proposal')).map((each) => each['StringValue'])).toEqual(['m1']);
  });

  test('PAN-05: a sale has its title in its description, since orders have none', async () => {
    await using lab = await office();
    await lab.paperwork.make({ ...lab.request, kind: 'sale', text: 'À vista' });
    expect(lab.row('sale')).toMatchObject({ Description: 'Reforma\nÀ vista', ContactId: lab.company.Id, PersonId: lab.ana.Id, DealId: lab.deal.Id, OwnerId: lab.caio?.Id });
  });

  test('PAN-05: a document is marked in its name, and has no owner unless its column is named', async () => {
    await using lab = await office();
    await lab.paperwork.make({ ...lab.request, kind: 'document' });
    expect(lab.row('document')).toMatchObject({ Name: 'Reforma\n[Chave Vínculo: m1]', ContactId: lab.company.Id, DealId: lab.deal.Id });
    const named = paperworkOf(lab.another({ paperwork: { documentOwnerColumn: 'OwnerId' } }));
    expect(await failureOf(named.make({ ...lab.request, kind: 'document' }))).toMatchObject({ code: 'port.refused', mayHaveHappened: 'no' });
  });

  test('PAN-05: a document stays off its card where its column is said to lack', async () => {
    await using lab = await office({ paperwork: { documentCardColumn: 'none' } });
    await lab.paperwork.make({ ...lab.request, kind: 'document' });
    expect(lab.row('document')).toMatchObject({ ContactId: lab.company.Id, DealId: null });
  });

  test('PAN-05: goes by the templates and the kinds of task that are configured', async () => {
    await using lab = await office({ paperwork: { taskTypeId: 3, templateIds: { proposal: 71 } } });
    for (const kind of ['task', 'proposal', 'sale'] as const) await lab.paperwork.make({ ...lab.request, kind });
    expect([lab.row('task')?.['TypeId'], lab.row('proposal')?.['TemplateId'], lab.row('sale')?.['TemplateId']]).toEqual([3, 71, null]);
  });

  test('PAN-05: a proposal without a card is refused by Ploomes', async () => {
    await using lab = await office();
    const { cardId: _cardId, ...request } = lab.request;
    expect(await failureOf(lab.paperwork.make({ ...request, kind: 'proposal' }))).toMatchObject({ code: 'port.refused', retry: 'never', mayHaveHappened: 'no' });
  });

  test('PAN-05: a field that somebody deleted is refused once, and made anew', async () => {
    await using lab = await office();
    await lab.paperwork.make({ ...lab.request, kind: 'sale' });
    const field = lab.simulator.rows('Fields').find((each) => each['EntityId'] === 4);
    lab.simulator.remove('Fields', field?.Id ?? 0);
    expect(await failureOf(lab.paperwork.make({ ...lab.request, kind: 'sale' }))).toMatchObject({ code: 'port.refused' });
    await lab.paperwork.make({ ...lab.request, kind: 'sale', marker: 'm2' });
    expect(childRows(lab.simulator.rows('Orders').at(-1)).map((each) => each['StringValue'])).toEqual(['m2']);
  });
});

describe('papers whose answer was lost', () => {
  test.each(PAPER_KINDS)('PAN-05: a %s is found by its marker, and is not made twice', async (kind) => {
    await using lab = await office();
    lab.simulator.faults({ route: `POST /${TABLES[kind]}`, kind: 'reset-after-write', times: 1 });
    expect(await failureOf(lab.paperwork.make({ ...lab.request, kind }))).toMatchObject({ mayHaveHappened: 'yes' });
    expect(await byMarker(lab, kind)).toEqual({ found: cell(lab.row(kind), 'Id'), believable: true });
  });

  test.each(PAPER_KINDS)('PAN-05: a %s that was not made is not there, and the answer is believed with a paper that is known', async (kind) => {
    await using lab = await office();
    const knownPaper = await lab.paperwork.make({ ...lab.request, kind, marker: 'other' });
    expect(await byMarker(lab, kind, { knownPaper })).toEqual({ believable: true });
    lab.simulator.faults({ route: `GET /${TABLES[kind]}`, kind: 'empty-list', times: 1 });
    expect(await byMarker(lab, kind, { knownPaper })).toEqual({ believable: false });
  });

  test('PAN-05: an empty list that its count denies is not believed', async () => {
    await using lab = await office();
    await lab.paperwork.make({ ...lab.request, kind: 'task', marker: 'other' });
    lab.simulator.faults({ route: 'GET /Tasks', kind: 'empty-list', times: 1 });
    expect(await byMarker(lab, 'task')).toEqual({ believable: false });
  });

  test('PAN-05: a field that could not be made leaves the paper surely unmade', async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'POST /Fields', kind: 'reset-after-write', times: 1 });
    expect(await failureOf(lab.paperwork.make({ ...lab.request, kind: 'sale' }))).toMatchObject({ mayHaveHappened: 'no' });
    await lab.paperwork.make({ ...lab.request, kind: 'sale' });
    expect(lab.simulator.rows('Fields').filter((each) => each['EntityId'] === 4)).toHaveLength(1);
  });

  test('PAN-05: what people write behind a marker does no harm', async () => {
    await using lab = await office();
    const id = await lab.paperwork.make({ ...lab.request, kind: 'task' });
    lab.simulator.update('Tasks', Number(id), { Description: `${cell(lab.row('task'), 'Description')}\nFeito.` });
    expect(await byMarker(lab, 'task')).toEqual({ found: id, believable: true });
  });
});

describe('what users may make', () => {
  test.each([403, 404] as const)('PAN-05: a module that is off is told, whether its table answers %s', async (off) => {
    await using lab = await office();
    lab.simulator.switchModule('Quotes', { off });
    const permissions = await lab.paperwork.permissions(userIdOf(lab.caio));
    expect(permissions).toEqual({ task: { allowed: 'yes' }, document: { allowed: 'yes' }, proposal: { allowed: 'no', because: 'module-off' }, sale: { allowed: 'yes' } });
    expect(await failureOf(lab.paperwork.make({ ...lab.request, kind: 'proposal', marker: 'm2' }))).toMatchObject({ mayHaveHappened: 'no' });
  });

  test('PAN-05: a suspended user, and one who is not there, may make nothing', async () => {
    await using lab = await office();
    lab.simulator.update('Users', lab.caio?.Id ?? 0, { Suspended: true });
    for (const user of [userIdOf(lab.caio), userIdOf({ Id: 1 })]) {
      expect(Object.values(await lab.paperwork.permissions(user))).toEqual(PAPER_KINDS.map(() => ({ allowed: 'no', because: 'no-permission' })));
    }
  });

  test('PAN-05: profiles that may not be read forbid nothing', async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'GET /Users@Profiles', status: 403 });
    expect(Object.values(await lab.paperwork.permissions(userIdOf(lab.caio)))).toEqual(PAPER_KINDS.map(() => ({ allowed: 'yes' })));
  });

  test('PAN-05: a profile without the column forbids nothing, and another column may be named', async () => {
    await using lab = await office({ paperwork: { profileColumns: { task: 'CriaTarefas', sale: 'MayCreateDocuments' } } });
    const profile = lab.simulator.create('Users@Profiles', { Name: 'Só vê', MayCreateDocuments: false, MayCreateTasks: false });
    lab.simulator.update('Users', lab.caio?.Id ?? 0, { ProfileId: profile.Id });
    const { task, sale } = await lab.paperwork.permissions(userIdOf(lab.caio));
    expect([task, sale]).toEqual([{ allowed: 'yes' }, { allowed: 'no', because: 'no-permission' }]);
  });

  test('PAN-05: trouble on the way is no lack of a right, and is not remembered', async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'GET /Orders', status: 503, times: 1 });
    expect(await failureOf(lab.paperwork.permissions(userIdOf(lab.caio)))).toMatchObject({ code: 'port.unreachable' });
    expect((await lab.paperwork.permissions(userIdOf(lab.caio))).sale).toEqual({ allowed: 'yes' });
  });

  test("PAN-05: a reading that the account's limits broke off goes on where it stopped", async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'GET /Quotes', status: 429, times: 1 });
    expect(await failureOf(lab.paperwork.permissions(userIdOf(lab.caio)))).toMatchObject({ code: 'port.throttled' });
    lab.calls();
    expect((await lab.paperwork.permissions(userIdOf(lab.caio))).sale).toEqual({ allowed: 'yes' });
    expect(lab.calls()).toEqual({ 'GET /Quotes': 1, 'GET /Orders': 1 });
  });

  test('PAN-05: costs its calls once a minute for all users together', async () => {
    await using lab = await office();
    await lab.paperwork.permissions(userIdOf(lab.caio));
    expect(lab.calls()).toEqual({ 'GET /Users': 1, 'GET /Users@Profiles': 1, 'GET /Tasks': 1, 'GET /Documents': 1, 'GET /Quotes': 1, 'GET /Orders': 1 });
    await lab.paperwork.permissions(userIdOf(lab.simulator.rows('Users')[2]));
    await lab.crm.users.list();
    expect(lab.calls()).toEqual({});
  });
});

describe('where people look at things in Ploomes', () => {
  const contact = '41' as ContactId;
  const paper = '9' as PaperId;

  test('PAN-04: in its own app, whose number is that of the account', async () => {
    await using lab = await ploomesLab({ app: { url: 'https://app25.ploomes.com/' } });
    const { addressOf } = paperworkOf(lab.crm);
    expect([
      addressOf({ contact }), addressOf({ company: contact }), addressOf({ card: '52' as CardId }), ...PAPER_KINDS.map((kind) => addressOf({ paper, kind })),
    ]).toEqual([
      'https://app25.ploomes.com/contact/41', 'https://app25.ploomes.com/contact/41', 'https://app25.ploomes.com/deal/52', 'https://app25.ploomes.com/task/9',
      'https://app25.ploomes.com/document/9', 'https://app25.ploomes.com/quote/9', 'https://app25.ploomes.com/order/9',
    ]);
    expect(lab.calls()).toEqual({});
  });

  test('PAN-04: at the paths that are configured, and no id gets out of its place', async () => {
    await using lab = await ploomesLab({ app: { paths: { card: '/negocio/{id}/resumo' } } });
    const { addressOf } = paperworkOf(lab.crm);
    expect(addressOf({ card: '52' as CardId })).toBe('https://app10.ploomes.com/negocio/52/resumo');
    expect(addressOf({ card: '../x?y#z' as CardId })).toBe('https://app10.ploomes.com/negocio/..%2Fx%3Fy%23z/resumo');
  });
});
