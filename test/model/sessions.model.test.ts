import fc from 'fast-check';
import { afterAll, describe, test } from 'vitest';
import { addContact, rule, stories } from './commands.ts';
import { createHubModel, GROUPS, type Group, type HubModel, type Rule } from './hub-model.ts';
import { createRealWorlds, type Real } from './real-world.ts';

const RUNS_IN_CI = Number(process.env["RUNS"] ?? 300);
const MOST_COMMANDS = 12;

const worlds = createRealWorlds();
afterAll(async () => await worlds.close());

/** Most groups are mapped at first; commands change that. */
const mappings = fc.tuple(...GROUPS.map(() => fc.option(rule, { nil: undefined, freq: 4 })))
  .map((rules) => new Map(GROUPS.flatMap((group, at): [Group, Rule][] => (rules[at] === undefined ? [] : [[group, rules[at]]]))));

async function begin(wanted: ReadonlyMap<Group, Rule>): Promise<{ model: HubModel; real: Real }> {
  const real = await worlds.begin(wanted);
  const model = createHubModel(real.now(), wanted);
  addContact(model, real, 0, false);
  addContact(model, real, 1, true);
  await real.world.rest();
  return { model, real };
}

describe('the whole hub over HTTP, against a model of the rules', () => {
  test('CRD-01 … CRD-19, SES-12: whatever happens, in whatever order, cards, links and records are those of the rules', async () => {
    await fc.assert(
      fc.asyncProperty(mappings, stories(MOST_COMMANDS), async (wanted, story) => {
        const { model, real } = await begin(wanted);
        try {
          await fc.asyncModelRun(() => ({ model, real }), story);
        } catch (failure) {
          worlds.failed();
          throw failure;
        }
      }),
      process.env['VINCULO_LONG'] === '1' ? {} : { numRuns: RUNS_IN_CI },
    );
  }, process.env['VINCULO_LONG'] === '1' ? 3_600_000 : 180_000);
});
