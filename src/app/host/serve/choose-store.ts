import { postgresStore } from '../../../adapters/postgres/index.ts';
import { sqliteStore } from '../../../adapters/sqlite/index.ts';
import type { StoreFactory, Telemetry } from '../../../ports/index.ts';
import { isIntegrationError } from '../../../domain/index.ts';
import { Complaint, EXIT, inOwnWords, meaningOf } from '../complaint.ts';
import type { Terminal } from '../terminal.ts';
import { databaseComplaint, refuseOtherFiles } from './database-file.ts';

/** How a person names the store that is meant: a file, or the address of a PostgreSQL database. */
export interface StoreWish {
  readonly db?: string;
  readonly postgres?: string;
}

/** A store that was named. */
export interface ChosenStore {
  readonly factory: StoreFactory;
  /** As it may be shown: without a password. */
  readonly name: string;
  /** Absent for a server: its hubs are found by their addresses. */
  readonly file?: string;
  /** Throws what stands between a command and this store as a {@link Complaint}; anything else as it came. */
  readonly complain: (thrown: unknown) => never;
}

/** The address that is used when neither option is given, so that no password has to stand in a command. */
const FROM_ENVIRONMENT = 'VINCULO_POSTGRES_URL';

/** @throws {@link Complaint} when none is named, or both. */
export function chooseStore({ db, postgres }: StoreWish, { env, words }: Pick<Terminal, 'env' | 'words'>, telemetry?: Telemetry): ChosenStore {
  const { complaint } = words;
  const refused = (why: string): Complaint => new Complaint(EXIT.refused, { what: complaint.chooseStore, why, mend: complaint.chooseStoreMend });
  if (db !== undefined && postgres !== undefined) throw refused(complaint.twoStores);
  const address = db === undefined ? (postgres ?? env[FROM_ENVIRONMENT]) : undefined;
  const options = telemetry === undefined ? {} : { telemetry };
  if (address !== undefined) {
    return { factory: postgresStore(address, options), name: nameOfServer(address), complain: (thrown) => serverComplaint(thrown, nameOfServer(address), words) };
  }
  if (db === undefined) throw refused(complaint.noStore);
  refuseOtherFiles(db, words);
  return { factory: sqliteStore(db, options), name: db, file: db, complain: databaseComplaint(db, words) };
}

/** An address without what only its owner may know. */
export function nameOfServer(address: string): string {
  if (!URL.canParse(address)) return 'PostgreSQL';
  const { hostname, port, pathname } = new URL(address);
  return `postgres://${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

const OF_THE_STORE: ReadonlySet<string> = new Set([
  'config.database-newer', 'config.database-unusable', 'config.target-not-empty', 'config.backup-failed', 'config.restore-failed',
]);

function serverComplaint(thrown: unknown, name: string, words: Terminal['words']): never {
  if (!isIntegrationError(thrown) || !OF_THE_STORE.has(thrown.code)) throw thrown;
  const { why, mend } = inOwnWords(thrown, words) ?? { why: meaningOf(thrown, words), mend: words.complaint.serverMend };
  throw new Complaint(EXIT.refused, { what: words.complaint.openDatabase(name), why, mend, cause: thrown });
}
