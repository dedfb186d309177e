import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { attended, BIANCA, CAIO, createDeskWorld, openDesk, rowsIn, type DeskClient } from './desk-client.ts';
import { passOf } from './pass.ts';

let world: World;
let bianca: DeskClient;
let caio: DeskClient;
beforeEach(async () => {
  world = await createDeskWorld();
  [bianca, caio] = [await openDesk(world, BIANCA), await openDesk(world, CAIO)];
});
afterEach(async () => await world.close());

const protocolsIn = async (desk: DeskClient, query = ''): Promise<readonly unknown[]> => rowsIn(await desk.get(`sessions${query}`)).map(({ protocol }) => protocol);

describe('PAN-01: the lists', () => {
  test('show who attends a session what was said last, and nobody else', async () => {
    const protocol = await attended(world);
    expect(rowsIn(await bianca.get('sessions'))).toMatchObject([
      { protocol, tab: 'open', name: 'João da Silva', phone: '5511987654321', unread: 1, preview: { by: 'client', text: 'Bom dia' }, group: { name: 'Vendas' }, agentName: 'Bianca Prado', channel: { kind: 'whatsapp' } },
    ]);
    expect(await protocolsIn(caio)).toEqual([]);
  });

  test('show a session that has ended under Encerrados, to everybody who took part', async () => {
    const protocol = await attended(world);
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    await world.rest();
    expect([await protocolsIn(bianca), await protocolsIn(caio)]).toEqual([[], [protocol]]);
    world.neppo.close(protocol);
    await world.rest();
    expect([await protocolsIn(caio), await protocolsIn(bianca, '?tab=closed'), await protocolsIn(caio, '?tab=closed')]).toEqual([[], [protocol], [protocol]]);
  });

  test('are counted as they stand', async () => {
    const [first] = [await attended(world), await attended(world, { phone: '5511912345678', name: 'Ana' })];
    world.neppo.close(first);
    await world.rest();
    expect((await bianca.get('counts')).json).toEqual({ open: 1, closed: 1, sent: 0, pending: 1 });
    expect((await caio.get('counts')).json).toEqual({ open: 0, closed: 0, sent: 0, pending: 0 });
  });

  test('come in pages, each session once, the one in which something happened last first', async () => {
    const all = [];
    for (const nth of [1, 2, 3, 4, 5]) all.push(await attended(world, { phone: `551190000000${nth}`, name: `Cliente ${nth}` }));
    const [oldest = ''] = all;
    // Neppo's times stop at the second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    world.neppo.message(oldest, { from: 'client', text: 'Alguém aí?' });
    await world.rest();
    const seen: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await bianca.get(`sessions?limit=2${next === undefined ? '' : `&after=${encodeURIComponent(next)}`}`);
      expect(rowsIn(page).length).toBeLessThanOrEqual(2);
      seen.push(...rowsIn(page).map(({ protocol }) => protocol));
      next = typeof page.json['next'] === 'string' ? page.json['next'] : undefined;
    } while (next !== undefined);
    expect(seen[0]).toBe(oldest);
    expect(seen).toHaveLength(all.length);
    expect(new Set(seen)).toEqual(new Set(all));
  });

  test.each([['joao', 1], ['SILVA', 1], ['876', 1], ['(11) 98765', 1], ['maria', 0], ['999', 0], ['%', 0], ['_', 0], ["'; drop table session; --", 0]])('are searched by a part of the name or of the number: %s', async (search, found) => {
    await attended(world);
    expect(await protocolsIn(bianca, `?search=${encodeURIComponent(search)}`)).toHaveLength(found);
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', 'after=nonsense', 'after=', 'tab=all', `search=${'x'.repeat(101)}`, 'unknown=1'])('refuse a question that cannot be answered: %s', async (query) => {
    expect(await bianca.get(`sessions?${query}`)).toMatchObject({ status: 400, json: { type: 'urn:vinculo:problem:input-invalid' } });
  });
});

test('PAN-10: a session that ended without the classification that its group asks for is pending, and is no longer once it is classified', async () => {
  world.neppo.saveGroup({ id: Number(groupIdOf('Vendas')), name: 'Vendas', mandatoryClassification: true });
  const protocol = await attended(world);
  world.neppo.close(protocol);
  await world.rest();
  expect((await bianca.get('pending')).json).toMatchObject({ total: 1, sessions: [{ protocol }] });
  expect((await bianca.get('counts')).json).toMatchObject({ pending: 1 });
  expect((await caio.get('pending')).json).toMatchObject({ total: 0 });
  const leaf = await aLeafOf(protocol);
  expect(await bianca.post(`sessions/${protocol}/classify`, { nodeId: leaf, comment: 'tudo certo' })).toMatchObject({ status: 200 });
  expect((await bianca.get('counts')).json).toMatchObject({ pending: 0 });
  expect((await bianca.get(`sessions/${protocol}`)).json).toMatchObject({ classification: { comment: 'tudo certo' } });
});

test('PAN-12, SES-11: a session that Neppo ends because its client fell silent ends here too', async () => {
  const protocol = await attended(world);
  world.neppo.fallSilent(protocol);
  await world.rest();
  expect(await protocolsIn(bianca)).toEqual([]);
  expect(rowsIn(await bianca.get('sessions?tab=closed'))).toMatchObject([{ protocol, tab: 'closed' }]);
  const { json } = await bianca.get(`sessions/${protocol}/messages`);
  expect(json['messages']).toContainEqual(expect.objectContaining({ by: 'system', line: 'ended-by-inactivity' }));
});

test('SES-11: what a bot wrote is shown as the bot\'s, and a bot\'s session stands in nobody\'s list', async () => {
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', bot: true });
  world.neppo.message(protocol, { from: 'bot', text: 'Escolha: 1 vendas, 2 suporte' });
  await world.rest();
  expect(await protocolsIn(bianca)).toEqual([]);
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  await world.rest();
  expect((await bianca.get(`sessions/${protocol}/messages`)).json['messages']).toContainEqual(expect.objectContaining({ by: 'bot', text: 'Escolha: 1 vendas, 2 suporte' }));
});

test('PAN-13: who the agent is, the groups, the pause reasons', async () => {
  const { status, json } = await bianca.get('me');
  expect(status).toBe(200);
  expect(json).toMatchObject({ name: 'Bianca Prado', groups: [{ name: 'Vendas' }], availability: { state: 'available' }, counts: { open: 0 } });
});

test('PAN-13, AGT-01: whoever is no integrated agent any more is told so, and does nothing', async () => {
  const protocol = await attended(world);
  world.neppo.saveAgent({ name: 'Bianca Prado', email: BIANCA, chatToken: false });
  await world.rest();
  const refused = await bianca.post(`sessions/${protocol}/messages`, { kind: 'text', text: 'Oi' });
  expect(refused).toMatchObject({ status: 400, json: { errors: [{ field: 'agent' }] } });
  expect((await bianca.get('me')).status).toBe(400);
});

test('ACT-08: nothing is done in a connection that is off: its bearers open nothing, and the library says why', async () => {
  const protocol = await attended(world);
  await world.hub().connections.deactivate(world.connection);
  expect((await bianca.post(`sessions/${protocol}/messages`, { kind: 'text', text: 'Oi' })).status).toBe(401);
  const wish = world.hub().desk.act(passOf(world, 'Bianca Prado'), protocol, { type: 'send', message: { kind: 'text', text: 'Oi' } }, 'k1');
  await expect(wish).rejects.toMatchObject({ code: 'input.connection-off' });
});

const groupIdOf = (name: string): string => world.mapping(name, 'Suporte', 'link-last').groupId.toString();

/** A node that can be chosen. */
async function aLeafOf(protocol: string): Promise<string> {
  const { json } = await bianca.get(`sessions/${protocol}`);
  return /"id":"(\d+)","label":"[^"]*","children":\[\]/.exec(JSON.stringify(json['groupClassification']))?.[1] ?? '';
}
