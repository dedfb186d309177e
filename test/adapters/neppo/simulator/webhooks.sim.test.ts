import { setTimeout as realPause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { aReceiver, aSimulator, contentOf, rowAt } from './simulator-client.ts';
import type { NeppoSimulatorOptions, WebhookFault } from '../../../../src/adapters/neppo/simulator/index.ts';

async function running(options: NeppoSimulatorOptions = {}, statuses: number[] = []) {
  const receiver = await aReceiver(statuses);
  const it = await aSimulator(options);
  onTestFinished(receiver.close);
  onTestFinished(it.neppo.stop);
  it.neppo.subscribe('all', receiver.url);
  const told = async () => {
    await it.neppo.settled();
    return receiver.received.map((webhook) => [webhook.entity, webhook.action, contentOf(webhook).id].join(' '));
  };
  return { ...it, receiver, told };
}

/** A session with a known client, so that only ChatSession webhooks follow. */
async function aToldSession(options: NeppoSimulatorOptions = {}, statuses: number[] = []) {
  const it = await running(options, statuses);
  it.neppo.saveUser({ userName: 'whatsapp_5511987654321', phone: '5511987654321', name: 'Ivo' });
  await it.neppo.settled();
  it.receiver.received.length = 0;
  const start = () => it.neppo.startSession({ phone: '5511987654321', group: 'Vendas' }).id;
  return { ...it, start };
}

test('content comes in turn as an object and as a string, or in one form when that is set', async () => {
  const { neppo, start, receiver, sim } = await aToldSession({ seed: 1 });
  start();
  start();
  await neppo.settled();
  expect(receiver.received.map(({ content }) => typeof content)).toEqual(['string', 'object']);
  await sim('webhooks', { content: 'string' });
  start();
  start();
  await neppo.settled();
  expect(receiver.received.slice(2).map(({ content }) => typeof content)).toEqual(['string', 'string']);
});

test('an address is set for one entity or for all, also in the words of Neppo’s own form, and can be taken away', async () => {
  const { sim, receiver } = await running();
  await sim('webhooks', { entity: 'all', url: null });
  expect((await sim('webhooks')).body).toEqual({});
  await sim('webhooks', { tipo: 'Entidade', entidade: 'ChatSession', url: receiver.url });
  expect((await sim('webhooks')).body).toEqual({ ChatSession: receiver.url });
  await sim('webhooks', { all: true, url: receiver.url });
  expect(Object.keys((await sim('webhooks')).body)).toHaveLength(5);
});

test('an entity nobody subscribed to is not told', async () => {
  const { neppo, told } = await running();
  neppo.subscribe('User', undefined);
  neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  expect(await told()).toEqual(['ChatSession CREATE 6001']);
});

test('a webhook is tried again until it is taken, and those after it wait, so that order is kept', async () => {
  const { told, start, neppo } = await aToldSession({}, [200, 503, 500, 503]);
  start();
  start();
  expect(await told()).toEqual(['ChatSession CREATE 6001', 'ChatSession CREATE 6002']);
  expect(neppo.deliveries().slice(-2).map(({ attempts, state }) => [attempts, state])).toEqual([[4, 'delivered'], [1, 'delivered']]);
});

test('a webhook that nobody takes is dropped after five attempts and counted', async () => {
  const { told, start, sim } = await aToldSession({}, [200, 500, 500, 500, 500, 500]);
  start();
  start();
  expect(await told()).toEqual(['ChatSession CREATE 6002']);
  expect((await sim('state')).body.deliveries).toMatchObject({ delivered: 2, dropped: 1, pending: 0 });
});

test('a receiver that restarts misses nothing', async () => {
  const { told, start, receiver } = await aToldSession({ webhookRetry: { delaysMs: [20, 50, 200, 500], timeoutMs: 500 } });
  await receiver.close();
  start();
  start();
  await realPause(30);
  await receiver.listen();
  expect(await told()).toEqual(['ChatSession CREATE 6001', 'ChatSession CREATE 6002']);
});

const withFault = async (fault: WebhookFault) => {
  const it = await aToldSession();
  expect((await it.sim('faults', { times: 1, ...fault })).status).toBe(200);
  it.start();
  it.start();
  return it;
};

test('faults: a webhook may come twice, be overtaken, be late, or never come', async () => {
  const idsAfter = async (fault: WebhookFault) => {
    const { told, receiver } = await withFault(fault);
    await told();
    return receiver.received.map((webhook) => contentOf(webhook).id);
  };
  expect(await idsAfter({ webhooks: 'duplicate' })).toEqual([6001, 6001, 6002]);
  expect(await idsAfter({ webhooks: 'reorder' })).toEqual([6002, 6001]);
  expect(await idsAfter({ webhooks: 'delay', delayMs: 200 })).toEqual([6002, 6001]);
  expect(await idsAfter({ webhooks: 'drop', times: 1 })).toEqual([6002]);
  expect(await idsAfter({ webhooks: 'reorder', times: 2, delayMs: 20, entity: 'ChatSession' })).toEqual([6001, 6002]);
});

test('faults: a webhook may come without its entity’s name', async () => {
  const { neppo, receiver } = await withFault({ webhooks: 'unnamed' });
  await neppo.settled();
  expect(receiver.received[0]).not.toHaveProperty('entity');
  expect(contentOf(receiver.received[0]).protocol).toBe('WA00000000001');
  expect(receiver.received[1]?.entity).toBe('ChatSession');
});

test('webhooks can be kept back and delivered by the test in any order', async () => {
  const { neppo, start, receiver } = await aToldSession();
  neppo.pauseWebhooks();
  const id = start();
  neppo.close(id);
  expect(receiver.received).toEqual([]);
  for (const { id: webhook } of neppo.captured().toReversed()) expect(await neppo.deliverAgain(webhook)).toBe(200);
  expect(receiver.received.map(({ action }) => action)).toEqual(['UPDATE', 'CREATE']);
  neppo.resumeWebhooks();
  start();
  await neppo.settled();
  expect(receiver.received).toHaveLength(3);
});

test('a past webhook can be sent again over HTTP', async () => {
  const { neppo, start, receiver, sim } = await aToldSession();
  start();
  await neppo.settled();
  const { deliveries } = (await sim('deliveries')).body;
  expect((await sim(`deliveries/${rowAt(deliveries, -1).id}/again`, {})).body).toEqual({ status: 200 });
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[1]).toEqual(receiver.received[0]);
});

test('people and portfolios are told too: agents, clients and who serves whom, our own writes included', async () => {
  const { neppo, post, told } = await running();
  const client = (await post('/chatapi/1.0/api/users/save', { phone: '5511987654321', displayName: 'Ivo' })).body.id;
  neppo.saveAgent({ name: 'Rui Lobo', email: 'rui@empresa.example', groups: ['Vendas'] });
  neppo.link({ clientId: client, agent: 'Rui Lobo' });
  neppo.link({ clientId: client, agent: 'Rui Lobo', remove: true });
  neppo.saveAgent({ name: 'Rui Lobo', email: null });
  expect(await told()).toEqual([
    `User CREATE ${client}`,
    'Agent CREATE 24',
    'AssociationClientsToAgents CREATE 4101',
    'AssociationClientsToAgents DELETE 4101',
    'Agent UPDATE 24',
  ]);
});
