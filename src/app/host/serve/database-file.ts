import { closeSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { isIntegrationError } from '../../../domain/index.ts';
import { isPortFailure } from '../../../ports/index.ts';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT } from '../complaint.ts';

/** What every SQLite file begins with. */
const SIGNATURE = 'SQLite format 3\u0000';

/** Refuses a file that is there and is no database, before anything is written into it or beside it. An empty one may become a database. */
export function refuseOtherFiles(file: string, words: Words): void {
  const start = startOf(file);
  if (start === '' || start === SIGNATURE) return;
  const { complaint } = words;
  throw new Complaint(EXIT.refused, { what: complaint.openDatabase(file), why: complaint.notADatabase, mend: complaint.otherFileMend });
}

/** Empty for a file that is not there or cannot be read: whoever opens it says why. */
function startOf(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const start = Buffer.alloc(SIGNATURE.length);
    return start.toString('latin1', 0, readSync(descriptor, start));
  } catch {
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Throws what stands between a command and its database as a {@link Complaint}; anything else as it came. */
export const databaseComplaint = (file: string, words: Words) => (thrown: unknown): never => {
  const folder = folderComplaint(file, isUnusable(thrown) ? thrown.cause : thrown, words);
  if (folder !== undefined) throw folder;
  if (!isUnusable(thrown)) throw thrown;
  const { complaint, errorCode } = words;
  const what = complaint.openDatabase(file);
  if (thrown.code === 'config.database-in-use') throw new Complaint(EXIT.refused, { what, why: errorCode[thrown.code], mend: complaint.databaseInUseMend, cause: thrown });
  const detail = thrown.cause instanceof Error ? ` (${thrown.cause.message})` : '';
  throw new Complaint(EXIT.refused, { what, why: `${errorCode['config.database-unusable']}${detail}`, mend: complaint.otherFileMend, cause: thrown });
};

const isUnusable = (thrown: unknown): thrown is Error & { readonly code: 'config.database-in-use' | 'config.database-unusable' } =>
  isIntegrationError(thrown) && !isPortFailure(thrown) && (thrown.code === 'config.database-in-use' || thrown.code === 'config.database-unusable');

/** A folder that is not there, or in which nobody may write. */
function folderComplaint(file: string, cause: unknown, { complaint }: Words): Complaint | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = new Map(Object.entries(complaint.folderFault)).get(code);
  if (why === undefined) return undefined;
  const mend = code === 'ENOENT' ? complaint.folderMissingMend : complaint.folderMend;
  return new Complaint(EXIT.refused, { what: complaint.writeIn(dirname(file)), why, mend, cause });
}
