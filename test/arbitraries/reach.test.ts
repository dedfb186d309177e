import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brazilianDdds, decideClient, decideEligibility, identityKeysOf, parseCpf, parseEmail, parsePhone } from 'vinculo/domain';
import { agent, eligibilityFacts } from './agent.ts';
import { candidates, contact, cpf, email, identityKey, looseClient } from './contact.ts';
import { brazilianLandline, brazilianMobile, foreignNumber, nationalSpellingsOf, phone, phoneDigits, spellingsOf, whatsAppIdWithoutNine } from './phone.ts';

// Fixed, since these ask what the generators can make and not what is true.
const many = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] => fc.sample(arbitrary, { numRuns: 2000, seed: 4 });

describe('the generators of numbers', () => {
  test('make only numbers that are read', () => {
    const all = phoneDigits().chain(spellingsOf);
    for (const text of [...many(all), ...many(whatsAppIdWithoutNine())]) expect(parsePhone(text, { kind: 'with-ddi' }), text).toHaveProperty('ok', true);
    for (const text of many(foreignNumber())) expect(parsePhone(text, { kind: 'typed' }), text).toHaveProperty('ok', true);
  });

  test('reach every area with mobiles and landlines', () => {
    for (const arbitrary of [brazilianMobile(), brazilianLandline()]) {
      expect(new Set(many(arbitrary).map((digits) => digits.slice(2, 4)))).toEqual(new Set(brazilianDdds));
    }
  });

  test('reach each kind, several countries, the area that looks like a DDI, the mobile that looks like a landline, and old trunking numbers', () => {
    const phones = many(phone());
    expect(new Set(phones.map(({ kind }) => kind))).toEqual(new Set(['mobile', 'landline', 'other']));
    expect(new Set(phones.map(({ country }) => country)).size).toBe(9);
    for (const corner of [/^\+5555/, /^\+55\d\d9[2-5]/, /^\+55\d\d97/, /^\+55\d\d9[01]/]) expect(phones.some(({ e164 }) => corner.test(e164))).toBe(true);
  });

  test('reach every way to write', () => {
    const spellings = [...many(phoneDigits().chain(spellingsOf)), ...many(brazilianMobile().chain(nationalSpellingsOf))];
    for (const corner of [/^\+/, /^00/, /^\(/, /^0[1-9]/, /–/, /\./, /^\d+$/]) expect(spellings.some((text) => corner.test(text))).toBe(true);
    const ids = many(whatsAppIdWithoutNine());
    for (const corner of [/^whatsapp_/, /@c\.us$/, /@s\.whatsapp\.net$/, /^\d+$/]) expect(ids.some((id) => corner.test(id))).toBe(true);
  });
});

describe('the generators of clients', () => {
  test('make only valid CPFs and e-mails, with masks and without', () => {
    const cpfs = many(cpf());
    for (const text of cpfs) expect(parseCpf(text), text).toHaveProperty('ok', true);
    expect(cpfs.some((text) => text.includes('.'))).toBe(true);
    expect(cpfs.some((text) => /^0\d{10}$/.test(text))).toBe(true);
    const emails = many(email());
    for (const text of emails) expect(parseEmail(text), text).toHaveProperty('ok', true);
    expect(emails.some((text) => text !== text.trim())).toBe(true);
    expect(emails.some((text) => text !== text.toLowerCase())).toBe(true);
  });

  test('reach every kind of key, and clients with none', () => {
    expect(new Set(many(identityKey()).map(({ kind }) => kind)).size).toBe(5);
    expect(many(looseClient()).some((client) => identityKeysOf(client).length === 0)).toBe(true);
  });

  test('reach persons with a company and without, and companies, which have none', () => {
    const contacts = many(contact());
    expect(contacts.some(({ kind, company }) => kind === 'person' && company !== undefined)).toBe(true);
    expect(contacts.some(({ kind, company }) => kind === 'person' && company === undefined)).toBe(true);
    expect(contacts.filter(({ kind }) => kind === 'company').every(({ company }) => company === undefined)).toBe(true);
    expect(contacts.some(({ phones }) => phones.length === 0)).toBe(true);
    expect(contacts.some(({ phones }) => phones.some(({ ddi }) => ddi !== undefined))).toBe(true);
  });

  test('reach every way to find a client, conflicts among them, and both ways to miss', () => {
    const decisions = many(
      looseClient().chain((client) => candidates(identityKeysOf(client)).map((found) => decideClient({ keys: identityKeysOf(client), candidates: found }))),
    );
    const met = new Set(decisions.flatMap((one) => (one.outcome === 'known' ? [one.matchedBy, one.kind, one.conflict ? 'conflict' : 'clear'] : [one.because])));
    expect(met).toEqual(new Set(['external-code', 'phone', 'cpf', 'email', 'person', 'company', 'conflict', 'clear', 'nobody-matches', 'several-match']));
  });
});

test('the generators of agents reach integration and every reason against it', () => {
  const found = many(fc.tuple(agent(), eligibilityFacts())).map(([someone, facts]) => decideEligibility(someone, facts));
  const met = new Set(found.flatMap((one) => (one.outcome === 'integrated' ? ['integrated'] : one.because)));
  expect(met.size).toBe(7);
});
