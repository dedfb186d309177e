import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brazilianDdds } from '../../../src/domain/phone/brazilian-number.ts';
import { readForeignNumber } from '../../../src/domain/phone/foreign-number.ts';
import { parsePhone, type PhoneSource } from '../../../src/domain/phone/phone-number.ts';
import {
  brazilianLandline,
  brazilianMobile,
  ddd,
  foreignNumber,
  nationalSpellingsOf,
  phone,
  phoneDigits,
  spellingsOf,
  whatsAppIdWithoutNine,
} from '../../arbitraries/phone.ts';

const source = (): fc.Arbitrary<PhoneSource> =>
  fc.oneof(
    fc.constant({ kind: 'with-ddi' } as const),
    fc.record({ kind: fc.constant('masked' as const), ddi: fc.oneof(fc.constantFrom('55', '1', '+351', ''), fc.string()) }),
    fc.record({ kind: fc.constant('typed' as const), defaultCountry: fc.oneof(fc.constantFrom('BR', 'us', 'GB'), fc.string()) }, { requiredKeys: ['kind'] }),
  );

const phoneLike = (): fc.Arbitrary<string> => fc.string({ unit: fc.constantFrom(...'0123456789 +()-./;xou@_\n'), maxLength: 40 });

test('PHN-03: any text gives a number or a reason, and never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), phoneLike()), source(), (raw, from) => {
      const read = parsePhone(raw, from);
      expect(read.ok ? /^\+[1-9]\d{6,14}$/.test(read.value.e164) : read.reason !== undefined).toBe(true);
    }),
  );
});

test('PHN-01: masks, spaces, dots and brackets never change the number', () => {
  const spelled = phoneDigits().chain((digits) => fc.tuple(fc.constant(digits), spellingsOf(digits)));
  fc.assert(
    fc.property(spelled, ([digits, spelling]) => {
      const read = parsePhone(spelling, { kind: 'typed' });
      expect(read.ok && read.value.e164).toBe(`+${digits}`);
    }),
  );
});

test('PHN-02: under the Brazilian mask every national spelling is the number', () => {
  const spelled = fc.oneof(brazilianMobile(), brazilianLandline()).chain((digits) => fc.tuple(fc.constant(digits), nationalSpellingsOf(digits)));
  fc.assert(
    fc.property(spelled, ([digits, spelling]) => {
      const read = parsePhone(spelling, { kind: 'masked', ddi: '55' });
      expect(read.ok && read.value.e164).toBe(`+${digits}`);
    }),
  );
});

test('PHN-02: what parses without a default country parses the same with any', () => {
  fc.assert(
    fc.property(fc.oneof(phoneLike(), phoneDigits().chain(spellingsOf)), fc.constantFrom('BR', 'US', 'PT'), (raw, defaultCountry) => {
      const alone = parsePhone(raw, { kind: 'typed' });
      if (alone.ok) expect(parsePhone(raw, { kind: 'typed', defaultCountry })).toEqual(alone);
    }),
  );
});

test('PHN-01: the canonical form reads as itself', () => {
  fc.assert(
    fc.property(phone(), (known) => {
      const again = parsePhone(known.e164, { kind: 'with-ddi' });
      expect(again).toEqual({ ok: true, value: { ...known, asReceived: known.e164.slice(1) } });
    }),
  );
});

test('PHN-04: a WhatsApp id without the ninth digit gains it in every area', () => {
  fc.assert(
    fc.property(whatsAppIdWithoutNine(), (id) => {
      const read = parsePhone(id, { kind: 'with-ddi' });
      expect(read.ok && read.value.e164.length).toBe('+5511987654321'.length);
      expect(read.ok && read.value.asReceived).toBe(id.replace(/\D/g, ''));
    }),
  );
});

test('PHN-04: a landline never gains a digit', () => {
  fc.assert(
    fc.property(brazilianLandline(), (digits) => {
      expect(parsePhone(digits, { kind: 'with-ddi' })).toMatchObject({ ok: true, value: { e164: `+${digits}`, kind: 'landline' } });
    }),
  );
});

test('PHN-03: ten national digits are refused in an area that does not exist', () => {
  const areas = fc.integer({ min: 10, max: 99 }).map(String).filter((area) => !brazilianDdds.includes(area));
  fc.assert(
    fc.property(areas, (area) => {
      expect(parsePhone(`55${area}987654321`, { kind: 'with-ddi' })).toEqual({ ok: false, reason: 'unknown-ddd' });
    }),
  );
});

// The numbering plan of Brazil is our own; the library's has to agree with it.
test('PHN-01: every number that is canonical here is valid in the international numbering plans', () => {
  fc.assert(
    fc.property(fc.oneof(brazilianMobile(), brazilianLandline(), foreignNumber()), (digits) => {
      expect(readForeignNumber(digits)).toMatchObject({ ok: true, value: { canonical: digits } });
    }),
  );
});

test('PHN-04: each of the 67 areas has mobiles and landlines', () => {
  expect(new Set(brazilianDdds).size).toBe(67);
  fc.assert(
    fc.property(ddd(), (area) => {
      expect(readForeignNumber(`55${area}987654321`)).toMatchObject({ value: { kind: 'mobile' } });
      expect(readForeignNumber(`55${area}33221234`)).toMatchObject({ value: { kind: 'landline' } });
    }),
  );
});
