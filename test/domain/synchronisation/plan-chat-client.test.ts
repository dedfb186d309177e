import { describe, expect, test } from 'vitest';
import { planChatClient, type ChatClientPlanFacts, type Contact, type SynchronisationStep } from '../../../src/domain/index.ts';
import { aChatClient, syncSettings } from '../../builders/a-chat-client.ts';
import { aContact, anEmployer } from '../../builders/a-contact.ts';
import { aContactId } from '../../builders/an-identity.ts';

const phone = '5511987654321';
const old = '551187654321';
const another = '5521912345678';
const cpf = '52998224725';
const email = 'ana@exemplo.test';
const ana = (over: Partial<Contact> = {}): Contact => aContact({ id: aContactId(10), phones: [{ value: phone }], ...over });
const rival = aContact({ id: aContactId(9), phones: [{ value: phone }] });
/** What the chat has of Ana when nothing differs. */
const same = { name: 'Ana Souza', phone, userName: phone, externalCode: '10' };
const linked = { userName: phone, client: 'active' } as const;

const steps = (contact: Contact, over: Partial<ChatClientPlanFacts> = {}): readonly SynchronisationStep[] =>
  planChatClient({ contact, candidates: [], rivals: [], settings: syncSettings(), link: { client: 'active' }, ...over }).steps;

describe('SYN-01: a client made for a person', () => {
  test('has all that the mapping names, and stands on the first valid mobile', () => {
    const contact = ana({ phones: [{ value: '11 98' }, { value: '551133221234' }, { value: `+${old}` }], email: ' ANA@exemplo.test', cpf: '529.982.247-25', company: anEmployer() });
    expect(steps(contact)).toEqual([
      { type: 'CreateChatClient', values: { name: 'Ana Souza', phone, email, cpf, companyName: 'Metalúrgica Exemplo', externalCode: '10' } },
    ]);
  });

  test('else on the first valid number', () => {
    expect(steps(ana({ phones: [{ value: '551133221234' }] }))).toMatchObject([{ values: { phone: '551133221234' } }]);
  });

  test('none is made without a valid number, nor for a wrong e-mail or CPF', () => {
    expect(steps(ana({ phones: [{ value: '98' }], email }))).toEqual([]);
    expect(steps(ana({ email: 'ana', cpf: '1' }))).toEqual([{ type: 'CreateChatClient', values: { name: 'Ana Souza', phone, externalCode: '10' } }]);
  });

  test('SYN-07: none is made on a number that another contact holds', () => {
    expect(steps(ana(), { rivals: [rival] })).toEqual([]);
  });

  test('one is made where only somebody else’s client has the e-mail', () => {
    expect(steps(ana({ email }), { candidates: [aChatClient(1, { email, phone: another })] })).toMatchObject([{ type: 'CreateChatClient' }]);
  });

  test('ACT-03: companies are left out by option', () => {
    const contact = ana({ kind: 'company' });
    expect(steps(contact)).toMatchObject([{ type: 'CreateChatClient' }]);
    expect(planChatClient({ contact, candidates: [], rivals: [], settings: syncSettings({ companies: 'left-out' }), link: 'unknown' })).toEqual({
      match: { outcome: 'not-asked', because: 'companies-left-out' }, steps: [],
    });
  });
});

describe('SYN-03: nothing is written when nothing differs', () => {
  test('also where case, masks, spaces and the ninth digit differ', () => {
    const contact = ana({ name: 'Ana  Souza ', email: 'Ana@Exemplo.test', cpf: '529.982.247-25', company: anEmployer() });
    const candidates = [aChatClient(1, { ...same, phone: old, email, cpf, companyName: 'Metalúrgica Exemplo' })];
    expect(steps(contact, { candidates, link: linked })).toEqual([]);
  });

  test('only what differs is written', () => {
    const candidates = [aChatClient(1, { ...same, externalCode: '', companyName: 'Antiga Ltda' })];
    expect(steps(ana({ email }), { candidates, link: linked })).toEqual([
      { type: 'UpdateChatClient', client: '1', change: { email, companyName: '', externalCode: '10' }, overwritten: { companyName: 'Antiga Ltda' } },
    ]);
  });

  test('every client of the person is kept up to date', () => {
    const candidates = [aChatClient(1, same), aChatClient(2, { ...same, phone: another, name: 'A' })];
    const contact = ana({ phones: [{ value: phone }, { value: another }] });
    expect(steps(contact, { candidates, link: linked })).toMatchObject([{ client: '2', change: { name: 'Ana Souza' } }]);
  });
});

describe('SYN-03: a phone learned later', () => {
  const instagram = { name: 'Ana Souza', userName: 'instagram_77', externalCode: '10' };
  const link = { userName: 'instagram_77', client: 'active' } as const;

  test('is given to the client that had none', () => {
    expect(steps(ana(), { candidates: [aChatClient(1, instagram)], link })).toEqual([{ type: 'UpdateChatClient', client: '1', change: { phone } }]);
  });

  test('unless the chat knows it already, under another client or in the other form', () => {
    const candidates = [aChatClient(1, instagram), aChatClient(2, { ...same, externalCode: '', phone: old })];
    expect(steps(ana(), { candidates, link: linked })).toEqual([{ type: 'UpdateChatClient', client: '2', change: { externalCode: '10' } }]);
  });

  test('SYN-07: unless another contact holds it', () => {
    expect(steps(ana(), { candidates: [aChatClient(1, instagram)], link, rivals: [rival] })).toEqual([]);
  });
});

describe('SYN-04: phones that change, and persons who go', () => {
  test('the old client keeps its number and loses the external code, then the new number is looked for', () => {
    const contact = ana({ phones: [{ value: another }] });
    const unlinking = { type: 'UnlinkChatClient', client: '1', contact: '10', because: 'phone-changed' };
    expect(steps(contact, { candidates: [aChatClient(1, same)], link: linked })).toMatchObject([
      unlinking, { type: 'CreateChatClient', values: { phone: another } },
    ]);
    expect(steps(contact, { candidates: [aChatClient(1, same), aChatClient(2, { name: 'Ana Souza', phone: another, userName: another })], link: linked })).toEqual([
      unlinking,
      { type: 'UpdateChatClient', client: '2', change: { externalCode: '10' } },
      { type: 'WriteContact', contact: '10', change: { link: { userName: another } } },
    ]);
  });

  test('that holds with unlinkOnRemoval off too, since a number that changed belongs to somebody else', () => {
    const settings = syncSettings({ unlinkOnRemoval: 'off' });
    expect(steps(ana({ phones: [{ value: another }] }), { candidates: [aChatClient(1, same)], settings })).toMatchObject([{ because: 'phone-changed' }, {}]);
  });

  test('a phone removed unlinks the client, unless the option says no', () => {
    const contact = ana({ phones: [] });
    expect(steps(contact, { candidates: [aChatClient(1, same)], link: linked })).toEqual([
      { type: 'UnlinkChatClient', client: '1', contact: '10', because: 'phone-removed' },
      { type: 'WriteContact', contact: '10', change: { link: 'none' } },
    ]);
    expect(steps(contact, { candidates: [aChatClient(1, same)], link: linked, settings: syncSettings({ unlinkOnRemoval: 'off' }) })).toEqual([]);
  });

  test('a number that cannot be read any more is no number removed', () => {
    expect(steps(ana({ phones: [{ value: '11 98765' }] }), { candidates: [aChatClient(1, same)], link: linked })).toEqual([]);
  });

  test('one of several phones removed costs the client on it alone', () => {
    const candidates = [aChatClient(1, same), aChatClient(2, { ...same, phone: another, userName: another })];
    expect(steps(ana({ phones: [{ value: another }] }), { candidates, link: { ...linked, userName: another } })).toEqual([
      { type: 'UnlinkChatClient', client: '1', contact: '10', because: 'phone-changed' },
    ]);
  });

  test('a person deleted is unlinked, unless the option says no', () => {
    const deleted = ana({ deleted: true });
    const candidates = [aChatClient(1, same), aChatClient(2, { phone: another, externalCode: '11' })];
    expect(steps(deleted, { candidates, link: linked })).toEqual([{ type: 'UnlinkChatClient', client: '1', contact: '10', because: 'contact-deleted' }]);
    expect(steps(deleted, { candidates, settings: syncSettings({ unlinkOnRemoval: 'off' }) })).toEqual([]);
  });
});

describe('SYN-05, SYN-09: what goes into the CRM', () => {
  test('SYN-05: a client deactivated in the chat is marked, and reactivated the mark goes', () => {
    const write = (client: string): unknown => [{ type: 'WriteContact', contact: '10', change: { client } }];
    expect(steps(ana(), { candidates: [aChatClient(1, { ...same, active: false })], link: linked })).toEqual(write('inactive'));
    expect(steps(ana(), { candidates: [aChatClient(1, { ...same, active: false })], link: { ...linked, client: 'inactive' } })).toEqual([]);
    expect(steps(ana(), { candidates: [aChatClient(1, same)], link: { ...linked, client: 'inactive' } })).toEqual(write('active'));
  });

  test('SYN-05: a person who can be reached by another client is not marked', () => {
    const candidates = [aChatClient(1, { ...same, active: false }), aChatClient(2, { ...same, phone: another })];
    expect(steps(ana({ phones: [{ value: phone }, { value: another }] }), { candidates, link: linked })).toEqual([]);
  });

  test('SYN-09: an empty e-mail and CPF are filled, when they are right, and nothing else is', () => {
    const candidates = [aChatClient(1, { ...same, email: 'ANA@exemplo.test', cpf: '529.982.247-25' })];
    expect(steps(ana({ email: '  ' }), { candidates, link: linked })).toEqual([{ type: 'WriteContact', contact: '10', change: { email, cpf } }]);
    expect(steps(ana(), { candidates: [aChatClient(1, { ...same, email: 'ana@', cpf: '1' })], link: linked })).toEqual([]);
    expect(steps(ana({ kind: 'company' }), { candidates: [aChatClient(1, { ...same, cpf })], link: linked })).toEqual([]);
  });

  test('SYN-08, SYN-09: where both sides have a value the CRM’s wins, and what the chat had is told of', () => {
    const candidates = [aChatClient(1, { ...same, name: 'Aninha', email: 'outra@exemplo.test', cpf })];
    expect(steps(ana({ email, cpf }), { candidates, link: linked })).toEqual([
      { type: 'UpdateChatClient', client: '1', change: { name: 'Ana Souza', email }, overwritten: { name: 'Aninha', email: 'outra@exemplo.test' } },
    ]);
  });

  test('SYN-08: what this hub wrote itself is no loss', () => {
    const candidates = [aChatClient(1, { ...same, name: 'Ana Lima' })];
    expect(steps(ana(), { candidates, link: linked, lastWritten: { [candidates[0]?.id ?? '']: { name: 'Ana Lima' } } })).toEqual([
      { type: 'UpdateChatClient', client: '1', change: { name: 'Ana Souza' } },
    ]);
  });

  test('AGT-07, SYN-09: link fields that are unknown are not written', () => {
    expect(steps(ana(), { candidates: [aChatClient(1, { ...same, active: false })], link: 'unknown' })).toEqual([]);
  });

  test('SYN-07: a contact that lost its client keeps no user name of it, nor one whose client the chat has no more', () => {
    expect(steps(ana({ phones: [] }), { link: linked })).toEqual([{ type: 'WriteContact', contact: '10', change: { link: 'none' } }]);
    const candidates = [aChatClient(1, { ...same, externalCode: '9' })];
    expect(steps(ana(), { candidates, link: linked, rivals: [rival] })).toEqual([{ type: 'WriteContact', contact: '10', change: { link: 'none' } }]);
  });
});
