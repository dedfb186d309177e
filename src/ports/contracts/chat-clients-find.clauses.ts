import assert from 'node:assert/strict';
import { identityKeysOf, type LooseClient } from '../../domain/contact/identity-key.ts';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { DirectoryClient } from '../chat-clients.ts';
import { textsOf, type ChatClientsSubject } from './chat-clients-subject.ts';
import type { Clauses } from './kit.ts';

/** More than two pages of any chat known. */
const CROWD = 115;

const CPF = '52998224725';

const ANA = {
  name: "Ana O'Hara", phone: '5511987654321', email: 'ana@example.test', cpf: CPF, externalCode: '900002', companyName: 'Aurora Ltda',
} as const;

async function idsFound({ clients }: ChatClientsSubject, ...wanted: readonly LooseClient[]): Promise<readonly ChatClientId[]> {
  const found = await clients.findByKeys(wanted.flatMap(identityKeysOf));
  return found.map(({ id }) => id).toSorted();
}

/** Reads all pages behind a place, and gives up on a list that has no end. */
async function pagesBehind({ clients }: ChatClientsSubject, from?: string): Promise<readonly DirectoryClient[]> {
  const all: DirectoryClient[] = [];
  let next = from;
  for (let pages = 0; pages < CROWD; pages += 1) {
    const page = await clients.list(next);
    all.push(...page.clients);
    if (page.next === undefined) break;
    next = page.next;
  }
  return all;
}

export const chatClientFindClauses: Clauses<ChatClientsSubject> = {
  'finds a client by its id, with all that it holds': async (subject) => {
    const id = await subject.add(ANA);
    assert.deepEqual(textsOf(await subject.clients.find(id)), ANA);
  },
  'finds nothing for a client that never was there': async ({ clients, unknownClient }) => {
    assert.equal(await clients.find(unknownClient), undefined);
  },
  'tells a deactivated client from an active one': async (subject) => {
    const ids = [await subject.add({ name: 'Ana', phone: '5511987654321', active: false }), await subject.add({ name: 'Bia', phone: '5511987654322' })];
    const found = await Promise.all(ids.map(async (id) => (await subject.clients.find(id))?.active));
    assert.deepEqual(found, [false, true]);
  },
  'gives every key that a client carries': async (subject) => {
    const found = await subject.clients.find(await subject.add(ANA));
    assert.deepEqual(found?.keys.map(({ kind }) => kind), ['external-code', 'phone', 'cpf', 'email']);
  },
  'finds a client by its external code': async (subject) => {
    const id = await subject.add({ name: 'Ana', externalCode: '900002' });
    assert.deepEqual(await idsFound(subject, { externalCode: '900002' }), [id]);
  },
  'finds a client whose number is kept without the ninth digit': async (subject) => {
    const id = await subject.add({ name: 'Ana', phone: '553187654321' });
    assert.deepEqual(await idsFound(subject, { phone: '5531987654321' }), [id]);
  },
  'finds a client whose number is kept with the ninth digit': async (subject) => {
    const id = await subject.add({ name: 'Ana', phone: '5531987654321' });
    assert.deepEqual(await idsFound(subject, { phone: '553187654321' }), [id]);
  },
  'finds a client by CPF': async (subject) => {
    const id = await subject.add({ name: 'Ana', cpf: CPF });
    assert.deepEqual(await idsFound(subject, { cpf: CPF }), [id]);
  },
  'finds a client by e-mail, whatever its case': async (subject) => {
    const id = await subject.add({ name: 'Ana', email: 'Ana.Souza@Example.test' });
    await subject.add({ name: 'Mariana', email: 'mari.ana.souza@example.test' });
    assert.deepEqual(await idsFound(subject, { email: 'ana.souza@example.test' }), [id]);
  },
  'finds everybody who carries one of several keys': async (subject) => {
    const ids = [await subject.add({ name: 'Ana', phone: '5511987654321' }), await subject.add({ name: 'Bia', cpf: CPF })];
    await subject.add({ name: 'Caio', phone: '5511987654322' });
    assert.deepEqual(await idsFound(subject, { phone: '5511987654321', cpf: CPF }), ids.toSorted());
  },
  'finds nobody where no key is given': async (subject) => {
    await subject.add({ name: 'Ana' });
    assert.deepEqual(await idsFound(subject), []);
  },
  'finds no agents': async (subject) => {
    await subject.addAgent('iara@equipe.example');
    assert.deepEqual(await idsFound(subject, { email: 'iara@equipe.example' }), []);
  },
  'lists everybody once over all pages, deactivated clients too': async (subject) => {
    const wanted = [...(await subject.addMany(CROWD)), await subject.add({ name: 'Ana', phone: '5531987654321', active: false })];
    const ids = (await pagesBehind(subject)).map(({ id }) => id);
    assert.deepEqual(wanted.filter((id) => !ids.includes(id)), []);
    assert.equal(new Set(ids).size, ids.length);
  },
  'hides nobody behind a client that went away between two pages': async (subject) => {
    const wanted = await subject.addMany(CROWD);
    const { clients, next } = await subject.clients.list();
    const [gone] = clients;
    if (gone !== undefined) await subject.remove(gone.id);
    const later = await pagesBehind(subject, next);
    const ids = [...clients, ...later].map(({ id }) => id);
    assert.deepEqual(wanted.filter((id) => !ids.includes(id)), []);
  },
  'lists no agents': async (subject) => {
    await subject.addAgent('iara@equipe.example');
    assert.ok((await pagesBehind(subject)).every(({ email }) => email !== 'iara@equipe.example'));
  },
};
