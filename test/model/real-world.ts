import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStore } from '../../src/adapters/postgres/index.ts';
import { epochMsOf } from '../../src/domain/index.ts';
import type { MappingInput } from '../../src/app/index.ts';
import { aPreparedDatabase } from '../adapters/postgres/databases.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';
import { FUNNELS, GROUPS, type Funnel, type Group, type Rule } from './hub-model.ts';

/** Hub and simulators as one run of commands sees them: people, telephones and cards of its own. */
export interface Real {
  readonly world: HandWoundWorld;
  phoneNumber(phone: number): string;
  funnelId(funnel: Funnel): number;
  now(): number;
  /** Source times are whole seconds: what happens one after the other gets another second. */
  tick(): void;
  map(mappings: ReadonlyMap<Group, Rule>): Promise<void>;
  /** Every run uses other telephones, so that a world serves many runs. */
  readonly run: number;
}

/** Starting a world costs more than a run; lists grow with what earlier runs left behind. */
const RUNS_PER_WORLD = 25;

/** Hands out worlds; a world in which a run failed is not used again. */
export interface RealWorlds {
  begin(mappings: ReadonlyMap<Group, Rule>): Promise<Real>;
  failed(): void;
  close(): Promise<void>;
}

/** Where the hub of a world keeps what it knows. */
export type Keeping = 'sqlite' | 'postgres';

export function createRealWorlds(keeping: Keeping): RealWorlds {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-model-'));
  let world: HandWoundWorld | undefined;
  let letGo = async (): Promise<void> => undefined;
  let runs = 0;
  let worlds = 0;

  async function fresh(): Promise<HandWoundWorld> {
    await end();
    world = keeping === 'sqlite' ? await createHandWoundWorld({ database: join(folder, `${++worlds}.db`) }) : await onServer();
    runs = 0;
    return world;
  }

  async function onServer(): Promise<HandWoundWorld> {
    const { url, giveBack } = await aPreparedDatabase();
    letGo = giveBack;
    return await createHandWoundWorld({ hub: { store: postgresStore(url) } });
  }

  async function end(): Promise<void> {
    await world?.close();
    world = undefined;
    await letGo();
    letGo = async () => undefined;
  }

  return {
    async begin(mappings) {
      const used = world === undefined || runs >= RUNS_PER_WORLD ? await fresh() : world;
      const real = realOf(used, ++runs);
      real.tick();
      for (const funnel of FUNNELS) used.ploomes.restorePipeline(real.funnelId(funnel));
      await used.hub().connections.activate(used.connection);
      await used.setOptions({ linking: 'off' });
      await real.map(mappings);
      await used.setOptions({ linking: 'on' });
      return real;
    },
    failed: () => void (runs = RUNS_PER_WORLD),
    async close() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function realOf(world: HandWoundWorld, run: number): Real {
  const ids = new Map(FUNNELS.map((funnel) => [funnel, world.funnelId(funnel)]));
  return {
    world, run,
    phoneNumber: (phone) => `55119${String(80_000_000 + run * 10 + phone)}`,
    funnelId: (funnel) => ids.get(funnel) ?? 0,
    now: () => epochMsOf(world.clock.now()),
    tick: () => world.clock.advance(2_000),
    map: async (mappings) => await world.setOptions({ mappings: mappingInputs(world, mappings) }),
  };
}

const mappingInputs = (world: HandWoundWorld, mappings: ReadonlyMap<Group, Rule>): readonly MappingInput[] =>
  GROUPS.flatMap((group) => {
    const rule = mappings.get(group);
    return rule === undefined ? [] : [world.mapping(group, rule.funnel, rule.behaviour)];
  });
