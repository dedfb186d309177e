import type { StoreFactory } from '../../ports/store.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { createCustomerBase } from '../sql/customer-base/index.ts';
import { createDesk } from '../sql/desk/index.ts';
import { createHookSigns } from '../sql/hook-signs.ts';
import { createLeadBooks } from '../sql/leads/index.ts';
import { createCommitLoop } from './commit-loop.ts';
import { BUSY_TRY_MS, openDatabase } from './database.ts';
import { beginInstallation } from './installation.ts';
import { createDeliveryTable } from './delivery-table.ts';
import { createSessionTable } from './session-table.ts';
import { createSqliteAuditLog } from './sqlite-audit-log.ts';
import { createSqliteAnswers } from './sqlite-answers.ts';
import { createSqliteAccessKeys } from './sqlite-access-keys.ts';
import { createSqliteBudgets } from './sqlite-budgets.ts';
import { createSqliteDiagnoses } from './sqlite-diagnoses.ts';
import { createSqliteEffectLedger } from './sqlite-effect-ledger.ts';
import { createSqliteErasure } from './sqlite-erasure.ts';
import { createSqliteHistory } from './sqlite-history.ts';
import { createSqliteHooks } from './sqlite-hooks.ts';
import { createSqliteIdentities } from './sqlite-identities.ts';
import { createSqliteInbox } from './sqlite-inbox.ts';
import { createSqliteLeases } from './sqlite-leases.ts';
import { createRunStatement, createSqliteRunner } from './sqlite-runner.ts';
import { createSqliteSecrets } from './sqlite-secrets.ts';
import { createSqliteSessions } from './sqlite-sessions.ts';
import { createSqliteSettings } from './sqlite-settings.ts';
import { createSqliteStreamNews } from './sqlite-stream-news.ts';
import { createSqliteWorkQueue } from './sqlite-work-queue.ts';
import { createTimerTable } from './timer-table.ts';

/** How a store is opened, apart from its file. */
export interface SqliteStoreOptions {
  /** How long a write waits for a backup that holds the file. @defaultValue 5000 */
  readonly busyTimeoutMs?: number;
  /** Told of defects in handlers and of a disk that does not take what it should. @defaultValue the hub's own */
  readonly telemetry?: Telemetry;
}

/**
 * Keeps everything of one hub in one SQLite file: what is accepted is on disk before anyone is told, and what a delivery
 * ends with is written whole or not at all. One process owns a file; the kernel frees it when that process ends in any way.
 *
 * @param file - a path on a local disk, or `:memory:` for tests.
 * @throws {@link ConfigRejected} `config.database-in-use`, `config.database-newer`, `config.database-unusable`, when the factory is called.
 *
 * @example
 * const store = sqliteStore('vinculo.db');
 */
export const sqliteStore =
  (file: string, { busyTimeoutMs = 5_000, telemetry }: SqliteStoreOptions = {}): StoreFactory =>
  async ({ clock, ids, telemetry: hub }) => {
    const database = openDatabase(file, busyTimeoutMs);
    const restoration = beginInstallation(database, clock.now());
    const deliveries = createDeliveryTable(database.writer);
    const run = createRunStatement(database);
    const sessions = createSessionTable(database.writer, run);
    const timers = createTimerTable(database.writer);
    const news = createSqliteStreamNews(database);
    const commits = createCommitLoop(database.writer, () => queue.noticeFlushed(), {
      retries: Math.ceil(busyTimeoutMs / BUSY_TRY_MS),
      onCommit: () => hub?.count('vinculo_store_commits_total', {}),
    });
    const queue = createSqliteWorkQueue({ database, commits, clock, deliveries, sessions, timers, run, news, telemetry: telemetry ?? hub });
    return {
      inbox: createSqliteInbox(commits, deliveries, queue.noticeAdded),
      queue,
      ledger: createSqliteEffectLedger(database, commits),
      identities: createSqliteIdentities(database, commits, ids),
      sessions: createSqliteSessions(database, sessions),
      settings: createSqliteSettings(database, commits),
      hooks: createSqliteHooks(database, commits),
      secrets: createSqliteSecrets(database, commits),
      accessKeys: createSqliteAccessKeys(database, commits),
      history: createSqliteHistory(database),
      erasure: createSqliteErasure(database, commits),
      answers: createSqliteAnswers(database, commits),
      budgets: createSqliteBudgets(database, commits, clock),
      leases: createSqliteLeases(database, commits, clock, ids),
      audit: createSqliteAuditLog(database, commits, ids),
      diagnoses: createSqliteDiagnoses(database, commits),
      ...createCustomerBase(createSqliteRunner(database, commits)),
      ...createDesk(createSqliteRunner(database, commits), clock, news),
      ...createLeadBooks(createSqliteRunner(database, commits)),
      hookSigns: createHookSigns(createSqliteRunner(database, commits)),
      ...(restoration === undefined ? {} : { restoration }),
      async close() {
        await commits.close();
        queue.abandon();
        news.close();
        if (database.writer.isOpen) database.close();
      },
    };
  };
