import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cell } from '../adapters/ploomes/lab.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

let world: HandWoundWorld;
let clients = 0;

beforeAll(async () => {
  world = await createHandWoundWorld({ timeoutMs: 400, pollSeconds: 0, hub: { askAgainAfterMs: 60_000 } });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Suporte', 'Suporte', 'link-last')] });
});
afterEach(() => {
  world.ploomes.clearFaults();
  world.neppo.clearFaults();
});
afterAll(async () => await world.close());

/** One way in which an outside system goes wrong, once, and what an operator sees of it meanwhile. */
interface Trouble {
  readonly says: string;
  readonly fault: { readonly status?: number; readonly retryAfter?: number | null; readonly kind?: 'timeout' | 'reset' | 'reset-after-write' | 'late-write' | 'empty-list' | 'garbage' | 'drift' | 'slow'; readonly ms?: number };
  /** `nothing`: it is got over at once. */
  readonly seen: { readonly state: 'later' | 'set-aside'; readonly reason: string } | 'nothing';
}

/** Real time: the simulator's late write waits for no clock of ours. */
const LATE_MS = 450;

const later = (reason: string): Trouble['seen'] => ({ state: 'later', reason });
const aside = (reason: string): Trouble['seen'] => ({ state: 'set-aside', reason });

const UNAUTHORIZED: Trouble = { says: 'answers 401', fault: { status: 401 }, seen: later('port.unauthorized') };
const MISSING: Trouble = { says: 'answers 404', fault: { status: 404 }, seen: aside('port.missing') };
const LATE: Trouble = { says: 'does it after its time-out', fault: { kind: 'late-write', ms: LATE_MS }, seen: later('port.timed-out') };
const DRIFT: Trouble = { says: 'names the ids anew', fault: { kind: 'drift' }, seen: later('port.drifted') };
const TROUBLES: readonly Trouble[] = [
  { says: 'answers 400', fault: { status: 400 }, seen: aside('port.refused') },
  { says: 'answers 403', fault: { status: 403 }, seen: aside('port.refused') },
  { says: 'answers 429 with a wait', fault: { status: 429, retryAfter: 7 }, seen: later('port.throttled') },
  { says: 'answers 429 without a wait', fault: { status: 429, retryAfter: null }, seen: later('port.throttled') },
  { says: 'answers 500', fault: { status: 500 }, seen: later('port.unreachable') },
  { says: 'answers 503', fault: { status: 503 }, seen: later('port.unreachable') },
  { says: 'never answers', fault: { kind: 'timeout' }, seen: later('port.timed-out') },
  { says: 'cuts the connection', fault: { kind: 'reset' }, seen: later('port.unreachable') },
  { says: 'answers a page of HTML', fault: { kind: 'garbage' }, seen: later('port.drifted') },
  DRIFT,
  { says: 'is slow', fault: { kind: 'slow', ms: 20 }, seen: 'nothing' },
];
const OF_WRITES: readonly Trouble[] = [
  ...TROUBLES,
  { says: 'does it and cuts the connection', fault: { kind: 'reset-after-write' }, seen: later('port.unreachable') },
];
const EMPTY: Trouble = { says: 'answers an empty list', fault: { kind: 'empty-list' }, seen: later('port.unreachable') };

interface Client {
  readonly contactId: number;
  readonly protocol: string;
}

/** A client gets in touch, writes, and is done, while something goes wrong. */
async function attended(): Promise<Client> {
  const phone = `55119${70_000_000 + ++clients}`;
  const contactId = world.ploomes.addContact({ name: `Cliente ${clients}`, phone: `+${phone}` }).Id;
  const { protocol } = world.neppo.startSession({ phone, name: `Cliente ${clients}`, group: 'Suporte', agent: 'Bianca Prado' });
  await world.rest();
  world.clock.advance(200); // less than any pause, so that what waits goes on waiting
  world.neppo.comment(protocol, 'um comentário');
  await world.rest();
  return { contactId, protocol };
}

/** Goes on until the end, with the operator's help where something was set aside. */
async function ended({ protocol }: Client): Promise<void> {
  await world.restForGood();
  world.neppo.close(protocol);
  await world.restForGood();
  const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 50 });
  const left = rows.map(({ id }) => id).filter((id) => !replayed.has(id));
  for (const id of left) replayed.add(id);
  await world.hub().deliveries.replay(left);
  await world.restForGood();
}

const replayed = new Set<string>();

/** What an operator reads of it: as the reason of a delivery, or as the reason why records were put off. */
async function reasons(seen: Exclude<Trouble['seen'], 'nothing'>): Promise<readonly (string | undefined)[]> {
  const { list, show } = world.hub().deliveries;
  const { rows } = await list({ state: seen.state }, { limit: 50 });
  const latest = await Promise.all((await list({}, { limit: 24 })).rows.map(async ({ id }) => JSON.stringify((await show(id))?.decision)));
  const putOff = latest.flatMap((decision) => /put-off:([a-z.-]+)/.exec(decision ?? '')?.[1]);
  return [...rows.filter(({ id }) => !replayed.has(id)).map(({ reason }) => reason), ...putOff];
}

async function expectAllRight({ contactId, protocol }: Client): Promise<void> {
  const cards = world.ploomes.deals().filter((row) => row['ContactId'] === contactId);
  expect(cards.map((row) => row['PipelineId'])).toEqual([world.funnelId('Suporte')]);
  const records = world.ploomes.interactionRecords().filter((row) => row['ContactId'] === contactId);
  expect(records.map((row) => row['DealId'])).toEqual([cards[0]?.Id]);
  expect(cell(records[0], 'Content')).toMatch(/encerrada.*um comentário/s);
  expect((await world.hub().sessions.find({ connection: world.connection, protocol }))?.card).toBe(String(cards[0]?.Id));
}

async function goesWrong(trouble: Trouble): Promise<void> {
  const client = await attended();
  if (trouble.seen !== 'nothing') expect(await reasons(trouble.seen)).toContain(trouble.seen.reason);
  if (trouble === LATE) await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  await ended(client);
  await expectAllRight(client);
}

const exceptFor = (troubles: readonly Trouble[], ...others: readonly Trouble[]): readonly Trouble[] => [
  ...troubles.filter(({ says }) => !others.some((other) => other.says === says)), ...others,
];

describe('HUB-02: whatever Ploomes answers once, the card and the record are right in the end', () => {
  const routes: readonly (readonly [string, readonly Trouble[]])[] = [
    ['GET /Contacts', [...TROUBLES, UNAUTHORIZED, MISSING, EMPTY]],
    ['GET /Deals@Pipelines', [...TROUBLES, UNAUTHORIZED, MISSING, EMPTY]],
    ['GET /Deals', [...exceptFor(TROUBLES, { ...DRIFT, seen: 'nothing' }), UNAUTHORIZED, MISSING]], // no rows, no ids
    ['POST /Deals', [...OF_WRITES, UNAUTHORIZED, MISSING, LATE]],
    ['POST /InteractionRecords', [...OF_WRITES, UNAUTHORIZED, MISSING, LATE]],
  ];
  for (const [route, troubles] of routes) {
    test.each(troubles)(`${route} $says`, async (trouble) => {
      const { ms, ...fault } = trouble.fault;
      world.ploomes.faults({ route, times: 1, ...fault, ...(fault.kind === 'late-write' ? { lateMs: ms, answer: 'never' } : ms === undefined ? {} : { ms }) });
      await goesWrong(trouble);
    });
  }
});

describe('HUB-02: whatever Neppo answers once, the card and the record are right in the end', () => {
  const renewed: Trouble = { ...UNAUTHORIZED, seen: 'nothing' };
  const routes: readonly (readonly [string, readonly Trouble[]])[] = [
    ['GET /api/sessions/comment/{id}', [...exceptFor(TROUBLES, { ...DRIFT, seen: 'nothing' }), renewed, { ...MISSING, seen: 'nothing' }]],
    ['POST /chatapi/1.0/api/classification-services', [...TROUBLES, renewed, MISSING]],
  ];
  for (const [route, troubles] of routes) {
    test.each(troubles)(`${route} $says`, async (trouble) => {
      world.neppo.faults({ route, times: 1, ...trouble.fault });
      await goesWrong(trouble);
    });
  }
});

describe('HUB-02: Retry-After is obeyed', () => {
  test.each(['GET /Deals@Pipelines', 'POST /Deals', 'POST /InteractionRecords'])('nothing is asked of Ploomes before %s may be', async (route) => {
    world.ploomes.faults({ route, times: 1, status: 429, retryAfter: 7 });
    world.ploomes.resetCalls();
    const client = await attended();
    const { [route]: asked } = world.ploomes.calls().byRoute;
    expect(asked).toBe(1);
    world.ploomes.resetCalls();
    for (let seconds = 0; seconds < 6; seconds++) {
      world.clock.advance(1_000);
      await world.rest();
    }
    expect(world.ploomes.calls().byRoute).toEqual({});
    await ended(client);
    await expectAllRight(client);
  });
});
