import { createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { epochMsOf, type Instant } from '../../src/domain/index.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** A world in which hub and simulators read one clock that a test winds by hand. */
export interface HandWoundWorld extends World {
  readonly clock: HandClock;
  /** Waits as {@link World.rest}, and winds the clock as long as anything waits for a later time. */
  restForGood(): Promise<void>;
}

const START = '2026-05-04T12:00:00.000Z' as Instant;

/** Real time still passes for time-outs of HTTP calls; everything that is dated comes from the clock. */
export async function createHandWoundWorld(options: WorldOptions = {}): Promise<HandWoundWorld> {
  const clock = createHandClock(START);
  const ofSimulators = { now: (): number => epochMsOf(clock.now()) };
  // Setting up a connection waits for its calls' turn, and time has to pass for that.
  const winding = options.budget === undefined ? undefined : setInterval(() => clock.advance(STEP_MS), 5);
  const world = await createWorld({
    ...options,
    hub: { clock, ...options.hub },
    ploomes: { clock: ofSimulators, ...options.ploomes },
    neppo: { clock: ofSimulators, ...options.neppo },
  }).finally(() => clearInterval(winding));
  return {
    ...world,
    clock,
    async restForGood() {
      for (let steps = 0; steps < MOST_STEPS; steps++) {
        await world.rest();
        if (!(await anyWaits(world))) return;
        clock.advance(STEP_MS);
      }
      throw new Error('Something waits for longer than a test should.');
    },
  };
}

const STEP_MS = 5_000;
const MOST_STEPS = 500;

async function anyWaits(world: World): Promise<boolean> {
  const states = await Promise.all((['later', 'pending'] as const).map(async (state) => await world.hub().deliveries.list({ state }, { limit: 1 })));
  return states.some(({ rows }) => rows.length > 0);
}
