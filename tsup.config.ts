import { defineConfig } from 'tsup';
import { doorsOf } from './tools/doors.ts';

const doors = doorsOf('.').map(({ built, source }) => [built, source] as const);

// Declarations are made by tsc 7 (tsconfig.build.json, tsconfig.arbitraries.json): tsup's own need its slower predecessor.
export default defineConfig({
  entry: {
    ...Object.fromEntries(doors),
    'app/host/main': 'src/app/host/main.ts',
    'app/host/bin': 'src/app/host/bin.ts',
  },
  format: ['esm'],
  target: 'node22',
  platform: 'node',
  external: [/^vinculo\//, 'fast-check'],
  // node:sqlite exists under that name alone.
  removeNodeProtocol: false,
  splitting: true,
  sourcemap: true,
  clean: true,
  silent: true,
});
