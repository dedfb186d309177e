import { afterEach, describe, expect, test } from 'vitest';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { cell } from '../../adapters/ploomes/lab.ts';

const HOUR_MS = 3_600_000;

let world: HandWoundWorld;
afterEach(async () => await world.close());

const statusAt = async (address: string, headers: Readonly<Record<string, string>> = {}, body: object = { entity: 'Agent' }): Promise<number> =>
  (await world.hub().fetch(new Request(address, { method: 'POST', headers, body: JSON.stringify(body) }))).status;

const subscribed = (): readonly string[] => [...new Set(world.ploomes.rows('Webhooks').map((row) => cell(row, 'CallbackUrl')))];

describe("a hook's address", () => {
  test('ACT-04: is exchanged: both work while the grace lasts, and after it the new one alone', async () => {
    world = await createHandWoundWorld();
    const { address, until } = await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 2 });
    expect(address).toMatch(new RegExp(`^${world.hubUrl}/hooks/neppo/[\\w-]{43}$`));
    expect(address).not.toBe(world.hooks.neppo);
    expect(Date.parse(until)).toBe(Date.parse(world.clock.now()) + 2 * HOUR_MS);
    world.clock.advance(2 * HOUR_MS - 1);
    expect([await statusAt(world.hooks.neppo), await statusAt(address)]).toEqual([200, 200]);
    world.clock.advance(1);
    expect([await statusAt(world.hooks.neppo), await statusAt(address)]).toEqual([404, 200]);
  });

  test('ACT-04: lasts a day beside the new one, unless said otherwise', async () => {
    world = await createHandWoundWorld();
    const { until } = await world.hub().connections.rotateHook('acme', 'neppo');
    expect(Date.parse(until)).toBe(Date.parse(world.clock.now()) + 24 * HOUR_MS);
  });

  test('ACT-04: is revoked at once, with every one before it that was still in its grace', async () => {
    world = await createHandWoundWorld();
    const second = await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 48 });
    const third = await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 24 });
    expect([await statusAt(world.hooks.neppo), await statusAt(second.address), await statusAt(third.address)]).toEqual([200, 200, 200]);
    const fourth = await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 0 });
    const all = [world.hooks.neppo, second.address, third.address, fourth.address];
    expect(await Promise.all(all.map(async (address) => await statusAt(address)))).toEqual([404, 404, 404, 200]);
  });

  test('ACT-04: a longer grace later does not prolong what was to end sooner', async () => {
    world = await createHandWoundWorld();
    await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 1 });
    const { address } = await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 100 });
    world.clock.advance(HOUR_MS);
    expect([await statusAt(world.hooks.neppo), await statusAt(address)]).toEqual([404, 200]);
  });

  test('ACT-04: that was revoked does not come back when its token is given again', async () => {
    world = await createHandWoundWorld();
    await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 0 });
    const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
    await world.hub().connections.setSystems('acme', { hookTokens: { neppo: tokenOf(world.hooks.neppo), ploomes: tokenOf(world.hooks.ploomes) } });
    expect(await statusAt(world.hooks.neppo)).toBe(404);
  });

  test("ACT-09: Ploomes' subscriptions follow the new address, and those of other hubs stay", async () => {
    world = await createHandWoundWorld();
    const before = world.ploomes.rows('Webhooks').length;
    const others = 'https://another.example/hooks/ploomes/somebody-elses-token';
    const url = `${world.ploomes.url}/Webhooks`;
    await fetch(url, { method: 'POST', headers: { 'user-key': world.ploomes.userKey, 'content-type': 'application/json' }, body: JSON.stringify({ EntityId: 2, ActionId: 1, CallbackUrl: others, ValidationKey: 'v', Active: true }) });
    const { address } = await world.hub().connections.rotateHook('acme', 'ploomes', { graceHours: 1 });
    expect(subscribed().toSorted()).toEqual([address, others].toSorted());
    expect(world.ploomes.rows('Webhooks')).toHaveLength(before + 1);
    const person = world.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
    await world.rest();
    const { rows } = await world.hub().deliveries.list({ source: 'ploomes' }, { limit: 10 });
    expect(rows.map(({ lane, state }) => ({ lane, state }))).toEqual([{ lane: `client:${person.Id}`, state: 'done' }]);
  });

  test('ACT-09: is exchanged although the CRM would not let go of the earlier subscriptions: the new address is given, once', async () => {
    world = await createHandWoundWorld();
    world.ploomes.faults({ route: 'DELETE /Webhooks', status: 500 });
    const { address } = await world.hub().connections.rotateHook('acme', 'ploomes', { graceHours: 1 });
    expect(subscribed().toSorted()).toEqual([address, world.hooks.ploomes].toSorted());
  });

  test('nothing is exchanged when the CRM does not take the new address: the earlier one stays as it was', async () => {
    world = await createHandWoundWorld({ timeoutMs: 300 });
    await world.ploomes.close();
    await expect(world.hub().connections.rotateHook('acme', 'ploomes', { graceHours: 0 })).rejects.toMatchObject({ code: 'port.unreachable' });
    const hooks = await world.hub().connections.hooks('acme');
    expect(hooks.filter(({ until }) => until !== undefined)).toEqual([]);
  });

  test('shows until when it works, and when something last came in', async () => {
    world = await createHandWoundWorld();
    const { until } = await world.hub().connections.rotateHook('acme', 'neppo', { graceHours: 1 });
    await statusAt(world.hooks.neppo);
    await expect.poll(async () => (await world.hub().connections.hooks('acme')).toSorted((a, b) => (`${a.system}${a.until ?? ''}` < `${b.system}${b.until ?? ''}` ? -1 : 1))).toEqual([
      { connection: 'acme', system: 'neppo' },
      { connection: 'acme', system: 'neppo', until, lastReceivedAt: world.clock.now(), receipts: { Agent: world.clock.now() } },
      { connection: 'acme', system: 'ploomes' },
    ]);
  });

  test.each([
    ['neppo', { graceHours: -1 }, 'input.grace-invalid'],
    ['neppo', { graceHours: 721 }, 'input.grace-invalid'],
    ['neppo', { graceHours: Number.NaN }, 'input.grace-invalid'],
    ['panel', {}, 'input.hook-system-unknown'],
  ])('is not exchanged for %s with %o', async (system, wish, code) => {
    world = await createHandWoundWorld();
    await expect(world.hub().connections.rotateHook('acme', system as 'neppo', wish)).rejects.toMatchObject({ code });
    await expect(world.hub().connections.rotateHook('nobody', 'neppo')).rejects.toMatchObject({ code: 'input.connection-unknown' });
    expect(await world.hub().connections.hooks('acme')).toHaveLength(2);
  });
});
