import { expect, test } from 'vitest';
import * as z from 'zod';
import { brazilianDdds } from '../../../src/domain/phone/brazilian-number.ts';
import { phoneForms, phoneKeyOf } from '../../../src/domain/phone/phone-key.ts';
import { parsePhone, type Phone } from '../../../src/domain/phone/phone-number.ts';
import { samples, samplesAvailable } from '../../samples.ts';

const vectors = z.object({
  vectors: z.array(z.object({ input: z.string(), e164: z.string(), valid: z.boolean(), type: z.nullable(z.string()) })),
});
const matching = z.object({
  same: z.array(z.tuple([z.string(), z.string()])),
  different: z.array(z.tuple([z.string(), z.string()])),
  invalidForNeppo: z.array(z.string()),
  waIdWithoutNine: z.record(z.string(), z.string()),
});

const readUnderMask = (raw: string): Phone | undefined => {
  const id = parsePhone(raw, { kind: 'masked', ddi: '55' });
  return id.ok ? id.value : undefined;
};

test.skipIf(!samplesAvailable)('PHN-01: measured numbers that are valid, and no service, are read as measured', () => {
  for (const { input, e164, valid, type } of vectors.parse(samples('br-phones.vectors.json')).vectors) {
    if (!valid || type === 'TOLL_FREE' || type === 'SHARED_COST') continue;
    const expected = parsePhone(e164, { kind: 'with-ddi' });
    const read = e164.startsWith('+55') ? readUnderMask(input) : expected.ok && expected.value;
    expect(expected.ok && expected.value.e164, input).toBe(read && read.e164);
  }
});

test.skipIf(!samplesAvailable)('PHN-04: pairs known to be the same have one key, and pairs known to differ have two', () => {
  const { same, different } = matching.parse(samples('br-phones.matching.inferred.json'));
  const keyOf = (raw: string): string | undefined => {
    const read = readUnderMask(raw);
    return read && phoneKeyOf(read);
  };
  for (const [a, b] of same) expect(keyOf(a), `${a} ${b}`).toBe(keyOf(b));
  for (const [a, b] of different) expect(keyOf(a), `${a} ${b}`).not.toBe(keyOf(b));
  for (const [a] of [...same, ...different]) expect(keyOf(a)).toBeDefined();
});

test.skipIf(!samplesAvailable)('PHN-03: what the chat refuses is refused here', () => {
  for (const raw of matching.parse(samples('br-phones.matching.inferred.json')).invalidForNeppo) {
    expect(parsePhone(raw, { kind: 'with-ddi' }).ok, raw).toBe(false);
  }
});

test.skipIf(!samplesAvailable)('PHN-04: the shorter WhatsApp ids are among the forms of the number', () => {
  for (const [canonical, id] of Object.entries(matching.parse(samples('br-phones.matching.inferred.json')).waIdWithoutNine)) {
    const read = readUnderMask(canonical);
    expect(read && phoneForms(read)).toContain(id);
  }
});

test.skipIf(!samplesAvailable)('PHN-01: the areas are those of the official list', () => {
  expect(brazilianDdds).toEqual(z.object({ ddds: z.array(z.number()) }).parse(samples('br-ddds.json')).ddds.map(String));
});
