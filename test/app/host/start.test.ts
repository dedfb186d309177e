import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createNeppoSimulator, defaultCredentials } from '../../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator } from '../../../src/adapters/ploomes/simulator/index.ts';
import { aFolder, runHost } from './host-process.ts';
import { refused, typed } from './typed.ts';

const SECRET = { VINCULO_SECRET_KEY: 'a-secret-key-for-tests-only' } as const;

async function aCompany() {
  const ploomes = await createPloomesSimulator();
  const neppo = await createNeppoSimulator();
  onTestFinished(async () => void (await Promise.all([ploomes.close(), neppo.stop()])));
  const { consumerKey, username } = defaultCredentials;
  const connection = {
    id: 'acme', name: 'Acme',
    ploomes: { baseUrl: ploomes.url, userKey: { env: 'ACME_PLOOMES_KEY' }, budget: { perMinute: 0 } },
    neppo: {
      tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`,
      credentials: { consumerKey, consumerSecret: { env: 'ACME_NEPPO_SECRET' }, username, password: { env: 'ACME_NEPPO_PASSWORD' } },
    },
  };
  const env = { ...SECRET, ACME_PLOOMES_KEY: ploomes.userKey, ACME_NEPPO_SECRET: defaultCredentials.consumerSecret, ACME_NEPPO_PASSWORD: defaultCredentials.password };
  return { connection, env };
}

function aConfig(value: unknown): { readonly config: string; readonly db: string } {
  const folder = aFolder();
  const config = join(folder, 'vinculo.config.json');
  writeFileSync(config, typeof value === 'string' ? value : JSON.stringify(value));
  return { config, db: join(folder, 'hub.db') };
}

test('ACT-04: a hub adds the connections of its file and shows their hook addresses once; it answers until it is asked to stop', async () => {
  const { connection, env } = await aCompany();
  const { config, db } = aConfig({ publicUrl: 'https://hub.example.com.br', allowPrivateAddresses: true, synchronisation: 'off', connections: [connection] });
  const args = ['start', '--db', db, '--config', config, '--port', '0'];

  const hub = runHost(args, { env });
  const said = await hub.says('O hub está no ar');
  expect(said).toMatch(/Conexão acme: criada\..*\n {2}Neppo: {3}https:\/\/hub\.example\.com\.br\/hooks\/neppo\/\S{43}\n {2}Ploomes: https:\/\/hub\.example\.com\.br\/hooks\/ploomes\/\S{43}\n/);
  expect(statSync(`${db}.control`).mode & 0o777).toBe(0o600);
  expect(await typed(`deliveries list --db ${db}`)).toEqual({ exitCode: 0, out: 'Nenhuma entrega.\n', err: '' });
  expect(await refused(`start --db ${db} --config ${config} --port 0`, env)).toMatch(/^2 vinculo start não conseguiu abrir \S+ como banco de dados: o banco de dados está em uso por outro processo\. Pare o outro processo/);
  hub.child.kill('SIGTERM');
  expect([await hub.ended(), existsSync(`${db}.control`), hub.stderr()]).toEqual([0, false, '']);
  expect(readFileSync(db).includes(defaultCredentials.password)).toBe(false);

  const again = runHost(args, { env });
  expect(await again.says('O hub está no ar')).toMatch(/Conexão acme: já existe/);
  expect(again.stdout()).not.toContain('/hooks/');
});

test('ACT-02: a credential that does not open is refused before anything is kept', async () => {
  const { connection, env } = await aCompany();
  const { config, db } = aConfig({ publicUrl: 'https://hub.example.com.br', allowPrivateAddresses: true, connections: [connection] });
  const { exitCode, err } = await typed(`start --db ${db} --config ${config} --port 0`, { ...env, ACME_PLOOMES_KEY: 'no-such-key' });
  expect(exitCode).toBe(2);
  expect(err).toContain('credencial recusada (');
  expect(err).not.toContain('no-such-key');
});

test('ACT-02: a wrong secret key adds none of the connections that the file names, and the right one goes on as before', async () => {
  const { connection, env } = await aCompany();
  const common = { publicUrl: 'https://hub.example.com.br', allowPrivateAddresses: true };
  const before = aConfig({ ...common, connections: [connection] });
  const hub = runHost(['start', '--db', before.db, '--config', before.config, '--port', '0'], { env });
  await hub.says('O hub está no ar');
  hub.child.kill('SIGTERM');
  await hub.ended();

  const more = aConfig({ ...common, connections: [connection, { ...connection, id: 'aaa' }] });
  const { exitCode, out, err } = await typed(`start --db ${before.db} --config ${more.config} --port 0`, { ...env, VINCULO_SECRET_KEY: 'quite-another-secret-key' });
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toMatch(/^vinculo start.*VINCULO_SECRET_KEY/);
  const again = runHost(['start', '--db', before.db, '--config', before.config, '--port', '0'], { env });
  expect(await again.says('O hub está no ar')).toContain('Conexão acme: já existe');
});

test.each([
  [{ connections: [] }, 'publicUrl falta'],
  [{ publicUrl: 'hub', connections: [] }, 'publicUrl não serve'],
  [{ publicUrl: 'https://hub.example', connections: [], colour: 'red' }, 'colour não é conhecida'],
  [{ publicUrl: 'https://hub.example', connections: [], reconcileHours: 0 }, 'reconcileHours não serve'],
  [{ publicUrl: 'https://hub.example', connections: [{ id: 'a', name: 'A', ploomes: {}, neppo: {}, options: { linking: 'yes' } }] }, 'connections.0.options.linking não é nenhum destes: on, off'],
  [{ publicUrl: 'https://hub.example', connections: [{ id: 'a', name: 'A', ploomes: { userKey: { env: 'NO_SUCH' } }, neppo: {} }] }, 'connections.0.ploomes.userKey pede a variável de ambiente NO_SUCH'],
  [{ publicUrl: 'https://hub.example', connections: [{ id: 'a', name: 'A', ploomes: {}, neppo: {} }] }, 'não conseguiu usar connections.0 (a): falta uma credencial ('],
  ['{ not JSON', 'o conteúdo não é JSON'],
])('a configuration %j is refused, naming the key', async (value, named) => {
  const { config, db } = aConfig(value);
  const { exitCode, out, err } = await typed(`start --db ${db} --config ${config} --port 0`, SECRET);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain(named);
});

test('a hub without its secret key, or without its file, does not start', async () => {
  const { config, db } = aConfig({ publicUrl: 'https://hub.example', connections: [] });
  expect(await refused(`start --db ${db} --config ${config}`)).toMatch(/^2 .*VINCULO_SECRET_KEY/);
  expect(await refused(`start --db ${db} --config ${config}.gone`, SECRET)).toMatch(/^2 .*o arquivo não existe/);
});

test('a simulator by itself says where it is and how to get in', async () => {
  const simulator = runHost(['simulate', 'ploomes', '--json']);
  await simulator.says('\n');
  const { url, userKey } = JSON.parse(simulator.stdout()) as { url: string; userKey: string };
  expect((await fetch(`${url}/Account`, { headers: { 'user-key': userKey } })).status).toBe(200);
  simulator.child.kill('SIGTERM');
  expect(await simulator.ended()).toBe(0);
});
