import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { parseHubSettings } from '../../../src/app/config.ts';
import { createHandWoundWorld } from '../../rig/hand-wound.ts';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';
import { lookAt, type Base } from './base.ts';

const conflicts = z.object({ rows: z.array(z.looseObject({ id: z.string(), conflict: z.looseObject({ other: z.string() }) })) });

let world: World;
let base: Base;
beforeEach(async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
  base = lookAt(world);
});
afterEach(async () => await world.close());

const ask = async (path: string, body?: object): Promise<Response> => await fetch(`${world.hubUrl}/v1/connections/acme${path}`, {
  headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' },
  ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
});
const told = async (path: string, body?: object): Promise<unknown> => await (await ask(path, body)).json();

test('SYN-02: a run is begun, watched and steered over HTTP', async () => {
  world.ploomes.plantContacts(3);
  expect(await told('/runs', { kind: 'first' })).toMatchObject({ fresh: true, run: { number: 1, kind: 'first' } });
  await base.atRest();
  expect(await told('/runs/last')).toMatchObject({ number: 1, state: 'ended', total: 3, done: 3, failed: 0 });
  expect(await told('/runs?limit=5')).toMatchObject({ rows: [{ number: 1 }] });
  expect((await ask('/runs/1/steer', { command: 'pause' })).status).toBe(409);
  expect((await ask('/runs/9')).status).toBe(404);
  expect((await ask('/runs', { kind: 'all' })).status).toBe(400);
});

test('SYN-02: the progress of a run is a stream of events that ends with it', async () => {
  world.ploomes.plantContacts(3);
  await told('/runs', {});
  const stream = await ask('/runs/last/progress');
  expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const events = (await stream.text()).trim().split('\n\n').map((event): unknown => JSON.parse(event.replace(/^event: progress\ndata: /, '')));
  expect(events.at(0)).toMatchObject({ number: 1, state: 'running' });
  expect(events.at(-1)).toMatchObject({ number: 1, state: 'ended', done: 3 });
});

test('SYN-03: the plan of a dry run is listed over HTTP, and shows nobody\'s values', async () => {
  world.ploomes.plantContacts(1);
  await told('/runs', { mode: 'plan' });
  await base.atRest();
  const plan = await told('/runs/last/plan');
  expect(plan).toMatchObject({ rows: [{ steps: [{ type: 'CreateChatClient' }] }] });
  expect(JSON.stringify(plan)).not.toMatch(/Cliente 1|80000000/);
});

test('SYN-07: conflicts are listed over HTTP without the number, and settled there', async () => {
  world.ploomes.plantContacts(2, () => ({ name: 'Ana', phone: '(11) 98765-4321' }));
  await base.run();
  const listed = conflicts.parse(await told('/conflicts?state=open'));
  expect(listed.rows).toHaveLength(1);
  expect(JSON.stringify(listed)).not.toContain('87654321');
  const { id = '', conflict: { other } = { other: '' } } = listed.rows[0] ?? {};
  expect(await told(`/conflicts/${id}/settle`, { keep: other, reason: 'é dela' })).toMatchObject({ outcome: 'settled', conflict: { state: 'settled' } });
  expect((await ask(`/conflicts/${id}/settle`, { keep: '1', reason: 'x' })).status).toBe(409);
  expect(await told('/merges')).toMatchObject({ rows: [{ into: other }] });
  expect(await told(`/conflicts/${id}/reopen`, {})).toMatchObject({ outcome: 'settled', conflict: { state: 'open' } });
});

test.each([0, 1.5, 721])('SYN-02: %d hours between two reconciliations are refused, naming the option', (reconcileHours) => {
  const options = { store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'https://hub.example', reconcileHours };
  expect(() => parseHubSettings(options)).toThrow(/reconcileHours is /);
});

test.each([
  ['a day later', {}, 24],
  ['as many hours later as the hub is told', { reconcileHours: 3 }, 3],
] as const)('SYN-02, SYN-03: an activated connection is synchronised by itself, and reconciled %s', { timeout: 60_000 }, async (_when, option, hours) => {
  const hand = await createHandWoundWorld({ hub: { synchronisation: 'on', ...option }, chatBudget: { perMinute: 0 } });
  try {
    await hand.restForGood();
    const { customerBase } = hand.hub();
    expect(await customerBase.progress('acme')).toMatchObject({ number: 1, kind: 'first', state: 'ended' });
    hand.ploomes.quietly(() => hand.ploomes.addContact({ name: 'Ana', phone: '(11) 98765-4321' }));
    for (let passed = 1; passed < hours; passed += 1) hand.clock.advance(60 * 60_000);
    await hand.restForGood();
    expect(await customerBase.progress('acme')).toMatchObject({ number: 1 });
    for (let looks = 0; looks < 2; looks += 1) hand.clock.advance(60 * 60_000);
    for (let tries = 0; tries < 100 && (await customerBase.progress('acme'))?.number === 1; tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await hand.restForGood();
    expect(await customerBase.progress('acme')).toMatchObject({ number: 2, kind: 'reconciliation', state: 'ended', done: 1 });
    expect(lookAt(hand).clients()).toHaveLength(1);
  } finally {
    await hand.close();
  }
});
