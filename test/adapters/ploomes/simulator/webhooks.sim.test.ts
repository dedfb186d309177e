import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { anAccount, isRow, textOf } from './account.ts';
import type { Account } from './account.ts';
import type { PloomesSimulatorOptions, Row } from '../../../../src/adapters/ploomes/simulator/index.ts';

interface Received {
  readonly body: Row;
  readonly key: unknown;
}

/** Someone who listens for webhooks; `answers` are the statuses given, in order, then 200. */
async function aListener(answers: readonly number[] = []) {
  const received: Received[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      received.push({ body: isRow(body) ? body : {}, key: request.headers['x-ploomes-validation-key'] });
      response.writeHead(left.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => { server.closeAllConnections(); server.close(); });
  const address = server.address();
  return { received, url: `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/hook?token=1` };
}

const ENTITIES = { contact: 1, deal: 2 } as const;
const ACTIONS = { create: 1, update: 2, remove: 3, win: 4 } as const;

async function subscribed(pairs: readonly (readonly [number, number])[], answers: readonly number[] = [], options: PloomesSimulatorOptions = {}) {
  const account = await anAccount(options);
  const listener = await aListener(answers);
  for (const [EntityId, ActionId] of pairs) {
    await account.send('POST', '/Webhooks', { EntityId, ActionId, CallbackUrl: listener.url, ValidationKey: 's3gredo' });
  }
  return { ...account, ...listener };
}

const summary = ({ body }: Received) => [body['Entity'], body['Action'], isRow(body['New']) ? body['New']['Name'] : null];

async function heard(account: Account, received: readonly Received[]) {
  await account.simulator.settled();
  return received.map(summary);
}

test('a change is told with the row before and after, the plural entity and the validation key', async () => {
  const account = await subscribed([[ENTITIES.contact, ACTIONS.update]]);
  const contact = account.simulator.addContact({ name: 'Ana', phone: '(11) 98765-4321' });
  account.simulator.update('Contacts', contact.Id, { Name: 'Ana Souza' });
  await account.simulator.settled();
  expect(account.received).toHaveLength(1);
  expect(account.received[0]?.key).toBe('s3gredo');
  expect(account.received[0]?.body).toMatchObject({
    Entity: 'Contacts', EntityId: 1, Action: 'Update', ActionId: 2, New: { Id: contact['Id'], Name: 'Ana Souza' }, Old: { Name: 'Ana' },
  });
  expect(account.received[0]?.body['New']).not.toHaveProperty('Phones');
});

test("the integration's own writes come back too, and a delete has no new row", async () => {
  const account = await subscribed([[ENTITIES.contact, ACTIONS.create], [ENTITIES.contact, ACTIONS.remove]]);
  const { row } = await account.send('POST', '/Contacts', { Name: 'Ana' });
  await account.simulator.settled();
  await account.send('DELETE', `/Contacts(${textOf(row, 'Id')})`);
  expect(await heard(account, account.received)).toEqual([['Contacts', 'Create', 'Ana'], ['Contacts', 'Delete', null]]);
  expect(account.received[1]?.body).toMatchObject({ New: null, Old: { Id: row['Id'] } });
});

test('winning is an action of its own, and not an update', async () => {
  const account = await subscribed([[ENTITIES.deal, ACTIONS.update], [ENTITIES.deal, ACTIONS.win]]);
  const contact = account.simulator.addContact({ name: 'Ana' });
  const deal = account.simulator.create('Deals', { Title: 'Ana', ContactId: contact.Id });
  await account.send('POST', `/Deals(${deal.Id})/Win`, {});
  await account.simulator.settled();
  expect(account.received.map(({ body }) => [body['Action'], body['ActionId']])).toEqual([['Win', 4]]);
});

test('each webhook gets its deliveries in order, and an attempt that fails is made again', async () => {
  const account = await subscribed([[ENTITIES.contact, ACTIONS.create]], [500, 200, 503]);
  for (const name of ['Ana', 'Bia', 'Caio']) account.simulator.addContact({ name });
  const told = (await heard(account, account.received)).map(([, , name]) => name);
  expect(told).toEqual(['Ana', 'Ana', 'Bia', 'Bia', 'Caio']);
});

test('a webhook that keeps failing is switched off without a word, until somebody mends it', async () => {
  const account = await subscribed([[ENTITIES.contact, ACTIONS.create]], [500, 500, 500]);
  account.simulator.addContact({ name: 'Ana' });
  await account.simulator.settled();
  const [hook] = (await account.get('/Webhooks?$filter=Active eq false')).rows;
  expect(hook).toMatchObject({ EntityId: 1, ActionId: 1 });
  account.simulator.addContact({ name: 'Bia' });
  await account.send('PATCH', `/Webhooks(${textOf(hook, 'Id')})`, { Active: true });
  account.simulator.addContact({ name: 'Caio' });
  expect((await heard(account, account.received)).at(-1)).toEqual(['Contacts', 'Create', 'Caio']);
  expect(account.received).toHaveLength(4);
});

test('a registration is found by its callback address, and gone when deleted', async () => {
  const account = await subscribed([[ENTITIES.contact, ACTIONS.create]]);
  const { rows } = await account.get(`/Webhooks?$filter=CallbackUrl eq '${account.url}' and ActionId eq 1 and EntityId eq 1&$expand=Action`);
  expect(rows).toMatchObject([{ ValidationKey: 's3gredo', Active: true, SecondaryEntityId: null, Action: { Name: 'Create' } }]);
  await account.send('DELETE', `/Webhooks(${textOf(rows[0], 'Id')})`);
  account.simulator.addContact({ name: 'Ana' });
  expect(await heard(account, account.received)).toEqual([]);
});

test.each([
  ['duplicate', ['Ana', 'Ana', 'Bia']],
  ['drop', ['Bia']],
  ['delay', ['Ana', 'Bia']],
  ['reorder', ['Bia', 'Ana']],
] as const)('a delivery fault can %s', async (webhooks, expected) => {
  const account = await subscribed([[ENTITIES.contact, ACTIONS.create]]);
  await account.send('POST', '/_sim/faults', { webhooks, times: 1, delayMs: 30 });
  account.simulator.addContact({ name: 'Ana' });
  account.simulator.addContact({ name: 'Bia' });
  expect((await heard(account, account.received)).map(([, , name]) => name)).toEqual(expected);
});
