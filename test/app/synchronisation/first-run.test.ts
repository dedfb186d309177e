import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt, type Base } from './base.ts';

let world: World;
let base: Base;
beforeEach(async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
  base = lookAt(world);
});
afterEach(async () => await world.close());

const quietly = <Result>(act: () => Result): Result => world.ploomes.quietly(act);
const person = (name: string, more: { phone?: string; email?: string; companyId?: number; ownerId?: number } = {}): number =>
  quietly(() => world.ploomes.addContact({ name, ...more })).Id;
const knownToChat = (client: Parameters<World['neppo']['saveUser']>[0]): number => Number(world.neppo.quietly(() => world.neppo.saveUser(client))['id']);

test('SYN-01, SYN-02: a first run makes a client for each contact with a number, with what the mapping says, and links the two', async () => {
  const company = quietly(() => world.ploomes.addCompany({ name: 'Padaria Sol' })).Id;
  const ana = person('Ana Souza', { phone: '(11) 98765-4321', email: 'ana@example.com', companyId: company });
  const run = await base.run();
  expect(run).toMatchObject({ state: 'ended', total: 2, done: 2, failed: 0 });
  expect(base.clientOf(ana)).toMatchObject({ name: 'Ana Souza', phone: '5511987654321', email: 'ana@example.com', company: 'Padaria Sol' });
  expect(base.field(ana, 'UserName (Neppo)')).toEqual([base.clientOf(ana)?.userName]);
});

test('SYN-02: a contact without number, e-mail or user name is left as it is', async () => {
  person('Ninguém');
  const run = await base.run();
  expect([run.done, base.clients()]).toEqual([1, []]);
});

test('SYN-03, PHN-04: a client whom the chat knows under the old form of the number is taken, and not made again', async () => {
  const client = knownToChat({ name: 'Ana', phone: '551187654321' });
  const ana = person('Ana Souza', { phone: '(11) 98765-4321' });
  await base.run();
  expect(base.clients().map(({ id, name, phone, externalCode }) => [id, name, phone, externalCode])).toEqual([[client, 'Ana Souza', '551187654321', String(ana)]]);
});

test('SYN-03: nothing is written when nothing differs', async () => {
  person('Ana Souza', { phone: '(11) 98765-4321', email: 'ana@example.com' });
  await base.run();
  world.neppo.reset({ calls: true });
  const saves = (): number => Object.entries(world.neppo.calls().byRoute).reduce((sum, [route, calls]) => sum + (route.includes('save') ? calls : 0), 0);
  const [before, client] = [JSON.stringify(world.ploomes.rows('Contacts')), base.clients()];
  await base.run({ kind: 'reconciliation' });
  expect([saves(), JSON.stringify(world.ploomes.rows('Contacts')), base.clients()]).toEqual([0, before, client]);
  await base.run({ kind: 'reconciliation' });
  world.ploomes.quietly(() => world.ploomes.update('Contacts', world.ploomes.rows('Contacts')[0]?.Id ?? 0, { Name: 'Ana Lima' }));
  await base.run({ kind: 'reconciliation' });
  expect(saves()).toBe(1);
});

test('SYN-09: an empty e-mail of the contact is filled from the chat, and its name is not taken', async () => {
  knownToChat({ name: 'Aninha', phone: '5511987654321', email: 'ana@example.com' });
  const ana = person('Ana Souza', { phone: '(11) 98765-4321' });
  await base.run();
  const row = world.ploomes.rows('Contacts').find(({ Id }) => Id === ana);
  expect([row?.['Email'], row?.['Name'], base.clientOf(ana)?.name]).toEqual(['ana@example.com', 'Ana Souza', 'Ana Souza']);
});

test('SYN-05: a client who is deactivated in the chat is marked on the contact', async () => {
  knownToChat({ name: 'Ana', phone: '5511987654321', active: false });
  const ana = person('Ana Souza', { phone: '(11) 98765-4321' });
  await base.run();
  expect(base.field(ana, 'Inativo na Neppo')).toEqual([true]);
});

test('SYN-07: of two contacts with one number the lower one has the client, and the conflict is listed and settled by hand', async () => {
  const ana = person('Ana Souza', { phone: '(11) 98765-4321' });
  const bia = person('Bia Lima', { phone: '11 8765-4321' });
  quietly(() => world.ploomes.update('Contacts', bia, { Phones: [{ PhoneNumber: '(11) 98765-4321', TypeId: 1, CountryId: 76 }] }));
  await base.run();
  expect([base.clientOf(ana)?.phone, base.clientOf(bia)]).toEqual(['5511987654321', undefined]);
  const { customerBase } = world.hub();
  const listed = await customerBase.conflicts(world.connection, { limit: 10, state: 'open' });
  expect(listed?.rows.map(({ conflict: { kept, other } }) => [kept, other])).toEqual([[String(ana), String(bia)]]);

  const settled = await customerBase.settle(world.connection, listed?.rows[0]?.id ?? '', { keep: String(bia), reason: 'o número é dela' });
  await world.rest();
  expect([settled?.outcome, base.clientOf(bia)?.name, base.clientOf(ana)]).toEqual(['settled', 'Bia Lima', undefined]);
  expect((await customerBase.merges(world.connection, { limit: 10 }))?.rows.map(({ into, from, by }) => [into, from, by])).toEqual([[String(bia), String(ana), 'library']]);

  await customerBase.unsettle(world.connection, listed?.rows[0]?.id ?? '');
  await world.rest();
  expect((await customerBase.conflicts(world.connection, { limit: 10, state: 'open' }))?.rows.map(({ conflict: { kept, other } }) => [kept, other])).toEqual([[String(bia), String(ana)]]);
});

test('AGT-03, AGT-07: the owner\'s agent is associated, and the agents that the client had come into the field', async () => {
  const client = knownToChat({ name: 'Ana', phone: '5511987654321' });
  world.neppo.quietly(() => world.neppo.link({ clientId: client, agent: 'Caio Nunes' }));
  const ana = person('Ana Souza', { phone: '(11) 98765-4321', ownerId: base.userId('bianca.prado@empresa.example') });
  await base.run();
  expect(base.agentsOf(client)).toEqual(['Bianca Prado', 'Caio Nunes']);
  expect(base.field(ana, 'Agentes (Neppo)')).toEqual([base.userId('caio.nunes@empresa.example')]);
});

test('PHN-03: a number that cannot be used is told of once, on the contact', async () => {
  const ana = person('Ana Souza', { phone: '(11) 123', email: 'ana@example.com' });
  await base.run();
  await base.run({ kind: 'reconciliation' });
  const records = world.ploomes.interactionRecords().filter((record) => record['ContactId'] === ana);
  expect(records).toHaveLength(1);
});

test('SYN-02: why a contact is linked can be asked', async () => {
  const ana = person('Ana Souza', { phone: '(11) 98765-4321' });
  await base.run();
  expect(await world.hub().customerBase.explain(world.connection, String(ana))).toMatchObject({
    contact: String(ana), match: 'known', clients: [{ client: String(base.clientOf(ana)?.id), matchedBy: 'external-code', active: true }], keys: ['external-code', 'phone'], differs: [],
  });
});
