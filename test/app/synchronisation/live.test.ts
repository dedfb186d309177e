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

const rest = async (): Promise<void> => await world.rest();
const add = (name: string, more: { phone?: string; email?: string; ownerId?: number } = {}): number => world.ploomes.addContact({ name, ...more }).Id;
const phoneOf = (value: string) => ({ Phones: [{ PhoneNumber: value, TypeId: 1, CountryId: 76 }] });
const decisions = async (kind: string): Promise<readonly unknown[]> => {
  const { rows } = await world.hub().deliveries.list({ kind }, { limit: 50 });
  return await Promise.all(rows.toReversed().map(async ({ id }) => (await world.hub().deliveries.show(id))?.decision));
};

test('SYN-03: a connection that was never synchronised leaves both sides alone', async () => {
  add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  expect(base.clients()).toEqual([]);
});

test('SYN-03: a contact that is created, and one that is changed, reaches the chat by itself', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  expect(base.clientOf(ana)).toMatchObject({ name: 'Ana Souza', phone: '5511987654321' });
  world.ploomes.update('Contacts', ana, { Name: 'Ana Lima', Email: 'ana@example.com' });
  await rest();
  expect(base.clientOf(ana)).toMatchObject({ name: 'Ana Lima', email: 'ana@example.com' });
});

test('SYN-04: a number that changes leaves the old client its number and makes another', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.ploomes.update('Contacts', ana, phoneOf('(21) 97654-3210'));
  await rest();
  expect(base.clients().map(({ phone, externalCode }) => [phone, externalCode])).toEqual([['5511987654321', null], ['5521976543210', String(ana)]]);
});

test('SYN-04: a person who is deleted is unlinked in the chat, and not deleted', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.ploomes.remove('Contacts', ana);
  await rest();
  expect(base.clients().map(({ phone, externalCode }) => [phone, externalCode])).toEqual([['5511987654321', null]]);
});

test('SYN-04: the link stays where unlinkOnRemoval is off', async () => {
  await world.setOptions({ unlinkOnRemoval: 'off' });
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.ploomes.remove('Contacts', ana);
  await rest();
  expect(base.clients().map(({ externalCode }) => externalCode)).toEqual([String(ana)]);
});

test('SYN-05: a client is deactivated and reactivated in the chat, and the mark on the contact follows', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  const id = base.clientOf(ana)?.id ?? 0;
  world.neppo.saveUser({ id, active: false });
  await rest();
  expect(base.field(ana, 'Inativo na Neppo')).toEqual([true]);
  world.neppo.saveUser({ id, active: true });
  await rest();
  expect(base.field(ana, 'Inativo na Neppo')).not.toEqual([true]);
});

test('SYN-06: a client who appears in the chat is linked to the contact with its number; one whom nobody knows makes no contact', async () => {
  await base.run();
  const ana = world.ploomes.quietly(() => add('Ana Souza', { phone: '(11) 98765-4321' }));
  await base.run({ kind: 'reconciliation' });
  world.neppo.quietly(() => world.neppo.removeUser(base.clientOf(ana)?.id ?? 0));
  world.neppo.saveUser({ name: 'Aninha', phone: '5511987654321' });
  world.neppo.saveUser({ name: 'Ninguém', phone: '5521976543210' });
  await rest();
  expect(base.clientOf(ana)).toMatchObject({ name: 'Ana Souza' });
  expect(world.ploomes.rows('Contacts').map((row) => row['Name'])).toEqual(['Ana Souza']);
});

test('SYN-06: with the option, a client whom nobody knows becomes a contact, and is linked to it', async () => {
  await world.setOptions({ createUnknownContacts: 'on' });
  await base.run();
  world.neppo.saveUser({ name: 'Caio Novo', phone: '5521976543210' });
  await rest();
  const made = world.ploomes.rows('Contacts').find((row) => row['Name'] === 'Caio Novo');
  expect(base.clients().map(({ externalCode }) => externalCode)).toEqual([String(made?.Id)]);
});

test('SYN-08: the CRM\'s value wins over an edit in the chat, and what was overwritten is in the history', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.neppo.saveUser({ id: base.clientOf(ana)?.id, name: 'Apelido' });
  await rest();
  const id = base.clientOf(ana)?.id;
  expect(base.clientOf(ana)?.name).toBe('Ana Souza');
  expect(await decisions('synchronise-contact')).toContainEqual(expect.objectContaining({ overwritten: { [String(id)]: { name: 'Apelido' } } }));
});

test('SYN-08: the echoes of our own writes are recognised on both sides, and nothing more is written', async () => {
  await base.run();
  // A webhook that overtakes the answer of its own write finds nothing written yet, and then nothing that differs.
  world.neppo.faults({ webhooks: 'delay', delayMs: 200 });
  add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  expect(await decisions('chat-client-seen')).toEqual([expect.objectContaining({ outcome: 'nothing-to-do', because: 'echo' })]);
  expect((await decisions('synchronise-contact')).length).toBe(1);
});

/** How often the CRM was asked for one contact. */
const askedFor = (): number => Object.entries(world.ploomes.calls().byRoute).reduce((sum, [route, calls]) => sum + (/^GET .*Contacts/.test(route) ? calls : 0), 0);

test('SYN-08: an echo that tells the time of our own write costs no question to the CRM', async () => {
  add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.ploomes.faults({ webhooks: 'delay', delayMs: 200 });
  world.neppo.faults({ webhooks: 'delay', delayMs: 200 });
  world.ploomes.resetCalls();
  await base.run();
  await rest();
  const patches = world.ploomes.calls().byRoute['PATCH /Contacts(id)'] ?? 0;
  // One page, and one reading before the write.
  expect([patches, askedFor()]).toEqual([1, 2]);
  expect(await decisions('synchronise-contact')).toEqual([]);
});

test('SYN-08: what somebody changed right behind our own write is read, though the echo is not', async () => {
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.ploomes.faults({ webhooks: 'delay', delayMs: 200 });
  await base.run();
  world.ploomes.update('Contacts', ana, { Name: 'Ana Lima' });
  await rest();
  expect(base.clientOf(ana)?.name).toBe('Ana Lima');
});

test('SYN-08: what somebody changed before our own write, and no webhook told, is found when the echo comes', async () => {
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await base.run();
  await rest();
  world.ploomes.quietly(() => world.ploomes.update('Contacts', ana, { Name: 'Ana Lima' }));
  world.neppo.saveUser({ id: base.clientOf(ana)?.id, active: false });
  await rest();
  expect([base.field(ana, 'Inativo na Neppo'), base.clientOf(ana)?.name]).toEqual([[true], 'Ana Lima']);
});

test('AGT-04, AGT-05: agents of the field are associated, and an association made in the chat comes into the field', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321', ownerId: base.userId('bianca.prado@empresa.example') });
  await rest();
  const client = base.clientOf(ana)?.id ?? 0;
  expect(base.agentsOf(client)).toEqual(['Bianca Prado']);
  world.neppo.link({ clientId: client, agent: 'Caio Nunes' });
  await rest();
  expect(base.field(ana, 'Agentes (Neppo)')).toEqual([base.userId('caio.nunes@empresa.example')]);
  world.neppo.link({ clientId: client, agent: 'Caio Nunes', remove: true });
  await rest();
  expect([base.field(ana, 'Agentes (Neppo)'), base.agentsOf(client)]).toEqual([[], ['Bianca Prado']]);
});

test('AGT-05: an agent of a client whom the hub did not know yet comes into the field as soon as the client is linked', async () => {
  await base.run();
  const client = Number(world.neppo.quietly(() => world.neppo.saveUser({ name: 'Ana', phone: '5511987654321' }))['id']);
  world.neppo.link({ clientId: client, agent: 'Caio Nunes' });
  await rest();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  expect([base.clientOf(ana)?.id, base.field(ana, 'Agentes (Neppo)'), base.agentsOf(client)]).toEqual([client, [base.userId('caio.nunes@empresa.example')], ['Caio Nunes']]);
});

test('AGT-03: another owner\'s agent takes the place of the one before', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321', ownerId: base.userId('bianca.prado@empresa.example') });
  await rest();
  world.ploomes.update('Contacts', ana, { OwnerId: base.userId('caio.nunes@empresa.example') });
  await rest();
  expect(base.agentsOf(base.clientOf(ana)?.id ?? 0)).toEqual(['Caio Nunes']);
});

test('AGT-07: an owner\'s agent removed in the chat is put back once, and the history says so', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321', ownerId: base.userId('bianca.prado@empresa.example') });
  await rest();
  const client = base.clientOf(ana)?.id ?? 0;
  const removed = async (): Promise<readonly string[]> => {
    world.neppo.link({ clientId: client, agent: 'Bianca Prado', remove: true });
    await rest();
    return base.agentsOf(client);
  };
  expect([await removed(), await removed()]).toEqual([['Bianca Prado'], []]);
  expect(await decisions('synchronise-contact')).toContainEqual(expect.objectContaining({ agents: [expect.objectContaining({ type: 'owner-put-back' })] }));
});

test('PHN-03: a number that cannot be used is told of once, and a new wrong one anew', async () => {
  await base.run();
  const ana = add('Ana Souza', { phone: '123', email: 'ana@example.com' });
  await rest();
  world.ploomes.update('Contacts', ana, { Name: 'Ana S.' });
  await rest();
  const records = () => world.ploomes.interactionRecords().filter((record) => record['ContactId'] === ana);
  expect(records()).toHaveLength(1);
  world.ploomes.update('Contacts', ana, phoneOf('456'));
  await rest();
  expect(records()).toHaveLength(2);
});

test('SYN-01: the name of a company reaches the clients of its people', async () => {
  await base.run();
  const company = world.ploomes.addCompany({ name: 'Padaria Sol' }).Id;
  const ana = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321', companyId: company }).Id;
  await rest();
  world.ploomes.update('Contacts', company, { Name: 'Padaria Lua' });
  await rest();
  expect(base.clientOf(ana)?.company).toBe('Padaria Lua');
});

test('PHN-03: a number that the chat alone refuses counts as invalid: it is told of once, with its reason, and listed as a problem', async () => {
  await world.close();
  const refusing: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const isRefused = request.url.endsWith('/users/save') && (await request.clone().text()).includes('5511987654321');
    return isRefused ? Response.json({ message: 'Telefone inválido' }, { status: 422 }) : await fetch(request);
  };
  world = await createWorld({ chatBudget: { perMinute: 0 }, hub: { outgoingFetch: refusing } });
  base = lookAt(world);
  await base.run();
  const ana = add('Ana Souza', { phone: '(11) 98765-4321' });
  await rest();
  world.ploomes.update('Contacts', ana, { Name: 'Ana Lima' });
  await rest();
  const records = world.ploomes.interactionRecords().filter((record) => record['ContactId'] === ana);
  expect(records.map((record) => record['Content'])).toEqual([expect.stringMatching(/\(11\) 98765-4321 .*a Neppo não aceitou o número \(Telefone inválido\)/)]);
  expect((await world.hub().customerBase.problems(world.connection, { limit: 5 }))?.rows).toMatchObject([{ contact: String(ana), code: 'number-refused' }]);
});
