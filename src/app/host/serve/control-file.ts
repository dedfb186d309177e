import { readFileSync, rmSync } from 'node:fs';
import * as z from 'zod';
import { writePrivateFile } from './private-file.ts';

const control = z.object({ url: z.url(), key: z.string().min(1) });

/** How other commands on this machine find the hub that owns a database. */
export type Control = z.infer<typeof control>;

const nameOf = (database: string): string => `${database}.control`;

export const writeControlFile = (database: string, found: Control): void => writePrivateFile(nameOf(database), found);

export const removeControlFile = (database: string): void => rmSync(nameOf(database), { force: true });

/** `undefined` where no hub left one; a hub that was killed may have left one that leads nowhere. */
export function readControlFile(database: string): Control | undefined {
  try {
    return control.parse(JSON.parse(readFileSync(nameOf(database), 'utf8')));
  } catch {
    // Missing, torn or of another kind: whoever asks goes on to the database itself.
    return undefined;
  }
}
