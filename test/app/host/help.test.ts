import { expect, test } from 'vitest';
import { typed } from './typed.ts';

const COMMANDS = ['', 'demo', 'start', 'simulate', 'simulate ploomes', 'simulate neppo', 'deliveries', 'deliveries list', 'deliveries show', 'deliveries replay'];

test.each(COMMANDS)('vinculo %s --help teaches with examples and exit codes, in Portuguese and in English', async (command) => {
  const portuguese = await typed(`${command} --help`);
  expect(portuguese).toMatchObject({ exitCode: 0, err: '' });
  expect(portuguese.out).toContain(`Uso: vinculo${command === '' ? '' : ` ${command}`}`);
  expect(portuguese.out).toMatch(/Exemplos:\n {2}(vinculo|npm start)/);
  expect(portuguese.out).toContain('3 não encontrado');
  const english = await typed(`${command} --help --lang en`);
  expect(english.out).toMatch(/Usage: [^]*Examples:\n[^]*3 not found/);
  expect(english.out).not.toMatch(/[ãçõ]/);
});

test('a command by itself, or a group of commands, shows its help', async () => {
  expect((await typed('')).out).toBe((await typed('--help')).out);
  expect((await typed('deliveries')).out).toBe((await typed('deliveries --help')).out);
});

test.each([
  ['demos', 'vinculo não conseguiu entender o comando: o comando demos não existe. Veja vinculo --help.'],
  ['demo --speed 3', 'vinculo demo não conseguiu entender o comando: a opção --speed não existe. Veja vinculo demo --help.'],
  ['demo --port 70000', 'vinculo demo não conseguiu entender o comando: o valor de --port <n> não serve: escreva um número inteiro de 0 a 65533. Veja vinculo demo --help.'],
  ['start', 'vinculo start não conseguiu entender o comando: falta a opção --db <file>. Veja vinculo start --help.'],
  ['deliveries show', 'vinculo deliveries show não conseguiu entender o comando: falta o argumento id. Veja vinculo deliveries show --help.'],
  ['deliveries list --state lost', 'vinculo deliveries list não conseguiu entender o comando: o valor de --state <state> não serve: não é nenhum destes: pending, later, awaiting, done, set-aside. Veja vinculo deliveries list --help.'],
])('%s is refused with what to do about it', async (line, complaint) => {
  expect(await typed(line)).toEqual({ exitCode: 2, out: '', err: `${complaint}\n` });
});
