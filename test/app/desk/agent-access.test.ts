import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { BIANCA, CAIO, createDeskHub, PAGE, type DeskHub } from '../../rig/desk-hub.ts';
import { OPERATOR_KEY } from '../../rig/world.ts';

let desk: DeskHub;
let close: () => Promise<void>;
beforeEach(async () => {
  desk = await createDeskHub((end) => void (close = end));
});
afterEach(async () => await close());

const tokenOf = async (agent = BIANCA): Promise<string> => String((await desk.launch({ agent })).json['token']);
const openedBy = async (bearer: string): Promise<number> => {
  const { response, leave } = await desk.follow(bearer);
  await leave();
  return response.status;
};

describe('PAN-13: a launch token', () => {
  test('is minted for an integrated agent, by e-mail or id, and opens the desk for ten minutes', async () => {
    const byEmail = await desk.launch();
    expect(byEmail).toMatchObject({ status: 200, json: { agent: await desk.agentId(BIANCA), expiresAt: '2026-05-04T12:01:00.000Z' } });
    const opened = await desk.openSession(String(byEmail.json['token']));
    expect(opened).toMatchObject({ status: 200, json: { connection: 'acme', agent: await desk.agentId(BIANCA), expiresAt: '2026-05-04T12:10:00.000Z' } });
    expect(await openedBy(String(opened.json['bearer']))).toBe(200);
    expect((await desk.launch({ agent: await desk.agentId(BIANCA) })).status).toBe(200);
  });

  test('is 256 bits by chance, and no two are alike', async () => {
    const [one, other] = [await tokenOf(), await tokenOf()];
    expect(one).toMatch(/^vnl_[\w-]{43}$/);
    expect(other).not.toBe(one);
  });

  test('opens once: whoever plays it again is refused, and the bearer stands', async () => {
    const token = await tokenOf();
    const { json } = await desk.openSession(token);
    expect(await desk.openSession(token)).toMatchObject({ status: 401, json: { type: 'urn:vinculo:problem:launch-refused' } });
    expect(await openedBy(String(json['bearer']))).toBe(200);
  });

  test('of those who come at once with it, one is let in', async () => {
    const token = await tokenOf();
    const answers = await Promise.all(Array.from({ length: 6 }, async () => await desk.openSession(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('is of no use a minute later', async () => {
    const token = await tokenOf();
    desk.clock.advance(60_000);
    expect((await desk.openSession(token)).status).toBe(401);
  });

  test('shown in another page it opens nothing, there or anywhere', async () => {
    const token = await tokenOf();
    expect((await desk.openSession(token, 'https://evil.example')).status).toBe(401);
    expect((await desk.openSession(token)).status).toBe(401);
  });

  test('a page writes its own origin in its own way', async () => expect((await desk.openSession(await tokenOf(), `${PAGE.toUpperCase()}/`)).status).toBe(200));

  test('is refused at minting for a page that the connection does not name', async () => {
    for (const origin of ['https://evil.example', 'https://app.ploomes.com.evil.example', 'http://app.ploomes.com', 'null']) {
      expect(await desk.launch({ origin })).toMatchObject({ status: 409, json: { type: 'urn:vinculo:problem:panel-not-allowed', errors: [{ field: 'origin', reason: 'origin-not-allowed' }] } });
    }
    await desk.hub.connections.setOptions('acme', { panelOrigins: [] });
    const before = JSON.stringify([desk.neppo.calls(), desk.ploomes.calls()]);
    expect((await desk.launch()).status).toBe(409);
    expect(JSON.stringify([desk.neppo.calls(), desk.ploomes.calls()])).toBe(before);
  });

  test('AGT-01: is refused for an agent who is not integrated, telling every condition in words', async () => {
    desk.neppo.saveAgent({ name: 'Bianca Prado', email: BIANCA, chatToken: false });
    const { status, json } = await desk.launch();
    expect([status, json['errors']]).toEqual([409, [expect.objectContaining({ reason: 'agent-not-integrated' }), expect.objectContaining({ reason: 'no-chat-token', mend: 'o token de chat não foi gerado no Neppo' })]]);
    expect(await desk.launch({ agent: 'ninguem@empresa.example' })).toMatchObject({ status: 409, json: { errors: [{ field: 'agent', reason: 'agent-unknown' }] } });
  });

  test('ACT-08: is refused while the connection is off', async () => {
    await desk.hub.connections.deactivate('acme');
    expect(await desk.launch()).toMatchObject({ status: 409, json: { errors: [{ field: 'connection', reason: 'connection-inactive' }] } });
  });

  test('takes a key that may operate, and that reaches the connection', async () => {
    const looksOn = await desk.hub.operators.add({ name: 'looks on' });
    expect((await desk.launch({}, looksOn.key)).status).toBe(403);
    await desk.post('/v1/connections', { id: 'globex', name: 'Globex' });
    const elsewhere = await desk.hub.operators.add({ name: 'elsewhere', role: 'operate', connections: ['globex'] });
    expect((await desk.launch({}, elsewhere.key)).status).toBe(404);
    expect(await desk.launch({ connection: 'other' })).toMatchObject({ status: 404, json: { detail: expect.stringContaining('"other"') as unknown } });
    expect((await desk.launch({}, 'wrong')).status).toBe(401);
  });

  test('is neither kept nor answered again for an Idempotency-Key', async () => {
    expect((await desk.post('/v1/launch-tokens', { connection: 'acme', agent: BIANCA, origin: PAGE }, { 'idempotency-key': 'k1' })).status).toBe(400);
  });

  test('is minted by the host too, in the language that it asks for', async () => {
    const launch = await desk.hub.agents.launch({ connection: 'acme', agent: CAIO, origin: PAGE });
    expect(launch).toMatchObject({ outcome: 'minted' });
    expect(await desk.hub.agents.launch({ connection: 'acme', agent: CAIO, origin: 'https://evil.example' }, 'en')).toMatchObject({ outcome: 'refused', because: 'origin-not-allowed', mend: 'Add its origin to panelOrigins.' });
    await expect(desk.hub.agents.launch({ connection: 'gone', agent: CAIO, origin: PAGE })).rejects.toMatchObject({ code: 'input.connection-unknown' });
  });
});

describe('DESIGN §7: a bearer', () => {
  test('of an agent opens no operators’ address, and an operator’s key opens no desk', async () => {
    const bearer = await desk.bearerOf(BIANCA);
    for (const path of ['/v1/deliveries', '/v1/connections', '/metrics', '/v1/keys']) expect((await desk.get(path, bearer)).status).toBe(401);
    expect((await desk.launch({}, bearer)).status).toBe(401);
    const { key } = await desk.hub.operators.add({ name: 'operates', role: 'operate' });
    for (const other of [OPERATOR_KEY, key, await tokenOf(), '']) expect(await openedBy(other)).toBe(401);
  });

  test('is over after ten minutes, and another launch token gives another', async () => {
    const bearer = await desk.bearerOf(BIANCA);
    desk.clock.advance(10 * 60_000 - 1);
    expect(await openedBy(bearer)).toBe(200);
    const next = await desk.bearerOf(BIANCA);
    desk.clock.advance(1);
    expect([await openedBy(bearer), await openedBy(next)]).toEqual([401, 200]);
  });

  test('ends at once when the agent’s tokens are withdrawn, and nobody else’s does', async () => {
    const [hers, his] = [await desk.bearerOf(BIANCA), await desk.bearerOf(CAIO)];
    await desk.hub.agents.withdraw({ connection: 'acme', agent: await desk.agentId(BIANCA) });
    expect([await openedBy(hers), await openedBy(his)]).toEqual([401, 200]);
    await desk.hub.agents.withdraw({ connection: 'acme' });
    expect(await openedBy(his)).toBe(401);
  });

  test('ACT-08: ends when the connection is switched off', async () => {
    const bearer = await desk.bearerOf(BIANCA);
    await desk.hub.connections.deactivate('acme');
    expect(await openedBy(bearer)).toBe(401);
    await desk.hub.connections.activate('acme');
    expect(await openedBy(bearer)).toBe(401);
  });

  test('nothing lets a page of another origin read an answer (CORS)', async () => {
    const preflight = await fetch(`${desk.hubUrl}/v1/desk/stream`, { method: 'OPTIONS', headers: { origin: PAGE, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' } });
    const opened = await fetch(`${desk.hubUrl}/v1/session`, { method: 'POST', headers: { origin: PAGE }, body: JSON.stringify({ token: await tokenOf(), origin: PAGE }) });
    expect([preflight.ok, opened.status]).toEqual([false, 200]);
    for (const { headers } of [preflight, opened]) expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([['{}'], ['{"token":"t"}'], ['[]'], ['{"token":1,"origin":"x"}'], ['not json']])('what is sent for one is read closely: %s', async (body) => {
    const { status } = await fetch(`${desk.hubUrl}/v1/session`, { method: 'POST', body });
    expect(status).toBe(400);
  });
});

test('DESIGN §7: no token of an agent is in a log, an error or the database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const kept = await createDeskHub((end) => onTestFinished(end), { database: join(folder, 'hub.db') });
  const token = String((await kept.launch()).json['token']);
  const { json } = await kept.openSession(token);
  const bearer = String(json['bearer']);
  const refused = [await kept.openSession(token), await kept.get('/v1/deliveries', bearer)];
  const stream = await kept.follow(bearer);
  await stream.until('ready');
  await stream.leave();
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')).join('');
  const told = [...kept.logged, ...refused.map(({ text }) => text), files].join('\n');
  expect(files).toContain(PAGE);
  for (const secret of [token, bearer, token.slice(4), bearer.slice(4)]) expect(told).not.toContain(secret);
});
