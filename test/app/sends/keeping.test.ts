import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import type { AgentPass, SendWish, StoreFactory } from '../../../src/ports/index.ts';
import type { World } from '../../rig/world.ts';
import { attended, createHandWoundDesk } from '../desk/desk-client.ts';
import { passOf } from '../desk/pass.ts';

/** How often the hub keeps an eye on its sends. */
const LOOK_MS = 5_000;
const READING = '/chatapi/1.0/api/direct-message';

/** Notes the questions that are asked of sends and settings. */
function watched(open: StoreFactory, asked: string[]): StoreFactory {
  const noting = <Port extends object>(name: string, port: Port): Port => new Proxy(port, {
    get(target, member, receiver) {
      const method: unknown = Reflect.get(target, member, receiver);
      return typeof method !== 'function' ? method : (...given: readonly unknown[]): unknown => {
        asked.push(`${name}.${String(member)}`);
        return Reflect.apply(method, target, given);
      };
    },
  });
  return async (inside) => {
    const store = await open(inside);
    return { ...store, sends: noting('sends', store.sends), settings: noting('settings', store.settings) };
  };
}

test('SND-03: where nothing was sent, one question is asked for all connections, and no other', async () => {
  const asked: string[] = [];
  const world = await createHandWoundDesk({ hub: { store: watched(sqliteStore(':memory:'), asked) } });
  onTestFinished(async () => await world.close());
  asked.length = 0;
  world.clock.advance(LOOK_MS);
  await world.rest();
  expect(asked).toEqual(['sends.toLookAt']);
});

test('LGPD: whoever is erased while the chat is asked about a send stays erased, and nobody hears of the send', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-keeping-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let meanwhile: (() => Promise<unknown>) | undefined;
  const outgoingFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await fetch(request);
    if (!new URL(request.url).pathname.startsWith(READING)) return answer;
    const act = meanwhile;
    meanwhile = undefined;
    await act?.();
    return answer;
  };
  const world = await createHandWoundDesk({ hub: { outgoingFetch, store: sqliteStore(join(folder, 'hub.db')) } });
  onTestFinished(async () => await world.close());
  await attended(world);
  const bianca = passOf(world, 'Bianca Prado');
  const { sends } = world.hub();
  expect(await sends.send(bianca, await aWish(world, bianca), 'k1')).toMatchObject({ outcome: 'queued' });
  expect((await sends.sends(bianca, { limit: 5 })).rows).toHaveLength(1);

  let erased: unknown;
  meanwhile = async () => { erased = await world.hub().privacy.erase({ phone: '5511987654321' }); };
  await expect.poll(() => {
    world.clock.advance(LOOK_MS);
    return erased;
  }, { interval: 100, timeout: 10_000 }).toBeDefined();
  // What the hub wrote of it, had it written anything, is written by then.
  await world.restart();
  expect((await world.hub().sends.sends(bianca, { limit: 5 })).rows).toEqual([]);
});

async function aWish(world: World, pass: AgentPass): Promise<SendWish> {
  const [group] = (await world.hub().desk.me(pass)).groups;
  if (group === undefined) throw new Error('The agent has no group.');
  const template = (await world.hub().sends.templates(pass, group.id)).find(({ approval, parameters }) => approval === 'approved' && parameters.every(({ type }) => type === 'text'));
  if (template === undefined) throw new Error('There is no approved template.');
  return { channel: 'whatsapp', phone: '5511987654321', groupId: group.id, templateId: template.id, values: template.parameters.map(({ part, place }) => ({ part, place, value: 'João' })) };
}
