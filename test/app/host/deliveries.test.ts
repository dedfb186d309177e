import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { addPerson, aFolder, ploomesStateOf, readyOf, runHost, startSession, until, type ReadyLine } from './host-process.ts';
import { refused, runCommand, typed } from './typed.ts';

const page = z.object({ rows: z.array(z.looseObject({ id: z.string(), state: z.string(), source: z.string(), kind: z.string() })), next: z.string().optional() });

async function listed(line: string): Promise<z.infer<typeof page>> {
  const { exitCode, out, err } = await typed(`deliveries list ${line} --json`);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  return page.parse(JSON.parse(out));
}

async function sendNonsense({ hooks }: ReadyLine, times: number): Promise<void> {
  for (let at = 0; at < times; at++) await fetch(hooks.neppo, { method: 'POST', body: `no JSON ${at}` });
}

test('HUB-04: deliveries are listed, shown and replayed at a running hub, and looked at in its database when it has gone', async () => {
  const db = join(aFolder(), 'demo.db');
  const demo = runHost(['demo', '--db', db, '--port', '0', '--json']);
  const ready = await readyOf(demo);
  await addPerson(ready, 'Ana Teste', '(11) 98765-4321');
  await startSession(ready, { name: 'Ana Teste', phone: '5511987654321', group: 'Vendas' });
  await sendNonsense(ready, 3);
  await until(async () => await ploomesStateOf(ready), ({ interactionRecords }) => interactionRecords.length > 0);
  const key = `--url ${ready.hub} --key ${ready.operatorKey}`;

  const list = await typed(`deliveries list ${key} --state set-aside`);
  expect(list.out).toMatch(/^id +recebida em +origem +tipo +situação +motivo +/);
  expect(list.out.match(/Neppo +\S+ +reservada para análise +\[payload-malformed\] conteúdo ilegível/g)).toHaveLength(3);
  expect((await typed(`deliveries list ${key} --state set-aside --lang en`)).out).toMatch(/set aside +\[payload-malformed\] unreadable content/);
  expect((await typed(`deliveries list ${key} --state Adiada --source neppo`)).out).toBe('Nenhuma entrega.\n');
  expect((await typed(`deliveries list ${key} --kind nothing-such`)).out).toBe('Nenhuma entrega.\n');

  expect(list.out).toContain('[payload-malformed] conteúdo ilegível');
  const reason = async (given: string) => (await runCommand(['deliveries', 'list', ...key.split(' '), '--json', '--reason', given])).out;
  for (const given of ['payload-malformed', 'Conteúdo ilegível', 'unreadable content']) expect(JSON.parse(await reason(given))).toMatchObject({ rows: [{}, {}, {}] });
  expect(await typed(`deliveries list ${key} --reason ilegivel`)).toMatchObject({ exitCode: 2, err: expect.stringContaining('use o código que a lista mostra entre colchetes') as unknown });

  const first = await listed(`${key} --state set-aside --limit 2`);
  expect(first.rows).toHaveLength(2);
  const rest = await listed(`--db ${db} --state set-aside --limit 2 --after ${first.next}`);
  expect(rest.rows).toHaveLength(1);

  const [nonsense] = rest.rows;
  const shown = await typed(`deliveries show ${nonsense?.id} --db ${db}`);
  expect(shown.out).toMatch(/situação +reservada para análise\nmotivo +conteúdo ilegível \[payload-malformed\]/);
  expect(shown.out).toMatch(/corpo:\n {2}no JSON 0/);
  expect((await listed(`--db ${db} --phone 11987654321`)).rows.length).toBeGreaterThan(2);
  expect((await listed(`--db ${db} --phone 11987654321 --until 1h`)).rows).toEqual([]);
  expect((await listed(`--db ${db} --phone 11987654321 --from 1h`)).rows.length).toBeGreaterThan(2);
  const session = (await listed(`--db ${db} --source neppo`)).rows.find(({ kind }) => kind.includes('ession'));
  expect(JSON.parse((await typed(`deliveries show ${session?.id} --db ${db} --json`)).out)).toMatchObject({ id: session?.id, source: 'neppo' });

  const replayed = await typed(`deliveries replay ${nonsense?.id} --db ${db}`);
  expect(replayed).toMatchObject({ exitCode: 0, err: '' });
  expect(replayed.out).toMatch(/^1 entrega será processada de novo, como [\w-]{36}\.\n$/);
  const [copy = ''] = /[\w-]{36}/.exec(replayed.out) ?? [];
  expect((await typed(`deliveries show ${nonsense?.id} --db ${db}`)).out).toMatch(new RegExp(`o que veio dela:\n {2}${copy} .*reservada para análise`));
  const begun = await until(async () => (await typed(`deliveries show ${session?.id} --db ${db}`)).out, (shows) => /registro \d+/.test(shows));
  expect(begun).toMatch(/decisão: a sessão começou\n/);
  expect(begun).toMatch(/o que veio dela:\n {2}[\w-]{36} {2}settle-stay .*um card foi aberto, card \d+\n {4}[\w-]{36} {2}stay-settled .*a sessão soube de seu card, card \d+/);
  expect(begun).toMatch(/, registro \d+\n/);
  expect((await typed(`deliveries replay ${nonsense?.id} --db ${db}`)).out).toBe(`${nonsense?.id} já foi processada de novo, como ${copy}; para repetir, use esta.\n`);
  expect((await typed(`deliveries list --db ${db} --state set-aside`)).out).toMatch(new RegExp(`processada de novo como\\n[^]*${copy}`));
  expect((await typed(`deliveries count --db ${db} --state set-aside --replayed no`)).out).toBe('3 entregas passam pelos filtros.\n');
  expect(await typed(`deliveries replay --all --db ${db}`)).toEqual({
    exitCode: 2, out: '',
    err: '3 entregas seriam processadas de novo. Para confirmar, repita com --yes.\n',
  });
  expect(await refused(`deliveries replay --all --db ${db} --yes --expected 2`)).toMatch(/^2 .*processar de novo: há mais entregas do que foram contadas/s);
  const all = await typed(`deliveries replay --all --db ${db} --yes`);
  expect(all.out).toMatch(/^3 entregas serão processadas de novo\.\n {2}demo: 3, acompanhe com deliveries show [\w-]{36}\n$/);
  const [run = ''] = /[\w-]{36}/.exec(all.out) ?? [];
  await until(async () => (await typed(`deliveries show ${run} --db ${db}`)).out, (shows) => shows.includes('todas as entregas foram postas na fila'));

  expect(await refused(`deliveries show no-such-id ${key}`)).toMatch(/^3 .*não há entrega no-such-id/);
  expect(await refused(`deliveries list --url ${ready.hub} --key a-wrong-operator-key`)).toMatch(/^2 .*chave de operador foi recusada/);

  await demo.crash();
  expect(await refused(`deliveries list ${key}`)).toContain(`${ready.hub} não responde`);
  const left = (await listed(`--db ${db} --state set-aside --replayed no`)).rows;
  expect(left).toHaveLength(3);
  expect((await typed(`deliveries replay ${left[0]?.id} --db ${db}`)).out).toContain('1 entrega será processada de novo');
});

test('a hub that nobody named, and a database that is not there, are said so', async () => {
  expect(await refused('deliveries list')).toMatch(/^2 .*Informe --url e --key/);
  expect(await refused('deliveries list', { VINCULO_URL: 'http://127.0.0.1:9' })).toMatch(/^2 .*falta a chave de operador/);
  expect(await refused('deliveries list', { VINCULO_URL: 'http://127.0.0.1:9', VINCULO_KEY: 'some-key' })).toMatch(/^3 .*não responde/);
  expect(await refused('deliveries list --db no-such.db')).toMatch(/^3 .*o arquivo não existe/);
  expect(await refused('deliveries replay --url http://127.0.0.1:9 --key some-key')).toMatch(/^2 .*nenhuma entrega foi indicada/);
});

test.each(['deliveries list', 'demo', 'start'])('%s leaves a file that is no database as it is, with nothing beside it', async (command) => {
  const folder = aFolder();
  const page = join(folder, 'page.md');
  writeFileSync(page, '# A page', { mode: 0o644 });
  const { VINCULO_SECRET_KEY, config } = { VINCULO_SECRET_KEY: 'a-secret-key-for-tests-only', config: join(folder, 'config.json') };
  writeFileSync(config, JSON.stringify({ publicUrl: 'https://hub.example', connections: [] }));
  const line = `${command} --db ${page}${command === 'start' ? ` --config ${config}` : ''}`;
  expect(await typed(line, { VINCULO_SECRET_KEY })).toEqual({
    exitCode: 2, out: '', err: `vinculo ${command} não conseguiu abrir ${page} como banco de dados: o arquivo é de outro tipo. Indique outro arquivo em --db.\n`,
  });
  expect([readdirSync(folder), statSync(page).mode & 0o777]).toEqual([['config.json', 'page.md'], 0o644]);
});
