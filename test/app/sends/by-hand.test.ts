import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GroupId, MessageTemplate } from '../../../src/domain/index.ts';
import type { AgentPass, SendWish } from '../../../src/ports/index.ts';
import { createWorld, type World } from '../../rig/world.ts';
import { passOf } from '../desk/pass.ts';

let world: World;
let bianca: AgentPass;
let group: GroupId;
let template: MessageTemplate;

beforeEach(async () => {
  world = await createWorld();
  world.neppo.subscribe('Message', world.hooks.neppo);
  bianca = passOf(world, 'Bianca Prado');
  const { groups } = await world.hub().desk.me(bianca);
  const [first] = groups;
  if (first === undefined) throw new Error('Bianca has no group.');
  group = first.id;
  const approved = (await world.hub().sends.templates(bianca, group)).find((each) => each.approval === 'approved' && each.parameters.every(({ type }) => type === 'text'));
  if (approved === undefined) throw new Error('There is no approved template.');
  template = approved;
});
afterEach(async () => await world.close());

/** A client whom Bianca attended, so that Bianca may write (SND-01). */
async function attended(phone = '5511987654321'): Promise<void> {
  const { protocol } = world.neppo.startSession({ phone, name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  world.neppo.close(protocol);
  await world.rest();
}

const wish = (more: Partial<SendWish> = {}): SendWish => ({
  channel: 'whatsapp', phone: '5511987654321', groupId: group, templateId: template.id,
  values: template.parameters.map(({ part, place }) => ({ part, place, value: 'João' })), ...more,
});
const sent = (): readonly unknown[] => (JSON.parse(JSON.stringify(world.neppo.state())) as { readonly directMessages: readonly unknown[] }).directMessages;

test('SND-01, SND-03: an agent sends an approved template to a client whom the agent attended, once however often it is asked for', async () => {
  await attended();
  const { sends } = world.hub();
  const preview = await sends.previewSend(bianca, wish());
  const [first, again] = [await sends.send(bianca, wish(), 'k1'), await sends.send(bianca, wish(), 'k1')];
  expect(first).toMatchObject({ outcome: 'queued' });
  expect(again).toEqual(first);
  expect(sent()).toHaveLength(1);
  expect(await sends.sends(bianca, { limit: 10 })).toMatchObject({ rows: [{ state: 'queued', phone: '+5511987654321', text: preview.outcome === 'ready' ? preview.text : 'not ready' }] });
});

test('SND-01: whom nobody of the agent\'s has to do with is not written to, and neither is a group that is not the agent\'s', async () => {
  const { sends } = world.hub();
  expect(await sends.send(bianca, wish(), 'k1')).toMatchObject({ outcome: 'refused', because: 'not-the-agents-client' });
  await attended();
  expect(await sends.send(passOf(world, 'Caio Nunes'), wish(), 'k2')).toMatchObject({ outcome: 'refused' });
  expect(sent()).toHaveLength(0);
});

test('SND-01: a value that is missing, or a template that Meta did not approve, sends nothing and says so', async () => {
  await attended();
  const { sends } = world.hub();
  expect(await sends.send(bianca, wish({ values: [] }), 'k1')).toMatchObject({ outcome: 'refused', because: 'value-missing' });
  const pending = (await sends.templates(bianca, group)).find(({ approval }) => approval !== 'approved');
  expect(pending).toBeDefined();
  if (pending !== undefined) expect(await sends.send(bianca, wish({ templateId: pending.id }), 'k2')).toMatchObject({ outcome: 'refused', because: 'template-not-approved' });
  expect(sent()).toHaveLength(0);
});

test('SND-03: a send whose answer was lost is found, and not sent a second time', async () => {
  await attended();
  world.neppo.faults({ route: 'POST /chatapi/1.0/api/direct-message/save', kind: 'reset-after-write', times: 1 });
  const outcome = await world.hub().sends.send(bianca, wish(), 'k1');
  expect(['queued', 'later']).toContain(outcome.outcome);
  await world.rest();
  expect(sent()).toHaveLength(1);
});

test('SND-03, PAN-01: how a send goes on is told, up to its failure with Meta\'s reason', async () => {
  await attended();
  const { sends } = world.hub();
  await sends.send(bianca, wish(), 'k1');
  const [row] = JSON.parse(JSON.stringify(sent())) as readonly { readonly id: number }[];
  world.neppo.failSend(row?.id ?? 0, '131026 - Message undeliverable');
  await expect.poll(async () => (await sends.sends(bianca, { limit: 1 })).rows[0]?.state, { timeout: 20_000, interval: 200 }).toBe('failed');
  expect((await sends.sends(bianca, { limit: 1 })).rows[0]?.failure).toContain('131026');
});

test('SND-03, PAN-01: a send that the client answers becomes a session in progress', async () => {
  await attended();
  const { sends } = world.hub();
  await sends.send(bianca, wish(), 'k1');
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  await world.rest();
  await expect.poll(async () => (await sends.sends(bianca, { limit: 1 })).rows[0], { timeout: 20_000, interval: 200 }).toMatchObject({ state: 'answered', protocol });
});

test('SND-01: who asks to be written to no more is not, until the client takes it back', async () => {
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  await world.rest();
  world.neppo.message(protocol, { from: 'client', text: 'Parar!' });
  await world.rest();
  const { sends } = world.hub();
  expect(await sends.send(bianca, wish(), 'k1')).toMatchObject({ outcome: 'refused', because: 'opted-out' });
  world.neppo.message(protocol, { from: 'client', text: 'voltar' });
  await world.rest();
  expect(await sends.previewSend(bianca, wish())).toMatchObject({ outcome: 'ready' });
});

test('SND-01: who was transferred to a group that nobody attended, and wrote nothing there, is none of its clients', async () => {
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Suporte', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
  await world.rest();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  world.neppo.transfer(protocol, { group: 'Vendas' });
  await world.rest();
  const { sends } = world.hub();
  expect(await sends.previewSend(bianca, wish())).toMatchObject({ outcome: 'refused', because: 'not-the-agents-client' });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  world.neppo.message(protocol, { from: 'client', text: 'Alguém aí?' });
  await world.rest();
  expect(await sends.previewSend(bianca, wish())).toMatchObject({ outcome: 'ready' });
});

test('SND-01: a client whom the agent attended long ago is still the agent\'s, however many sessions came after', async () => {
  await attended();
  for (let later = 0; later < 35; later++) {
    const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Suporte', channel: 'whatsapp' });
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    world.neppo.close(protocol);
  }
  await world.rest();
  expect(await world.hub().sends.previewSend(bianca, wish())).toMatchObject({ outcome: 'ready' });
}, 30_000);

test('SND-01, SND-03: of two sends asked for at once the second leaves when Meta lets it through, unless its client wants no more by then', async () => {
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  await world.rest();
  const { sends } = world.hub();
  await Promise.all(['k1', 'k2'].map(async (key) => await sends.send(bianca, wish(), key)));
  const moments = (JSON.parse(JSON.stringify(sent())) as readonly { readonly createdAt: string }[]).map(({ createdAt }) => Date.parse(createdAt));
  expect(moments).toHaveLength(2);
  // Neppo tells whole seconds.
  expect(Math.abs((moments[1] ?? 0) - (moments[0] ?? 0))).toBeGreaterThanOrEqual(5_000);

  await new Promise((resolve) => setTimeout(resolve, 6_100));
  const asked = Promise.all(['k3', 'k4'].map(async (key) => await sends.send(bianca, wish(), key)));
  await expect.poll(() => sent().length, { timeout: 5_000, interval: 10 }).toBe(3);
  world.neppo.message(protocol, { from: 'client', text: 'sair' });
  await asked;
  expect(sent()).toHaveLength(3);
  expect((await sends.sends(bianca, { states: ['failed'], limit: 5 })).rows).toMatchObject([{
    failure: 'opted-out', told: { text: 'o cliente pediu para não receber mensagens', mend: 'Aguarde que ele escreva, ou que volte a aceitar.' },
  }]);
}, 40_000);

test('SND-01: who asks to be written to no more while the CRM is away, in a session that nobody knows yet, is heard', async () => {
  world.ploomes.faults({ status: 503 });
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  const { id } = world.neppo.message(protocol, { from: 'client', text: 'SAIR' });
  const { deliveries, sends } = world.hub();
  await expect.poll(async () => JSON.stringify((await deliveries.list({ kind: 'Message', state: 'awaiting' }, { limit: 5 })).rows)).not.toBe('[]');
  await world.hub().settled();
  world.ploomes.clearFaults();
  await world.rest();
  world.neppo.close(protocol);
  await world.rest();
  expect(id).toBeDefined();
  expect(await sends.send(bianca, wish(), 'k1')).toMatchObject({ outcome: 'refused', because: 'opted-out' });
}, 60_000);
