import { describe, expect, test } from 'vitest';
import type { ContactId } from '../../../src/domain/contact/contact.ts';
import { decideLeadPerson } from '../../../src/domain/lead/decide-person.ts';
import type { Lead } from '../../../src/domain/lead/lead.ts';
import { aCandidate, aLead } from '../../builders/a-lead.ts';

const phone = '5511987654321';
const email = 'ana@exemplo.test';
const company = '70' as ContactId;

const decide = (lead: Lead, ...candidates: readonly ReturnType<typeof aCandidate>[]) => decideLeadPerson({ lead, candidates });

describe('ACL-05: which person a lead is', () => {
  test('the e-mail comes before the phone, and whose phone it is, is told', () => {
    expect(decide(aLead({ phone, email }), aCandidate(2, { phones: [phone] }), aCandidate(9, { email }))).toMatchObject({
      outcome: 'known', contact: { id: '9' }, matchedBy: 'email', conflict: { kept: '9', other: '2', by: 'phone' },
    });
  });

  test('without the e-mail anywhere it is the phone', () => {
    expect(decide(aLead({ phone, email }), aCandidate(2, { phones: [phone] }))).toMatchObject({ contact: { id: '2' }, matchedBy: 'phone' });
  });

  test.each(['551187654321', '5511987654321', '+55 (11) 98765-4321'])('PHN-04: a number kept as %s is the same number', (kept) => {
    const decision = decide(aLead({ phone }), aCandidate(2, { phones: [kept] }));
    expect(decision).toMatchObject({ contact: { id: '2' }, matchedBy: 'phone', change: {} });
    expect(decision).not.toHaveProperty('addPhone');
  });

  test('capitals of an e-mail never matter', () => {
    expect(decide(aLead({ email: 'ANA@exemplo.test' }), aCandidate(9, { email }))).toMatchObject({ contact: { id: '9' }, change: {} });
  });

  test('of several with the e-mail it is the one with the phone too, and the other is told', () => {
    expect(decide(aLead({ phone, email }), aCandidate(2, { email }), aCandidate(9, { email, phones: [phone] }))).toMatchObject({
      contact: { id: '9' }, conflict: { kept: '9', other: '2', by: 'email' },
    });
  });

  test.each(['email', 'phone'] as const)('of several with the %s alone it is the lowest id', (by) => {
    const holder = by === 'email' ? { email } : { phones: [phone] };
    expect(decide(aLead({ phone, email }), aCandidate(10, holder), aCandidate(9, holder))).toMatchObject({
      contact: { id: '9' }, matchedBy: by, conflict: { kept: '9', other: '10', by },
    });
  });

  test('a company is no person, whatever number it has, and neither is somebody deleted', () => {
    const others = [aCandidate(1, { kind: 'company', phones: [phone], email }), aCandidate(2, { deleted: true, phones: [phone] })];
    expect(decide(aLead({ phone, email }), ...others)).toMatchObject({ outcome: 'new' });
  });

  test('without phone and e-mail it is nobody', () => {
    expect(decide(aLead({ name: 'Ana' }), aCandidate(1))).toEqual({ outcome: 'refused', because: 'no-phone-and-no-email' });
  });
});

describe('ACL-05: a person that is made', () => {
  test('has what the lead brings', () => {
    const lead = aLead({ name: ' Ana Souza ', phone, email, document: '529.982.247-25', person: { origem: 'site', vazio: ' ' } });
    expect(decideLeadPerson({ lead, candidates: [], companyId: company })).toEqual({
      outcome: 'new',
      request: { kind: 'person', name: 'Ana Souza', phone: '+5511987654321', email, cpf: '52998224725', companyId: '70', values: { origem: 'site' } },
    });
  });

  test.each([[{ email, phone }, email], [{ phone }, '+5511987654321']])('without a name is called by what it has: %j', (brought, name) => {
    expect(decide(aLead({ ...brought, name: '  ' }))).toMatchObject({ outcome: 'new', request: { name } });
  });

  test.each(['11444777000161', '12ABC345678935'])('the CNPJ %s is no CPF', (document) => {
    expect(decide(aLead({ phone, document }))).not.toHaveProperty('request.cpf');
  });
});

describe('ACL-05: what changes on a person', () => {
  const standing = { name: 'Ana Souza', email, cpf: '52998224725', phones: [phone] };

  test('nothing, where nothing differs', () => {
    const lead = aLead({ name: 'ana  souza', email: ' Ana@Exemplo.test ', phone, document: '52998224725' });
    expect(decide(lead, aCandidate(1, standing))).toMatchObject({ outcome: 'known', change: {} });
  });

  test('empty values never erase', () => {
    const lead = aLead({ name: '', email: ' ', phone, document: '', person: { origem: '', interesses: [] } });
    const decision = decide(lead, aCandidate(1, standing));
    expect(decision).toMatchObject({ outcome: 'known', change: {} });
    expect(decision).toHaveProperty('change', {});
  });

  test('another name and another e-mail are written', () => {
    const lead = aLead({ name: 'Ana Lima', email: 'ana@outro.test', phone });
    expect(decide(lead, aCandidate(1, standing))).toHaveProperty('change', { name: 'Ana Lima', email: 'ana@outro.test' });
  });

  test('a first name takes no last name away', () => {
    expect(decide(aLead({ name: 'ANA', phone }), aCandidate(1, standing))).toHaveProperty('change', {});
    expect(decide(aLead({ name: 'An', phone }), aCandidate(1, standing))).toHaveProperty('change', { name: 'An' });
  });

  test('a CPF is filled in, and not written over', () => {
    expect(decide(aLead({ phone, document: '11144477735' }), aCandidate(1, standing))).toHaveProperty('change', {});
    expect(decide(aLead({ phone, document: '11144477735' }), aCandidate(1, { name: 'Ana', phones: [phone] }))).toHaveProperty('change', { cpf: '11144477735' });
  });

  test('a further number is added, and none is written over', () => {
    expect(decide(aLead({ phone: '5521987654321', email }), aCandidate(1, standing))).toMatchObject({ addPhone: '+5521987654321', change: {} });
  });

  test('a number that is somebody else’s is not added', () => {
    const decision = decide(aLead({ phone: '5521987654321', email }), aCandidate(1, standing), aCandidate(2, { phones: ['5521987654321'] }));
    expect(decision).not.toHaveProperty('addPhone');
  });

  test('the company of the lead is that of the person', () => {
    const standingIn = (id: string) => aCandidate(1, { ...standing, company: { id: id as ContactId, name: 'Aurora' } });
    expect(decideLeadPerson({ lead: aLead({ phone }), candidates: [standingIn('70')], companyId: company })).toHaveProperty('change', {});
    expect(decideLeadPerson({ lead: aLead({ phone }), candidates: [standingIn('71')], companyId: company })).toHaveProperty('change', { companyId: '70' });
    expect(decide(aLead({ phone }), standingIn('71'))).toHaveProperty('change', {});
  });

  test('ACL-04: mapped fields go along, but for empty ones', () => {
    const lead = aLead({ phone, person: { pontos: 0, aceite: false, origem: '', interesses: ['a'] } });
    expect(decide(lead, aCandidate(1, standing))).toHaveProperty('change', { values: { pontos: 0, aceite: false, interesses: ['a'] } });
  });
});
