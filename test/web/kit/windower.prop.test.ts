import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeAt, scrollTopFor } from '../../../src/adapters/web/kit/windowing/reading-place.ts';
import { createWindower, type Windower } from '../../../src/adapters/web/kit/windowing/windower.ts';

const ESTIMATE = 50;

/** The same by adding up: what a windower promises, in the plainest way. */
interface Model {
  keys: readonly string[];
  heights: Map<string, number>;
}

const heightIn = (model: Model, key: string): number => model.heights.get(key) ?? ESTIMATE;
const topIn = (model: Model, index: number): number => model.keys.slice(0, index).reduce((sum, key) => sum + heightIn(model, key), 0);

const command = fc.oneof(
  fc.record({ does: fc.constant('rows' as const), keys: fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 50 }) }),
  fc.record({ does: fc.constant('height' as const), index: fc.nat(60), height: fc.integer({ min: 1, max: 400 }) }),
);

test('a windower says of every row and pixel what adding up says', () => {
  fc.assert(fc.property(fc.array(command, { maxLength: 30 }), fc.nat(6000), (commands, y) => {
    const model: Model = { keys: [], heights: new Map() };
    const windower = createWindower(ESTIMATE);
    for (const one of commands) {
      if (one.does === 'rows') {
        model.keys = one.keys;
        for (const key of model.heights.keys()) if (!one.keys.includes(key)) model.heights.delete(key);
        windower.setRows(one.keys);
        continue;
      }
      const key = model.keys[one.index];
      const was = key === undefined ? one.height : heightIn(model, key);
      if (key !== undefined) model.heights.set(key, one.height);
      expect(windower.setHeight(one.index, one.height)).toBe(key === undefined ? 0 : one.height - was);
    }
    expect(windower.count).toBe(model.keys.length);
    expect(windower.total).toBe(topIn(model, model.keys.length));
    for (const [index, key] of model.keys.entries()) {
      expect(windower.topOf(index)).toBe(topIn(model, index));
      expect(windower.indexOf(key)).toBe(index);
      expect(windower.keyAt(index)).toBe(key);
    }
    const at = model.keys.findLastIndex((_, index) => topIn(model, index) <= y);
    expect(windower.rowAt(y)).toBe(Math.max(0, at));
  }));
});

const screenOf = (windower: Windower, scrollTop: number, key: string): number => windower.topOf(windower.indexOf(key) ?? Number.NaN) - scrollTop;

const held = fc.record({
  count: fc.integer({ min: 1, max: 80 }), older: fc.integer({ min: 0, max: 60 }), newer: fc.integer({ min: 0, max: 20 }), view: fc.integer({ min: 80, max: 900 }), at: fc.nat(4000),
  heights: fc.array(fc.tuple(fc.nat(159), fc.integer({ min: 20, max: 300 })), { maxLength: 40 }),
});

test('the line that is read stays where it is when older and newer ones come, and heights above it change (C2)', () => {
  fc.assert(fc.property(held, ({ count, older, newer, view, at, heights }) => {
    const windower = createWindower(ESTIMATE);
    const rows = Array.from({ length: count }, (_, index) => `row-${index}`);
    windower.setRows(rows);
    const scrollTop = Math.min(at, Math.max(0, windower.total - view));
    const place = placeAt(windower, scrollTop, view);
    const read = place.rows[0]?.key ?? '';
    const before = screenOf(windower, scrollTop, read);
    windower.setRows([...Array.from({ length: older }, (_, index) => `older-${index}`), ...rows, ...Array.from({ length: newer }, (_, index) => `newer-${index}`)]);
    for (const [index, height] of heights) windower.setHeight(index, height);
    const after = scrollTopFor(place, windower);
    expect(screenOf(windower, after ?? Number.NaN, read)).toBe(before);
  }));
});

test('a row that jumps to the top takes nobody along', () => {
  const windower = createWindower(ESTIMATE);
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  windower.setRows(rows);
  const place = placeAt(windower, 200, 200);
  expect(place.rows.map(({ key }) => key)).toEqual(['e', 'f', 'g', 'h']);
  windower.setRows(['e', ...rows.filter((key) => key !== 'e')]);
  expect(scrollTopFor(place, windower)).toBe(200);
});

test('a list without rows has no place, and no row at any pixel', () => {
  const windower = createWindower(ESTIMATE);
  expect(placeAt(windower, 100, 300)).toEqual({ rows: [] });
  expect(scrollTopFor({ rows: [] }, windower)).toBeUndefined();
  expect([windower.rowAt(10), windower.total, windower.keyAt(0)]).toEqual([0, 0, undefined]);
});
