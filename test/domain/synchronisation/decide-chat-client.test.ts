import { describe, expect, test } from 'vitest';
import { decideChatClient, phoneConflictKey } from '../../../src/domain/synchronisation/decide-chat-client.ts';
import type { ChatClientDecision, ChatClientFacts, Contact } from '../../../src/domain/index.ts';
import { aChatClient, syncSettings } from '../../builders/a-chat-client.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aContactId } from '../../builders/an-identity.ts';

const phone = '5511987654321';
const old = '551187654321';
const cpf = '52998224725';
const email = 'ana@exemplo.test';
const ana = (over: Partial<Contact> = {}): Contact => aContact({ id: aContactId(10), phones: [{ value: phone }], ...over });

const aPerson = (id: number, { phone: number, ...data }: { phone?: string; email?: string } = {}): Contact =>
  aContact({ id: aContactId(id), phones: number === undefined ? [] : [{ value: number }], ...data });
const aCompany = (id: number, data: { phone: string }): Contact => ({ ...aPerson(id, data), kind: 'company' });

const decide = (contact: Contact, over: Partial<ChatClientFacts> = {}): ChatClientDecision =>
  decideChatClient({ contact, candidates: [], rivals: [], settings: syncSettings(), ...over });

/** Who was found, and by what. */
const found = (decision: ChatClientDecision): readonly string[] =>
  decision.outcome === 'known' ? decision.clients.map(({ client, matchedBy }) => `${client.id} by ${matchedBy}`) : [decision.outcome];

describe('SYN-03: which chat client is a contact’s', () => {
  test('the external code comes before everything', () => {
    const candidates = [aChatClient(1, { cpf, email }), aChatClient(2, { externalCode: '10' })];
    expect(found(decide(ana({ cpf, email, phones: [] }), { candidates }))).toEqual(['2 by external-code']);
  });

  test.each([phone, old, `whatsapp_${old}`])('PHN-04: the phone in both forms, as the chat writes it: %s', (userName) => {
    const written = userName.startsWith('whatsapp') ? { userName } : { phone: userName };
    expect(found(decide(ana(), { candidates: [aChatClient(1, written), aChatClient(2, { email })] }))).toEqual(['1 by phone']);
  });

  test('every number of the contact finds its clients, the one on the main number first', () => {
    const contact = ana({ phones: [{ value: '551133221234' }, { value: phone }] });
    const candidates = [aChatClient(1, { phone: '551133221234' }), aChatClient(2, { phone: old })];
    expect(found(decide(contact, { candidates }))).toEqual(['2 by phone', '1 by phone']);
  });

  test('else the user name that the CRM kept, else the CPF, else the e-mail', () => {
    const candidates = [aChatClient(1, { email }), aChatClient(2, { cpf }), aChatClient(3, { userName: 'instagram_77' })];
    const contact = ana({ phones: [], cpf, email });
    expect(found(decide(contact, { candidates, userName: 'instagram_77' }))).toEqual(['3 by link']);
    expect(found(decide(contact, { candidates }))).toEqual(['2 by cpf']);
    expect(found(decide(ana({ email }), { candidates }))).toEqual(['1 by email']);
  });

  test('nobody matches', () => {
    expect(decide(ana({ cpf, email }))).toEqual({ outcome: 'unknown', because: 'nobody-matches', conflicts: [] });
    expect(decide(ana(), { candidates: [aChatClient(1, { phone: '5521987654321' })] })).toMatchObject({ because: 'nobody-matches' });
  });
});

describe('SYN-03: CPF and e-mail count with care', () => {
  const contact = ana({ email });
  test('when exactly one client answers', () => {
    expect(decide(contact, { candidates: [aChatClient(1, { email }), aChatClient(2, { email })] })).toMatchObject({ outcome: 'unknown', because: 'several-match' });
  });

  test('when no other contact has it', () => {
    expect(decide(contact, { candidates: [aChatClient(1, { email })], rivals: [aPerson(2, { email })] })).toMatchObject({ because: 'several-match' });
  });

  test('when it is linked to no other contact, unless that one is gone', () => {
    const candidates = [aChatClient(1, { email, externalCode: '77' })];
    expect(decide(contact, { candidates })).toMatchObject({ because: 'linked-to-another' });
    expect(found(decide(contact, { candidates, gone: [aContactId(77)] }))).toEqual(['1 by email']);
  });

  test.each(['5521987654321', '12', phone.slice(0, -1)])('when it has no other phone, readable or not: %s', (other) => {
    expect(decide(contact, { candidates: [aChatClient(1, { email, phone: other })] })).toMatchObject({ because: 'has-another-phone' });
  });

  test('a CPF that does not count leaves the question to the e-mail', () => {
    const candidates = [aChatClient(1, { cpf }), aChatClient(2, { cpf }), aChatClient(3, { email })];
    expect(found(decide(ana({ cpf, email }), { candidates }))).toEqual(['3 by email']);
  });
});

describe('SYN-03: a client known by a channel that has no phone', () => {
  test('stays the contact’s when the phone is learned later', () => {
    const candidates = [aChatClient(1, { userName: 'instagram_77', externalCode: '10' })];
    expect(found(decide(ana({ phones: [] }), { candidates }))).toEqual(['1 by external-code']);
    expect(found(decide(ana(), { candidates }))).toEqual(['1 by external-code']);
  });

  test('and the client on the phone is the same contact’s', () => {
    const candidates = [aChatClient(1, { userName: 'instagram_77', externalCode: '10' }), aChatClient(2, { phone: old })];
    expect(found(decide(ana(), { candidates }))).toEqual(['2 by phone', '1 by external-code']);
  });
});

describe('SYN-07: two contacts with the same phone', () => {
  const lower = aPerson(9, { phone: old });
  const higher = aPerson(11, { phone });

  test('the lowest id has the client, and both are named', () => {
    expect(decide(ana(), { candidates: [aChatClient(1, { phone })], rivals: [lower] })).toEqual({
      outcome: 'conflict', conflicts: [{ kept: '9', other: '10', phone: '5511m87654321', client: '1' }],
    });
    expect(decide(ana(), { candidates: [aChatClient(1, { phone })], rivals: [higher] })).toMatchObject({
      outcome: 'known', conflicts: [{ kept: '10', other: '11' }],
    });
  });

  test('also while there is no client yet, so that the order in which they are looked at does not matter', () => {
    expect(decide(ana(), { rivals: [lower] })).toEqual({ outcome: 'conflict', conflicts: [{ kept: '9', other: '10', phone: '5511m87654321' }] });
  });

  test('the one already linked keeps it', () => {
    expect(decide(ana(), { candidates: [aChatClient(1, { phone, externalCode: '10' })], rivals: [lower] })).toMatchObject({
      outcome: 'known', clients: [{ matchedBy: 'external-code' }], conflicts: [{ kept: '10', other: '9' }],
    });
    expect(decide(ana(), { candidates: [aChatClient(1, { phone, externalCode: '11' })], rivals: [higher] })).toMatchObject({
      outcome: 'conflict', conflicts: [{ kept: '11', other: '10' }],
    });
  });

  test('a link to somebody nobody read stands, and one to somebody who has other numbers now does not', () => {
    const candidates = [aChatClient(1, { phone, externalCode: '11' })];
    expect(decide(ana(), { candidates }).outcome).toBe('conflict');
    expect(found(decide(ana(), { candidates, rivals: [aPerson(11, { phone: '5521987654321' })] }))).toEqual(['1 by phone']);
    expect(found(decide(ana(), { candidates, rivals: [aPerson(11)] }))).toEqual(['1 by phone']);
    expect(decide(ana(), { candidates, rivals: [aPerson(11, { phone: '98' })] }).outcome).toBe('conflict');
    expect(decide(ana(), { candidates, rivals: [aPerson(11)], settings: syncSettings({ unlinkOnRemoval: 'off' }) }).outcome).toBe('conflict');
  });

  test('two clients on the two forms of one number go to one contact', () => {
    const candidates = [aChatClient(1, { phone }), aChatClient(2, { phone: old, externalCode: '11' })];
    expect(decide(ana(), { candidates, rivals: [higher] })).toMatchObject({ outcome: 'conflict', conflicts: [{ kept: '11' }, ] });
  });

  test('a person wins over a company, and that is nothing to report', () => {
    const candidates = [aChatClient(1, { phone })];
    const company = aCompany(9, { phone });
    expect(decide(ana(), { candidates, rivals: [company] })).toMatchObject({ outcome: 'known', conflicts: [] });
    expect(decide(ana({ kind: 'company' }), { candidates, rivals: [aPerson(99, { phone })] })).toEqual({
      outcome: 'unknown', because: 'phone-of-another', conflicts: [],
    });
  });

  test('a company that is linked keeps the link, and the person is told of', () => {
    const candidates = [aChatClient(1, { phone, externalCode: '9' })];
    expect(decide(ana(), { candidates, rivals: [aCompany(9, { phone })] })).toMatchObject({ outcome: 'conflict', conflicts: [{ kept: '9', other: '10' }] });
  });

  test('what was settled by hand comes before the link and before the lowest id', () => {
    const settled = { into: aContactId(10), from: aContactId(9), reason: 'the same person', at: '2026-05-04T17:03:00.000Z' as never };
    const candidates = [aChatClient(1, { phone, externalCode: '9' })];
    expect(decide(ana(), { candidates, rivals: [lower], merges: [settled] })).toMatchObject({ outcome: 'known', conflicts: [] });
    const other = decide(aContact({ id: aContactId(9), phones: [{ value: phone }] }), { candidates, rivals: [aPerson(10, { phone })], merges: [settled] });
    expect(other).toEqual({ outcome: 'unknown', because: 'phone-of-another', conflicts: [] });
  });

  test('a number that is lost does not cost the others', () => {
    const contact = ana({ phones: [{ value: phone }, { value: '5521912345678' }] });
    const decision = decide(contact, { candidates: [aChatClient(1, { phone }), aChatClient(2, { phone: '5521912345678' })], rivals: [lower] });
    expect(found(decision)).toEqual(['2 by phone']);
    expect(decision.outcome === 'known' && decision.conflicts.map(phoneConflictKey)).toEqual(['9:10:5511m87654321']);
  });
});
