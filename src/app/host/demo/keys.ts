import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import { writePrivateFile } from '../serve/private-file.ts';
import { LEAD_PLATFORMS } from './lead-furnishing.ts';

const newToken = (): string => randomBytes(32).toString('base64url');

const token = z.string().min(43);
const port = z.int().min(1).max(65_535);
const keys = z.object({
  secretKey: token,
  operatorKey: token,
  hookTokens: z.object({ neppo: token, ploomes: token }),
  ports: z.object({ hub: port, ploomes: port, neppo: port, activecampaign: port.optional(), panel: port.optional() }).optional(),
  rate: z.int().optional(),
  // What follows is not in files of versions that knew no leads.
  platformSecret: token.default(newToken),
  leadPaths: z.partialRecord(z.enum(LEAD_PLATFORMS), z.string().startsWith('/')).default({}),
});

/** What a demo must still know after it was killed: written before anything else, so that no moment of a first start is lost. */
export type DemoKeys = z.infer<typeof keys>;

export type DemoPorts = NonNullable<DemoKeys['ports']>;

export interface DemoKeyring {
  readonly keys: DemoKeys;
  /** Keeps what the demo came to use, so that addresses stay when it goes on. */
  keep(more: Pick<DemoKeys, 'ports' | 'rate' | 'leadPaths'>): void;
}

/** Opens `FILE.key`, or makes it. Without a database nothing is kept. */
export function openKeyring(database: string | undefined, words: Words): DemoKeyring {
  if (database === undefined) return { keys: newKeys(), keep: () => undefined };
  const file = `${database}.key`;
  if (!existsSync(file) && existsSync(database)) throw unusable(file, words.complaint.fileMissing, words);
  const found = existsSync(file) ? parseKeys(file, words) : newKeys();
  writePrivateFile(file, found);
  return { keys: found, keep: (more) => writePrivateFile(file, { ...found, ...more }) };
}

function parseKeys(file: string, words: Words): DemoKeys {
  try {
    return keys.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw unusable(file, words.complaint.notAKeyFile, words, cause);
  }
}

const unusable = (file: string, why: string, { complaint }: Words, cause?: unknown): Complaint =>
  new Complaint(EXIT.refused, { what: complaint.readFile(file), why, mend: complaint.keyFileMend, cause });

const newKeys = (): DemoKeys =>
  ({ secretKey: newToken(), operatorKey: newToken(), hookTokens: { neppo: newToken(), ploomes: newToken() }, platformSecret: newToken(), leadPaths: {} });
