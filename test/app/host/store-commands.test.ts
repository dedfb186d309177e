import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createNeppoSimulator, defaultCredentials } from '../../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator } from '../../../src/adapters/ploomes/simulator/index.ts';
import { leaveSqlite, sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { anEmptyDatabase } from '../../adapters/postgres/databases.ts';
import { aFolder, runHost } from './host-process.ts';
import { typed } from './typed.ts';

/** Nothing of the outside has to be asked for what these commands do; one connection makes the hub's addresses known. */
async function aHub() {
  const ploomes = await createPloomesSimulator({ ratePerMinute: 0 });
  const neppo = await createNeppoSimulator();
  onTestFinished(async () => void (await Promise.all([ploomes.close(), neppo.stop()])));
  const folder = aFolder();
  const [config, db] = [join(folder, 'vinculo.config.json'), join(folder, 'hub.db')];
  writeFileSync(config, JSON.stringify({
    publicUrl: 'http://hub.example', allowPrivateAddresses: true, operatorKeys: ['an-operator-key-for-tests'],
    connections: [{
      id: 'acme', name: 'Acme', ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, budget: { perMinute: 0 } },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
    }],
  }));
  const env = { VINCULO_SECRET_KEY: 'a-secret-key-for-tests-only' };
  const start = (...more: readonly string[]) => runHost(['start', '--config', config, '--port', '0', ...more], { env });
  return { db, folder, start, env };
}

/** A database that lasts for this test. */
async function aServer(): Promise<string> {
  const { url, giveBack } = await anEmptyDatabase();
  onTestFinished(giveBack);
  return url;
}

const wordIn = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';

async function count(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/deliveries?limit=200&source=neppo`, { headers: { authorization: 'Bearer an-operator-key-for-tests' } });
  return ((await answer.json()) as { rows: unknown[] }).rows.length;
}

test('a running hub moves to PostgreSQL while webhooks arrive: every sender is answered well, and every delivery is there', { timeout: 60_000 }, async () => {
  const { db, start } = await aHub();
  const target = await aServer();
  const hub = start('--db', db);
  const said = await hub.says('O hub está no ar');
  const url = wordIn(said, /no ar em (\S+)\./);
  const hook = `${url}${new URL(wordIn(said, /Neppo: +(\S+)/)).pathname}`;

  let answered = 0;
  const sender = new AbortController();
  const sending = (async () => {
    while (!sender.signal.aborted) {
      const body = JSON.stringify({ entity: 'Agent', id: answered });
      expect((await fetch(hook, { method: 'POST', body })).status).toBe(200);
      answered += 1;
    }
  })();
  await expect.poll(() => answered, { timeout: 15_000 }).toBeGreaterThan(20);
  const moved = await typed(`move --from ${db} --to ${target}`);
  expect(moved).toMatchObject({ exitCode: 0, err: '' });
  expect(moved.out).toContain('já usa o novo banco');
  const atMove = answered;
  await expect.poll(() => answered, { timeout: 15_000 }).toBeGreaterThan(atMove + 20);
  sender.abort();
  await sending;
  expect(hub.stdout()).toContain('O hub agora guarda tudo em postgres://');
  expect(await count(url)).toBe(Math.min(answered, 200));
  expect(existsSync(`${db}.control`)).toBe(false);
  hub.child.kill('SIGTERM');
  expect(await hub.ended()).toBe(0);

  const old = start('--db', db);
  expect(await old.ended()).toBe(2);
  expect(old.stderr()).toContain('postgres://');
  const again = start('--postgres', target);
  expect(await again.says('O hub está no ar')).toContain('Conexão acme: já existe');
});

test('two processes share one database: one accepts, the other works', { timeout: 60_000 }, async () => {
  const { start } = await aHub();
  const target = await aServer();
  const intake = start('--postgres', target, '--role', 'intake');
  const said = await intake.says('O hub está no ar');
  const [url, hook] = [wordIn(said, /no ar em (\S+)\./), new URL(wordIn(said, /Neppo: +(\S+)/)).pathname];
  expect((await fetch(`${url}${hook}`, { method: 'POST', body: '{"entity":"Agent","id":1}' })).status).toBe(200);
  const state = async (): Promise<string | undefined> => {
    const answer = await fetch(`${url}/v1/deliveries?limit=1&source=neppo`, { headers: { authorization: 'Bearer an-operator-key-for-tests' } });
    return ((await answer.json()) as { rows: { state: string }[] }).rows[0]?.state;
  };
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await state()).toBe('pending');
  const worker = start('--postgres', target, '--role', 'worker');
  const workerUrl = wordIn(await worker.says('O hub está no ar'), /no ar em (\S+)\./);
  await expect.poll(state, { timeout: 10_000 }).not.toBe('pending');
  expect((await fetch(`${workerUrl}${hook}`, { method: 'POST', body: '{}' })).status).toBe(503);
});

test('a backup is brought back, from a running hub and into either store', { timeout: 60_000 }, async () => {
  const { db, folder, start } = await aHub();
  const target = await aServer();
  const hub = start('--db', db);
  const said = await hub.says('O hub está no ar');
  const url = wordIn(said, /no ar em (\S+)\./);
  await fetch(`${url}${new URL(wordIn(said, /Neppo: +(\S+)/)).pathname}`, { method: 'POST', body: '{"entity":"Agent","id":1}' });
  const copy = join(folder, 'copy.db');
  expect(await typed(`backup --db ${db} --to ${copy}`)).toMatchObject({ exitCode: 0, err: '' });
  expect((await typed(`backup --db ${db} --to ${copy}`)).exitCode).toBe(2);
  hub.child.kill('SIGTERM');
  await hub.ended();

  expect(await typed(`restore --from ${copy} --db ${join(folder, 'again.db')}`)).toMatchObject({ exitCode: 0, err: '' });
  expect(await typed(`restore --from ${copy} --postgres ${target}`)).toMatchObject({ exitCode: 0, err: '' });
  expect((await typed(`restore --from ${copy} --postgres ${target}`)).err).toMatch(/o banco de destino já guarda um hub\. Indique um banco PostgreSQL vazio\./);
  expect((await typed(`restore --from ${copy} --db ${db}`)).exitCode).toBe(2);
  for (const place of [['--db', join(folder, 'again.db')], ['--postgres', target]]) {
    const restored = start(...place);
    const at = wordIn(await restored.says('O hub está no ar'), /no ar em (\S+)\./);
    expect(await count(at)).toBe(1);
    restored.child.kill('SIGTERM');
    await restored.ended();
  }
});

test('a server in the environment is meant by the commands for operators where nothing else is named', async () => {
  const env = { VINCULO_POSTGRES_URL: 'postgres://nobody:secret@127.0.0.1:1/none' };
  for (const line of ['deliveries list', 'keys list', 'audit verify', 'lineage --connection acme --card 1']) {
    const { exitCode, err } = await typed(line, env);
    expect(exitCode).toBe(2);
    expect(err).toContain('postgres://127.0.0.1:1/none');
    expect(err).not.toContain('secret');
  }
  expect((await typed('deliveries list', { ...env, VINCULO_URL: 'http://127.0.0.1:1' })).err).toContain('falta a chave de operador');
});

test('a demo that runs does not move, and the complaint says what to do', { timeout: 60_000 }, async () => {
  const db = join(aFolder(), 'hub.db');
  await runHost(['demo', '--db', db, '--port', '0', '--json']).says('"ready":true');
  const { exitCode, err } = await typed(`move --from ${db} --to postgres://127.0.0.1:1/none`);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/não sabe mudar sozinho\. .*Pare-o \(um demo/);
});

test('what stands in the way of a copy is told in Portuguese, with its mend, and in English where that is asked for', async () => {
  const folder = aFolder();
  const [db, text] = [join(folder, 'hub.db'), join(folder, 'text.db')];
  await (await sqliteStore(db)({ clock: createSystemClock(), ids: createSystemIds() })).close();
  writeFileSync(text, 'no database');
  await leaveSqlite(db, 'postgres://there/vinculo', async () => await Promise.resolve());
  const told = [
    [`restore --from ${join(folder, 'none.db')} --db ${join(folder, 'new.db')}`, /a cópia não pôde ser trazida de volta \(ENOENT.*Confira se --from é uma cópia/],
    [`restore --from ${text} --db ${join(folder, 'new.db')}`, /a cópia não pôde ser trazida de volta.*Confira se --from é uma cópia/],
    [`backup --db ${db} --to ${text}`, /a cópia não pôde ser escrita\. Confira .*que ainda não existe/],
    [`backup --db ${db} --to ${join(folder, 'copy.db')}`, /foi levado para outro lugar \(postgres:\/\/there\/vinculo\)\. Use esse endereço em --postgres/],
    [`deliveries list --db ${db}`, /foi levado para outro lugar \(postgres:\/\/there\/vinculo\)\. Use esse endereço em --postgres/],
  ] as const;
  for (const [line, complaint] of told) {
    const { exitCode, err } = await typed(line);
    expect({ line, exitCode, err: err.trim() }).toEqual({ line, exitCode: 2, err: expect.stringMatching(complaint) as unknown });
    expect(err).not.toMatch(/could not|Name another|see the cause/);
    expect((await typed(`${line} --lang en`)).err).not.toMatch(/[ãçõ]/);
  }
});

test('a hub without connections of its own starts on what the store holds', async () => {
  const { folder, env } = await aHub();
  const config = join(folder, 'address.json');
  writeFileSync(config, '{"publicUrl":"http://hub.example"}');
  const hub = runHost(['start', '--config', config, '--port', '0', '--db', join(folder, 'empty.db')], { env });
  await hub.says('O hub está no ar');
});

test.each([
  ['move --from a.db', 'nenhum banco foi informado'],
  ['backup --to x.db', 'nenhum banco foi informado'],
  ['backup --db a.db --postgres postgres://x/y --to x.db', 'foram dados juntos'],
])('%s is refused: which database is not said clearly', async (line, why) => {
  const { exitCode, err } = await typed(line, { VINCULO_SECRET_KEY: 'a-secret-key-for-tests-only' });
  expect([exitCode, err.includes(why)]).toEqual([2, true]);
});
