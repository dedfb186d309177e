import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createNeppoSimulator, defaultCredentials } from '../../src/adapters/neppo/simulator/index.ts';
import { toNodeListener } from '../../src/adapters/node/index.ts';
import { createPloomesSimulator } from '../../src/adapters/ploomes/simulator/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import { cell } from '../adapters/ploomes/lab.ts';
import { SECRET_KEY } from '../rig/world.ts';

const FIXTURES = new URL('../fixtures/upgrade/', import.meta.url);
const story = JSON.parse(readFileSync(new URL('story.json', FIXTURES), 'utf8')) as {
  hooks: { neppo: string; ploomes: string };
  contacts: Record<'done' | 'held' | 'lost', number>;
  protocols: Record<'done' | 'waiting' | 'lost' | 'held', string>;
};

const disposals: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose();
});

/** The hub of today on what the release before left behind, and the two systems as it knew them. */
async function goOn(keys: { readonly secretKey: string; readonly previousSecretKey?: string } = { secretKey: SECRET_KEY }) {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-upgrade-'));
  disposals.push(async () => rmSync(folder, { recursive: true, force: true }));
  const unpack = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, gunzipSync(readFileSync(new URL(`${name}.gz`, FIXTURES))), { mode: 0o600 });
    return path;
  };
  const now: { hub?: Vinculo } = {};
  const server = createServer(toNodeListener(async (request) => (now.hub === undefined ? new Response(null, { status: 503 }) : await now.hub.fetch(request))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  disposals.push(async () => await new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  const publicUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const ploomes = await createPloomesSimulator({ ratePerMinute: 0, stateFile: unpack('ploomes.json') });
  // The hub's address is another one in each run; an upgrade would not change it.
  for (const row of ploomes.rows('Webhooks')) {
    ploomes.update('Webhooks', row.Id, { CallbackUrl: `${publicUrl}${new URL(cell(row, 'CallbackUrl')).pathname}` });
  }
  const neppo = await createNeppoSimulator({ stateFile: unpack('neppo.json') });
  disposals.push(async () => await ploomes.close(), async () => await neppo.stop());
  const hub = await createVinculo({
    store: sqliteStore(unpack('hub')), ...keys, publicUrl, recordUpdateEveryMs: 0, askAgainAfterMs: 50,
    telemetry: createConsoleTelemetry({ level: 'silent' }), allowPrivateAddresses: true,
  });
  now.hub = hub;
  disposals.push(hub.close);
  const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
  await hub.connections.setSystems('acme', {
    ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, budget: { perMinute: 0 } },
    neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
    hookTokens: { neppo: tokenOf(story.hooks.neppo), ploomes: tokenOf(story.hooks.ploomes) },
  });
  neppo.subscribe('all', `${publicUrl}/hooks/neppo/${tokenOf(story.hooks.neppo)}`);
  await hub.start();
  return { hub, ploomes, neppo };
}

const rest = async ({ hub, ploomes, neppo }: Awaited<ReturnType<typeof goOn>>): Promise<void> => {
  await expect.poll(async () => {
    await Promise.all([ploomes.settled(), neppo.settled()]);
    await hub.settled();
    return await hub.deliveries.list({ state: 'later' }, { limit: 1 });
  }, { timeout: 10_000 }).toMatchObject({ rows: [] });
};

test.each([
  { told: 'of this release', keys: undefined },
  // What tells a card or a record again is a mark, and marks outlive the key.
  { told: 'with another secretKey', keys: { secretKey: 'another-secret-key-for-tests', previousSecretKey: SECRET_KEY } },
])('CRD-14: a hub $told goes on in the middle of the work of the one before, and doubles nothing', async ({ keys }) => {
  const world = await goOn(keys);
  const { ploomes, neppo, hub } = world;
  const cardsOf = (client: number | undefined) => ploomes.deals().filter((deal) => deal['ContactId'] === client);
  const recordsOf = (person: number | undefined) => ploomes.interactionRecords().filter((record) => record['ContactId'] === person);
  await rest(world);
  for (const person of Object.values(story.contacts)) {
    expect(cardsOf(person)).toHaveLength(1);
    expect(recordsOf(person)).toHaveLength(1);
  }
  for (const protocol of Object.values(story.protocols)) neppo.comment(protocol, 'depois da atualização');
  const waited = ploomes.addContact({ name: 'Davi Lopes', phone: '(11) 91000-0004' }).Id;
  await rest(world);
  expect(cardsOf(waited).map((card) => card['PipelineId'])).toEqual([ploomes.rows('Deals@Pipelines').find((row) => row['Name'] === 'Suporte')?.Id]);
  expect(recordsOf(waited)).toHaveLength(1);
  for (const person of [...Object.values(story.contacts), waited]) {
    expect(cardsOf(person)).toHaveLength(1);
    expect(recordsOf(person).map((record) => cell(record, 'Content').includes('depois da atualização'))).toEqual([true]);
  }
  const { rows: [deadLetter] } = await hub.deliveries.list({ state: 'set-aside' }, { limit: 10 });
  expect(deadLetter?.reason).toBe('payload-malformed');
  expect((await hub.deliveries.replay([deadLetter?.id].filter((id) => id !== undefined))).replayed).toHaveLength(1);
});
