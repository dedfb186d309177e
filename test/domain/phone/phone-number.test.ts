import { describe, expect, test } from 'vitest';
import { parsePhone, type PhoneSource } from '../../../src/domain/phone/phone-number.ts';

const withDdi: PhoneSource = { kind: 'with-ddi' };
const underBrazilianMask: PhoneSource = { kind: 'masked', ddi: '55' };
const typed: PhoneSource = { kind: 'typed' };
const typedInBrazil: PhoneSource = { kind: 'typed', defaultCountry: 'BR' };

function e164Of(raw: string, source: PhoneSource): string {
  const read = parsePhone(raw, source);
  return read.ok ? read.value.e164 : read.reason;
}

describe('PHN-01: the canonical form is DDI, DDD and number', () => {
  test.each([
    '5511987654321',
    '+5511987654321',
    '+55 (11) 98765-4321',
    '55 11 98765 4321',
    '55.11.98765.4321',
    '+55 [11] 98765–4321',
    '００５５ (11) 98765‑4321',
    '0055 11 98765-4321',
    '+00 55 11 98765-4321',
    '+55 (0) 11 98765-4321',
    '+55 0 15 11 98765-4321',
    '\u202a+55 11 98765-4321\u202c',
    '+55 11 98765-4321 ramal 12',
    '55 11 98765-4321 x12',
    'tel:+5511987654321',
  ])('"%s" is one and the same mobile', (raw) => {
    for (const source of [withDdi, typed, typedInBrazil, underBrazilianMask]) expect(e164Of(raw, source)).toBe('+5511987654321');
  });

  test.each(['whatsapp_5511987654321', 'whatsapp_web_5511987654321', '5511987654321@c.us', '5511987654321:7@s.whatsapp.net'])(
    'the chat id "%s" is read as its number',
    (raw) => expect(parsePhone(raw, withDdi)).toEqual({
      ok: true,
      value: { e164: '+5511987654321', asReceived: '5511987654321', kind: 'mobile', country: 'BR' },
    }),
  );

  test.each([
    ['351912345678', '+351912345678', 'mobile', 'PT'],
    ['14155552671', '+14155552671', 'other', 'US'],
    ['4402079460018', '+442079460018', 'landline', 'GB'],
    ['390612345678', '+390612345678', 'landline', 'IT'],
    ['870776012345', '+870776012345', 'mobile', undefined],
  ])('%s from abroad keeps its own plan', (raw, e164, kind, country) => {
    const read = parsePhone(raw, withDdi);
    expect(read).toMatchObject({ ok: true, value: { e164, kind, asReceived: e164.slice(1) } });
    expect(read.ok && read.value.country).toBe(country);
  });

  test('a Mexican mobile that WhatsApp still writes with the old 1 is read without it, and kept as it came', () => {
    expect(parsePhone('5215512345678', withDdi)).toMatchObject({ ok: true, value: { e164: '+525512345678', asReceived: '5215512345678' } });
  });
});

describe('PHN-02: who supplies the DDI', () => {
  test.each(['(11) 98765-4321', '11987654321', '011 98765-4321', '0 15 11 98765-4321', '11 8765-4321', '+55 11 98765-4321', '5511987654321', '551187654321'])(
    'a country mask supplies it: "%s"',
    (raw) => expect(e164Of(raw, underBrazilianMask)).toBe('+5511987654321'),
  );

  test.each([
    ['55981234567', '+5555981234567'],
    ['5533221234', '+555533221234'],
    ['55 55 98123-4567', '+5555981234567'],
    ['(55) 98123-4567', '+5555981234567'],
  ])('under the Brazilian mask "%s" is of the area 55', (raw, e164) => expect(e164Of(raw, underBrazilianMask)).toBe(e164));

  test.each([
    ['912 345 678', '351', '+351912345678'],
    ['912 345 678', ' +351 ', '+351912345678'],
    ['(415) 555-2671', '1', '+14155552671'],
    ['1 415 555 2671', '1', '+14155552671'],
    ['020 7946 0018', '0044', '+442079460018'],
  ])('the mask of another country works alike: "%s" under %s', (raw, ddi, e164) => expect(e164Of(raw, { kind: 'masked', ddi })).toBe(e164));

  test('a number with a plus keeps its own DDI under any mask', () => {
    expect(e164Of('+351 912 345 678', underBrazilianMask)).toBe('+351912345678');
  });

  test('a mask without a DDI is no mask', () => {
    expect(e164Of('11 98765-4321', { kind: 'masked', ddi: ' ' })).toBe('no-ddi');
    expect(e164Of('55 11 98765-4321', { kind: 'masked', ddi: '00' })).toBe('+5511987654321');
  });

  test.each(['11 98765-4321', '(11) 98765-4321', '011987654321', '1133221234', '3133221234', '987654321', '87654321'])(
    'without a mask the DDI must be typed: "%s" is refused, since no default country is set',
    (raw) => {
      expect(e164Of(raw, typed)).toBe('no-ddi');
      expect(e164Of(raw, { kind: 'typed', defaultCountry: 'Brasil' })).toBe('no-ddi');
    },
  );

  test.each(['11 98765-4321', '(11) 8765-4321', '011987654321', '0 21 11 98765-4321'])('a default country serves "%s"', (raw) => {
    expect(e164Of(raw, typedInBrazil)).toBe('+5511987654321');
    expect(e164Of(raw, { kind: 'typed', defaultCountry: 'br' })).toBe('+5511987654321');
  });

  test('a number that parses with its own DDI wins over the default country', () => {
    expect(e164Of('351912345678', typedInBrazil)).toBe('+351912345678');
    expect(e164Of('14155552671', typedInBrazil)).toBe('+14155552671');
    expect(e164Of('4732221234', typedInBrazil)).toBe('+4732221234');
  });

  test('an area code in brackets or a trunk zero says that there is no DDI', () => {
    expect(e164Of('(47) 3222-1234', typedInBrazil)).toBe('+554732221234');
    expect(e164Of('047 3222-1234', typedInBrazil)).toBe('+554732221234');
    expect(e164Of('(47) 3222-1234', typed)).toBe('no-ddi');
    expect(e164Of('(55) 11 98765-4321', typed)).toBe('+5511987654321');
  });
});

describe('PHN-03: an unusable number says why', () => {
  test.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['não tem', 'not-a-number'],
    ['-', 'not-a-number'],
    ['ana@exemplo.test', 'not-a-number'],
    ['12036302@g.us', 'not-a-number'],
    ['55 11 98765-4321 (Maria)', 'not-a-number'],
    ['*1*1001', 'not-a-number'],
    ['98765 +55', 'not-a-number'],
    ['1'.repeat(201), 'not-a-number'],
    ['+55 11 98765-4321 / +55 11 91234-5678', 'several-numbers'],
    ['11 98765-4321 ou 11 91234-5678', 'several-numbers'],
    ['5511987654321 5511912345678', 'several-numbers'],
    ['(11) 3842-6671/6672', 'several-numbers'],
    ['+5511987654321+5511912345678', 'several-numbers'],
    ['0800 123 4567', 'service-number'],
    ['+55 0800 123 4567', 'service-number'],
    ['4004-1234', 'service-number'],
    ['190', 'service-number'],
    ['5510987654321', 'unknown-ddd'],
    ['+55 23 3322-1234', 'unknown-ddd'],
    ['11 98765', 'too-short'],
    ['+55 11 9876-543', 'too-short'],
    ['+55 98765-4321', 'too-short'],
    ['00', 'too-short'],
    ['+55 11 98765-43210', 'too-long'],
    ['5511987654321987654321', 'too-long'],
    ['+55 11 08765-4321', 'invalid'],
    ['+55 11 1876-4321', 'invalid'],
    ['+1 999 555 2671', 'invalid'],
    ['+999 1234 56789', 'invalid'],
    ['+351 912 345 67', 'too-short'],
    ['+1 800 555 1234', 'service-number'],
  ])('"%s" is refused as %s', (raw, reason) => {
    expect(parsePhone(raw, typed)).toEqual({ ok: false, reason });
    expect(parsePhone(raw, withDdi)).toEqual({ ok: false, reason });
  });

  test.each([
    ['98765-4321', 'too-short'],
    ['10 98765-4321', 'unknown-ddd'],
    ['5510987654321', 'unknown-ddd'],
    ['11 98765-4321 9', 'too-long'],
    ['11 18765-4321', 'invalid'],
    ['0800 123 4567', 'service-number'],
    ['190', 'service-number'],
    ['4004 1234', 'service-number'],
    ['351912345678', 'too-long'],
  ])('under the Brazilian mask "%s" is refused as %s', (raw, reason) => expect(e164Of(raw, underBrazilianMask)).toBe(reason));

  test('with a default country the reason is that of the national number', () => {
    expect(e164Of('98765-4321', typedInBrazil)).toBe('too-short');
    expect(e164Of('10 98765-4321', typedInBrazil)).toBe('unknown-ddd');
    expect(e164Of('5510987654321', typedInBrazil)).toBe('unknown-ddd');
    expect(e164Of('0800 123 4567', typedInBrazil)).toBe('service-number');
  });

  test('a chat id without DDI is named as such', () => expect(e164Of('whatsapp_11987654321', withDdi)).toBe('no-ddi'));
});

describe('PHN-04: the ninth digit', () => {
  test.each(['6', '7', '8', '9'])('eight digits that begin with %s are an old mobile, which gets the ninth digit', (first) => {
    expect(parsePhone(`5531${first}7654321`, withDdi)).toEqual({
      ok: true,
      value: { e164: `+55319${first}7654321`, asReceived: `5531${first}7654321`, kind: 'mobile', country: 'BR' },
    });
  });

  test.each(['2', '3', '4', '5'])('eight digits that begin with %s are a landline, which never gets it', (first) => {
    expect(parsePhone(`5531${first}3221234`, withDdi)).toEqual({
      ok: true,
      value: { e164: `+5531${first}3221234`, asReceived: `5531${first}3221234`, kind: 'landline', country: 'BR' },
    });
  });

  test('the form that the channel uses is kept for sending', () => {
    expect(parsePhone('whatsapp_553187654321', withDdi)).toMatchObject({ value: { e164: '+5531987654321', asReceived: '553187654321' } });
    expect(parsePhone('whatsapp_5531987654321', withDdi)).toMatchObject({ value: { e164: '+5531987654321', asReceived: '5531987654321' } });
    expect(parsePhone('0 15 (31) 8765-4321', underBrazilianMask)).toMatchObject({ value: { asReceived: '553187654321' } });
  });
});
