import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { DeliveryId } from '../../../src/ports/index.ts';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';
import { refused, typed } from './typed.ts';

let world: World;
let folder: string;
let hub: string;
beforeAll(async () => {
  world = await createWorld();
  folder = mkdtempSync(join(tmpdir(), 'vinculo-edit-'));
  hub = `--url ${world.hubUrl} --key ${OPERATOR_KEY}`;
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function deadLetter(): Promise<string> {
  await fetch(world.hooks.neppo, { method: 'POST', body: 'no JSON' });
  const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 1 });
  return rows[0]?.id ?? 'none';
}

const aFile = (text: string): string => {
  const file = join(folder, 'body.json');
  writeFileSync(file, text);
  return file;
};

describe('deliveries edit', () => {
  const whole = '{"type":"ENTITY","entity":"Agent","action":"UPDATE","content":{"id":22,"displayName":"Caio"}}';

  test('plays a delivery again with the body of a file, and says as which', async () => {
    const id = await deadLetter();
    const { exitCode, out } = await typed(`deliveries edit ${id} --body ${aFile(whole)} ${hub} --json`);
    const { as } = z.object({ as: z.string().transform((id) => id as DeliveryId) }).parse(JSON.parse(out));
    expect(exitCode).toBe(0);
    expect(await world.hub().deliveries.show(as)).toMatchObject({ body: whole, replayOf: id });
    expect((await typed(`deliveries show ${as} ${hub} --lang en`)).out).toMatch(new RegExp(`replays +${id}\n[^]*asked by +\\S+\n[^]*settings +version 1, of `));
  });

  test.each([
    ['cannot be read', async () => aFile('still no JSON'), /^2 .*não conseguiu processar de novo: o conteúdo corrigido não pode ser lido/],
    ['is not there', async () => join(folder, 'no-such.json'), /^3 .*o arquivo não existe/],
  ])('is refused where the body %s', async (_what, body, complaint) => {
    expect(await refused(`deliveries edit ${await deadLetter()} --body ${await body()} ${hub}`)).toMatch(complaint);
  });

  test('is refused for a delivery that was played again already, and for one that nobody knows', async () => {
    const id = await deadLetter();
    await typed(`deliveries edit ${id} --body ${aFile(whole)} ${hub}`);
    expect(await refused(`deliveries edit ${id} --body ${aFile(whole)} ${hub}`)).toMatch(/^2 .*esta entrega já foi processada de novo\. Veja em deliveries show como que entrega/);
    expect(await refused(`deliveries edit nobody --body ${aFile(whole)} ${hub}`)).toMatch(/^3 /);
  });
});

describe('deliveries replay', () => {
  test('says why one is not played again', async () => {
    const id = await deadLetter();
    await world.hub().connections.deactivate(world.connection);
    expect(await refused(`deliveries replay ${id} ${hub}`)).toMatch(new RegExp(`^2 .*${id}: a conexão está desativada`, 's'));
    const all = await typed(`deliveries replay --all --yes ${hub}`);
    expect(all.out).toMatch(/^Nenhuma entrega será processada de novo\.\n {2}acme: \d+ ficam como estão, porque a conexão está desativada\n$/);
    await world.hub().connections.activate(world.connection);
  });

  test('judges by the rules of then where that is asked', async () => {
    const id = await deadLetter();
    const { out } = await typed(`deliveries replay ${id} --settings then ${hub}`);
    const [as = ''] = /[\w-]{36}/.exec(out) ?? [];
    const { rows: [replay] } = await world.hub().deliveries.list({ replayed: 'no', state: 'set-aside' }, { limit: 1 });
    expect([replay?.id, replay?.settingsAt]).toEqual([as, (await world.hub().deliveries.show(replay?.replayOf ?? ('none' as never)))?.receivedAt]);
  });

  test('is begun by a key that may operate only', async () => {
    const made = await fetch(`${world.hubUrl}/v1/keys`, { method: 'POST', body: '{"name":"Balcão"}', headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
    const { key } = z.object({ key: z.string() }).parse(await made.json());
    const id = await deadLetter();
    expect(await refused(`deliveries replay ${id} --url ${world.hubUrl} --key ${key}`)).toMatch(/^2 .*esta chave pode olhar, mas não agir/);
    expect((await typed(`deliveries list --url ${world.hubUrl} --key ${key} --limit 1`)).exitCode).toBe(0);
  });
});

describe('filters that cannot be read', () => {
  test.each([
    ['--from yesterday', /^2 .*«yesterday» de --from não é aceito; use uma data como 2026-05-04/],
    ['--phone twelve', /^2 .*o hub recusou o pedido\. (filter\.)?phone was refused \(input\.search-unreadable\): send one number, as in \+55 11 98765-4321/],
    ['--replayed maybe', /^2 .*«maybe» de --replayed não é aceito; use um destes: yes, no/],
  ])('%s is refused with what to type', async (filter, complaint) => {
    expect(await refused(`deliveries list ${filter} ${hub}`)).toMatch(complaint);
  });
});
