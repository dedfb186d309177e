import { emptyTally, epochMsOf, InputRejected, type ConnectionId } from '../../../domain/index.ts';
import type {
  Asker, BaseContacts, Clock, ContactTally, CustomerBaseDesk, IdSource, Inbox, RunCommand, RunProgress, RunWish, SynchronisationRun, SynchronisationRuns,
} from '../../../ports/index.ts';
import { deliveryOf } from '../../deliveries.ts';
import type { Connections } from '../../connections.ts';
import { changeRun } from './run/change-run.ts';
import { laneOfPage } from './run/run-page.ts';

/** Begins and steers runs. Who may is asked before. */
export interface ManageRuns {
  start(connection: ConnectionId, wish: RunWish, by: string): Promise<{ readonly run: RunProgress; readonly fresh: boolean }>;
  /** Sends the next page of a run that goes on, once more: whoever is behind it changes nothing. */
  push(connection: ConnectionId, run: SynchronisationRun): Promise<void>;
  progressOf(connection: ConnectionId, run: SynchronisationRun): Promise<RunProgress>;
  steer(connection: ConnectionId, number: number, command: RunCommand): Promise<Awaited<ReturnType<CustomerBaseDesk['steer']>>>;
}

export interface ManageRunsNeeds {
  readonly runs: SynchronisationRuns;
  readonly baseContacts: BaseContacts;
  readonly inbox: Inbox;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export function createManageRuns({ runs, baseContacts, inbox, connections, clock, ids }: ManageRunsNeeds): ManageRuns {
  async function push(connection: ConnectionId, { number, leg, phase, cursor, askedBy }: SynchronisationRun): Promise<void> {
    const message = { type: 'synchronise-page', run: number, leg, phase, ...(cursor === undefined ? {} : { cursor }) } as const;
    const origin = { connection, source: 'internal', receivedAt: clock.now(), urgency: 'bulk', ...(askedBy === undefined ? {} : { askedBy }) } as const;
    await inbox.accept([deliveryOf(ids, origin, laneOfPage(phase), { to: 'base', message })]);
  }

  async function progressOf(connection: ConnectionId, run: SynchronisationRun): Promise<RunProgress> {
    const { version: _, cursor: __, leg: ___, actingSince: ____, roster: _____, ...told } = run;
    const tally = await baseContacts.tally(connection, run.number);
    const { same, written, failed, open } = tally;
    return { ...told, done: same + written + tally['left-out'], failed, open, ...paceOf(run, tally, epochMsOf(run.endedAt ?? clock.now())) };
  }

  return {
    push, progressOf,
    async start(connection, { kind, mode = 'act' }, by) {
      if (await connections.isOff(connection)) {
        throw new InputRejected('input.connection-inactive', `Connection ${connection} is not active, so that nothing is synchronised. Activate it first.`, { field: 'id' });
      }
      const { run, fresh } = await runs.begin(connection, {
        kind, mode, state: 'running', phase: 'contacts', leg: 1, startedAt: clock.now(), clients: { listed: 0 }, tally: emptyTally, askedBy: by,
      });
      if (fresh) await push(connection, run);
      return { run: await progressOf(connection, run), fresh };
    },
    async steer(connection, number, command) {
      let applied = false;
      const run = await changeRun(runs, connection, number, (before) => {
        const after = STEERED[command](before, clock);
        applied = after !== undefined;
        return after;
      });
      if (run === undefined) return undefined;
      if (applied && run.state === 'running') await push(connection, run);
      return { outcome: applied ? 'steered' : 'not-now', run: await progressOf(connection, run) };
    },
  };
}

type Steer = (run: SynchronisationRun, clock: Clock) => SynchronisationRun | undefined;

function resumed(before: SynchronisationRun, clock: Clock): SynchronisationRun {
  const { trouble: _, asks: __, ...run } = before;
  return { ...run, state: 'running', leg: run.leg + 1, ...(run.actingSince === undefined ? {} : { actingSince: { at: clock.now(), done: 0 } }) };
}

/** What a command makes of a run; nothing in a state in which it means nothing. */
const STEERED: Readonly<Record<RunCommand, Steer>> = {
  pause: (run) => (run.state === 'running' ? { ...run, state: 'paused' } : undefined),
  resume: (run, clock) => (run.state === 'paused' ? resumed(run, clock) : undefined),
  cancel: (run, clock) => (run.state === 'ended' || run.state === 'cancelled' ? undefined : { ...run, state: 'cancelled', endedAt: clock.now() }),
  confirm(run, clock) {
    if (run.state !== 'asking' || run.asks === undefined) return undefined;
    const agreed = { ...resumed(run, clock), agreedTo: run.asks.unlinks };
    // What was shown is compared once more, and then done.
    return run.asks.because === 'dry-run' ? { ...withoutCursor(agreed), mode: 'act', phase: 'compare', tally: emptyTally } : agreed;
  },
};

function withoutCursor(before: SynchronisationRun): SynchronisationRun {
  const { cursor: _, ...run } = before;
  return run;
}

/** Of a few contacts a rate says nothing. */
const FEWEST_FOR_A_RATE = 5;

function paceOf({ actingSince, total, state }: SynchronisationRun, tally: ContactTally, nowMs: number): Pick<RunProgress, 'perMinute' | 'secondsLeft'> {
  const settled = tally.same + tally.written + tally['left-out'] + tally.failed;
  const minutes = actingSince === undefined ? 0 : (nowMs - epochMsOf(actingSince.at)) / 60_000;
  const done = settled - (actingSince?.done ?? 0);
  if (minutes <= 0 || done < FEWEST_FOR_A_RATE) return {};
  const perMinute = Math.round((done / minutes) * 10) / 10;
  if (state !== 'running' || total === undefined || perMinute <= 0) return { perMinute };
  return { perMinute, secondsLeft: Math.round(Math.max(0, total - settled) / perMinute * 60) };
}

/** The host itself, where nobody else asks. */
export const THE_HUB: Asker['name'] = 'hub';
