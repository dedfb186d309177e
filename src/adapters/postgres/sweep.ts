import type { Clock } from '../../ports/clock.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Database } from './database.ts';
import { LANE_COLUMNS, translateLane } from './lane-book.ts';
import { createLaneUrgencies } from './lane-urgency.ts';
import type { Wakes } from './wakes.ts';

/**
 * Wakes every lane that has work, again and again at long intervals. Wakes are not lost as long as nobody but the hub touches its
 * tables; after a restore without those of the engine, or a hand that cleared them, this brings them back.
 */
export interface Sweep {
  start(): void;
  stop(): Promise<void>;
}

export interface SweepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly wakes: Wakes;
  readonly onWoken: () => void;
  readonly telemetry: Telemetry | undefined;
}

const INTERVAL_MS = 10 * 60_000;
const SHARE = 1_000;

export function createSweep({ database, clock, wakes, onWoken, telemetry }: SweepParts): Sweep {
  const { schema } = database;
  const urgencies = createLaneUrgencies(schema);
  const withWork = `select ${LANE_COLUMNS} from (
      select distinct lane from ${schema}.delivery where ended_at is null and lane > $1 order by lane limit ${SHARE}
    ) open join ${schema}.lane l on l.id = open.lane order by l.id`;
  let on = false;
  let timeout: NodeJS.Timeout | undefined;
  let sweeping = Promise.resolve();
  const isOn = (): boolean => on;

  /** Wakes a share of the lanes beyond this one; gives the last that it looked at. */
  const wakeBeyond = async (id: number): Promise<number | undefined> =>
    await database.transaction('wake lanes that have work', async (db) => {
      const lanes = (await db.query(withWork, [id])).rows.map(translateLane);
      await wakes.wake(db, await urgencies(db, lanes.filter(({ dueAt }) => dueAt === undefined || dueAt <= clock.now())));
      return lanes.at(-1)?.id;
    });

  async function sweep(): Promise<void> {
    try {
      for (let last: number | undefined = 0; isOn() && last !== undefined; last = await wakeBeyond(last)) onWoken();
    } catch (error) {
      telemetry?.log('warn', 'lanes-not-swept', { retryInMs: INTERVAL_MS, error: error instanceof Error ? error.name : typeof error });
    }
    if (on) timeout = setTimeout(begin, INTERVAL_MS).unref();
  }

  const begin = (): void => {
    sweeping = sweep();
  };

  return {
    start() {
      on = true;
      begin();
    },
    async stop() {
      on = false;
      await sweeping;
      clearTimeout(timeout);
    },
  };
}
