import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createPloomesSimulator } from '../../src/adapters/ploomes/simulator/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import { InputRejected } from '../../src/domain/index.ts';
import { createWorld, type World } from '../rig/world.ts';
import { CANARIES, listening, singingIn, written, type Listening } from './canaries.ts';
import { ask, everythingShown } from './everything-shown.ts';

const [USER_KEY] = CANARIES.secrets;
const [PHONE] = CANARIES.phones;
const [OTHER] = CANARIES.otherPhones;

const disposals: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose();
});

async function aListeningWorld(): Promise<{ readonly world: World; readonly heard: Listening }> {
  const heard = listening();
  const world = await createWorld({ ploomes: { userKey: USER_KEY }, hub: { telemetry: heard.telemetry } });
  disposals.push(world.close);
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')] });
  return { world, heard };
}

/** What only a hook's own address holds. */
const hookTokens = ({ hooks }: World): readonly string[] => Object.values(hooks).map((url) => url.split('/').at(-1) ?? '');

async function expectSilence({ world, heard }: { readonly world: World; readonly heard: Listening }): Promise<void> {
  const tokens = hookTokens(world);
  const shown = await everythingShown(world);
  const sung = [...heard.told.map((line) => ['told', line] as const), ...shown].flatMap(([where, text]) => singingIn(where, text, tokens));
  expect([...new Set(sung)]).toEqual([]);
}

/** A client whom Ploomes knows, one whom nobody knows, and all that is said of them. */
async function story({ ploomes, neppo, hub, connection, rest }: World): Promise<void> {
  ploomes.addContact({ name: CANARIES.name, phone: CANARIES.phones[4], email: CANARIES.email });
  const known = neppo.startSession({ phone: PHONE, name: CANARIES.name, group: 'Vendas' });
  await rest();
  neppo.comment(known.protocol, CANARIES.text);
  neppo.message(known.protocol, { from: 'client', text: CANARIES.text });
  neppo.transfer(known.protocol, { group: 'Suporte' });
  await rest();
  neppo.close(known.protocol);
  const unknown = neppo.startSession({ phone: OTHER, name: CANARIES.name, group: 'Vendas' });
  await rest();
  await hub().contacts.register({ connection, name: CANARIES.name, phone: OTHER, email: CANARIES.email, cpf: CANARIES.cpf[1] });
  neppo.comment(unknown.protocol, CANARIES.text);
  await rest();
  // Where Ploomes refuses everything there may be no session to save.
  await hub().sessions.save({ connection, protocol: unknown.protocol }).catch((refused: unknown) => {
    if (!(refused instanceof InputRejected)) throw refused;
  });
  await rest();
}

describe('a canary that is planted sings', () => {
  test('HUB-05: nowhere but in the payloads, when all goes well', async () => {
    const listened = await aListeningWorld();
    await story(listened.world);
    const { rows } = await listened.world.hub().deliveries.list({}, { limit: 200 });
    const bodies = await Promise.all(rows.map(async ({ id }) => (await listened.world.hub().deliveries.show(id))?.body ?? ''));
    expect(singingIn('bodies', bodies.join('\n')).length).toBeGreaterThan(3);
    expect(listened.heard.told.length).toBeGreaterThan(30);
    await expectSilence(listened);
  });

  test.each([
    { route: 'POST /Deals', status: 400 }, { route: 'POST /InteractionRecords', status: 400 }, { route: 'POST /Deals', status: 500, times: 1 }, { route: 'GET /Contacts', kind: 'garbage', times: 2 } as const,
    { route: 'GET /Contacts', kind: 'drift', times: 2 } as const, { route: 'GET /Contacts', status: 403 }, { route: 'POST /Contacts', status: 422 }, { route: 'PATCH /InteractionRecords', status: 404 },
  ])('HUB-05: nowhere but in the payloads, when Ploomes answers $route with $status $kind', async (fault) => {
    const listened = await aListeningWorld();
    listened.world.ploomes.faults(fault);
    await story(listened.world);
    await expectSilence(listened);
  });

  test('HUB-05: nowhere, when what is delivered or asked makes no sense', async () => {
    const listened = await aListeningWorld();
    const { world, world: { hub, hooks } } = listened;
    const all = JSON.stringify(CANARIES);
    const bodies = [all, CANARIES.text, `{"entity":"${CANARIES.name}","content":${all}}`, `{"entity":"User","content":{"id":"${PHONE}","name":"${CANARIES.name}"}}`,
      JSON.stringify({ entity: 'ChatSession', action: CANARIES.email, content: { id: 7, protocol: 'WA1', groupName: CANARIES.text, user: CANARIES } }), JSON.stringify({ Entity: CANARIES.name, Action: CANARIES.email, New: { Id: 1, Name: CANARIES.name } }),
      `${'['.repeat(100)}"${CANARIES.text}"`, `{"ValidationKey":"${USER_KEY}","Entity":"Contacts","New":{"Id":"${PHONE}"}}`];
    for (const url of [hooks.neppo, hooks.ploomes, `${hooks.neppo}x`]) {
      for (const body of bodies) await hub().fetch(new Request(url, { method: 'POST', body, headers: { 'x-forwarded-for': '203.0.113.9', 'x-note': CANARIES.email, authorization: `Bearer ${CANARIES.secrets[6]}` } }));
    }
    const answers = [
      await ask(world, '/v1/deliveries', undefined, CANARIES.secrets[6]),
      await ask(world, `/v1/deliveries?phone=${PHONE}`), await ask(world, `/v1/deliveries?phone=${encodeURIComponent(CANARIES.text)}`), await ask(world, `/v1/deliveries?${encodeURIComponent(CANARIES.text.slice(0, 20))}=1`),
      await ask(world, '/v1/deliveries/search', JSON.stringify({ filter: { phone: CANARIES.phones[4], email: CANARIES.email } })), await ask(world, '/v1/deliveries/search', JSON.stringify({ filter: { phone: CANARIES.text, after: CANARIES.email } })),
      await ask(world, '/v1/deliveries/count', JSON.stringify({ filter: { from: CANARIES.text, state: CANARIES.name } })), await ask(world, '/v1/deliveries/count', CANARIES.text),
      await ask(world, `/v1/deliveries/${encodeURIComponent(CANARIES.email)}`), await ask(world, '/v1/deliveries?after=' + encodeURIComponent(CANARIES.text)), await ask(world, `/v1/deliveries/x/edit-and-replay`, JSON.stringify({ body: CANARIES.text })),
      await ask(world, `/${encodeURIComponent(CANARIES.text)}`), await ask(world, '/v1/keys', JSON.stringify({ name: 'a', role: CANARIES.name })), await ask(world, '/v1/keys', JSON.stringify({ name: 'a', connections: [CANARIES.name] })),
    ];
    await world.rest();
    expect(answers.flatMap((text, at) => singingIn(`answer ${at}`, text))).toEqual([]);
    await expectSilence(listened);
  });

  test('HUB-05: in no error that the library throws, whole and with all that caused it', async () => {
    const { world } = await aListeningWorld();
    const hub = world.hub();
    const connection = 'acme';
    const acts: readonly (() => Promise<unknown>)[] = [
      () => hub.contacts.register({ connection, name: CANARIES.name, phone: CANARIES.text }), () => hub.contacts.register({ connection, name: '', phone: PHONE }),
      () => hub.contacts.register({ connection, name: CANARIES.name, cpf: '123', email: CANARIES.text }), () => hub.deliveries.list({ phone: CANARIES.text }, { limit: 1 }), () => hub.deliveries.list({ email: CANARIES.name }, { limit: 1 }),
      () => hub.connections.setOptions('acme', { linking: CANARIES.text } as never),
      () => hub.connections.setSystems('acme', { ploomes: { userKey: USER_KEY, baseUrl: CANARIES.text } }), () => hub.connections.setSystems('acme', { neppo: { tenantUrl: CANARIES.email, credentials: { password: USER_KEY } } }),
      () => hub.connections.setSystems('acme', { hookTokens: { neppo: CANARIES.text, ploomes: USER_KEY } }), () => hub.operators.add({ name: CANARIES.text.repeat(10) }),
    ];
    const errors = await Promise.all(acts.map(async (act) => await act().then(() => undefined, (error: unknown) => error)));
    expect(errors.filter((error) => error === undefined)).toEqual([]);
    expect(errors.flatMap((error, at) => singingIn(`act ${at}`, written(error)))).toEqual([]);
  });
});

describe('a platform whose answers hold canaries', () => {
  /** Answers everything, whatever is asked, with all that must not be repeated. */
  async function aTalkativePlatform(status: number, body: string): Promise<string> {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, CANARIES.name.replaceAll(' ', '-'), { 'x-note': CANARIES.email, 'content-type': 'application/json', location: `http://127.0.0.1:1/${CANARIES.cpf[0]}` }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    disposals.push(async () => await new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  async function aHub(): Promise<{ readonly hub: Vinculo; readonly heard: Listening }> {
    const heard = listening();
    const hub = await createVinculo({ store: sqliteStore(':memory:'), secretKey: CANARIES.secrets[4], publicUrl: 'http://hub.example', telemetry: heard.telemetry, allowPrivateAddresses: true, synchronisation: 'off' });
    disposals.push(hub.close);
    return { hub, heard };
  }

  const credentials = { consumerKey: CANARIES.secrets[3], consumerSecret: CANARIES.secrets[1], username: CANARIES.email, password: CANARIES.secrets[2] };
  const statuses = [200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503];
  const bodies = [JSON.stringify(CANARIES), JSON.stringify({ value: [CANARIES], error: { message: CANARIES.text } }), CANARIES.text, JSON.stringify({ access_token: 'a-token-that-was-given', expires_in: CANARIES.text })];

  test.each(statuses.flatMap((status) => [{ who: 'Ploomes', status }, { who: 'Neppo', status }]))('HUB-05: $who with status $status makes no error, line or trace of ours repeat them', async ({ who, status }) => {
    const { hub, heard } = await aHub();
    const ploomes = await createPloomesSimulator({ userKey: USER_KEY });
    disposals.push(ploomes.close);
    for (const body of status === 204 ? [''] : bodies) {
      const url = await aTalkativePlatform(status, body);
      const added = hub.connections.add({
        id: 'acme', name: 'Acme', ploomes: { baseUrl: who === 'Ploomes' ? url : ploomes.url, userKey: USER_KEY }, neppo: { tenantUrl: url, gatewayUrl: url, tokenUrl: `${url}/token`, credentials },
      });
      const error = await added.then(() => undefined, (thrown: unknown) => thrown);
      expect(error).toBeDefined();
      expect(singingIn(`${status} ${body.slice(0, 20)}`, written(error))).toEqual([]);
    }
    expect(heard.told.flatMap((line) => singingIn('told', line))).toEqual([]);
  });
});
