import { describe, expect, test } from 'vitest';
import type { ContactId } from '../../../src/domain/contact/contact.ts';
import { decideLeadCompany, type CompanyCandidate } from '../../../src/domain/lead/decide-company.ts';
import { companyKeys, companyOf, keysOfLead } from '../../../src/domain/lead/lead-keys.ts';
import type { Lead } from '../../../src/domain/lead/lead.ts';
import { aCompanyCandidate, aLead } from '../../builders/a-lead.ts';

const CNPJ = '11444777000161';
const OTHER = '19131243000197';

const decide = (lead: Partial<Lead>, ...candidates: readonly CompanyCandidate[]) =>
  decideLeadCompany({ lead: aLead({ company: 'Padaria São João', ...lead }), behaviour: 'company+person+card', candidates });

describe('ACL-03: whether there is a company step', () => {
  test('none without a company name, whatever else is known of the company', () => {
    expect(decide({ company: '  ', companyDocument: CNPJ }, aCompanyCandidate(1, 'Aurora', CNPJ))).toEqual({ outcome: 'skipped', because: 'no-company-name' });
  });

  test('none where the behaviour wants no company', () => {
    const lead = aLead({ company: 'Aurora' });
    expect(decideLeadCompany({ lead, behaviour: 'person+card', candidates: [] })).toEqual({ outcome: 'skipped', because: 'behaviour' });
    expect(decideLeadCompany({ lead, behaviour: 'company+person', candidates: [] })).toMatchObject({ outcome: 'new' });
  });
});

describe('ACL-05: which company a lead belongs to', () => {
  test('the one with its CNPJ, whatever it is called', () => {
    expect(decide({ companyDocument: '11.444.777/0001-61' }, aCompanyCandidate(1, 'Padaria São João'), aCompanyCandidate(2, 'SJ Pães', CNPJ))).toEqual({
      outcome: 'known', company: '2', matchedBy: 'cnpj', name: 'Padaria São João', change: { name: 'Padaria São João' },
    });
  });

  test('the one with its CNPJ, where that has letters', () => {
    expect(decide({ companyDocument: '12.ABC.345/01DE-35' }, aCompanyCandidate(1, 'SJ Pães', '12ABC34501DE35'))).toMatchObject({ outcome: 'known', company: '1', matchedBy: 'cnpj' });
  });

  test('of several with its CNPJ the lowest id, and the other is told', () => {
    expect(decide({ companyDocument: CNPJ }, aCompanyCandidate(10, 'Padaria', CNPJ), aCompanyCandidate(9, 'Padaria', CNPJ))).toMatchObject({
      company: '9', conflict: { kept: '9', other: '10' },
    });
  });

  test.each(['PADARIA SAO JOAO', ' padaria  são  joão '])('else the one with its name, written %s', (name) => {
    expect(decide({ company: name }, aCompanyCandidate(1, 'Padaria São João'))).toEqual({
      outcome: 'known', company: '1', matchedBy: 'name', name: 'Padaria São João', change: {},
    });
  });

  test('a name that says more, or less, is another company', () => {
    expect(decide({}, aCompanyCandidate(1, 'Padaria São João Ltda'), aCompanyCandidate(2, 'Padaria'))).toMatchObject({ outcome: 'new' });
  });

  test('one without a CNPJ gets that of the lead, and one with a CNPJ keeps it', () => {
    expect(decide({ companyDocument: CNPJ }, aCompanyCandidate(1, 'Padaria São João'))).toMatchObject({ matchedBy: 'name', change: { cnpj: CNPJ } });
    expect(decide({}, aCompanyCandidate(1, 'Padaria São João', OTHER))).toMatchObject({ matchedBy: 'name', change: {} });
  });

  test('one of the name with another CNPJ is another company', () => {
    expect(decide({ companyDocument: CNPJ, companyFields: { porte: 'ME' } }, aCompanyCandidate(1, 'Padaria São João', OTHER))).toEqual({
      outcome: 'new', request: { kind: 'company', name: 'Padaria São João', cnpj: CNPJ, values: { porte: 'ME' } },
    });
  });

  test('several of the name are none for certain, and not one more is made', () => {
    expect(decide({}, aCompanyCandidate(2, 'Padaria São João'), aCompanyCandidate(1, 'Padaria Sao Joao'))).toEqual({
      outcome: 'unsure', because: 'several-match', among: ['1', '2'],
    });
  });

  test('several of the name, and a CNPJ that none of them has: a company of its own', () => {
    expect(decide({ companyDocument: CNPJ }, aCompanyCandidate(1, 'Padaria São João'), aCompanyCandidate(2, 'Padaria São João'))).toMatchObject({ outcome: 'new' });
  });

  test('the company that the lead was brought together with before tells namesakes apart', () => {
    const candidates = [aCompanyCandidate(1, 'Aurora'), aCompanyCandidate(2, 'Aurora')];
    const facts = { lead: aLead({ company: 'Aurora' }), behaviour: 'company+person', candidates } as const;
    expect(decideLeadCompany({ ...facts, linked: '2' as ContactId })).toMatchObject({ outcome: 'known', company: '2', matchedBy: 'link' });
    expect(decideLeadCompany({ ...facts, linked: '3' as ContactId })).toMatchObject({ outcome: 'unsure' });
  });

  test('ACL-04: mapped fields of the company go along, but for empty ones', () => {
    expect(decide({ companyFields: { porte: 'ME', ramo: '' } }, aCompanyCandidate(1, 'Padaria São João'))).toMatchObject({ change: { values: { porte: 'ME' } } });
  });
});

describe('ACL-06: what a lead and its company are looked up and reserved by', () => {
  test('a lead by phone and e-mail', () => {
    expect(keysOfLead(aLead({ phone: '551187654321', email: 'Ana@exemplo.test', document: '52998224725' }))).toEqual([
      { kind: 'phone', value: '5511m87654321' }, { kind: 'email', value: 'ana@exemplo.test' },
    ]);
  });

  test('a company by CNPJ and normalised name; a document with fourteen digits is a CNPJ', () => {
    const named = companyOf(aLead({ company: ' Padaria  São João', document: CNPJ }), 'company+person');
    expect(named && companyKeys(named)).toEqual([`cnpj:${CNPJ}`, 'name:padaria sao joao']);
    expect(companyOf(aLead({ company: 'Aurora', document: '52998224725' }), 'company+person')).toEqual({ name: 'Aurora' });
    expect(companyOf(aLead({ company: 'Aurora' }), 'person+card')).toBeUndefined();
  });
});
