import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import { writePrivateFile } from '../serve/private-file.ts';

const token = z.string().min(43);
const port = z.int().min(1).max(65_535);
const keys = z.object({
  secretKey: token,
  operatorKey: token,
  hookTokens: z.object({ neppo: token, ploomes: token }),
  ports: z.object({ hub: port, ploomes: port, neppo: port }).optional(),
});

/** What a demo must still know after it was killed: written before anything else, so that no moment of a first start is lost. */
export type DemoKeys = z.infer<typeof keys>;

export type DemoPorts = NonNullable<DemoKeys['ports']>;

export interface DemoKeyring {
  readonly keys: DemoKeys;
  /** Keeps the ports, so that addresses stay when the demo goes on. */
  keepPorts(ports: DemoPorts): void;
}

/** Opens `FILE.key`, or makes it. Without a database nothing is kept. */
export function openKeyring(database: string | undefined, words: Words): DemoKeyring {
  if (database === undefined) return { keys: newKeys(), keepPorts: () => undefined };
  const file = `${database}.key`;
  if (!existsSync(file) && existsSync(database)) throw unusable(file, words.complaint.fileMissing, words);
  const found = existsSync(file) ? parseKeys(file, words) : newKeys();
  if (!existsSync(file)) writePrivateFile(file, found);
  return { keys: found, keepPorts: (ports) => writePrivateFile(file, { ...found, ports }) };
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

const newToken = (): string => randomBytes(32).toString('base64url');

const newKeys = (): DemoKeys => ({ secretKey: newToken(), operatorKey: newToken(), hookTokens: { neppo: newToken(), ploomes: newToken() } });
