import { isIntegrationError } from '../../../domain/index.ts';
import type { Clock, Leases, Telemetry } from '../../../ports/index.ts';
import type { AccountGate } from '../../account-gate.ts';
import { createRegularLook, type RegularLook } from '../../regular-look.ts';
import type { BookedConnection, ConnectionBook } from '../activation/connection-book.ts';
import type { SubscriptionEnder } from '../activation/activate-connection.ts';
import type { Doctor, Examination } from './doctor.ts';
import { outcomeOf, type Finding } from './findings.ts';

/** Looks after every active connection again and again, in one process of all (ACT-05, ACT-07, ACT-09). */
export interface Rounds extends RegularLook {
  /** One round now; `elsewhere` while another process makes it. */
  make(): Promise<'made' | 'elsewhere'>;
}

export interface RoundsNeeds {
  readonly book: ConnectionBook;
  readonly doctor: Doctor;
  readonly ender: SubscriptionEnder;
  readonly leases: Leases;
  readonly gate: Pick<AccountGate, 'quietly'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const EVERY_MS = 5 * 60_000;
/** A little less than the pause, so that the next round finds it ended; held on purpose, so that no other process makes the same round. */
const LEASE_MS = EVERY_MS - 10_000;
const LEASE = 'doctor-rounds';
/** A few at a time: hundreds of accounts at once would hold up the work that waits. */
const AT_ONCE = 4;

export function createRounds({ book, doctor, ender, leases, gate, clock, telemetry }: RoundsNeeds): Rounds {
  let stopping = false;

  /** As it stands when its turn comes: it may have been switched since the round began. */
  async function look({ id }: BookedConnection, before: Examination | undefined): Promise<void> {
    try {
      const connection = await book.get(id);
      if (connection.settings.subscriptionsLeft === 'yes') await ender.end(id);
      if (connection.settings.status !== 'active') return;
      const { findings } = await gate.quietly(async () => await doctor.examine(connection, 'recent'));
      for (const finding of findings) if (isNews(finding, before)) telemetry.log('warn', 'connection.check-failed', { connection: id, check: finding.id, seen: finding.seen });
    } catch (failure) {
      telemetry.log('warn', 'connection.not-checked', { connection: id, code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
    }
  }

  async function make(): Promise<'made' | 'elsewhere'> {
    if ((await leases.acquire(LEASE, LEASE_MS)) === undefined) return 'elsewhere';
    const last = await doctor.last();
    const left = (await book.list()).values();
    const lookAtNext = async (): Promise<void> => {
      for (const connection of left) if (!stopping) await look(connection, last.get(connection.id));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lookAtNext));
    return 'made';
  }

  const regular = createRegularLook({
    clock, everyMs: EVERY_MS, first: 'later', look: make,
    failed: (failure) => telemetry.log('warn', 'connections.not-checked', { code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' }),
  });

  return {
    start() {
      stopping = false;
      regular.start();
    },
    async stop() {
      stopping = true;
      await regular.stop();
    },
    make,
  };
}

/** Told once, when it begins. */
function isNews(finding: Finding, before: Examination | undefined): boolean {
  const outcome = outcomeOf(finding);
  if (outcome !== 'warning' && outcome !== 'blocking') return false;
  return !before?.findings.some(({ id, seen }) => id === finding.id && seen === finding.seen);
}
