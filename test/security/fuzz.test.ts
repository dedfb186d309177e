import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { buildRequest, hostileDeskRequest, hostileRequest, type HostileRequest } from './hostile-requests.ts';
import { createReadingHub, OPERATOR_KEY, type ReadingHub } from './real-readers.ts';

const MINUTES_MS = 60_000;
const REQUESTS = 100_000;
const WORKED = 3_000;
const DESK_REQUESTS = 10_000;
const PAGE = 'https://app10.ploomes.com';
/** So many are under way at once, as from many senders. */
const AT_ONCE = 25;
const MOST_GROWTH_BYTES = 64 * 1024 * 1024;

let world: ReadingHub;
const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
process.on('unhandledRejection', note);
afterEach(async () => {
  await world.hub.close();
  const [first] = unhandled.splice(0);
  if (first !== undefined) throw new Error('Something was rejected, and nobody heard of it.', { cause: first });
});

/** What is left when everything that can be freed was. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const severalOf = (hostile: fc.Arbitrary<HostileRequest>): fc.Arbitrary<HostileRequest[]> => fc.array(hostile, { minLength: AT_ONCE, maxLength: AT_ONCE });

/** A hub that is not started is not ready, and says so. */
const isWell = ({ url }: HostileRequest, { status }: Response): boolean => status < 500 || (status === 503 && new URL(url).pathname === '/readyz');

async function answered(hostile: HostileRequest): Promise<number | undefined> {
  const request = buildRequest(hostile);
  if (request === undefined) return undefined;
  const response = await world.hub.fetch(request);
  const text = await response.text();
  if (!isWell(hostile, response)) throw new Error(`${hostile.method} ${hostile.url} was answered ${response.status}: ${text.slice(0, 500)}`);
  if (text !== '' && response.headers.get('content-type')?.includes('json') === true) JSON.parse(text);
  return response.status;
}

describe('whatever is sent to the hub', () => {
  test(`HUB-01: ${REQUESTS} hostile requests are answered, none as a failure of the hub, and nothing of them stays in the heap`, async () => {
    world = await createReadingHub(['acme']);
    const statuses = new Map<number, number>();
    const before = heapBytes();
    await fc.assert(fc.asyncProperty(severalOf(hostileRequest(world.account('acme'), OPERATOR_KEY)), async (several) => {
      for (const status of await Promise.all(several.map(answered))) if (status !== undefined) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }), { numRuns: REQUESTS / AT_ONCE });
    expect(heapBytes() - before).toBeLessThan(MOST_GROWTH_BYTES);
    // The fuzz reaches what it is to reach: much is taken, much is refused, each for one of the reasons there are.
    const seen = (status: number): number => statuses.get(status) ?? 0;
    expect(seen(200)).toBeGreaterThan(REQUESTS / 4);
    for (const status of [400, 401, 404, 405, 414]) expect([status, seen(status) > REQUESTS / 1_000]).toEqual([status, true]);
    for (const reason of ['payload-malformed', 'entity-unknown', 'subject-missing', 'payload-too-deep']) {
      expect([reason, (await world.hub.deliveries.count({ reason })) > 0]).toEqual([reason, true]);
    }
  }, 3 * MINUTES_MS);

  test(`PAN-11: ${DESK_REQUESTS} hostile requests to the agents' desk, after its own schemas, are answered, none as a failure of the hub`, async () => {
    world = await createReadingHub(['acme']);
    await world.hub.connections.setOptions('acme', { panelOrigins: [PAGE] });
    const { chat, crm } = world.account('acme');
    crm.addUser({ name: 'Bianca Prado', email: 'bianca@acme.example' });
    chat.addAgent({ name: 'Bianca Prado', email: 'bianca@acme.example' });
    await world.hub.start();
    const launch = await world.hub.agents.launch({ connection: 'acme', agent: 'bianca@acme.example', origin: PAGE });
    if (launch.outcome !== 'minted') throw new Error(`No token: ${launch.because}.`);
    const opened = await world.hub.fetch(new Request('http://hub.example/v1/session', { method: 'POST', body: JSON.stringify({ token: launch.token, origin: PAGE }) }));
    const { bearer } = await opened.json() as { readonly bearer: string };
    const statuses = new Map<number, number>();
    await fc.assert(fc.asyncProperty(severalOf(hostileDeskRequest(bearer)), async (several) => {
      for (const status of await Promise.all(several.map(answered))) if (status !== undefined) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }), { numRuns: DESK_REQUESTS / AT_ONCE });
    for (const status of [200, 400, 401, 404]) expect([status, (statuses.get(status) ?? 0) > DESK_REQUESTS / 1_000]).toEqual([status, true]);
  }, 2 * MINUTES_MS);

  test(`what is taken can be worked: of ${WORKED} hostile deliveries none ends as a defect`, async () => {
    world = await createReadingHub(['acme']);
    const acme = world.account('acme');
    await world.hub.connections.setOptions('acme', {
      linking: 'on', mappings: [{ groupId: 11, groupName: 'Vendas', funnelId: acme.crm.allCards().length + 1001, behaviour: 'link-last' }],
    });
    await world.hub.start();
    const toHooks = hostileRequest(acme, OPERATOR_KEY).filter(({ url }) => url === acme.hooks.neppo || url === acme.hooks.ploomes);
    await fc.assert(fc.asyncProperty(severalOf(toHooks), async (several) => void (await Promise.all(several.map(answered)))), { numRuns: WORKED / AT_ONCE });
    await world.hub.settled();
    const { rows } = await world.hub.deliveries.list({ state: 'set-aside' }, { limit: 200 });
    const reasons = new Set(rows.map(({ reason = '' }) => reason));
    expect([...reasons].filter((reason) => reason.startsWith('defect'))).toEqual([]);
    expect(await world.hub.deliveries.count({ state: 'done' })).toBeGreaterThan(100);
  }, 2 * MINUTES_MS);
});
