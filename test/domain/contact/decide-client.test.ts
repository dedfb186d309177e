import { describe, expect, test } from 'vitest';
import { decideClient } from '../../../src/domain/contact/decide-client.ts';
import { identityKeysOf } from '../../../src/domain/contact/identity-key.ts';
import { aCompany, aContactId, aPerson } from '../../builders/an-identity.ts';

const phone = '5511987654321';
const cpf = '52998224725';
const email = 'ana@exemplo.test';

describe('SES-13: whose session it is', () => {
  test('the linked contact comes before everything', () => {
    const keys = identityKeysOf({ externalCode: '2', phone });
    expect(decideClient({ keys, linked: aContactId(9), candidates: [aPerson(2, { phone }), aPerson(9)] })).toEqual({
      outcome: 'known', client: '9', kind: 'person', matchedBy: 'link',
    });
  });

  test('a link to somebody who is no longer there counts for nothing', () => {
    expect(decideClient({ keys: identityKeysOf({ phone }), linked: aContactId(9), candidates: [aPerson(2, { phone })] })).toMatchObject({
      client: '2', matchedBy: 'phone',
    });
  });

  test('the external code comes before the phone, and is the id of the contact', () => {
    const keys = identityKeysOf({ externalCode: '9', phone });
    expect(decideClient({ keys, candidates: [aPerson(2, { phone }), aPerson(9)] })).toEqual({
      outcome: 'known', client: '9', kind: 'person', matchedBy: 'external-code',
    });
  });

  test('an external code that nobody has leaves the question to the phone', () => {
    const keys = identityKeysOf({ externalCode: '900', phone });
    expect(decideClient({ keys, candidates: [aPerson(2, { phone })] })).toMatchObject({ client: '2', matchedBy: 'phone' });
  });

  test('the phone comes before CPF and e-mail, in both of its forms', () => {
    const keys = identityKeysOf({ phone: '551187654321', cpf, email });
    expect(decideClient({ keys, candidates: [aPerson(3, { cpf, email }), aPerson(2, { phone })] })).toEqual({
      outcome: 'known', client: '2', kind: 'person', matchedBy: 'phone',
    });
  });

  test('the CPF comes before the e-mail', () => {
    const keys = identityKeysOf({ phone, cpf, email });
    expect(decideClient({ keys, candidates: [aPerson(2, { email }), aPerson(3, { cpf })] })).toMatchObject({ client: '3', matchedBy: 'cpf' });
  });

  test('the e-mail serves when nothing else answers', () => {
    const keys = identityKeysOf({ phone, cpf, email });
    expect(decideClient({ keys, candidates: [aPerson(2, { email })] })).toMatchObject({ client: '2', matchedBy: 'email' });
  });

  test('a CPF that two persons have is no answer, so the e-mail is asked', () => {
    const keys = identityKeysOf({ cpf, email });
    const candidates = [aPerson(2, { cpf }), aPerson(3, { cpf, email })];
    expect(decideClient({ keys, candidates })).toMatchObject({ client: '3', matchedBy: 'email' });
  });

  test('the client is unknown when several have the e-mail', () => {
    const candidates = [aPerson(2, { email }), aPerson(3, { email })];
    expect(decideClient({ keys: identityKeysOf({ email }), candidates })).toEqual({ outcome: 'unknown', because: 'several-match' });
  });

  test('the client is unknown when nobody answers, or nothing is known of it', () => {
    const nobody = { outcome: 'unknown', because: 'nobody-matches' };
    expect(decideClient({ keys: identityKeysOf({ phone, cpf, email }), candidates: [aPerson(2)] })).toEqual(nobody);
    expect(decideClient({ keys: [], candidates: [aPerson(2, { phone })] })).toEqual(nobody);
    expect(decideClient({ keys: identityKeysOf({ phone }), candidates: [] })).toEqual(nobody);
  });

  test('of two phones of the client the first one that somebody has decides', () => {
    const keys = identityKeysOf({ phone, userName: 'whatsapp_5521912345678' });
    const other = aPerson(2, { phone: '5521912345678' });
    expect(decideClient({ keys, candidates: [other] })).toMatchObject({ client: '2' });
    expect(decideClient({ keys, candidates: [other, aPerson(3, { phone })] })).toEqual({
      outcome: 'known', client: '3', kind: 'person', matchedBy: 'phone',
    });
  });
});

describe('SES-13: persons and companies', () => {
  test.each([{ phone }, { cpf }, { email }])('a person wins over a company that answers to the same %j', (data) => {
    const candidates = [aCompany(1, data), aPerson(2, data)];
    expect(decideClient({ keys: identityKeysOf(data), candidates })).toMatchObject({ outcome: 'known', client: '2', kind: 'person' });
    expect(decideClient({ keys: identityKeysOf(data), candidates })).not.toHaveProperty('conflict');
  });

  test.each([{ phone }, { cpf }, { email }])('if only a company answers to %j, it is the client', (data) => {
    expect(decideClient({ keys: identityKeysOf(data), candidates: [aCompany(1, data)] })).toMatchObject({ client: '1', kind: 'company' });
  });

  test('a linked company stays, and a person with its phone is no conflict', () => {
    const candidates = [aCompany(1, { phone }), aPerson(2, { phone })];
    expect(decideClient({ keys: identityKeysOf({ phone }), linked: aContactId(1), candidates })).toEqual({
      outcome: 'known', client: '1', kind: 'company', matchedBy: 'link',
    });
  });
});

describe('SYN-07: two contacts with the same phone', () => {
  const keys = identityKeysOf({ phone });
  const candidates = [aPerson(10, { phone }), aPerson(9, { phone: '551187654321' })];

  test('the one already linked stays, and the other is reported', () => {
    expect(decideClient({ keys, linked: aContactId(10), candidates })).toMatchObject({
      client: '10', matchedBy: 'link', conflict: { kept: '10', other: '9' },
    });
    expect(decideClient({ keys: identityKeysOf({ phone, externalCode: '10' }), candidates })).toMatchObject({
      matchedBy: 'external-code', conflict: { kept: '10', other: '9' },
    });
  });

  test('else the lowest id stays', () => {
    expect(decideClient({ keys, candidates })).toEqual({
      outcome: 'known', client: '9', kind: 'person', matchedBy: 'phone', conflict: { kept: '9', other: '10' },
    });
  });

  test('of three the next lowest is named', () => {
    expect(decideClient({ keys, candidates: [aPerson(100, { phone }), ...candidates] })).toMatchObject({ conflict: { kept: '9', other: '10' } });
  });

  test('two companies are settled alike', () => {
    expect(decideClient({ keys, candidates: [aCompany(5, { phone }), aCompany(4, { phone })] })).toMatchObject({
      client: '4', kind: 'company', conflict: { kept: '4', other: '5' },
    });
  });

  test('a link to somebody with another phone is no conflict', () => {
    expect(decideClient({ keys, linked: aContactId(3), candidates: [...candidates, aPerson(3)] })).not.toHaveProperty('conflict');
  });

  test('one contact found twice is one contact', () => {
    const twice = [aPerson(9, { phone }), aPerson(9, { email })];
    expect(decideClient({ keys: identityKeysOf({ phone, email }), candidates: twice })).not.toHaveProperty('conflict');
    expect(decideClient({ keys: identityKeysOf({ email }), candidates: [...twice, ...twice] })).toMatchObject({ client: '9', matchedBy: 'email' });
  });
});
