import { expect, test } from 'vitest';
import { anAccount, isRow, textOf } from './account.ts';
import type { Account } from './account.ts';

const PIPELINES = [{ name: 'Vendas', stages: ['Entrada', 'Proposta'] }, { name: 'Suporte', stages: ['Aberto', 'Resolvido'] }];

async function withClient() {
  const account = await anAccount({ pipelines: PIPELINES });
  const company = account.simulator.addCompany({ name: 'Metalúrgica Andrade' });
  const person = account.simulator.addContact({ name: 'Ana Souza', companyId: company.Id });
  const [sales, support] = (await account.get('/Deals@Pipelines?$expand=Stages&$orderby=Id')).rows;
  return { ...account, contactId: company.Id, personId: person.Id, sales: board(sales), support: board(support) };
}

function board(row: unknown): { readonly id: number; readonly stages: readonly number[] } {
  const pipeline = isRow(row) ? row : {};
  const stages = Array.isArray(pipeline['Stages']) ? pipeline['Stages'].filter(isRow) : [];
  return { id: Number(textOf(pipeline, 'Id')), stages: stages.map((stage) => Number(textOf(stage, 'Id'))) };
}

test('a deal without a stage opens in the first stage of its pipeline, with the names filled', async () => {
  const { send, contactId, personId, support } = await withClient();
  const { row } = await send('POST', '/Deals', { Title: 'Ana Souza', ContactId: contactId, PersonId: personId, PipelineId: support.id });
  expect(row).toMatchObject({
    PipelineId: support.id, StageId: support.stages[0], StatusId: 1, ContactName: 'Metalúrgica Andrade', PersonName: 'Ana Souza',
    Amount: 0, CurrencyId: 1, StartDate: '2026-05-04T14:03:00.12-03:00', FinishDate: null, LastStageId: support.stages[0],
  });
});

test('a deal without stage or pipeline opens in the first pipeline; a stage alone chooses its pipeline', async () => {
  const { send, contactId, sales, support } = await withClient();
  expect((await send('POST', '/Deals', { Title: 'A', ContactId: contactId })).row['StageId']).toBe(sales.stages[0]);
  expect((await send('POST', '/Deals', { Title: 'B', ContactId: contactId, StageId: support.stages[1] ?? 0 })).row['PipelineId']).toBe(support.id);
});

test('an archived or missing pipeline, or the stage of another, takes no deal and says which', async () => {
  const { simulator, send, contactId, sales, support } = await withClient();
  simulator.archivePipeline(support.id);
  const archived = await send('POST', '/Deals', { Title: 'A', ContactId: contactId, PipelineId: support.id });
  expect([archived.status, archived.body['value']]).toEqual([400, `The pipeline 'Suporte' (PipelineId ${support.id}) is archived.`]);
  const missing = await send('POST', '/Deals', { Title: 'A', ContactId: contactId, PipelineId: 5 });
  expect([missing.status, missing.body['value']]).toEqual([400, 'The PipelineId 5 does not exist.']);
  const crossed = await send('POST', '/Deals', { Title: 'A', ContactId: contactId, PipelineId: sales.id, StageId: support.stages[0] ?? 0 });
  expect(crossed.status).toBe(400);
  simulator.restorePipeline(support.id);
  expect((await send('POST', '/Deals', { Title: 'A', ContactId: contactId, PipelineId: support.id })).status).toBe(200);
});

test('a patch moves a deal between stages and pipelines; the last stage is no help', async () => {
  const { simulator, send, contactId, sales, support } = await withClient();
  const deal = simulator.create('Deals', { Title: 'A', ContactId: contactId, PipelineId: sales.id });
  simulator.advance(26 * 3_600_000);
  const path = `/Deals(${deal.Id})`;
  expect((await send('PATCH', path, { Title: 'B' })).row).toMatchObject({ Title: 'B', DaysInStage: 1, HoursInStage: 26, Length: 1 });
  expect((await send('PATCH', path, { StageId: sales.stages[1] ?? 0 })).row).toMatchObject({ StageId: sales.stages[1], LastStageId: sales.stages[1], HoursInStage: 0 });
  expect((await send('PATCH', path, { StageId: support.stages[1] ?? 0 })).row).toMatchObject({ PipelineId: support.id, StageId: support.stages[1] });
  expect((await send('PATCH', path, { PipelineId: sales.id })).row).toMatchObject({ PipelineId: sales.id, StageId: sales.stages[0] });
});

test('a deal is won, lost with a reason, and reopened', async () => {
  const { simulator, send, get, contactId } = await withClient();
  const path = `/Deals(${simulator.create('Deals', { Title: 'A', ContactId: contactId }).Id})`;
  const [reason] = (await get('/Deals@LossReasons')).rows;
  expect((await send('POST', `${path}/Win`, { WonAmount: 5000 })).row).toMatchObject({ StatusId: 2, Amount: 5000, FinishDate: '2026-05-04T14:03:00.12-03:00' });
  expect((await send('POST', `${path}/Lose`, { LossReasonId: Number(reason?.['Id']) })).row).toMatchObject({ StatusId: 3, LossReasonId: reason?.['Id'] });
  expect((await send('POST', `${path}/Lose`, { LossReasonId: 5 })).status).toBe(400);
  expect((await send('POST', `${path}/Reopen`, {})).row).toMatchObject({ StatusId: 1, FinishDate: null, LossReasonId: null });
  expect((await send('POST', '/Deals(5)/Win', {})).status).toBe(404);
});

test('deleted deals leave every list but their own', async () => {
  const { simulator, send, get, contactId } = await withClient();
  const deal = simulator.create('Deals', { Title: 'A', ContactId: contactId });
  simulator.advance(1000);
  await send('DELETE', `/Deals(${deal.Id})`);
  expect((await get('/Deals')).rows).toEqual([]);
  expect((await get('/Deals/GetDeletedDeals?$filter=LastUpdateDate ge 2026-05-04T14:03:01.00-03:00')).rows).toMatchObject([{ Id: deal['Id'] }]);
  expect((await get('/Deals/GetDeletedDeals?$filter=LastUpdateDate ge 2026-05-05T00:00:00-03:00')).rows).toEqual([]);
});

test('the last card of a client in a pipeline is found by one query', async () => {
  const { simulator, get, contactId, personId, sales } = await withClient();
  const make = (Title: string, ContactId: number) => simulator.create('Deals', { Title, ContactId, PipelineId: sales.id });
  make('Antigo', contactId);
  simulator.advance(1000);
  make('Novo', personId);
  const filter = `PipelineId eq ${sales.id} and (ContactId eq ${contactId} or ContactId eq ${personId})`;
  expect((await get(`/Deals?$filter=${filter}&$orderby=CreateDate desc&$top=1`)).row['Title']).toBe('Novo');
});

test('users make, rename, archive and delete pipelines and stages through the API', async () => {
  const { send, get }: Account = await anAccount({ pipelines: PIPELINES });
  const made = await send('POST', '/Deals@Pipelines?$expand=Stages', { Name: 'Parcerias', Stages: [{ Name: 'Contato' }] });
  const id = Number(made.row['Id']);
  expect(made.row).toMatchObject({ Name: 'Parcerias', Archived: false, Stages: [{ Name: 'Contato', Ordination: 1, LastPipelineStage: true }] });
  await send('POST', '/Deals@Stages', { Name: 'Contrato', PipelineId: id });
  expect((await send('PATCH', `/Deals@Pipelines(${id})?$expand=Stages`, { Archived: true, Name: 'Alianças' })).row).toMatchObject({
    Archived: true, Name: 'Alianças', Stages: [{ LastPipelineStage: false }, { Name: 'Contrato', LastPipelineStage: true }],
  });
  expect((await get(`/Deals@Pipelines?$filter=Archived eq true`)).rows).toHaveLength(1);
  await send('DELETE', `/Deals@Pipelines(${id})`);
  expect((await get(`/Deals@Stages?$filter=PipelineId eq ${id}`)).rows).toEqual([]);
});

test('renaming a client renames it on its deals', async () => {
  const { simulator, get, contactId } = await withClient();
  simulator.create('Deals', { Title: 'A', ContactId: contactId });
  simulator.update('Contacts', contactId, { Name: 'Andrade S.A.' });
  expect((await get('/Deals')).row['ContactName']).toBe('Andrade S.A.');
});
