import assert from 'node:assert/strict';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { ContactDirectorySubject } from './contact-directory-subject.ts';
import type { Clauses } from './kit.ts';

const ANA = { kind: 'person', name: "Ana O'Hara" } as const;
const MASKED = { value: '(31) 98765-4321', field: 'masked' } as const;

const idsFound = async ({ directory }: ContactDirectorySubject, typed: string): Promise<readonly ContactId[]> =>
  (await directory.search(typed, { limit: 20 })).contacts.map(({ contact }) => contact.id);

/** Every page, two at a time; far more pages than there are contacts means that they never end. */
async function allPages({ directory }: ContactDirectorySubject, typed: string): Promise<readonly ContactId[]> {
  const ids: ContactId[] = [];
  let after: ContactId | undefined;
  for (let pages = 0; pages < 10; pages += 1) {
    const page = await directory.search(typed, { limit: 2, after });
    assert.ok(page.contacts.length <= 2, 'no page is longer than was asked for');
    ids.push(...page.contacts.map(({ contact }) => contact.id));
    if (page.next === undefined) return ids;
    after = page.next;
  }
  assert.fail('the pages end');
}

/** Looking for a contact by what an agent types (PAN-02). */
export const contactSearchClauses: Clauses<ContactDirectorySubject> = {
  'is searched by a part of the name, whatever its case': async (subject) => {
    const id = await subject.add(ANA);
    await subject.add({ kind: 'person', name: 'Bia' });
    assert.deepEqual(await idsFound(subject, " a o'HA "), [id]);
  },
  'is searched by a part of the e-mail, whatever its case': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', email: 'Souza.A@Example.test' });
    assert.deepEqual(await idsFound(subject, 'souza.a@ex'), [id]);
  },
  'is searched by a CPF, whatever its mask': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', cpf: '52998224725' });
    assert.deepEqual([await idsFound(subject, '529.982.247-25'), await idsFound(subject, '52998224725')], [[id], [id]]);
  },
  'is searched by any three digits of a number, whatever stands between them': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: MASKED });
    for (const typed of ['987', '543', '198', '(31) 9', '3198765', '654321']) assert.deepEqual(await idsFound(subject, typed), [id], typed);
  },
  'is searched by a whole number in its other form': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: { value: '553187654321', field: 'plain' } });
    assert.deepEqual(await idsFound(subject, '+55 31 98765-4321'), [id]);
  },
  'is not searched by fewer than three digits of a number': async (subject) => {
    await subject.add({ kind: 'person', name: 'Ana', phone: MASKED });
    assert.deepEqual(await idsFound(subject, '98'), []);
  },
  'tells everything by which a contact was found': async (subject) => {
    await subject.add({ kind: 'person', name: 'Ana', email: 'ana@example.test' });
    const { contacts } = await subject.directory.search('ana', { limit: 20 });
    assert.deepEqual(contacts.map(({ matched }) => [...matched].toSorted()), [['email', 'name']]);
  },
  'is searched for companies too': async (subject) => {
    const id = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    assert.deepEqual(await idsFound(subject, 'aurora'), [id]);
  },
  'finds nobody who does not answer to what was typed': async (subject) => {
    await subject.add({ ...ANA, phone: { value: '(48) 3842-6671', field: 'masked' }, email: 'ana@example.test' });
    assert.deepEqual(await idsFound(subject, '11 3842-6671'), []);
  },
  'finds nobody where nothing was typed': async (subject) => {
    await subject.add(ANA);
    assert.deepEqual(await idsFound(subject, '  '), []);
  },
  'gives everybody who was found once, page by page': async (subject) => {
    const ids: ContactId[] = [];
    for (const name of ['Ana 1', 'Ana 2', 'Ana 3', 'Ana 4', 'Ana 5']) ids.push(await subject.add({ kind: 'person', name }));
    assert.deepEqual((await allPages(subject, 'ana')).toSorted(), ids.toSorted());
  },
};
