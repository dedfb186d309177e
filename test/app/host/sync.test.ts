import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';
import { lookAt } from '../synchronisation/base.ts';
import { refused, typed } from './typed.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
});
afterEach(async () => await world.close());

const sync = async (line: string) => await typed(`sync ${line} --connection acme --url ${world.hubUrl} --key ${OPERATOR_KEY}`);

test('SYN-02: a synchronisation is begun, watched to its end and told on the command line', async () => {
  world.ploomes.plantContacts(3);
  expect((await sync('start --first')).out).toMatch(/^Sincronização 1: em andamento/);
  const watched = await sync('watch');
  expect(watched).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^Sincronização 1: concluída \(terminando\)\n3 de 3 contatos, 0 com problema\n/) as unknown });
  expect(JSON.parse((await sync('status --json')).out)).toMatchObject({ number: 1, state: 'ended', done: 3 });
  expect((await sync('problems')).out).toBe('Nenhum problema.\n');
  expect((await sync('conflicts')).out).toBe('Nenhum conflito em aberto.\n');
});

test('SYN-02: where nobody watches, every other percentage of a run is a line of its own, and the end is the answer', { timeout: 30_000 }, async () => {
  world.ploomes.plantContacts(300);
  await sync('start --first');
  const { out, err } = await sync('watch');
  const lines = err.trim().split('\n');
  expect(lines.length).toBeGreaterThan(1);
  expect(new Set(lines.map((line) => /^(\[.*\d+ % · [^·]+)/.exec(line)?.[1])).size).toBe(lines.length);
  expect(out).toMatch(/^Sincronização 1: concluída/);
});

test('SYN-03: a dry run waits for a go-on, and a command that means nothing is refused', async () => {
  world.ploomes.plantContacts(1);
  await sync('start --dry-run');
  await lookAt(world).atRest();
  expect((await sync('status')).out).toContain('Espera por confirmação: 0 vínculos seriam desfeitos.');
  expect((await sync('confirm --lang en')).out).toMatch(/^Synchronisation 1: running/);
  await lookAt(world).atRest();
  expect(await refused(`sync pause --connection acme --url ${world.hubUrl} --key ${OPERATOR_KEY}`)).toMatch(/vinculo sync pause/);
});

test('SYN-02: where nothing was ever synchronised that is said', async () => {
  expect(await refused(`sync status --connection acme --url ${world.hubUrl} --key ${OPERATOR_KEY}`)).toMatch(/Nenhuma sincronização foi feita nesta conexão/);
});
