import { expect, test } from 'vitest';
import { typed } from './typed.ts';

const COMMANDS = ['', 'demo', 'start', 'simulate', 'simulate ploomes', 'simulate neppo', 'simulate activecampaign', 'simulate deliver', 'deliveries', 'deliveries list', 'deliveries show', 'deliveries count', 'deliveries replay', 'deliveries edit', 'keys', 'keys add', 'keys list', 'keys withdraw', 'secrets', 'secrets rotate', 'map', 'lineage', 'audit', 'audit list', 'audit verify'];

test.each(COMMANDS)('vinculo %s --help teaches with examples and exit codes, in Portuguese and in English', async (command) => {
  const portuguese = await typed(`${command} --help`);
  expect(portuguese).toMatchObject({ exitCode: 0, err: '' });
  expect(portuguese.out).toContain(`Uso: vinculo${command === '' ? '' : ` ${command}`}`);
  expect(portuguese.out).toMatch(/Exemplos:\n {2}(vinculo|npm start)/);
  expect(portuguese.out).toContain('3 não encontrado');
  expect(portuguese.out).not.toMatch(/\[options\]|\[command\]|display help/);
  const english = await typed(`${command} --help --lang en`);
  expect(english.out).toMatch(/Usage: [^]*Examples:\n[^]*3 not found/);
  expect(english.out).not.toMatch(/[ãçõ]/);
});

test('a command by itself, or a group of commands, shows its help', async () => {
  expect((await typed('')).out).toBe((await typed('--help')).out);
  expect((await typed('deliveries')).out).toBe((await typed('deliveries --help')).out);
});

test('help COMMAND is the help of that command, and --version the version of the package', async () => {
  expect((await typed('help deliveries')).out).toBe((await typed('deliveries --help')).out);
  expect((await typed('deliveries help list')).out).toBe((await typed('deliveries list --help')).out);
  expect((await typed('help')).out).toBe((await typed('--help')).out);
  expect((await typed('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  ['demos', 'vinculo não conseguiu entender o comando: o comando demos não existe. Você quis dizer demo? Veja vinculo --help.'],
  ['demo --speed 3', 'vinculo demo não conseguiu entender o comando: a opção --speed não existe. Veja vinculo demo --help.'],
  ['demo --port 70000', 'vinculo demo não conseguiu entender o comando: o valor «70000» de --port não é aceito; use um número inteiro de 0 a 65531. Veja vinculo demo --help.'],
  ['demo --prot 3', 'vinculo demo não conseguiu entender o comando: a opção --prot não existe. Você quis dizer --port? Veja vinculo demo --help.'],
  ['demo --db --json', 'vinculo demo não conseguiu entender o comando: falta o valor de --db <file>. Veja vinculo demo --help.'],
  ['deliveries list --state', 'vinculo deliveries list não conseguiu entender o comando: falta o valor de --state <state>. Veja vinculo deliveries list --help.'],
  ['simulate neppo --webhooks nope', 'vinculo simulate neppo não conseguiu entender o comando: o valor «nope» de --webhooks não é aceito; use um endereço que comece com http:// ou https://. Veja vinculo simulate neppo --help.'],
  ['backup', 'vinculo backup não conseguiu entender o comando: falta a opção --to <file>. Veja vinculo backup --help.'],
  ['deliveries show', 'vinculo deliveries show não conseguiu entender o comando: falta o argumento id. Veja vinculo deliveries show --help.'],
  ['deliveries list --state lost', 'vinculo deliveries list não conseguiu entender o comando: o valor «lost» de --state não é aceito; use um destes: pending, later, awaiting, done, set-aside. Veja vinculo deliveries list --help.'],
])('%s is refused with what to do about it', async (line, complaint) => {
  expect(await typed(line)).toEqual({ exitCode: 2, out: '', err: `${complaint}\n` });
});
