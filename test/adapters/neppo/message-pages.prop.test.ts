import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageBack, type ReadBack } from '../../../src/adapters/neppo/message-pages.ts';

interface Row {
  readonly id: string;
}

const rowsTo = (last: number): readonly Row[] => Array.from({ length: last }, (_, n) => ({ id: String(last - n) }));

/** Neppo's pages over what there is at the moment, the youngest first. */
const over = (rows: () => readonly Row[]): ReadBack<Row> => async (page) => {
  const found = rows().slice(page * 50, (page + 1) * 50);
  return { rows: found, count: found.length, total: rows().length };
};

test('PAN-11: whoever pages to the beginning is given each message once, whatever is said meanwhile and however much is asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 260 }), fc.array(fc.record({ limit: fc.integer({ min: 1, max: 120 }), said: fc.integer({ min: 0, max: 70 }) }), { minLength: 1 }), async (count, steps) => {
      let rows = rowsTo(count);
      const given: string[] = [];
      let older: string | undefined;
      for (let n = 0; n === 0 || older !== undefined; n += 1) {
        const { limit, said } = steps[n % steps.length] ?? { limit: 50, said: 0 };
        const page = await pageBack(over(() => rows), { limit, ...(older === undefined ? {} : { older }) });
        expect(page.rows.length).toBeLessThanOrEqual(limit);
        given.push(...page.rows.map(({ id }) => id));
        older = page.older;
        rows = rowsTo(rows.length + said);
      }
      expect(given).toEqual(rowsTo(count).map(({ id }) => id));
    }),
  );
});

test('what was taken away meanwhile hides nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 60, max: 200 }), fc.integer({ min: 1, max: 55 }), async (count, gone) => {
      const all = rowsTo(count);
      const first = await pageBack(over(() => all), { limit: 50 });
      const left = all.slice(gone);
      const second = await pageBack(over(() => left), { limit: 300, older: first.older ?? '' });
      expect(second.rows).toEqual(left.filter(({ id }) => Number(id) <= count - 50));
    }),
  );
});

test('a list that ignores its page number has an end', async () => {
  const same: ReadBack<Row> = async () => ({ rows: rowsTo(50), count: 50, total: 50 });
  await expect(pageBack(same, { limit: 200 })).rejects.toMatchObject({ code: 'port.drifted' });
});
