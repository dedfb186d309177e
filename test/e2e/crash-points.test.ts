import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { cell } from '../adapters/ploomes/lab.ts';
import { createCrashSwitch, type CrashPoint, type CrashSwitch } from '../rig/crash-switch.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

const folder = mkdtempSync(join(tmpdir(), 'vinculo-crash-points-'));
const QUICK_MS = [5, 10, 20, 50, 100, 200, 400];

let world: HandWoundWorld;
let crash: CrashSwitch;
let cases = 0;

beforeAll(async () => {
  crash = createCrashSwitch(sqliteStore(join(folder, 'hub.db')));
  world = await createHandWoundWorld({
    hub: { store: crash.store, outgoingFetch: crash.fetch, askAgainAfterMs: 60_000 },
    neppo: { webhookRetry: { delaysMs: QUICK_MS, timeoutMs: 2_000 } },
    ploomes: { webhookRetryDelaysMs: QUICK_MS },
  });
  await world.setOptions({
    linking: 'on',
    mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')],
  });
});

afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every case has a client of its own, whom the chat knows already. */
interface Client {
  readonly phone: string;
  readonly name: string;
}

interface Story<Before> {
  /** Brings the client to where things go wrong. */
  readonly before: (client: Client) => Promise<Before> | Before;
  readonly act: (before: Before, client: Client) => void;
  /** What somebody who got no answer does again. */
  readonly again?: (before: Before, client: Client) => Promise<unknown>;
  readonly outcome: (before: Before, client: Client) => Promise<void>;
}

function nextClient(): Client {
  const client = { phone: `55119${90_000_000 + ++cases}`, name: `Cliente ${cases}` };
  world.neppo.saveUser(client);
  return client;
}

/** Plays a story with one thing going wrong; gives what that was, or nothing when the story has no such place. */
async function playWith<Before>(story: Story<Before>, point: CrashPoint): Promise<string | undefined> {
  const client = nextClient();
  await world.restForGood();
  const before = await story.before(client);
  await world.restForGood();
  await crash.quiet();
  world.clock.advance(2_000);
  crash.arm(point);
  story.act(before, client);
  await Promise.race([crash.died(), restOfAll()]);
  const met = crash.metAt();
  const dead = crash.isDead();
  if (!dead) crash.disarm();
  if (dead) await world.crash();
  try {
    await windingUntil(dead ? story.again?.(before, client) : undefined);
    await expectNothingLost();
    await story.outcome(before, client);
  } catch (cause) {
    throw new Error(`${met ?? 'Nothing went wrong'} (${point.at}): ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return met;
}

/** Whoever waits for an answer may wait for the clock. */
async function windingUntil(answer: Promise<unknown> | undefined): Promise<void> {
  const waiting = new Set(answer === undefined ? [] : [answer]);
  const answered = answer?.finally(() => waiting.clear());
  do await world.restForGood(); while (waiting.size > 0);
  await answered;
}

async function restOfAll(): Promise<void> {
  await world.restForGood();
  await crash.quiet();
  await world.restForGood();
}

const CHANGES_OUTSIDE = / (POST|PATCH) \/(?!oauth2|chatapi)/;
const CALLS_OUTSIDE = / (GET|POST) \//;

/** Plays a story once for each thing that the hub asks of its store and of the outside. */
async function endEverywhere<Before>(story: Story<Before>): Promise<void> {
  for (let at = 0; ; at++) {
    const met = await playWith(story, { at, when: 'before' });
    if (met === undefined) return;
    for (const when of otherwise(met)) await playWith(story, { at, when });
  }
}

/** After one thing is before the next, and a question may be asked again: only with what changes something it matters where it broke off. */
function otherwise(met: string): readonly CrashPoint['when'][] {
  if (CHANGES_OUTSIDE.test(met)) return ['after', 'never-sent', 'answer-lost'];
  return CALLS_OUTSIDE.test(met) ? ['answer-lost'] : [];
}

/** Every webhook was answered with 2xx in the end, is in the history, and came to a good end. */
async function expectNothingLost(): Promise<void> {
  const { neppo, hub } = world;
  const told = neppo.deliveries();
  expect(told.filter(({ state }) => state !== 'delivered')).toEqual([]);
  const { rows } = await hub().deliveries.list({ source: 'neppo' }, { limit: 20 });
  const kept = await Promise.all(rows.map(async ({ id }) => (await hub().deliveries.show(id))?.body));
  for (const { body } of told.slice(-3)) expect(kept).toContain(body);
  expect((await hub().deliveries.list({ state: 'set-aside' }, { limit: 1 })).rows).toEqual([]);
}

const addContact = ({ name, phone }: Client): number => world.ploomes.addContact({ name, phone: `+${phone}` }).Id;
const startIn = (group: string, { phone, name }: Client): string => world.neppo.startSession({ phone, name, group }).protocol;
const cardsOf = (contactId: number) => world.ploomes.deals().filter((row) => row['ContactId'] === contactId);
const recordsOf = (contactId: number) => world.ploomes.interactionRecords().filter((row) => row['ContactId'] === contactId);
const contactsOf = ({ name }: Client) => world.ploomes.contacts().filter((row) => row['Name'] === name);
const cardOf = async (protocol: string) => (await world.hub().sessions.find({ connection: world.connection, protocol }))?.card;
const newestProtocol = (): string =>
  (JSON.parse(JSON.stringify(world.neppo.state())) as { sessions: { protocol: string }[] }).sessions.at(-1)?.protocol ?? '';

/** The client has these cards, in these funnels, each with one record, and the session has the last of them. */
async function expectCards(contactId: number, protocol: string, ...funnels: readonly string[]): Promise<void> {
  const cards = cardsOf(contactId);
  expect(cards.map((row) => row['PipelineId'])).toEqual(funnels.map(world.funnelId));
  expect(recordsOf(contactId).map((row) => cell(row, 'DealId')).toSorted()).toEqual(cards.map((row) => cell(row, 'Id')).toSorted());
  expect(await cardOf(protocol)).toBe(String(cards.at(-1)?.Id));
}

describe('CRD-14: a hub that is ended, or loses an answer, at any point goes on where it was', () => {
  test('a start under always-create: one card, one record', async () => {
    await endEverywhere({
      before: addContact,
      act: (_contactId, client) => startIn('Vendas', client),
      outcome: async (contactId) => await expectCards(contactId, newestProtocol(), 'Funil de vendas'),
    });
  }, 120_000);

  test('a start under link-last: the card of the client, one record', async () => {
    await endEverywhere({
      before: (client) => {
        const contactId = addContact(client);
        world.ploomes.create('Deals', { Title: 'À mão', ContactId: contactId, PipelineId: world.funnelId('Suporte') });
        return contactId;
      },
      act: (_contactId, client) => startIn('Suporte', client),
      outcome: async (contactId) => await expectCards(contactId, newestProtocol(), 'Suporte'),
    });
  }, 120_000);

  test('a transfer that makes a new part: a second card and record', async () => {
    await endEverywhere({
      before: async (client) => {
        const contactId = addContact(client);
        await world.rest();
        return { contactId, protocol: startIn('Vendas', client) };
      },
      act: ({ protocol }) => world.neppo.transfer(protocol, { group: 'Suporte', newPart: true }),
      outcome: async ({ contactId, protocol }) => await expectCards(contactId, protocol, 'Funil de vendas', 'Suporte'),
    });
  }, 120_000);

  test('an end: the record says so', async () => {
    await endEverywhere({
      before: async (client) => {
        const contactId = addContact(client);
        await world.rest();
        return { contactId, protocol: startIn('Vendas', client) };
      },
      act: ({ protocol }) => world.neppo.close(protocol),
      outcome: async ({ contactId, protocol }) => {
        await expectCards(contactId, protocol, 'Funil de vendas');
        expect(cell(recordsOf(contactId)[0], 'Content')).toContain('encerrada');
      },
    });
  }, 120_000);

  test('CRD-10: two sessions that wait for a client whom a person registers in Ploomes: each by its own rule', async () => {
    await endEverywhere({
      before: async (client) => {
        const first = startIn('Vendas', client);
        world.clock.advance(2_000);
        return [first, startIn('Suporte', client)];
      },
      act: (_protocols, client) => addContact(client),
      outcome: async ([, second = ''], client) => {
        const [contact] = contactsOf(client);
        await expectCards(contact?.Id ?? 0, second, 'Funil de vendas', 'Suporte');
      },
    });
  }, 120_000);

  test('CRD-10: a client whom the host registers, again when it got no answer: one contact, one card', async () => {
    const register = async ({ name, phone }: Client) => await world.hub().contacts.register({ connection: world.connection, name, phone });
    await endEverywhere({
      before: (client) => startIn('Suporte', client),
      act: (_protocol, client) => void register(client).catch(() => undefined),
      again: async (_protocol, client) => await register(client),
      outcome: async (protocol, client) => {
        const [contact, ...more] = contactsOf(client);
        expect(more).toEqual([]);
        await expectCards(contact?.Id ?? 0, protocol, 'Suporte');
      },
    });
  }, 120_000);
});
