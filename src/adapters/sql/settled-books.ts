import type { RawBuilder } from 'kysely';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Settlement } from '../../ports/work-queue.ts';
import { deskStatements } from './desk/index.ts';
import { leadStatements } from './leads/index.ts';
import type { SqlRunner } from './sql-runner.ts';

/** What a settlement writes beside its sessions. What agents are told comes behind it. */
export const settledStatements = (
  names: Pick<SqlRunner, 'table' | 'text'>, connection: ConnectionId, settlement: Settlement, now: Instant,
): readonly RawBuilder<unknown>[] => [...leadStatements(names, connection, settlement.leads ?? []), ...deskStatements(names, connection, settlement, now)];
