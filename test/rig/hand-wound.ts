import { createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { epochMsOf, type Instant } from '../../src/domain/index.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** A world in which hub and simulators read one clock that a test winds by hand. */
export interface HandWoundWorld extends World {
  readonly clock: HandClock;
  /** Winds the clock, then waits as {@link World.rest}; what waits for a later time is woken step by step. */
  restThrough(ms: number): Promise<void>;
}

const START = '2026-05-04T12:00:00.000Z' as Instant;

/** Real time still passes for time-outs of HTTP calls; everything that is dated comes from the clock. */
export async function createHandWoundWorld(options: WorldOptions = {}): Promise<HandWoundWorld> {
  const clock = createHandClock(START);
  const ofSimulators = { now: (): number => epochMsOf(clock.now()) };
  const world = await createWorld({
    ...options,
    hub: { clock, ...options.hub },
    ploomes: { clock: ofSimulators, ...options.ploomes },
    neppo: { clock: ofSimulators, ...options.neppo },
  });
  return {
    ...world,
    clock,
    async restThrough(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) {
        clock.advance(Math.min(left, STEP_MS));
        await world.rest();
      }
    },
  };
}

const STEP_MS = 1_000;
