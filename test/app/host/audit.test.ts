import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';
import { refused, typed } from './typed.ts';

const PHONE = '5511987650000';
const folder = mkdtempSync(join(tmpdir(), 'vinculo-audit-'));
const db = join(folder, 'hub.db');
let world: World;
let at = '';
let card = 0;

beforeAll(async () => {
  world = await createWorld({ database: db });
  at = `--url ${world.hubUrl} --key ${OPERATOR_KEY}`;
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.addContact({ name: 'Ana Souza', phone: `+${PHONE}` });
  await world.rest();
  world.neppo.startSession({ phone: PHONE, name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
  await world.rest();
  card = world.ploomes.deals()[0]?.Id ?? 0;
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const verified = z.object({ chains: z.tuple([z.object({ head: z.object({ seq: z.number(), hash: z.string() }) })]).rest(z.unknown()) });

describe('vinculo lineage', () => {
  test('HUB-04: follows a card back, for people to read', async () => {
    const { exitCode, out } = await typed(`lineage --connection acme --card ${card} ${at}`);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^criado pelo hub\n/);
    expect(out).toMatch(/regras +CRD-03\n/);
    expect(out).toMatch(/configurações +versão 2, desde \d\d\/\d\d\/\d{4}, \d\d:\d\d:\d\d\n/);
    expect(out).toMatch(/mapeamento +Vendas → funil \d+ \(always-create\)/);
    expect(out).toMatch(/efeito +stay:\S+\/open-card/);
    expect(out).toMatch(/prova +elo \d+ da corrente, elo \d+ da corrente/);
    expect(out).toMatch(/entrega +\S+ {2}settle-stay/);
    expect(out).toMatch(/que veio de +\S+ {2}ChatSession/);
  });

  test('gives it to a program whole', async () => {
    const { out } = await typed(`lineage --connection acme --card ${card} --json ${at}`);
    expect(JSON.parse(out)).toMatchObject({ connection: 'acme', card: String(card), origins: [{ how: 'opened' }] });
  });

  test.each([
    ['lineage --card 1', /^2 .*falta a opção --connection/],
    ['lineage --connection acme', /^2 vinculo lineage não conseguiu seguir a origem: é preciso informar --card ou --record, um deles\. Veja vinculo lineage --help\./],
    ['lineage --connection acme --card 1 --record 2', /^2 .*um deles/],
    ['lineage --connection acme --card 1', /^3 .*o hub não criou nem vinculou isto/],
    ['lineage --connection other --card 1', /^3 .*não há conexão other, ou esta chave não a alcança/],
  ])('%s is refused with what to do about it', async (line, complaint) => {
    expect(await refused(`${line} ${at}`)).toMatch(complaint);
  });
});

describe('vinculo audit', () => {
  test('verifies every chain with one command, and gives heads to be noted', async () => {
    const { exitCode, out } = await typed(`audit verify ${at}`);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^hub: inteira, com 0 elos\.\nacme: inteira, com \d+ elos\.\n {2}cabeça, para anotar fora daqui: \d+:[0-9a-f]{64}\n$/);
  });

  test('lists what was done, newest first', async () => {
    const { out } = await typed(`audit list --connection acme ${at}`);
    expect(out).toMatch(/efeito feito +record:/);
    expect(out.indexOf('efeito feito')).toBeLessThan(out.indexOf('configuração mudada'));
    const about = await typed(`audit list --connection acme --subject settings:1 --json ${at}`);
    expect(JSON.parse(about.out)).toMatchObject({ rows: [{ kind: 'settings-changed', seq: 1 }] });
    const page = await typed(`audit list --connection acme --limit 1 ${at}`);
    expect(page.err).toMatch(/--after \d+/);
  });

  test('comes by a head that was noted before', async () => {
    const { out } = await typed(`audit verify --connection acme --json ${at}`);
    const { chains: [{ head: { seq, hash } }] } = verified.parse(JSON.parse(out));
    await world.setOptions({ waitingDays: 12 });
    expect(await typed(`audit verify --connection acme --head ${seq}:${hash} ${at}`)).toMatchObject({ exitCode: 0 });
    expect(await refused(`audit verify --connection acme --head ${seq}:${'0'.repeat(64)} ${at}`)).toMatch(/^1 .*não conseguiu dar a corrente por inteira/);
  });

  test('takes a head without a connection for one of the hub\'s own chain', async () => {
    await world.hub().operators.add({ name: 'Grafana', role: 'see' });
    const { out } = await typed(`audit verify --json ${at}`);
    const { chains: [{ head: { seq, hash } }] } = verified.parse(JSON.parse(out));
    const own = await typed(`audit verify --head ${seq}:${hash} ${at}`);
    expect(own).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^hub: inteira/) as unknown });
    expect(own.out).not.toContain('acme');
    expect(await refused(`audit verify --head ${seq}:${'0'.repeat(64)} ${at}`)).toMatch(/^1 .*não conseguiu dar a corrente por inteira/);
  });

  test.each([
    ['audit verify --connection acme --head 12', /^2 .*o valor «12» de --head não é aceito/],
    ['audit list --connection other', /^3 .*não há corrente de other, ou esta chave não a alcança/],
  ])('%s is refused with what to do about it', async (line, complaint) => {
    expect(await refused(`${line} ${at}`)).toMatch(complaint);
  });

  test('finds, in the database of a stopped hub, what somebody changed there, and says where', async () => {
    await world.hub().close();
    const file = new DatabaseSync(db);
    file.exec("drop trigger audit_entry_stays; update audit_entry set at = '2020-01-01T00:00:00.000Z' where seq = 3");
    file.close();
    const found = await typed(`audit verify --db ${db}`);
    expect(found).toMatchObject({ exitCode: 1, out: expect.stringContaining('acme: rompida no elo 3: o elo foi alterado') as unknown });
    expect(found.err).toContain('o que foi feito em acme não é mais como foi anotado');
    await world.restart();
  });
});
