import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { addFault, addPerson, aFolder, callsOf, ploomesStateOf, readyOf, runHost, startSession, until, type ReadyLine } from './host-process.ts';
import { blocksOf } from '../../docs/pages.ts';
import { refused, typed } from './typed.ts';

const ANA = { name: 'Ana Teste', phone: '5511987654321' } as const;

const cardsAndRecords = async (ready: ReadyLine): Promise<readonly [cards: number, records: number]> => {
  const { deals, interactionRecords } = await ploomesStateOf(ready);
  return [deals.length, interactionRecords.length];
};

test('the demo tells its story, shows the cards and records that came of it, and ends cleanly when asked', async () => {
  const demo = runHost(['demo', '--port', '0']);
  const said = await demo.says('No ar até Ctrl+C.');

  expect(said).toMatch(/Ana Souza já está no Ploomes .*\n {2}→ card \d+ criado em Funil de vendas; registro \d+ no card \d+\./);
  expect(said).toMatch(/Bia Ramos já tem o card (\d+) .*\n {2}→ registro \d+ no card \1\./);
  expect(said).toMatch(/Clara Dias ainda não tem card .*\n {2}→ card \d+ criado em Suporte; /);
  expect(said).toMatch(/Davi Lopes, que ninguém conhece, .*\n {2}→ nada foi criado\./);
  expect(said).toMatch(/Davi Lopes é cadastrado .*\n {2}→ card \d+ criado em Funil de vendas; /);
  expect(said).toMatch(/transferida para Televendas, .*\n {2}→ nada foi criado\./);
  expect(said).toMatch(/transferida para Suporte, .*\n {2}→ card \d+ criado em Suporte; /);
  expect(said).toMatch(/O funil Parcerias é arquivado, .*\n {2}→ registro \d+ avisa que o funil não está disponível; registro \d+ é o da sessão, sem card/);
  expect(said).toMatch(/\n\d+ +Padaria Sol +Funil de vendas +Entrada +Padaria Sol +Ana Souza +1 /);
  expect(said).toMatch(/O funil Parcerias não está disponível para vínculo automático/);
  expect(await answersTo(said)).toMatch(/^(2\d\d ){6}$/);
  const shown = blocksOf('README.md').filter(({ text }) => text.startsWith('• '));
  expect(shown).toHaveLength(2);
  for (const { text } of shown) expect(said).toContain(text);
  const [, panel = ''] = /entre como Bruno Tavares ou Camila Nogueira, .*:\n {2}(http:\/\/localhost:\d+)\n/.exec(said) ?? [];
  expect(await (await fetch(panel)).text()).toContain('Davi Lopes');

  demo.child.kill('SIGTERM');
  expect([await demo.ended(), demo.stderr()]).toEqual([0, '']);
});

/** The statuses with which the printed commands are answered. */
async function answersTo(said: string): Promise<string> {
  const curls = [...said.matchAll(/^ {2}(curl .+)$/gm)].map(([, line = '']) => line);
  return (await Promise.all(curls.map(statusOf))).map((status) => `${status} `).join('');
}

const statusOf = async (curl: string): Promise<string> =>
  (await promisify(execFile)('sh', ['-c', `${curl} -o /dev/null -w '%{http_code}'`])).stdout;

test('a database that another process owns is refused, with nothing left open that keeps the process alive', async () => {
  const db = join(aFolder(), 'demo.db');
  await readyOf(runHost(['demo', '--db', db, '--port', '0', '--json']));
  const second = runHost(['demo', '--db', db, '--port', '0', '--json']);
  expect([await second.ended(), second.stdout()]).toEqual([2, '']);
  expect(second.stderr()).toMatch(/não conseguiu abrir \S+ como banco de dados: o banco de dados está em uso por outro processo\. Pare o outro processo/);
  expect(existsSync(`${db}.control`)).toBe(true);
});

test('a folder that is not there is said so', async () => {
  const nowhere = join(aFolder(), 'nope');
  expect(await refused(`demo --db ${nowhere}/x.db`))
    .toBe(`2 vinculo demo não conseguiu gravar em ${nowhere}: a pasta não existe. Crie a pasta ou indique outro arquivo em --db.\n`);
});

test('with --json it says one line, and a session that starts right after gives a card and its record', async () => {
  const demo = runHost(['demo', '--port', '0', '--json']);
  const ready = await readyOf(demo);
  const { port } = new URL(ready.hub);
  const rival = runHost(['demo', '--port', port, '--json']);
  await addPerson(ready, ANA.name, '(11) 98765-4321');
  await startSession(ready, { ...ANA, group: 'Vendas' });
  const { deals } = await until(async () => await ploomesStateOf(ready), ({ interactionRecords }) => interactionRecords.length > 0);

  const sales = ready.groups.find(({ name }) => name === 'Vendas');
  expect(deals).toMatchObject([{ Title: ANA.name, PipelineId: sales?.funnelId }]);
  expect(ready.groups.filter(({ funnelId }) => funnelId === sales?.funnelId)).toHaveLength(2);
  expect(new Set(ready.groups.map(({ behaviour }) => behaviour))).toEqual(new Set(['always-create', 'link-last']));

  expect([await rival.ended(), rival.stdout()]).toEqual([2, '']);
  expect(rival.stderr()).toBe(`vinculo demo não conseguiu atender na porta ${port}: a porta está ocupada. Pare quem a usa, ou escolha outra com --port (0 escolhe uma livre).\n`);
  demo.child.kill('SIGINT');
  expect(await demo.ended()).toBe(0);
  expect(demo.stdout().trim().split('\n')).toHaveLength(1);
});

test('CRD-14: killed again and again it goes on where it was, makes each card once, and tells no story twice', async () => {
  const db = join(aFolder(), 'demo.db');
  const first = runHost(['demo', '--db', db, '--port', '0', '--json']);
  const before = await readyOf(first);
  await addPerson(before, ANA.name, '(11) 98765-4321');
  await startSession(before, { ...ANA, group: 'Vendas' });
  await first.crash();
  expect(statSync(`${db}.key`).mode & 0o777).toBe(0o600);

  const second = runHost(['demo', '--db', db, '--json']);
  const after = await readyOf(second);
  expect(after).toEqual(before);
  await until(async () => await cardsAndRecords(after), ([cards, records]) => cards === 1 && records === 1);
  await startSession(after, { ...ANA, group: 'Suporte' });
  await startSession(after, { name: 'Rui Teste', phone: '5511976543210', group: 'Vendas' });
  await second.crash();

  // On other ports: webhooks that were not delivered, and Ploomes' subscriptions, have to lead to the new address.
  const third = runHost(['demo', '--db', db, '--port', '0', '--lang', 'en']);
  const said = await third.says('Up until Ctrl+C.');
  expect(said).toContain(`${db} holds a story already: it goes on where it was.`);
  expect(said).toContain(`npx vinculo deliveries list --db ${db}`); // nothing launched it as a checkout does
  expect(said).toMatch(/\n\d+ +Ana Teste +Suporte +Aberto +Ana Teste /);
  const moved = { ...before, ...addressesIn(said) };
  expect(moved.hub).not.toBe(before.hub);
  await addPerson(moved, 'Rui Teste', '(11) 97654-3210');
  await until(async () => await cardsAndRecords(moved), ([cards, records]) => cards === 3 && records === 3);
  expect(await answersTo(said)).toMatch(/^(2\d\d ){6}$/);
});

const addressesIn = (said: string): Pick<ReadyLine, 'hub' | 'ploomes' | 'neppo' | 'activecampaign'> => {
  const [hub = '', ploomes = '', neppo = '', activecampaign = ''] = /^(http:\S+) +(http:\S+) +(http:\S+) +(http:\S+)$/m.exec(said)?.slice(1) ?? [];
  return { hub, ploomes, neppo, activecampaign };
};

test('a demo that is stopped in the middle of a call waits for its answer', async () => {
  const db = join(aFolder(), 'demo.db');
  const demo = runHost(['demo', '--db', db, '--port', '0', '--json']);
  const ready = await readyOf(demo);
  await addPerson(ready, ANA.name, '(11) 98765-4321');
  await addFault(ready, { route: 'POST /Deals', kind: 'slow', ms: 300 });
  await startSession(ready, { ...ANA, group: 'Vendas' });
  await until(async () => await callsOf(ready), (calls) => calls['POST /Deals'] === 1);
  demo.child.kill('SIGTERM');
  expect(await demo.ended()).toBe(0);
  expect((await typed(`deliveries list --db ${db} --kind settle-stay`)).out).toContain('concluída');
});

test('a demo whose launcher was killed ends by itself, and the next start gets its database and ports', async () => {
  const db = join(aFolder(), 'demo.db');
  const launched = runHost(['demo', '--db', db, '--port', '0', '--json'], { through: ['tools/run.mjs'] });
  const before = await readyOf(launched);
  launched.child.kill('SIGKILL');
  const again = runHost(['demo', '--db', db, '--json']);
  expect(await readyOf(again)).toEqual(before);
});

test('the launcher takes its child with it when npm was killed', async () => {
  const launched = runHost(['demo', '--port', '0', '--json'], { through: ['test/app/host/stand-in-for-npm.mjs'], env: { npm_lifecycle_event: 'start' } });
  const { hub } = await readyOf(launched);
  launched.child.kill('SIGKILL');
  await until(async () => await fetch(`${hub}/healthz`).then(() => 'up', () => 'down'), (state) => state === 'down');
});

test.runIf(process.platform === 'linux')('what npx began ends when npx was ended, also by a signal to npx alone', async () => {
  const launched = runHost(['demo', '--port', '0', '--json'], { through: ['test/app/host/stand-in-for-npx.mjs'] });
  const { hub } = await readyOf(launched);
  launched.child.kill('SIGTERM');
  await until(async () => await fetch(`${hub}/healthz`).then(() => 'up', () => 'down'), (state) => state === 'down');
});
