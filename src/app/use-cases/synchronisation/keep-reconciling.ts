import { addMs, isIntegrationError, type ConnectionId } from '../../../domain/index.ts';
import type { Clock, History, Leases, Settings, SynchronisationRun, SynchronisationRuns, Telemetry } from '../../../ports/index.ts';
import { parseStoredSettings } from '../../connection-settings.ts';
import { createRegularLook, type RegularLook } from '../../regular-look.ts';
import { THE_HUB, type ManageRuns } from './manage-runs.ts';

/** Reconciles every active connection once a day, or as often as the hub is told to, and sees to it that a run which was begun goes on. */
export interface ReconciliationKeeping extends RegularLook {
  /** Looks once through every connection; gives how many runs were begun or pushed. */
  look(): Promise<number>;
}

export interface ReconciliationNeeds {
  readonly settings: Settings;
  readonly runs: SynchronisationRuns;
  readonly history: History;
  readonly leases: Leases;
  readonly manage: ManageRuns;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly reconcileHours: number;
}

const LOOK_EVERY_MS = 5 * 60_000;
const LEASE_MS = 60_000;
const HOUR_MS = 60 * 60_000;

export function createReconciliationKeeping({ settings, runs, history, leases, manage, clock, telemetry, reconcileHours }: ReconciliationNeeds): ReconciliationKeeping {
  /** The process that began a run may have ended before its first page was accepted. */
  async function isOrphaned(connection: ConnectionId): Promise<boolean> {
    const open = await Promise.all((['pending', 'later'] as const).map(async (each) =>
      await history.count({ only: [connection] }, { connection, kind: 'synchronise-page', state: each })));
    return open.every((count) => count === 0);
  }

  async function due(connection: ConnectionId, last: SynchronisationRun | undefined): Promise<'push' | 'begin' | 'nothing'> {
    if (last === undefined) return 'nothing';
    if (last.state === 'running') return await isOrphaned(connection) ? 'push' : 'nothing';
    if (last.state !== 'ended' && last.state !== 'cancelled') return 'nothing';
    return clock.now() >= addMs(last.endedAt ?? last.startedAt, reconcileHours * HOUR_MS) ? 'begin' : 'nothing';
  }

  async function lookAt(connection: ConnectionId): Promise<number> {
    const version = await settings.latest(connection);
    if (version === undefined || parseStoredSettings(version.value).status !== 'active') return 0;
    if (await due(connection, await runs.find(connection)) === 'nothing') return 0;
    const lease = await leases.acquire(`reconcile:${connection}`, LEASE_MS);
    if (lease === undefined) return 0;
    try {
      const last = await runs.find(connection);
      const what = await due(connection, last);
      if (what === 'begin') await manage.start(connection, { kind: 'reconciliation' }, THE_HUB);
      if (what === 'push' && last !== undefined) await manage.push(connection, last);
      return what === 'nothing' ? 0 : 1;
    } finally {
      await leases.release(lease).catch(() => undefined); // it ends by itself
    }
  }

  /** What is wrong with one connection keeps no other from its turn. */
  function notLookedAt(failure: unknown, connection?: ConnectionId): 0 {
    telemetry.log('warn', 'reconciliation.not-looked', { ...(connection === undefined ? {} : { connection }), code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
    return 0;
  }

  async function look(): Promise<number> {
    let begun = 0;
    for (const connection of await settings.connections()) begun += await lookAt(connection).catch((failure: unknown) => notLookedAt(failure, connection));
    return begun;
  }

  return { look, ...createRegularLook({ clock, everyMs: LOOK_EVERY_MS, first: 'later', look, failed: notLookedAt }) };
}
