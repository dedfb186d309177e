import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { HubProcess } from '../hubs/fleet.ts';
import type { FrozenWrite } from '../hubs/freezing-fetch.ts';
import { cutConnections, type PostgresServer } from '../hubs/postgres-server.ts';

/** Something that happens to the machines that the hub runs on, again and again. */
export interface MachineTrouble {
  readonly name: string;
  /** From one to the next, on average. */
  readonly everyMs: number;
  /**
   * Resolves when it is over and all is up again; `nothing-there` when there was nobody whom it could happen to.
   */
  strike(watch: Watch): Promise<'survived' | 'nothing-there'>;
}

export interface Watch {
  /** Told when it has come about. */
  readonly onBegun: () => void;
  /** Aborted when no more trouble is wanted: what has not come about by then need not. */
  readonly over: AbortSignal;
}

export interface MachineTimes {
  readonly killEveryMs: number;
  readonly freezeEveryMs: number;
  /** Long enough for its lanes to be somebody else's. */
  readonly freezeMs: number;
  readonly freezeAtWriteEveryMs: number;
  /** Until somebody else has made again what it was about to make, but not longer than this. */
  readonly freezeAtWriteMs: number;
  readonly restartEveryMs: number;
  readonly cutEveryMs: number;
}

export interface Machines {
  readonly hubs: readonly HubProcess[];
  /** Whether somebody else has made meanwhile what a process was about to make. */
  readonly isMade: (write: FrozenWrite) => boolean;
  /** Absent where the store is a file. */
  readonly postgres?: { readonly url: string; readonly server?: PostgresServer };
}

const LONGEST_DOWN_MS = 2_000;
const LOOK_EVERY_MS = 100;
const LOOK_AGAIN_MS = 1_000;
/** A database is up for so much longer than its start took, before it is restarted again. */
const UP_FOR = 2;
/** How long a process that was told to freeze at its next write is waited for. */
const NEXT_WRITE_MS = 30_000;

export function machineTroubles({ hubs, postgres, isMade }: Machines, times: MachineTimes, chance: Chance): readonly MachineTrouble[] {
  const taken = new Set<HubProcess>();

  /** One trouble at a time for each process. */
  async function toOne(role: (hub: HubProcess) => boolean, watch: Watch, work: (hub: HubProcess, watch: Watch) => Promise<'survived' | 'nothing-there'>): Promise<'survived' | 'nothing-there'> {
    const [hub] = hubs.filter((each) => role(each) && each.state() === 'up' && !taken.has(each)).toSorted(() => chance.fraction() - 0.5);
    if (hub === undefined) return 'nothing-there';
    taken.add(hub);
    try {
      return await work(hub, watch);
    } finally {
      taken.delete(hub);
    }
  }

  async function killed(hub: HubProcess, watch?: Watch): Promise<'survived'> {
    watch?.onBegun();
    await hub.kill();
    await sleep(chance.between(0, LONGEST_DOWN_MS));
    await hub.start();
    return 'survived';
  }

  async function frozen(hub: HubProcess, { onBegun }: Watch): Promise<'survived'> {
    onBegun();
    hub.freeze();
    await sleep(times.freezeMs);
    hub.thaw();
    return 'survived';
  }

  /** Half of those that go on after such a freeze die before they can tell what they did. */
  async function frozenAtWrite(hub: HubProcess, { onBegun, over }: Watch): Promise<'survived' | 'nothing-there'> {
    hub.freezeAtNext(chance.oneOf(['creation', 'amendment']));
    for (const until = Date.now() + NEXT_WRITE_MS; !hub.isStopped() && !over.aborted && Date.now() < until;) await sleep(LOOK_EVERY_MS);
    if (!hub.isStopped()) {
      await killed(hub); // it wrote nothing, and must not freeze unseen
      return 'nothing-there';
    }
    onBegun();
    hub.freeze();
    const write = hub.frozenWrite();
    const isOver = (): boolean => write === undefined || isMade(write);
    for (const until = Date.now() + times.freezeAtWriteMs; !isOver() && Date.now() < until;) await sleep(LOOK_AGAIN_MS);
    hub.thaw();
    if (chance.happens(0.5)) return 'survived';
    await sleep(chance.between(20, 300));
    return await killed(hub);
  }

  const works = ({ role }: HubProcess): boolean => role !== 'intake';
  /** Somebody else has to be there to take over what it holds. */
  const worksBesideOthers = (hub: HubProcess): boolean => works(hub) && hubs.some((other) => other !== hub && works(other) && other.state() === 'up' && !taken.has(other));
  const takes = ({ role }: HubProcess): boolean => role === 'intake';
  const all: readonly MachineTrouble[] = [
    { name: 'workers killed with -9', everyMs: times.killEveryMs, strike: async (watch) => await toOne(works, watch, killed) },
    { name: 'workers frozen past their lease', everyMs: times.freezeEveryMs, strike: async (watch) => await toOne(works, watch, frozen) },
    ...(hubs.some(takes) ? [
      { name: 'intakes killed with -9', everyMs: times.killEveryMs, strike: async (watch: Watch) => await toOne(takes, watch, killed) },
      { name: 'intakes frozen', everyMs: times.freezeEveryMs, strike: async (watch: Watch) => await toOne(takes, watch, frozen) },
      { name: 'workers frozen in the moment before a write', everyMs: times.freezeAtWriteEveryMs, strike: async (watch: Watch) => await toOne(worksBesideOthers, watch, frozenAtWrite) },
    ] : []),
  ];
  return postgres === undefined ? all : [...all, ...troublesOf(postgres, times, chance)];
}

function troublesOf({ url, server }: NonNullable<Machines['postgres']>, times: MachineTimes, chance: Chance): readonly MachineTrouble[] {
  let restarting = false;
  const restarts = server === undefined ? [] : (['fast', 'immediate'] as const).map((how): MachineTrouble => ({
    name: `PostgreSQL restarted (${how})`, everyMs: times.restartEveryMs,
    async strike({ onBegun }) {
      if (restarting) return 'nothing-there';
      onBegun();
      restarting = true;
      const sinceMs = performance.now();
      await server.restart(how);
      // On a slow machine it would else be away most of the time.
      await sleep(UP_FOR * (performance.now() - sinceMs));
      restarting = false;
      return 'survived';
    },
  }));
  return [
    ...restarts,
    {
      name: 'connections to PostgreSQL cut', everyMs: times.cutEveryMs,
      // One that is just being restarted cannot be asked.
      async strike({ onBegun }) {
        if (await cutConnections(url, chance.between(1, 6)).catch(() => 0) === 0) return 'nothing-there';
        onBegun();
        return 'survived';
      },
    },
  ];
}
