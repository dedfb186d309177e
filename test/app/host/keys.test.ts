import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createVinculo, type Vinculo } from '../../../src/app/index.ts';
import { aFolder } from './host-process.ts';
import { refused, typed } from './typed.ts';

const [OLD, NEW] = ['the-old-secret-key-for-tests', 'the-new-secret-key-for-tests'];

const open = async (db: string, secretKey: string): Promise<Vinculo> => await createVinculo({
  store: sqliteStore(db), secretKey, publicUrl: 'http://hub.example', ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()),
});

/** The database of a hub that is stopped, with two connections. */
async function aDatabase(): Promise<string> {
  const db = join(aFolder(), 'hub.db');
  const hub = await open(db, OLD);
  for (const id of ['acme', 'bravo']) await hub.connections.add({ id, name: id, ploomes: {}, neppo: {} });
  await hub.close();
  return db;
}

test('a key is made, shown once, listed and withdrawn', async () => {
  const db = await aDatabase();
  expect(await typed(`keys list --db ${db}`)).toEqual({ exitCode: 0, out: 'Nenhuma chave.\n', err: '' });
  const made = await typed(`keys add --name Grafana --connection acme --connection bravo --db ${db}`);
  expect(made.out).toMatch(/^vnc_[\w-]{43}\n$/);
  const [, id = ''] = /^Guarde a chave: ela não será mostrada de novo\. Id: (\S+)\.\n$/.exec(made.err) ?? [];
  const listed = await typed(`keys list --db ${db}`);
  expect(listed.out).toMatch(new RegExp(`${id} +Grafana +consulta +acme, bravo +2`));
  expect(listed.out).not.toContain(made.out.trim());
  expect(await typed(`keys withdraw ${id} --db ${db}`)).toEqual({ exitCode: 0, out: 'A chave de Grafana não abre mais nada.\n', err: '' });
  expect(JSON.parse((await typed(`keys list --db ${db} --json`)).out)).toMatchObject({ rows: [{ id, role: 'see', withdrawnAt: expect.any(String) as unknown }] });
  expect(readFileSync(db, 'latin1')).not.toContain(made.out.trim().slice(4));
});

test.each([
  ['keys add --db DB', /^2 .*falta a opção --name/],
  ['keys add --name a --role owner --db DB', /^2 .*o valor «owner» de --role não é aceito; use um destes: see, operate/],
  ['keys add --name a --connection nobody --db DB', /^2 .*connections was refused \(input\.connection-unknown\): name connections that there are; .*vinculo connections list/],
  ['keys withdraw nobody --db DB', /^3 vinculo keys withdraw não conseguiu retirar a chave: não há chave com o id nobody\. Veja os ids em vinculo keys list\./],
  ['secrets rotate --db DB', /^2 vinculo secrets rotate não conseguiu selar os segredos de novo: o hub está parado e a chave secreta anterior não é conhecida\. Inicie o hub com as duas chaves/],
])('%s is refused with what to do about it', async (line, complaint) => {
  expect(await refused(line.replace('DB', await aDatabase()))).toMatch(complaint);
});

test('the secrets of a stopped hub are sealed under another secretKey, twice without harm', async () => {
  const db = await aDatabase();
  const keys = { VINCULO_SECRET_KEY: NEW, VINCULO_PREVIOUS_SECRET_KEY: OLD };
  expect(await typed(`secrets rotate --db ${db}`, keys)).toEqual({ exitCode: 0, out: '7 segredos selados de novo; 0 já estavam com a chave de hoje.\n', err: '' });
  expect(await typed(`secrets rotate --db ${db} --json --lang en`, keys)).toEqual({ exitCode: 0, out: '{"resealed":0,"current":7,"unreadable":[]}\n', err: '' });
  const hub = await open(db, NEW);
  await expect(hub.start()).resolves.toBeUndefined();
  await hub.close();
});

test('a person is found in the database of a stopped hub with its secret key, and not without: marks cannot be made then', async () => {
  const db = await aDatabase();
  expect(await refused(`deliveries list --db ${db} --phone 11987654321`)).toMatch(/^2 .*o hub está parado e a chave secreta não é conhecida/);
  expect(await typed(`deliveries list --db ${db} --phone 11987654321 --secret-key-env KEY`, { KEY: OLD })).toEqual({ exitCode: 0, out: 'Nenhuma entrega.\n', err: '' });
  expect((await typed(`deliveries count --db ${db} --email a@b.example --secret-key-env KEY`, { KEY: OLD })).exitCode).toBe(0);
});

test('with two keys that open nothing, nothing is done, and the exit code says so', async () => {
  const db = await aDatabase();
  const wrong = { VINCULO_SECRET_KEY: NEW, VINCULO_PREVIOUS_SECRET_KEY: 'neither-of-the-two-keys' };
  expect((await typed(`secrets rotate --db ${db}`, wrong)).exitCode).toBe(1);
  const hub = await open(db, OLD);
  await expect(hub.start()).resolves.toBeUndefined();
  await hub.close();
});
