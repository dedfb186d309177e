import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkMapping, compileMapping, mapIncoming, type Incoming, type Mapping } from '../../../src/domain/mapping/index.ts';
import { mendOf } from '../../../src/domain/mapping/mending.ts';

const page = readFileSync(new URL('../../../docs/reference/mapping.md', import.meta.url), 'utf8');

interface Example {
  readonly mapping: Mapping;
  readonly delivery: Partial<Incoming> & Pick<Incoming, 'body'>;
  readonly events: readonly { readonly event: object; readonly lead: object; readonly problems?: readonly object[] }[];
}

const parseExample = (text: string): Example => JSON.parse(text) as Example;
const examples = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']) => parseExample(text));

describe('WHK-03: the examples of the reference do what they say', () => {
  test.each(examples.map((example, place) => [place + 1, example] as const))('example %i', (_, { mapping, delivery, events }) => {
    expect(checkMapping(mapping)).toEqual([]);
    const mapped = mapIncoming(compileMapping(mapping), { headers: {}, query: {}, ...delivery });
    expect(mapped.events).toEqual(events.map(({ event, lead, problems = [] }, index) => ({
      index, event, lead: { fields: {}, person: {}, companyFields: {}, card: {}, ...lead }, problems, missing: [],
    })));
  });

  test('and are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });
});

test('WHK-03: the reference names every reason, each of which has a mend in both languages', () => {
  const [, told = ''] = page.split('## What is wrong with a mapping');
  const reasons = [...told.matchAll(/`([a-z-]+)`/g)].map(([, reason]) => reason);
  expect(new Set(reasons).size).toBe(reasons.length);
  const source = readFileSync(new URL('../../../src/domain/mapping/mending.ts', import.meta.url), 'utf8');
  const known = [...source.matchAll(/^ {2}'?([a-z-]+)'?: \{/gm)].map(([, reason]) => reason);
  expect(new Set(reasons)).toEqual(new Set(known));
  expect(mendOf('compulsory').pt).toContain('DDI');
});
