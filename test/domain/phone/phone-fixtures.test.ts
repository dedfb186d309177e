import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { phoneForms, phoneKeyOf } from '../../../src/domain/phone/phone-key.ts';
import { parsePhone } from '../../../src/domain/phone/phone-number.ts';
import { fixture } from '../../fixtures.ts';

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('with-ddi') }),
  z.object({ kind: z.literal('masked'), ddi: z.string() }),
  z.object({ kind: z.literal('typed'), defaultCountry: z.string().exactOptional() }),
]);
const rule = z.enum(['PHN-01', 'PHN-02', 'PHN-04']);
const number = z.object({ rule, raw: z.string(), source, e164: z.string(), asReceived: z.string(), kind: z.string(), country: z.string() });
const refusal = z.object({ rule, raw: z.string(), source, reason: z.string() });
const pairs = z.array(z.tuple([z.string(), z.string()]));

const vectors = z.object({ numbers: z.array(number), refused: z.array(refusal), keys: z.object({ same: pairs, different: pairs }) })
  .parse(JSON.parse(fixture('phones')));
const told = (id: z.infer<typeof rule>) => vectors.numbers.filter((each) => each.rule === id);

function expectRead({ raw, source: from, rule: _rule, ...phone }: z.infer<typeof number>): void {
  expect(parsePhone(raw, from), raw).toEqual({ ok: true, value: phone });
}

const keyOf = (raw: string): string | undefined => {
  const read = parsePhone(raw, { kind: 'with-ddi' });
  return read.ok ? phoneKeyOf(read.value) : undefined;
};

describe('phone numbers written down by hand', () => {
  test.each(told('PHN-01'))('PHN-01: "$raw" is $e164', expectRead);

  test.each(told('PHN-02'))('PHN-02: "$raw" gets its country code and is $e164', expectRead);

  test.each(vectors.refused)('PHN-02: "$raw" lacks a country code that nothing supplies', ({ raw, source: from, reason }) => {
    expect(parsePhone(raw, from)).toEqual({ ok: false, reason });
  });

  test.each(told('PHN-04'))('PHN-04: "$raw" gets its ninth digit and keeps the form that it came in', (each) => {
    expectRead(each);
    const read = parsePhone(each.raw, each.source);
    expect(read.ok && phoneForms(read.value)).toEqual([each.e164.slice(1), each.asReceived]);
  });

  test.each(vectors.keys.same)('PHN-04: %s and %s are one contact', (one, other) => {
    expect(keyOf(one)).toBeDefined();
    expect(keyOf(one)).toBe(keyOf(other));
  });

  test.each(vectors.keys.different)('PHN-04: %s and %s are two contacts', (one, other) => {
    expect([keyOf(one), keyOf(other)]).not.toContain(undefined);
    expect(keyOf(one)).not.toBe(keyOf(other));
  });
});
