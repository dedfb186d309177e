import { expect, test } from 'vitest';
import { createNeppoSimulator, type NeppoSimulator } from '../../../../src/adapters/neppo/simulator/index.ts';

const control = async ({ url }: NeppoSimulator, path: string, body: object = {}): Promise<unknown> =>
  await (await fetch(`${url}/_sim/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();

const told = (neppo: NeppoSimulator): readonly string[] => neppo.captured().map(({ entity, action }) => `${entity}.${action}`);

const clientsOf = (neppo: NeppoSimulator) => neppo.users().filter((row) => row['typeUser'] === 'USER');

test('planted clients are shown as any others, and nobody is told', async () => {
  await using neppo = await createNeppoSimulator();
  neppo.pauseWebhooks();
  neppo.plantClients(2, (n) => ({ name: `Cliente ${n}`, phone: `551198765432${n}`, externalCode: String(n), attributes: [{ description: 'Empresa (Ploomes)', value: 'Aurora' }] }));
  const made = neppo.quietly(() => neppo.saveUser({ name: 'Cliente', phone: '5511987654330' }));
  expect(told(neppo)).toEqual([]);
  const [planted] = clientsOf(neppo);
  expect(Object.keys(planted ?? {})).toEqual(Object.keys(made));
  expect(planted).toMatchObject({ userName: 'whatsapp_5511987654320', externalCode: '0', attributes: [[1, { description: 'Empresa (Ploomes)' }, 'Aurora']] });
});

test('a client that is deleted takes its associations along, and webhooks tell so', async () => {
  await using neppo = await createNeppoSimulator({ agents: [{ name: 'Iara' }] });
  const id = Number(neppo.saveUser({ name: 'Ana' })['id']);
  neppo.link({ clientId: id, agent: 'Iara' });
  neppo.pauseWebhooks();
  neppo.removeUser(id);
  expect(told(neppo)).toEqual(['AssociationClientsToAgents.DELETE', 'User.DELETE']);
  expect([neppo.user(id), neppo.associations()]).toEqual([undefined, []]);
});

test("an agent that is deleted leaves its clients' associations behind", async () => {
  await using neppo = await createNeppoSimulator({ agents: [{ name: 'Iara' }] });
  const client = Number(neppo.saveUser({ name: 'Ana' })['id']);
  neppo.link({ clientId: client, agent: 'Iara' });
  const [association] = neppo.associations();
  neppo.removeUser(Number(association?.['agentId']));
  expect(neppo.associations()).toHaveLength(1);
  expect(neppo.state()).toMatchObject({ agents: [] });
});

test('what is done quietly no webhook tells, over HTTP too', async () => {
  await using neppo = await createNeppoSimulator();
  neppo.pauseWebhooks();
  const id = neppo.quietly(() => Number(neppo.saveUser({ name: 'Ana' })['id']));
  await control(neppo, 'quiet', { quiet: true });
  await control(neppo, `users/${id}/remove`);
  expect(told(neppo)).toEqual([]);
  await control(neppo, 'quiet', { quiet: false });
  await control(neppo, 'users', { name: 'Bia' });
  expect(told(neppo)).toEqual(['User.CREATE']);
});

test('clients are planted over HTTP', async () => {
  await using neppo = await createNeppoSimulator();
  expect(await control(neppo, 'clients', { count: 120 })).toEqual({ planted: 120 });
  expect(clientsOf(neppo)).toHaveLength(120);
});

test('a restart keeps what was planted, changed and deleted', async ({ onTestFinished }) => {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const folder = mkdtempSync('/tmp/vinculo-neppo-');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateFile = `${folder}/neppo.sim`;
  const first = await createNeppoSimulator({ stateFile });
  first.plantClients(3);
  const [one, two] = clientsOf(first).map((row) => Number(row['id']));
  first.removeUser(one ?? 0);
  first.saveUser({ id: two, name: 'Bia' });
  await first.stop();
  await using again = await createNeppoSimulator({ stateFile });
  expect(clientsOf(again).map((row) => row['name'])).toEqual(['Bia', 'Cliente 3']);
});
