import assert from 'node:assert/strict';
import { after, aRememberedContact, BEGINNING, contactId, ELSEWHERE, emailKey, HERE, phoneKey } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** What a hub knows of contacts before it has met any. */
export type IdentitiesSubject = Pick<InsideSubject, 'identities'>;

const PHONE = phoneKey('5511m87654321');
const EMAIL = emailKey('ana@example.com');
const ANA = aRememberedContact('1', { keys: [PHONE, EMAIL] });

/** Runs the promises of `Identities` (SES-13). */
export const identitiesContract: Contract<IdentitiesSubject> = defineContract<IdentitiesSubject>({
  'finds a contact by any of its keys': async ({ identities }) => {
    await identities.remember(HERE, ANA);
    assert.deepEqual(await identities.findByKeys(HERE, [emailKey('other@example.com'), EMAIL]), [ANA]);
  },
  'gives a contact once, however many keys lead to it': async ({ identities }) => {
    await identities.remember(HERE, ANA);
    assert.equal((await identities.findByKeys(HERE, [PHONE, EMAIL])).length, 1);
  },
  'finds every contact that shares a key': async ({ identities }) => {
    await identities.remember(HERE, ANA);
    await identities.remember(HERE, aRememberedContact('2', { keys: [PHONE] }));
    const found = await identities.findByKeys(HERE, [PHONE]);
    assert.deepEqual(found.map(({ contact }) => contact.id).toSorted(), ['1', '2']);
  },
  'tells keys of two kinds apart': async ({ identities }) => {
    await identities.remember(HERE, aRememberedContact('1', { keys: [{ kind: 'external-code', value: '42' }] }));
    assert.deepEqual(await identities.findByKeys(HERE, [phoneKey('42')]), []);
  },
  'tells names in two channels apart': async ({ identities }) => {
    await identities.remember(HERE, aRememberedContact('1', { keys: [{ kind: 'channel', channel: 'instagram', value: 'ana' }] }));
    assert.deepEqual(await identities.findByKeys(HERE, [{ kind: 'channel', channel: 'webchat', value: 'ana' }]), []);
  },
  'finds a contact by its id, whole': async ({ identities }) => {
    const company = { id: contactId('9'), name: 'Padaria Sol' };
    const whole = aRememberedContact('1', { keys: [PHONE], company, phones: [{ value: '11 98765-4321', ddi: '55' }], readAt: after(7) });
    await identities.remember(HERE, whole);
    assert.deepEqual(await identities.find(HERE, contactId('1')), whole);
  },
  'finds nothing for an id that it does not know': async ({ identities }) => {
    assert.equal(await identities.find(HERE, contactId('404')), undefined);
  },
  'finds the people of a company': async ({ identities }) => {
    const company = { id: contactId('9'), name: 'Padaria Sol' };
    const member = aRememberedContact('1', { company });
    await identities.remember(HERE, member);
    await identities.remember(HERE, aRememberedContact('2', { company: { id: contactId('8'), name: 'Oficina Lua' } }));
    assert.deepEqual(await identities.membersOf(HERE, contactId('9')), [member]);
  },
  'replaces what it knew of a contact, keys included': async ({ identities }) => {
    await identities.remember(HERE, ANA);
    await identities.remember(HERE, aRememberedContact('1', { keys: [EMAIL], readAt: after(1) }));
    assert.deepEqual(await identities.findByKeys(HERE, [PHONE]), []);
  },
  'never replaces a newer reading by an older one': async ({ identities }) => {
    await identities.remember(HERE, aRememberedContact('1', { name: 'Ana Lima', readAt: after(1) }));
    await identities.remember(HERE, aRememberedContact('1', { name: 'Ana Souza', readAt: BEGINNING }));
    assert.equal((await identities.find(HERE, contactId('1')))?.contact.name, 'Ana Lima');
  },
  'forgets a contact with its keys': async ({ identities }) => {
    await identities.remember(HERE, ANA);
    await identities.forget(HERE, contactId('1'));
    assert.equal(await identities.find(HERE, contactId('1')), undefined);
    assert.deepEqual(await identities.findByKeys(HERE, [PHONE]), []);
  },
  'tells contacts of two connections apart': async ({ identities }) => {
    await identities.remember(HERE, ANA);
    assert.deepEqual(await identities.findByKeys(ELSEWHERE, [PHONE]), []);
    assert.equal(await identities.find(ELSEWHERE, contactId('1')), undefined);
  },
  'gives overlapping keys one name': async ({ identities }) => {
    const name = await identities.reserve(HERE, [PHONE]);
    assert.equal(await identities.reserve(HERE, [EMAIL, PHONE]), name);
    assert.equal(await identities.reserve(HERE, [EMAIL]), name);
  },
  'gives one name to overlapping keys that come at once': async ({ identities }) => {
    const names = await Promise.all([identities.reserve(HERE, [PHONE]), identities.reserve(HERE, [PHONE, EMAIL])]);
    assert.equal(names[0], names[1]);
  },
  'gives strangers names of their own': async ({ identities }) => {
    assert.notEqual(await identities.reserve(HERE, [PHONE]), await identities.reserve(HERE, [EMAIL]));
  },
  'joins two names under the first one when a key links them': async ({ identities }) => {
    const first = await identities.reserve(HERE, [PHONE]);
    await identities.reserve(HERE, [EMAIL]);
    assert.equal(await identities.reserve(HERE, [EMAIL, PHONE]), first);
    assert.equal(await identities.reserve(HERE, [EMAIL]), first);
  },
  'tells names of two connections apart': async ({ identities }) => {
    assert.notEqual(await identities.reserve(HERE, [PHONE]), await identities.reserve(ELSEWHERE, [PHONE]));
  },
});
