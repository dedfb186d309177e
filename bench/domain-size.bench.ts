import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { median } from './load.ts';
import type { Figure } from './run.ts';

const DOOR = fileURLToPath(new URL('../src/domain/index.ts', import.meta.url));
const RUNS = 7;

/** What `vinculo/domain` costs a browser, and a process that starts. */
export async function measureDomain(): Promise<readonly Figure[]> {
  const { outputFiles } = await build({
    entryPoints: [DOOR], bundle: true, minify: true, format: 'esm', write: false, external: ['libphonenumber-js/*'],
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).byteLength;
  const empty = startOf('');
  return [
    { name: 'vinculo/domain, gzipped, besides libphonenumber-js', key: 'domainKilobytes', value: bytes / 1000, unit: 'kB' },
    { name: 'import of vinculo/domain, over an empty process', value: startOf(`await import(${JSON.stringify(DOOR)})`) - empty, unit: 'ms' },
  ];
}

function startOf(code: string): number {
  const times = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    spawnSync(process.execPath, ['--input-type=module', '--eval', code]);
    return performance.now() - begun;
  });
  return median(times);
}
