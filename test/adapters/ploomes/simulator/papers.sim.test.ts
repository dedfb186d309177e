import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Row } from '../../../../src/adapters/ploomes/simulator/index.ts';
import { anAccount, isRow, textOf } from './account.ts';

async function shop() {
  const account = await anAccount();
  const { simulator } = account;
  const company = simulator.addCompany({ name: 'Aurora Ltda' });
  const ana = simulator.addContact({ name: 'Ana', companyId: company.Id });
  const deal = simulator.create('Deals', { Title: 'Reforma', ContactId: company.Id, PersonId: ana.Id });
  return { ...account, company, ana, deal };
}

describe('documents, quotes and orders', () => {
  test('a quote stands on a deal, and has its client and person unless others are sent', async () => {
    const { send, company, ana, deal, simulator } = await shop();
    const { row } = await send('POST', '/Quotes', { DealId: deal.Id, Title: 'Proposta' });
    expect(row).toMatchObject({ DealId: deal.Id, ContactId: company.Id, ContactName: 'Aurora Ltda', PersonId: ana.Id, PersonName: 'Ana', QuoteNumber: 1, Date: '2026-05-04T14:03:00.12-03:00' });
    expect((await send('POST', '/Quotes', { DealId: deal.Id, ContactId: ana.Id })).row).toMatchObject({ ContactId: ana.Id, QuoteNumber: 2 });
    expect(simulator.row('Deals', deal.Id)).toMatchObject({ LastQuoteId: Number(textOf(row, 'Id')) + 1 });
  });

  test('an order is a contact\'s, with a deal or without; a document has a name', async () => {
    const { send, company, deal, simulator } = await shop();
    const order = await send('POST', '/Orders', { ContactId: company.Id, DealId: deal.Id });
    const document = await send('POST', '/Documents', { ContactId: company.Id, Name: 'Contrato' });
    expect([order.row, document.row]).toMatchObject([{ OrderNumber: 1, ContactName: 'Aurora Ltda' }, { DocumentNumber: 1, Name: 'Contrato', DealId: null }]);
    expect(simulator.row('Deals', deal.Id)).toMatchObject({ LastOrderId: Number(textOf(order.row, 'Id')) });
  });

  test.each([
    ['a quote without a deal', '/Quotes', { Title: 'Proposta' }], ['an order without a contact', '/Orders', {}], ['a document without a name', '/Documents', { ContactId: 1 }],
    ['a document with an owner', '/Documents', { Name: 'Contrato', OwnerId: 1 }], ['a quote on a deal that is not there', '/Quotes', { DealId: 1 }],
  ])('%s is a 400', async (_, path, body) => {
    const { send } = await shop();
    expect((await send('POST', path, body)).status).toBe(400);
  });

  test('a quote on a deal of a pipeline that allows none is a 400', async () => {
    const { send, simulator, deal } = await shop();
    simulator.update('Deals@Pipelines', Number(deal['PipelineId']), { MayCreateQuotes: false });
    expect((await send('POST', '/Quotes', { DealId: deal.Id })).status).toBe(400);
  });

  test('are reached from their deal, and hold custom fields, but documents have none that is known', async () => {
    const { send, get, simulator, deal } = await shop();
    const field = simulator.create('Fields', { Name: 'Chave', EntityId: 7, TypeId: 1 });
    await send('POST', '/Quotes', { DealId: deal.Id, OtherProperties: [{ FieldKey: field['Key'] ?? null, StringValue: 'x' }] });
    const { row } = await get(`/Deals?$filter=Id eq ${deal.Id}&$expand=Quotes($expand=OtherProperties)`);
    expect(row).toMatchObject({ Quotes: [{ OtherProperties: [{ StringValue: 'x' }] }] });
    expect((await send('POST', '/Fields', { Name: 'Chave', EntityId: 66, TypeId: 1 })).status).toBe(400);
  });

  test('a field that is deleted takes its values along', async () => {
    const { send, simulator, company } = await shop();
    const field = simulator.create('Fields', { Name: 'Chave', EntityId: 4, TypeId: 1 });
    await send('POST', '/Orders', { ContactId: company.Id, OtherProperties: [{ FieldKey: field['Key'] ?? null, StringValue: 'x' }] });
    simulator.remove('Fields', field.Id);
    expect(simulator.rows('Orders')).toMatchObject([{ OtherProperties: [] }]);
  });

  test('webhooks tell of tasks, quotes and orders, which have a number to be subscribed by; of documents none does', async () => {
    const told: Row[] = [];
    const hub = createServer((request, response) => {
      void (async () => {
        let text = '';
        for await (const chunk of request) text += String(chunk);
        const body: unknown = JSON.parse(text);
        if (isRow(body)) told.push(body);
        response.end();
      })();
    });
    await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void hub.close());
    const address = hub.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
    const { send, simulator, company, deal } = await shop();
    for (const EntityId of [12, 7, 4]) await send('POST', '/Webhooks', { EntityId, ActionId: 1, CallbackUrl: url });
    for (const [path, body] of [['/Tasks', { Title: 'Ligar' }], ['/Quotes', { DealId: deal.Id }], ['/Orders', { ContactId: company.Id }], ['/Documents', { Name: 'C', ContactId: company.Id }]] as const) {
      await send('POST', path, body);
    }
    await simulator.settled();
    expect(told.map((each) => textOf(each, 'Entity')).toSorted()).toEqual(['Orders', 'Quotes', 'Tasks']);
    expect((await send('POST', '/Webhooks', { EntityId: 66, ActionId: 1, CallbackUrl: url })).status).toBe(400);
  });
});

describe('modules and rights', () => {
  test('a module that is off answers its status to everything, and is as before when it is on again', async () => {
    const { send, get, simulator, company } = await shop();
    simulator.switchModule('Orders', { off: 404 });
    expect([(await get('/Orders')).status, (await send('POST', '/Orders', { ContactId: company.Id })).status, (await get('/Quotes')).status]).toEqual([404, 404, 200]);
    simulator.switchModule('Orders', 'on');
    expect((await send('POST', '/Orders', { ContactId: company.Id })).status).toBe(200);
  });

  test('modules are switched over HTTP too', async () => {
    const { send, get } = await shop();
    await send('POST', '/_sim/modules', { table: 'Documents', off: 403 });
    expect((await get('/Documents')).status).toBe(403);
    await send('POST', '/_sim/modules', { table: 'Documents' });
    expect((await get('/Documents')).status).toBe(200);
    expect((await send('POST', '/_sim/modules', { table: 'Contacts', off: 403 })).status).toBe(400);
  });

  test("whoever has no right by the profile makes nothing of that kind with a key of their own", async () => {
    const { send, get, simulator, deal } = await shop();
    const seller = simulator.rows('Users').find((row) => row['Name'] === 'Bianca Prado');
    const login = await send('POST', '/Self/Login', { Email: seller?.['Email'] ?? null });
    const profile = simulator.create('Users@Profiles', { Name: 'Sem propostas', MayCreateQuotes: false });
    simulator.update('Users', seller?.Id ?? 0, { ProfileId: profile.Id });
    const own = { 'User-Key': textOf(login.row, 'UserKey') };
    expect([(await send('POST', '/Quotes', { DealId: deal.Id }, own)).status, (await send('POST', '/Tasks', { Title: 'Ligar' }, own)).status]).toEqual([403, 200]);
    expect((await send('POST', '/Quotes', { DealId: deal.Id })).status).toBe(200);
    expect((await get('/Users@Profiles')).rows.map((row) => row['Name'])).toEqual(['Administrador', 'Vendedor', 'Sem propostas']);
  });

  test('what is on and off outlives a restart', async () => {
    const { mkdtempSync, rmSync } = await import('node:fs');
    const directory = mkdtempSync('/tmp/ploomes-modules-');
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const first = await anAccount({ stateFile: `${directory}/state` });
    first.simulator.switchModule('Quotes', { off: 403 });
    await first.simulator.close();
    const again = await anAccount({ stateFile: `${directory}/state` });
    expect((await again.get('/Quotes')).status).toBe(403);
  });
});
