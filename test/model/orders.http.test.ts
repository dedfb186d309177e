import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cell } from '../adapters/ploomes/lab.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

const ORDERS_IN_CI = 60;
const ORDERS_IN_A_LONG_RUN = 1_000;

/** What happens in Neppo, one thing after the other. */
type Happening =
  | { readonly type: 'start' | 'transfer'; readonly group?: string; readonly told?: 'never'; readonly newPart?: boolean }
  | { readonly type: 'comment' | 'classify'; readonly text: string }
  | { readonly type: 'close' };

interface History {
  readonly says: string;
  readonly happenings: readonly Happening[];
  /** A person makes a card in this funnel a moment before the first webhook arrives. */
  readonly cardByHand?: string;
  readonly ploomesTells?: 'nothing';
  /** The funnels of the client's cards, and of the one that the session has in the end. */
  readonly cards: readonly string[];
  readonly last: string;
}

const start = (group?: string): Happening => ({ type: 'start', ...(group === undefined ? {} : { group }) });
const transfer = (group: string, how: { readonly told?: 'never'; readonly newPart?: boolean } = {}): Happening => ({ type: 'transfer', group, ...how });
const comment: Happening = { type: 'comment', text: 'um comentário' };
const classify: Happening = { type: 'classify', text: 'Venda fechada' };
const close: Happening = { type: 'close' };
const [SALES, AFTER, HELP] = ['Funil de vendas', 'Pós-venda', 'Suporte'] as const;

const histories: readonly History[] = [
  {
    says: 'away and back again',
    happenings: [start('Vendas'), comment, transfer('Suporte'), classify, transfer('Vendas', { newPart: true }), comment, close],
    cards: [SALES, SALES, HELP], last: SALES,
  },
  {
    says: 'the bot first, and an unmapped group between',
    happenings: [start(), transfer('Suporte'), transfer('Pós-venda'), comment, transfer('Suporte'), transfer('Financeiro'), close],
    cards: [AFTER, HELP], last: AFTER,
  },
  {
    says: 'a visit that nobody ever told of',
    happenings: [start('Vendas'), transfer('Suporte', { told: 'never' }), transfer('Financeiro'), comment, transfer('Vendas'), classify, close],
    cards: [SALES, SALES, AFTER], last: SALES,
  },
  {
    says: 'Ploomes tells nothing',
    happenings: [start('Suporte'), comment, transfer('Financeiro'), transfer('Suporte'), classify, comment, close],
    ploomesTells: 'nothing', cards: [AFTER, HELP], last: HELP,
  },
  {
    says: 'a person made a card a moment before',
    happenings: [start('Vendas'), transfer('Suporte'), comment, transfer('Financeiro', { newPart: true }), transfer('Suporte'), classify, close],
    cardByHand: HELP, cards: [SALES, AFTER, HELP], last: HELP,
  },
];

let world: HandWoundWorld;
let clients = 0;

/** Lists grow with what earlier plays left behind, and the simulators read them through. */
const PLAYS_PER_WORLD = 50;

async function freshWorld(): Promise<void> {
  await world.close();
  await openWorld();
}

async function openWorld(): Promise<void> {
  world = await createHandWoundWorld();
  const mapped = (group: string, funnel: string, behaviour: 'always-create' | 'link-last') => world.mapping(group, funnel, behaviour);
  await world.setOptions({
    linking: 'on', mappings: [mapped('Vendas', SALES, 'always-create'), mapped('Suporte', HELP, 'link-last'), mapped('Financeiro', AFTER, 'link-last')],
  });
}

beforeAll(openWorld);
afterAll(async () => await world.close());

interface Captured {
  readonly contactId: number;
  readonly protocol: string;
  readonly bodies: readonly string[];
}

/** Lets a history happen in Neppo while its webhooks are kept back. */
async function capture({ happenings, cardByHand, ploomesTells }: History): Promise<Captured> {
  const { neppo, ploomes, clock } = world;
  const phone = `55119${40_000_000 + ++clients}`;
  ploomes.clearFaults();
  if (ploomesTells === 'nothing') ploomes.faults({ webhooks: 'drop' });
  const contactId = ploomes.addContact({ name: 'Ana', phone: `+${phone}` }).Id;
  await world.rest();
  neppo.pauseWebhooks();
  const begun = neppo.deliveries().length;
  let protocol = '';
  let untold: readonly number[] = [];
  for (const happening of happenings) {
    clock.advance(2_000);
    const before = neppo.captured().length;
    if (happening.type === 'start') protocol = neppo.startSession({ phone, name: 'Ana', ...(happening.group === undefined ? {} : { group: happening.group }) }).protocol;
    else happen(protocol, happening);
    if ('told' in happening) untold = [...untold, ...neppo.captured().slice(before).map(({ id }) => id)];
  }
  neppo.resumeWebhooks();
  if (cardByHand !== undefined) ploomes.create('Deals', { Title: 'À mão', ContactId: contactId, PipelineId: world.funnelId(cardByHand) });
  await world.rest();
  const rows = neppo.deliveries().slice(begun).filter(({ id }) => !untold.includes(id));
  return { contactId, protocol, bodies: rows.map(({ body }) => body) };
}

function happen(protocol: string, happening: Happening): void {
  const { neppo } = world;
  switch (happening.type) {
    case 'start': return;
    case 'transfer': return void neppo.transfer(protocol, { group: happening.group, newPart: happening.newPart });
    case 'comment': return void neppo.comment(protocol, happening.text);
    case 'classify': return void neppo.classify(protocol, happening.text);
    case 'close': return void neppo.close(protocol);
  }
}

async function deliver(body: string): Promise<void> {
  const answer = await fetch(world.hooks.neppo, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(answer.status).toBe(200);
}

/** What CRD-14 says is the same under any order. */
async function outcomeOf({ contactId, protocol }: Captured) {
  const cards = world.ploomes.deals().filter((row) => row['ContactId'] === contactId);
  const funnelOf = (id: string): number | undefined => {
    const card = cards.find((row) => cell(row, 'Id') === id);
    return card && Number(card['PipelineId']);
  };
  const view = await world.hub().sessions.find({ connection: world.connection, protocol });
  const records = world.ploomes.interactionRecords().filter((row) => row['ContactId'] === contactId);
  return {
    cards: cards.map((row) => Number(row['PipelineId'])).toSorted((a, b) => a - b),
    last: funnelOf(view?.card ?? 'none'),
    records: records.map((row) => `${funnelOf(cell(row, 'DealId')) ?? 'none'}: ${timeless(cell(row, 'Content'))}`).toSorted(),
  };
}

/** Without what differs from one play to the next: dates and Neppo's own numbers. */
const timeless = (html: string): string => html.replaceAll(/\d{2}\/\d{2}\/\d{4},? \d{2}:\d{2}/g, 'then').replaceAll(/\d{4,}/g, 'n');

interface Order {
  readonly places: readonly number[];
  readonly again: readonly number[];
  readonly rhythm: 'one-by-one' | 'together';
}

/** Sorts the webhooks by random numbers; some come once more, in other words, at the end. */
function inOrder(bodies: readonly string[], { places, again }: Order): readonly string[] {
  const sorted = bodies.map((body, at) => ({ body, place: places[at] ?? at })).toSorted((a, b) => a.place - b.place).map(({ body }) => body);
  return [...sorted, ...again.flatMap((n) => sorted[n % sorted.length] ?? []).map((body) => `${body} `)];
}

const order: fc.Arbitrary<Order> = fc.record({
  places: fc.array(fc.nat(1_000_000), { minLength: 14, maxLength: 14 }),
  again: fc.array(fc.nat(13), { maxLength: 3 }),
  rhythm: fc.constantFrom('one-by-one' as const, 'together' as const),
});

async function play(history: History, bodiesOf: (captured: Captured) => readonly string[], rhythm: Order['rhythm']) {
  if (clients > 0 && clients % PLAYS_PER_WORLD === 0) await freshWorld();
  const captured = await capture(history);
  for (const body of bodiesOf(captured)) {
    await deliver(body);
    if (rhythm === 'one-by-one') await world.hub().settled();
  }
  await world.restForGood();
  return await outcomeOf(captured);
}

describe('CRD-14, SES-09: the webhooks of one session, in any order and some of them twice', () => {
  test.each(histories)('$says', async (history) => {
    const told = await play(history, ({ bodies }) => bodies, 'one-by-one');
    expect(told.cards).toEqual(history.cards.map(world.funnelId).toSorted((a, b) => a - b));
    expect(told.last).toBe(world.funnelId(history.last));
    await fc.assert(
      fc.asyncProperty(order, async (chosen) => {
        expect(await play(history, ({ bodies }) => inOrder(bodies, chosen), chosen.rhythm)).toEqual(told);
      }),
      { numRuns: process.env['VINCULO_LONG'] === '1' ? ORDERS_IN_A_LONG_RUN : ORDERS_IN_CI },
    );
  }, process.env['VINCULO_LONG'] === '1' ? 3_600_000 : 120_000);
});
