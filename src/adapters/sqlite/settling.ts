import type { Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StreamWish } from '../../ports/stream.ts';
import { settledStream } from '../sql/desk/index.ts';
import { settledStatements } from '../sql/settled-books.ts';
import { endingOf, type Handled, type Settled } from '../sql/settling.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Added, DeliveryTable } from './delivery-table.ts';
import type { SessionTable } from './session-table.ts';
import { SQLITE_NAMES, type RunStatement } from './sqlite-runner.ts';
import type { TimerTable } from './timer-table.ts';

export interface SettlingParts {
  readonly clock: Clock;
  readonly commits: CommitLoop;
  readonly deliveries: DeliveryTable;
  readonly sessions: SessionTable;
  readonly timers: TimerTable;
  readonly run: RunStatement;
  readonly onCommitted: (handled: Handled, written: Written) => void;
}

/** What came of a settlement for others: deliveries to work, and what agents were told. */
export interface Written {
  readonly added: readonly Added[];
  readonly told: readonly StreamWish[];
}

/** Writes a settlement whole or not at all. Fails with `port.conflict` when a session was changed meanwhile. */
export function createSettling(parts: SettlingParts): (handled: Handled) => Promise<Settled> {
  const { clock, commits } = parts;
  return (handled) =>
    commits.write({
      doing: `settle delivery ${handled.pending.delivery.id}`,
      apply() {
        const now = clock.now();
        const { ending, settled } = endingOf(handled, now);
        if (parts.deliveries.write(handled.pending, ending) === 'had-ended') return { written: { added: [], told: [] }, settled: GO_ON };
        return { written: applySettlement(parts, handled, now), settled };
      },
      committed: ({ written }) => parts.onCommitted(handled, written),
    }).then(({ settled }) => settled);
}

const GO_ON: Settled = { next: 'go-on' };

function applySettlement({ deliveries, sessions, timers, run }: SettlingParts, { pending, settlement }: Handled, now: Instant): Written {
  const { connection } = pending.delivery;
  for (const session of settlement.sessions ?? []) sessions.write(session);
  for (const statement of settledStatements(SQLITE_NAMES, connection, settlement, now)) run(statement);
  // Cancelled first: a settlement may cancel a timer and set it anew.
  for (const key of settlement.cancelTimers ?? []) timers.cancel(connection, key);
  for (const timer of settlement.timers ?? []) timers.put(timer);
  return { added: (settlement.forward ?? []).map(deliveries.add), told: tell(run, settledStream(SQLITE_NAMES, connection, settlement, now)) };
}

function tell(run: RunStatement, { question, wishes, statements }: ReturnType<typeof settledStream>): readonly StreamWish[] {
  const told = wishes(question === undefined ? [] : run.rows(question));
  for (const statement of statements(told)) run(statement);
  return told;
}
