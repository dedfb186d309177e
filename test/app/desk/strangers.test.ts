import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createNeppoSimulator, defaultCredentials } from '../../../src/adapters/neppo/simulator/index.ts';
import { PAGE } from '../../rig/desk-hub.ts';
import type { World } from '../../rig/world.ts';
import { attended, BIANCA, CAIO, createDeskWorld, deskOf, openDesk, type DeskClient } from './desk-client.ts';

let world: World;
let bianca: DeskClient;
let protocol: string;
const logged: string[] = [];
beforeEach(async () => {
  world = await createDeskWorld({ hub: { telemetry: { count: () => {}, log: (level, event, fields) => void logged.push(`${level} ${event} ${JSON.stringify(fields)}`) } } });
  bianca = await openDesk(world, BIANCA);
  protocol = await attended(world);
});
afterEach(async () => await world.close());

const READS = ['', '/messages', '/history', '/targets', '/cards', '/new', '/files/1', '/files/recording:0'];
const ACTS: readonly (readonly [string, object])[] = [
  ['messages', { kind: 'text', text: 'Oi' }], ['comments', { text: 'Oi' }], ['transfer', { agent: '1' }], ['close', {}], ['classify', { nodeId: '1' }], ['read', {}], ['contacts', { name: 'Ana', phone: '5511988887777' }],
  ['contact', { contactId: '1' }], ['cards', { funnelId: '1' }], ['card', { cardId: '1' }], ['unlink-card', {}], ['save', {}], ['new', { kind: 'task' }],
];

/** Whoever has no part in a session finds nothing of it, and changes nothing. */
async function expectNothingThere(desk: DeskClient, session: string): Promise<void> {
  for (const path of READS) expect((await desk.get(`sessions/${session}${path}`)).status, path).toBe(404);
  for (const [path, body] of ACTS) expect((await desk.post(`sessions/${session}/${path}`, body)).status, path).toBe(404);
}

describe('ACT-01, PAN: what is another\'s is as if it were not there', () => {
  test('another agent\'s session', async () => {
    const before = JSON.stringify(world.neppo.state()).length;
    await expectNothingThere(await openDesk(world, CAIO), protocol);
    await world.rest();
    expect([world.ploomes.contacts(), world.ploomes.deals(), world.ploomes.rows('Tasks')]).toEqual([[], [], []]);
    expect(JSON.stringify(world.neppo.state())).toHaveLength(before);
  });

  test('the session of another connection, also with an agent of the same id and a protocol of the same name', async () => {
    const neppo = await createNeppoSimulator();
    onTestFinished(async () => await neppo.stop());
    const { id, hooks } = await world.hub().connections.add({
      id: 'outra', name: 'Outra', ploomes: { baseUrl: world.ploomes.url, userKey: world.ploomes.userKey, budget: { perMinute: 0 } },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials }, options: { panelOrigins: [PAGE] },
    });
    neppo.subscribe('all', hooks.neppo);
    const stranger = await openDesk({ ...world, connection: id }, BIANCA);
    await expectNothingThere(stranger, protocol);
    expect((await stranger.get('sessions')).json).toEqual({ rows: [] });
    const stream = await stranger.follow('0');
    world.neppo.message(protocol, { from: 'client', text: 'Só para a Acme' });
    await world.rest();
    const own = neppo.startSession({ phone: '5511922221111', name: 'Outra cliente', group: 'Vendas', agent: 'Bianca Prado' });
    await neppo.settled();
    await world.rest();
    const told = await stream.until('session.upsert');
    expect(told).toContain('Outra cliente');
    expect(told).not.toContain('Acme');
    await stream.leave();
    // Both are named alike: each agent has the one of the own connection.
    expect(own.protocol).toBe(protocol);
    expect((await stranger.get(`sessions/${protocol}`)).json).toMatchObject({ name: 'Outra cliente' });
    expect((await bianca.get(`sessions/${protocol}`)).json).toMatchObject({ name: 'João da Silva' });
  });

  test('is closed to whoever shows no bearer, or a wrong one', async () => {
    for (const bearer of ['', 'x', 'vna_x', 'Bearer', bianca.bearer.slice(0, -1)]) {
      const nobody = deskOf(world.hubUrl, bearer);
      expect((await nobody.get(`sessions/${protocol}`)).status).toBe(401);
      expect((await nobody.post(`sessions/${protocol}/messages`, { kind: 'text', text: 'Oi' })).status).toBe(401);
    }
  });
});

const HOSTILE = ['..%2F..%2Fetc', '%00', '%F0%9F%92%A9', "WA'%20or%201=1--", '__proto__', 'constructor', 'a'.repeat(3_000), '%E2%80%AE', '*', '%25', 'session:1', 'WA00000000001%0A'];

test.each(HOSTILE)('a session called %s is none', async (name) => {
  for (const path of READS) expect([404, 414], path).toContain((await bianca.raw(`sessions/${name}${path}`)).status);
  expect([404, 414]).toContain((await bianca.post(`sessions/${name}/messages`, { kind: 'text', text: 'Oi' })).status);
});

test.each(['messages?before=x', 'messages?before=2026-05-04T12:00:00.000Z', 'messages?before=%00%20%00', 'messages?limit=9999', 'messages?limit=-1', 'cards?after=%00', 'cards?after=abc', 'cards?limit=0'])('a page that is none is refused: %s', async (query) => {
  expect([200, 400]).toContain((await bianca.raw(`sessions/${protocol}/${query}`)).status);
});

test('a node of classification, a contact or a pause that is called strangely is nobody\'s failure', async () => {
  for (const name of ['abc', '%00', "1'", '..%2F1', '-1', '9'.repeat(30)]) expect([200, 404], name).toContain((await bianca.raw(`classifications/${name}/fields`)).status);
  for (const search of ["'", '%25', '\\', "' or 1 eq 1", '*', '(((', '😀', '\u0000x']) expect((await bianca.raw(`contacts?search=${encodeURIComponent(search)}`)).status, search).toBeLessThan(500);
  for (const after of ['abc', "1'", '-1']) expect((await bianca.raw(`contacts?search=joao&after=${encodeURIComponent(after)}`)).status, after).toBeLessThan(500);
  for (const reasonId of ['abc', "1'", '__proto__']) expect((await bianca.post('pause', { reasonId })).status).toBe(409);
  for (const nodeId of ['abc', "1'", '__proto__', '../1']) expect((await bianca.post(`sessions/${protocol}/classify`, { nodeId })).status).toBe(409);
});

test('bodies that are no wish are refused, and name what is wrong', async () => {
  const send = async (body: string | Uint8Array<ArrayBuffer>) => (await bianca.raw(`sessions/${protocol}/messages`, { method: 'POST', body, headers: { 'idempotency-key': 'k' } })).status;
  for (const body of ['', 'x', '[]', 'null', '{"kind":"text","text":"a","__proto__":{"x":1}}', '{"kind":"text"}', '"text"']) expect(await send(body), body).toBe(400);
  expect(await send(`{"kind":"text","text":"${'a'.repeat(1_100_000)}"}`)).toBe(413);
  expect(await send(new Uint8Array([0xff, 0xfe, 0x00]))).toBe(400);
});

test('a file can be sent only from where uploads are kept: no message makes the hub or Neppo fetch another address', async () => {
  for (const ref of ['http://169.254.169.254/latest/meta-data', 'file:///etc/passwd', 'http://127.0.0.1:1/x', 'javascript:alert(1)']) {
    expect(await bianca.post(`sessions/${protocol}/messages`, { kind: 'file', ref, name: 'x.pdf' }), ref).toMatchObject({ status: 400, json: { errors: [{ field: 'ref' }] } });
  }
  const upload = async (desk: DeskClient) => JSON.parse(await (await desk.raw('uploads', { method: 'POST', body: 'x' })).text()) as { readonly ref: string };
  const { ref } = await upload(await openDesk(world, CAIO));
  expect(ref).not.toContain('http');
  expect((await bianca.post(`sessions/${protocol}/messages`, { kind: 'file', ref, name: 'x.pdf' })).status).toBe(400);
});

test('DESIGN §7: neither a bearer nor what was said stands in a log', async () => {
  world.neppo.faults({ route: 'POST /api/send/message', kind: 'garbage', times: 1 });
  await bianca.post(`sessions/${protocol}/messages`, { kind: 'text', text: 'Minha senha é sesamo-77' });
  await bianca.raw('sessions/%00/messages');
  await world.rest();
  const all = logged.join('\n');
  for (const secret of [bianca.bearer, 'sesamo-77', '987654321', 'Bom dia']) expect(all).not.toContain(secret);
});
