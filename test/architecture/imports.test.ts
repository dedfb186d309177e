import { expect, test } from 'vitest';
import { edgesOf, readFiles } from './import-graph.ts';
import { offencesIn } from './offences.ts';

const files = readFiles('.', ['src', 'test']);

test('every import keeps to the table of rooms, without cycles, and the domain reads no clock', () => {
  expect(offencesIn(files, edgesOf(files))).toEqual([]);
});

test('the walk sees the sources', () => {
  const domain = [...files.keys()].filter((path) => path.startsWith('src/domain/'));
  expect(domain).toContain('src/domain/kernel/result.ts');
  expect(edgesOf(files).length).toBeGreaterThan(domain.length);
});
