import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateFile(file: string, value: unknown): void {
  const half = `${file}.new`;
  rmSync(half, { force: true });
  writeFileSync(half, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(half, file);
}
