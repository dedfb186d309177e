import type { StoreFactory } from '../../ports/store.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { createCustomerBase } from '../sql/customer-base/index.ts';
import { createDesk } from '../sql/desk/index.ts';
import { createHookSigns } from '../sql/hook-signs.ts';
import { createLeadBooks } from '../sql/leads/index.ts';
import { restorationOf } from './installation.ts';
import { openLanes } from './lanes.ts';
import { openDatabase, whileOpening } from './open-database.ts';
import { createPostgresAnswers } from './postgres-answers.ts';
import { createPostgresErasure } from './postgres-erasure.ts';
import { createPostgresAuditLog } from './postgres-audit-log.ts';
import { createPostgresAccessKeys } from './postgres-access-keys.ts';
import { createPostgresBudgets } from './postgres-budgets.ts';
import { createPostgresDiagnoses } from './postgres-diagnoses.ts';
import { createPostgresEffectLedger } from './postgres-effect-ledger.ts';
import { createPostgresHistory } from './postgres-history.ts';
import { createPostgresHooks } from './postgres-hooks.ts';
import { createPostgresIdentities } from './postgres-identities.ts';
import type { PostgresPoolLike } from './postgres-like.ts';
import { createPostgresLeases } from './postgres-leases.ts';
import { createPostgresRunner } from './postgres-runner.ts';
import { createPostgresSecrets } from './postgres-secrets.ts';
import { createPostgresSessions } from './postgres-sessions.ts';
import { createPostgresSettings } from './postgres-settings.ts';
import { createPostgresStreamNews } from './postgres-stream-news.ts';
import { createSessionTable } from './session-table.ts';

/** How a store is opened, apart from its address. */
export interface PostgresStoreOptions {
  /** The schema of our tables; one database can hold several hubs. @defaultValue 'vinculo' */
  readonly schema?: string;
  /** How many connections a pool of the store's own may have. A pool that is handed in has its own limit. @defaultValue 10 */
  readonly maxConnections?: number;
  /**
   * A process that has not been heard of for so long is taken to have ended: its lanes go to others. At least 10.
   *
   * @defaultValue 30
   */
  readonly leaseSeconds?: number;
  /** Told of defects in handlers and of a server that does not take what it should. */
  readonly telemetry?: Telemetry;
}

/**
 * Keeps everything of one hub in a PostgreSQL database, in a schema of its own; several processes may share it.
 *
 * @param source - an address, `postgres://user:password@host:5432/database`, or a pool of the host's, which is never ended here.
 * @throws {@link ConfigRejected} `config.database-newer`, `config.database-unusable`, when the factory is called.
 *
 * @example
 * const store = postgresStore('postgres://vinculo@localhost/vinculo');
 */
export const postgresStore =
  (source: string | PostgresPoolLike, { schema = 'vinculo', maxConnections = 10, leaseSeconds = 30, telemetry }: PostgresStoreOptions = {}): StoreFactory =>
  async ({ clock, ids, telemetry: hub }) => {
    const onCommit = (): void => hub?.count('vinculo_store_commits_total', {});
    const database = await openDatabase({ source, schema, maxConnections, telemetry: telemetry ?? hub, onCommit });
    return await whileOpening(source, database, async () => {
      const restoration = await restorationOf(database, clock.now());
      const sessions = createSessionTable(database.schema);
      const news = createPostgresStreamNews(database);
      const lanes = await openLanes({ database, clock, sessions, news, leaseSeconds, telemetry: telemetry ?? hub });
      return {
        inbox: lanes.inbox,
        queue: lanes.queue,
        ledger: createPostgresEffectLedger(database),
        identities: createPostgresIdentities(database, ids),
        sessions: createPostgresSessions(database, sessions),
        settings: createPostgresSettings(database),
        hooks: createPostgresHooks(database),
        secrets: createPostgresSecrets(database),
        accessKeys: createPostgresAccessKeys(database),
        history: createPostgresHistory(database),
        erasure: createPostgresErasure(database),
        answers: createPostgresAnswers(database),
        budgets: createPostgresBudgets(database, clock),
        leases: createPostgresLeases(database, clock, ids),
        audit: createPostgresAuditLog(database, ids),
        diagnoses: createPostgresDiagnoses(database),
        ...createCustomerBase(createPostgresRunner(database)),
        ...createDesk(createPostgresRunner(database), clock, news),
        ...createLeadBooks(createPostgresRunner(database)),
        hookSigns: createHookSigns(createPostgresRunner(database)),
        ...(restoration === undefined ? {} : { restoration }),
        async close() {
          await lanes.close();
          news.close();
          await database.close();
        },
      };
    });
  };
