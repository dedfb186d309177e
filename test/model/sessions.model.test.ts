import fc from 'fast-check';
import { afterAll, describe, test } from 'vitest';
import { addContact, attachCompany, comment, linkContact, rule, start, stories, toggleConnection, transfer, type HubCommand } from './commands.ts';
import { createHubModel, GROUPS, type Group, type HubModel, type Rule } from './hub-model.ts';
import { createRealWorlds, type Keeping, type Real, type RealWorlds } from './real-world.ts';

const isLong = process.env['VINCULO_LONG'] === '1';
const RUNS_IN_CI: Readonly<Record<Keeping, number>> = { sqlite: 300, postgres: 100 };
const MOST_COMMANDS = 12;

/** Most groups are mapped at first; commands change that. */
const mappings = fc.tuple(...GROUPS.map(() => fc.option(rule, { nil: undefined, freq: 4 })))
  .map((rules) => new Map(GROUPS.flatMap((group, at): [Group, Rule][] => (rules[at] === undefined ? [] : [[group, rules[at]]]))));

async function begin(worlds: RealWorlds, wanted: ReadonlyMap<Group, Rule>): Promise<{ model: HubModel; real: Real }> {
  const real = await worlds.begin(wanted);
  const model = createHubModel(real.now(), wanted);
  addContact(model, real, 0, false);
  addContact(model, real, 1, true);
  await real.world.rest();
  return { model, real };
}

/** Tells stories in these worlds. */
const tellingIn = (worlds: RealWorlds) => async (wanted: ReadonlyMap<Group, Rule>, story: Iterable<HubCommand>): Promise<void> => {
  const { model, real } = await begin(worlds, wanted);
  try {
    await fc.asyncModelRun(() => ({ model, real }), story);
  } catch (failure) {
    worlds.failed();
    throw failure;
  }
};

describe.each<Keeping>(['sqlite', 'postgres'])('the whole hub over HTTP, on %s, against a model of the rules', (keeping) => {
  const worlds = createRealWorlds(keeping);
  afterAll(async () => await worlds.close());
  const tell = tellingIn(worlds);

  test('CRD-01 … CRD-19, SES-12: whatever happens, in whatever order, cards, links and records are those of the rules', async () => {
    await fc.assert(fc.asyncProperty(mappings, stories(MOST_COMMANDS), tell), isLong ? {} : { numRuns: RUNS_IN_CI[keeping] });
  }, isLong ? 3_600_000 : 180_000);
});

describe('stories that once went wrong', () => {
  const worlds = createRealWorlds('sqlite');
  afterAll(async () => await worlds.close());
  const tell = tellingIn(worlds);
  const always: Rule = { funnel: 'Funil de vendas', behaviour: 'always-create' };
  const last: Rule = { funnel: 'Suporte', behaviour: 'link-last' };

  // Seed 1: the card of the first session was made before its turn was passed on, and the second was told to look for its client instead.
  test('PAN-02: when a waiting session is linked to a contact, the others of its number follow, also when a card is made first', async () => {
    await tell(new Map([['Vendas', always]]), [
      start(2, 'Vendas', 'whatsapp'), start(2, undefined, 'whatsapp'), start(2, 'Vendas', 'voice'), linkContact(0, 0),
    ]);
  });

  test('ACT-08: a group passed while the connection was off gives nothing once it is on again', async () => {
    await tell(new Map([['Vendas', always], ['Suporte', last]]), [
      start(0, 'Vendas', 'whatsapp'), toggleConnection(), transfer(0, 'Suporte', 'same part'), toggleConnection(), comment(0, 'de volta'),
    ]);
  });

  test('CRD-08: a company that a contact was given while the connection was off is the client of the next card', async () => {
    await tell(new Map([['Vendas', always]]), [
      start(0, 'Vendas', 'whatsapp'), toggleConnection(), attachCompany(0, 1), toggleConnection(), start(0, 'Vendas', 'voice'),
    ]);
  });

  // Seed 1153028963: the model took for a start what the old part, whose closing names its group, shows to be a transfer.
  test('CRD-17: a session that began while the connection was off acts on its first transfer afterwards, where its old part tells that it is one', async () => {
    await tell(new Map([['Vendas', always]]), [
      toggleConnection(), start(0, undefined, 'whatsapp'), transfer(0, 'Suporte', 'same part'), toggleConnection(), transfer(0, 'Vendas', 'new part'),
    ]);
  });

  test('CRD-17: a session that reached its first group while the connection was off acts on its first transfer afterwards', async () => {
    await tell(new Map([['Vendas', always]]), [
      start(0, undefined, 'whatsapp'), toggleConnection(), transfer(0, 'Suporte', 'same part'), toggleConnection(), transfer(0, 'Vendas', 'same part'),
    ]);
  });
});
