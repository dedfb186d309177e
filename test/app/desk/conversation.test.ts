import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../rig/world.ts';
import { passOf } from './pass.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  world.neppo.subscribe('Message', world.hooks.neppo);
});
afterEach(async () => await world.close());

const bianca = () => passOf(world, 'Bianca Prado');
const caio = () => passOf(world, 'Caio Nunes');

/** A session that Bianca attends, in which the client has written. */
async function attended(): Promise<string> {
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  world.neppo.message(protocol, { from: 'client', text: 'Bom dia' });
  await world.rest();
  return protocol;
}

test('PAN-01: a session that an agent attends is in the agent\'s list, with what was said last, and in nobody else\'s', async () => {
  const protocol = await attended();
  const { desk } = world.hub();
  expect(await desk.sessions(bianca(), { tab: 'open', limit: 10 })).toMatchObject({
    rows: [{ protocol, name: 'João da Silva', phone: '5511987654321', unread: 1, preview: { by: 'client', text: 'Bom dia' }, group: { name: 'Vendas' } }],
  });
  expect(await desk.sessions(caio(), { tab: 'open', limit: 10 })).toEqual({ rows: [] });
  expect(await desk.session(caio(), protocol)).toBeUndefined();
  expect(await desk.messages(caio(), protocol, { limit: 10 })).toBeUndefined();
  expect(await desk.act(caio(), protocol, { type: 'send', message: { kind: 'text', text: 'Oi' } }, 'k1')).toBeUndefined();
});

test('PAN-01: a list is searched by a part of the name, accents ignored, or by three digits of the number', async () => {
  const protocol = await attended();
  const found = async (search: string): Promise<readonly string[]> => (await world.hub().desk.sessions(bianca(), { tab: 'open', limit: 10, search })).rows.map((row) => row.protocol);
  expect(await found('joao')).toEqual([protocol]);
  expect(await found('SILVA')).toEqual([protocol]);
  expect(await found('876')).toEqual([protocol]);
  expect(await found('maria')).toEqual([]);
  expect(await found('999')).toEqual([]);
});

test('PAN-11: what an agent writes reaches the client once, however often it is asked for', async () => {
  const protocol = await attended();
  const { desk } = world.hub();
  const send = async (key: string) => await desk.act(bianca(), protocol, { type: 'send', message: { kind: 'text', text: 'Em que posso ajudar?' } }, key);
  const [first, again] = await Promise.all([send('k1'), send('k1')]);
  expect(first).toMatchObject({ outcome: 'done' });
  expect(again).toEqual(first);
  await world.rest();
  const page = await desk.messages(bianca(), protocol, { limit: 10 });
  expect(page?.messages.map(({ by, text }) => `${by}: ${text}`)).toEqual(['system: Bianca Prado', 'client: Bom dia', 'agent: Em que posso ajudar?']);
  expect(page?.messages.at(-1)).toMatchObject({ clientKey: 'k1', agentId: bianca().agent });
  expect(await desk.sessions(bianca(), { tab: 'open', limit: 10 })).toMatchObject({ rows: [{ unread: 0, preview: { by: 'agent' } }] });
});

test('PAN-11: a message whose answer was lost is looked for before it is sent again', async () => {
  const protocol = await attended();
  world.neppo.faults({ route: 'POST /api/send/free-text', kind: 'reset-after-write', times: 1 });
  const { desk } = world.hub();
  expect(await desk.act(bianca(), protocol, { type: 'send', message: { kind: 'text', text: 'Já volto' } }, 'k1')).toMatchObject({ outcome: 'done' });
  await world.rest();
  const page = await desk.messages(bianca(), protocol, { limit: 10 });
  expect(page?.messages.filter(({ text }) => text === 'Já volto')).toHaveLength(1);
});
