import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const MOST_BYTES = 4_000;

test('the client for browsers weighs under 4 kB, gzipped, and needs nothing beside it', async () => {
  const { outputFiles, metafile } = await build({ entryPoints: ['src/client/index.ts'], bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, metafile: true });
  expect(Object.keys(metafile.inputs).filter((path) => !path.startsWith('src/client/'))).toEqual([]);
  expect(gzipSync(outputFiles[0]?.contents ?? new Uint8Array()).byteLength).toBeLessThan(MOST_BYTES);
});
