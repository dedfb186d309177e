import assert from 'node:assert/strict';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { ContactLinkChange, LinkedContact } from '../contact-links.ts';
import type { ContactToAdd } from './contact-directory-subject.ts';
import { linked } from './contact-links-list.clauses.ts';
import type { ContactLinksSubject } from './contact-links-subject.ts';
import { failsWith } from './fails-with.ts';
import type { Clauses } from './kit.ts';

const CPF = '52998224725';
const OTHER_CPF = '11144477735';
const LINK = { userName: 'whatsapp_553187654321' } as const;
const A_WHILE_MS = 10 * 60_000;

async function ready(subject: ContactLinksSubject, contact: Partial<ContactToAdd> = {}): Promise<ContactId> {
  await subject.links.makeFields();
  return await subject.add({ kind: 'person', name: 'Ana', ...contact });
}

/** Writes one change after another on a contact, and reads it. */
async function after(subject: ContactLinksSubject, id: ContactId, ...changes: readonly ContactLinkChange[]): Promise<LinkedContact> {
  for (const change of changes) await subject.links.write(id, change);
  return await linked(subject, id);
}

export const contactWriteClauses: Clauses<ContactLinksSubject> = {
  'writes the user name of the client that a contact is linked to': async (subject) => {
    const { link } = await after(subject, await ready(subject), { link: LINK });
    assert.deepEqual(link, { userName: LINK.userName, client: 'active' });
  },
  'empties the user name of a contact that is linked no more': async (subject) => {
    const { link } = await after(subject, await ready(subject), { link: LINK }, { link: 'none' });
    assert.deepEqual(link, { client: 'active' });
  },
  'marks a contact whose client was deactivated': async (subject) => {
    const { link } = await after(subject, await ready(subject), { client: 'inactive' });
    assert.deepEqual(link, { client: 'inactive' });
  },
  'takes the mark away once the client is active again': async (subject) => {
    const { link } = await after(subject, await ready(subject), { client: 'inactive' }, { client: 'active' });
    assert.notEqual(link, 'unknown');
    assert.notEqual(link !== 'unknown' && link.client, 'inactive');
  },
  'fills an empty e-mail and an empty CPF': async (subject) => {
    const { contact } = await after(subject, await ready(subject), { email: 'ana@example.test', cpf: CPF });
    assert.deepEqual([contact.email, contact.cpf], ['ana@example.test', CPF]);
  },
  'overwrites neither e-mail nor CPF': async (subject) => {
    const id = await ready(subject, { email: 'ana@example.test', cpf: CPF });
    const { contact } = await after(subject, id, { email: 'other@example.test', cpf: OTHER_CPF });
    assert.deepEqual([contact.email, contact.cpf], ['ana@example.test', CPF]);
  },
  'gives a company no CPF': async (subject) => {
    const id = await ready(subject, { kind: 'company', name: 'Aurora Ltda' });
    assert.deepEqual((await subject.links.write(id, { cpf: CPF })).parts, []);
  },
  'adds users to the field of agents, where others stay': async (subject) => {
    const [caio, davi] = subject.users;
    const { agents } = await after(subject, await ready(subject), { agents: { add: [caio] } }, { agents: { add: [davi, caio] } });
    assert.deepEqual(agents !== 'unknown' && agents.toSorted(), [caio, davi].toSorted());
  },
  'takes users out of the field of agents': async (subject) => {
    const [caio] = subject.users;
    const { agents } = await after(subject, await ready(subject), { agents: { add: [caio] } }, { agents: { remove: [caio] } });
    assert.deepEqual(agents, []);
  },
  'gives the parts that it wrote, and none where nothing differed': async (subject) => {
    const id = await ready(subject, { email: 'ana@example.test' });
    const change = { link: LINK, email: 'ana@example.test', agents: { add: [subject.users[0]] } } as const;
    assert.deepEqual((await subject.links.write(id, change)).parts.toSorted(), ['agents', 'link']);
    assert.deepEqual((await subject.links.write(id, change)).parts, []);
  },
  'tells no other times of its change than the contact shows': async (subject) => {
    const id = await ready(subject);
    const shown = async () => (await subject.links.list({})).contacts.find(({ contact }) => contact.id === id)?.updatedAt;
    const before = await shown();
    await subject.passTime(A_WHILE_MS);
    const { moved } = await subject.links.write(id, { link: LINK });
    if (moved !== undefined) assert.deepEqual(moved, { from: before, to: await shown() });
  },
  'touches nothing where nothing differs': async (subject) => {
    const id = await ready(subject);
    const before = await after(subject, id, { link: LINK });
    await subject.passTime(A_WHILE_MS);
    assert.equal((await after(subject, id, { link: LINK })).updatedAt, before.updatedAt);
  },
  'keeps what other people put on the contact': async (subject) => {
    const id = await ready(subject);
    const stands = await subject.annotate(id);
    await after(subject, id, { link: LINK, client: 'inactive', agents: { add: [subject.users[0]] } });
    assert.equal(await stands(), true);
  },
  'leaves name and numbers as they are': async (subject) => {
    const id = await ready(subject, { name: "Ana O'Hara", phone: { value: '(31) 98765-4321', field: 'masked' } });
    const { contact } = await after(subject, id, { link: LINK, client: 'inactive', email: 'ana@example.test', cpf: CPF });
    assert.deepEqual([contact.name, contact.phones], ["Ana O'Hara", [{ value: '(31) 98765-4321', ddi: '55' }]]);
  },
  'fails where the contact is gone': async (subject) => {
    await subject.links.makeFields();
    await failsWith(subject.links.write(subject.unknownContact, { link: LINK }), 'port.missing');
  },
  'refuses to write in a field that is unknown': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana' });
    await failsWith(subject.links.write(id, { agents: { add: [subject.users[0]] } }), 'port.refused');
  },
};
