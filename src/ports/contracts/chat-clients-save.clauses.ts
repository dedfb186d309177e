import assert from 'node:assert/strict';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { ClientSaved, DirectoryClient } from '../chat-clients.ts';
import { textsOf, type ChatClientsSubject } from './chat-clients-subject.ts';
import { failsWith } from './fails-with.ts';
import type { Clauses } from './kit.ts';

const ANA = {
  name: "Ana O'Hara", phone: '5511987654321', email: 'ana@example.test', cpf: '52998224725', externalCode: '900002', companyName: 'Aurora Ltda',
} as const;

const found = async ({ clients }: ChatClientsSubject, id: ChatClientId | undefined): Promise<object> =>
  textsOf(id === undefined ? undefined : await clients.find(id));

function theClient(saved: ClientSaved): DirectoryClient {
  if (saved.outcome !== 'saved') assert.fail(`the client was saved, and not: ${saved.outcome}`);
  return saved.client;
}

export const chatClientSaveClauses: Clauses<ChatClientsSubject> = {
  'makes a client of all that it is given': async (subject) => {
    const client = theClient(await subject.clients.create(ANA));
    assert.deepEqual(await found(subject, client.id), ANA);
  },
  'makes an active client': async ({ clients }) => {
    const { id } = theClient(await clients.create({ name: 'Ana', phone: '5511987654321' }));
    assert.equal((await clients.find(id))?.active, true);
  },
  'gives back whom it made': async ({ clients }) => {
    const client = theClient(await clients.create(ANA));
    assert.deepEqual(textsOf(client), ANA);
    assert.deepEqual(client.keys.map(({ kind }) => kind), ['external-code', 'phone', 'cpf', 'email']);
  },
  'says why a number is not taken, without showing it': async ({ clients, refusedNumber }) => {
    const saved = await clients.create({ name: 'Ana', phone: refusedNumber });
    assert.ok(saved.outcome === 'number-refused');
    assert.notEqual(saved.reason.trim(), '');
    assert.ok(!saved.reason.includes(refusedNumber));
  },
  'makes nobody of a number that is not taken': async ({ clients, refusedNumber }) => {
    await clients.create({ name: 'Ana', phone: refusedNumber, cpf: ANA.cpf });
    const all = await clients.list();
    assert.ok(all.clients.every(({ cpf }) => cpf !== ANA.cpf));
  },
  'says so where another client has the number': async (subject) => {
    await subject.add({ name: 'Bia', phone: ANA.phone });
    assert.equal((await subject.clients.create(ANA)).outcome, 'number-taken');
  },
  'changes what is named, and nothing else': async (subject) => {
    const id = await subject.add(ANA);
    await subject.clients.update(id, { name: 'Ana Souza', externalCode: '900003' });
    assert.deepEqual(await found(subject, id), { ...ANA, name: 'Ana Souza', externalCode: '900003' });
  },
  "changes the company's name": async (subject) => {
    const id = await subject.add(ANA);
    await subject.clients.update(id, { companyName: 'Boreal SA' });
    assert.deepEqual(await found(subject, id), { ...ANA, companyName: 'Boreal SA' });
  },
  'takes away what is named as an empty text': async (subject) => {
    const id = await subject.add(ANA);
    await subject.clients.update(id, { companyName: '', email: '' });
    assert.deepEqual(await found(subject, id), { ...ANA, companyName: undefined, email: undefined });
  },
  'leaves a deactivated client deactivated': async (subject) => {
    const id = await subject.add({ ...ANA, active: false });
    await subject.clients.update(id, { name: 'Ana Souza' });
    assert.equal((await subject.clients.find(id))?.active, false);
  },
  'says why a changed number is not taken': async (subject) => {
    const id = await subject.add({ name: 'Ana', externalCode: '900002' });
    assert.equal((await subject.clients.update(id, { phone: subject.refusedNumber })).outcome, 'number-refused');
  },
  'fails to change a client that is gone': async ({ clients, unknownClient }) => {
    await failsWith(clients.update(unknownClient, { name: 'Ana' }), 'port.missing');
  },
  'takes the external code away, and leaves the number': async (subject) => {
    const id = await subject.add(ANA);
    await subject.clients.unlink(id);
    assert.deepEqual(await found(subject, id), { ...ANA, externalCode: undefined });
  },
  'takes it for done where there is nobody to unlink': async ({ clients, unknownClient }) => {
    await clients.unlink(unknownClient);
  },
};
