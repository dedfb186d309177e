import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ChainHead, Verification } from '../../src/ports/index.ts';
import { createWorld, OPERATOR_KEY, type World } from '../rig/world.ts';

const PHONE = '5511987650000';
const folder = mkdtempSync(join(tmpdir(), 'vinculo-audit-'));
const database = join(folder, 'hub.db');
let world: World;

beforeAll(async () => {
  world = await createWorld({ database });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.addContact({ name: 'Ana Souza', phone: `+${PHONE}` });
  await world.rest();
  world.neppo.startSession({ phone: PHONE, name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
  await world.rest();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const connection = 'acme';
const entries = async () => (await world.hub().audit.list({ connection, limit: 100 })).rows.toReversed();
const ask = async (path: string) => await fetch(`${world.hubUrl}${path}`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
const headOf = (verified: Verification): ChainHead => verified.head ?? { seq: 0, hash: '' };

const page = z.object({ rows: z.array(z.object({ seq: z.number(), kind: z.string() })), next: z.string().optional() });
const verification = z.object({ head: z.object({ seq: z.number(), hash: z.string() }) });

describe('the chain of a connection', () => {
  test('HUB-04: tells of its settings, its hooks and of all that was made, in their order', async () => {
    const told = (await entries()).map(({ kind }) => kind);
    expect(told.filter((kind) => kind === 'settings-changed')).toHaveLength(2);
    expect(told.filter((kind) => kind === 'hook-added')).toHaveLength(2);
    expect(told.filter((kind) => kind === 'effect-made')).toHaveLength(2);
    expect(told.indexOf('settings-changed')).toBeLessThan(told.indexOf('effect-made'));
  });

  test('HUB-05: its entries name nobody; what they were stands beside them', async () => {
    const bare = (await entries()).map(({ value: _value, ...entry }) => entry);
    expect(JSON.stringify(bare)).not.toMatch(/Ana|87650000/);
    expect(JSON.stringify(await entries())).toContain('Ana Souza');
  });

  test('is whole, and grows with what is done', async () => {
    const before = await world.hub().audit.verify({ connection });
    expect(before).toMatchObject({ outcome: 'whole', erased: 0 });
    await world.setOptions({ waitingDays: 20 });
    const later = await world.hub().audit.verify({ connection, noted: headOf(before) });
    expect(later).toMatchObject({ outcome: 'whole', entries: headOf(before).seq + 1 });
  });

  test('HUB-02: tells who had what played again', async () => {
    const { rows: [delivery] } = await world.hub().deliveries.list({ source: 'neppo' }, { limit: 1 });
    const { replayed: [again] } = await world.hub().deliveries.replay(delivery === undefined ? [] : [delivery.id]);
    await world.rest();
    expect((await entries()).find(({ kind }) => kind === 'replayed')).toMatchObject({ subject: `delivery:${again?.as}`, value: { replayOf: delivery?.id, askedBy: 'library' } });
  });

  test('is told over HTTP, page by page', async () => {
    const whole = await entries();
    const first = page.parse(await (await ask(`/v1/connections/${connection}/audit?limit=2`)).json());
    const second = page.parse(await (await ask(`/v1/connections/${connection}/audit?limit=2&after=${first.next}`)).json());
    expect([...first.rows, ...second.rows].map(({ seq }) => seq)).toEqual(whole.toReversed().slice(0, 4).map(({ seq }) => seq));
    const about = page.parse(await (await ask(`/v1/connections/${connection}/audit?subject=settings:1`)).json());
    expect(about.rows.map(({ kind }) => kind)).toEqual(['settings-changed']);
    expect((await ask('/v1/connections/other/audit')).status).toBe(404);
  });

  test('is verified over HTTP, with a head that was noted outside', async () => {
    const { head: { seq, hash } } = verification.parse(await (await ask(`/v1/connections/${connection}/audit/verification`)).json());
    expect(await (await ask(`/v1/connections/${connection}/audit/verification?seq=${seq}&hash=${hash}`)).json()).toMatchObject({ outcome: 'whole' });
    expect(await (await ask(`/v1/connections/${connection}/audit/verification?seq=${seq}&hash=${'0'.repeat(64)}`)).json()).toMatchObject({ outcome: 'broken', seq, because: 'not-as-noted' });
    expect((await ask(`/v1/connections/${connection}/audit/verification?seq=${seq}`)).status).toBe(400);
  });
});

describe("the hub's own chain", () => {
  test("tells of operators' keys that were made and withdrawn, never of the keys themselves", async () => {
    const { id, key } = await world.hub().operators.add({ name: 'Suporte', role: 'operate' });
    await world.hub().operators.withdraw(id);
    const { rows } = await world.hub().audit.list({});
    expect(rows.map(({ kind, subject }) => [kind, subject])).toEqual([['key-withdrawn', `key:${id}`], ['key-added', `key:${id}`]]);
    expect(rows[1]?.value).toMatchObject({ name: 'Suporte', role: 'operate' });
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(await (await ask('/v1/audit/verification')).json()).toMatchObject({ outcome: 'whole', entries: 2 });
  });
});

describe('an erasure', () => {
  test('HUB-05: takes a person out of what stands beside the chain; the chain stays whole, and tells of it', async () => {
    await world.hub().privacy.erase({ phone: PHONE });
    expect(JSON.stringify(await entries())).not.toMatch(/Ana Souza|87650000/);
    const verified = await world.hub().audit.verify({ connection });
    expect(verified).toMatchObject({ outcome: 'whole' });
    expect(verified.outcome === 'whole' && verified.erased).toBeGreaterThan(0);
    expect((await entries()).at(-1)?.kind).toBe('erased');
  });
});

describe('somebody who is at the database', () => {
  test('is found out, by the place where the chain is first broken', async () => {
    const { seq } = headOf(await world.hub().audit.verify({ connection }));
    await world.hub().close();
    const db = new DatabaseSync(database);
    db.exec(`drop trigger audit_entry_stays; update audit_entry set subject = 'settings:9' where connection = 'acme' and seq = 2`);
    db.close();
    await world.restart();
    expect(await world.hub().audit.verify({ connection })).toMatchObject({ outcome: 'broken', seq: 2, because: 'entry-changed', head: { seq } });
  });
});
