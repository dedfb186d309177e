import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { aPurchase } from '../leads/hotmart-delivery.ts';
import { runCommand, type Typed } from './typed.ts';

const folder = mkdtempSync(join(tmpdir(), 'vinculo-map-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: object | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const map = async (input: object | string, ...args: readonly string[]): Promise<Typed> => await runCommand(['map', ...args], {}, typeof input === 'string' ? input : JSON.stringify(input));
const printed = ({ out }: Typed): readonly unknown[] => out.trim().split('\n').filter((line) => line !== '').map((line): unknown => z.looseObject({}).parse(JSON.parse(line)));

test('WHK-08: prints event, lead, problems and actions of a delivery, and ends well when event, name and phone are there', async () => {
  const typed = await map(aPurchase(), '--platform', 'hotmart');
  expect(typed).toMatchObject({ exitCode: 0, err: '' });
  expect(printed(typed)).toMatchObject([{ event: 'PURCHASE_APPROVED', becomes: 'lead', lead: { name: 'Ana Souza', phone: '+5511987654321' }, problems: [], missing: [], actions: [] }]);
});

test('WHK-02: what is missing is told by its reason, and the lead is printed all the same', async () => {
  const typed = await map(aPurchase({ phone: '12' }), '--platform', 'hotmart', '--lang', 'en');
  expect(typed.exitCode).toBe(1);
  expect(printed(typed)).toMatchObject([{ lead: { name: 'Ana Souza' }, missing: ['phone'] }]);
  expect(typed.err).toMatch(/^phone: the value at data\.buyer\.checkout_phone cannot be used \(/);
  expect((await map({ event: 'X' }, '--platform', 'hotmart')).err).toMatch(/name: [^]*phone: /);
  const joined = file('joined.json', { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['event'] }, name: { from: [{ join: ['first', 'last'] }] }, phone: { from: ['phone'] } } });
  expect((await map({ event: 'X', phone: '11987654321' }, '--platform', 'other', '--mapping', joined)).err).toMatch(/first \+ last/);
});

test('WHK-03: reads a mapping of its own, headers and parameters', async () => {
  const mapping = file('mapping.json', { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['$headers.x-event'] }, name: { from: ['$query.nome'] }, phone: { from: ['fone'] } } });
  const asLines = file('headers.txt', 'Content-Type: application/x-www-form-urlencoded\nX-Event: cadastro\n');
  const asJson = file('headers.json', { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Event': 'cadastro' });
  for (const headers of [asLines, asJson]) {
    const typed = await map('fone=11987654321', '--platform', 'other', '--mapping', mapping, '--headers', headers, '--query', 'nome=Ana');
    expect(typed).toMatchObject({ exitCode: 0, err: '' });
    expect(printed(typed)).toMatchObject([{ event: 'cadastro', lead: { name: 'Ana', phone: '+5511987654321' } }]);
  }
});

test('WHK-06: an integration as the hub shows it brings its events, whose actions are told in their order', async () => {
  const whole = file('integration.json', {
    mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['event'] }, name: { from: ['data.buyer.name'] }, phone: { from: ['data.buyer.checkout_phone'] } } },
    events: [{ id: 'e', name: 'Comprou', identification: 'PURCHASE_APPROVED', actions: [{ type: 'send-message', text: 'Oi {{firstName}}' }, { type: 'add-tag', tag: 'cliente' }] }],
  });
  expect(printed(await map(aPurchase(), '--platform', 'hotmart', '--mapping', whole))).toMatchObject([{ matches: 'Comprou', actions: [{ action: { type: 'add-tag' } }, { text: 'Oi Ana' }] }]);
  expect(printed(await map(aPurchase({ event: 'ANOTHER' }), '--platform', 'hotmart', '--mapping', whole))).toMatchObject([{ becomes: 'event-unknown', actions: [] }]);
});

test('WHK-02: of a platform that nobody knows a mapping is guessed, and said so', async () => {
  const typed = await map({ evento: 'cadastro', nome: 'Ana Souza', telefone: '11987654321' }, '--platform', 'other');
  expect(typed.exitCode).toBe(0);
  expect(typed.err).toContain('deduzido');
  expect(printed(typed)).toMatchObject([{ lead: { name: 'Ana Souza', phone: '+5511987654321' } }]);
});

test.each([
  [['--platform', 'nobody'], '{}', 2, 'a plataforma nobody não existe'],
  [['--platform', 'hotmart'], '', 2, 'nada veio pela entrada padrão'],
  [['--platform', 'hotmart'], '<xml/>', 1, 'o corpo não pode ser lido (xml)'],
  [['--platform', 'hotmart', '--mapping', join(folder, 'not-there.json')], '{}', 2, 'não pode ser lido'],
  [['--platform', 'hotmart', '--mapping', file('wrong.json', { v: 1, fields: {} })], '{}', 2, 'event (compulsory): Mapeie este campo'],
  [['--platform', 'hotmart', '--query', 'nothing'], '{}', 2, 'use nome=valor'],
  [[], '{}', 2, 'falta a opção --platform'],
] as const)('map %s is refused with what to do about it', async (args, input, exitCode, complaint) => {
  const typed = await map(input, ...args);
  expect(typed).toMatchObject({ exitCode, out: '' });
  expect(typed.err).toContain(complaint);
});
