import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { integrationDoor, type IntegrationDoor } from '../../rig/integration-door.ts';
import { createWorld, type World } from '../../rig/world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

let world: World;
let door: IntegrationDoor;
beforeEach(async () => {
  world = await createWorld();
  door = integrationDoor(world.hubUrl);
});
afterEach(async () => await world.close());

const zipped = async (url: string): Promise<Response> => await fetch(url, {
  method: 'POST', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'x-hotmart-hottok': HOTTOK }, body: Uint8Array.from(gzipSync(JSON.stringify(aPurchase()))),
});

async function listening(secret = HOTTOK): Promise<{ readonly path: string; readonly address: string }> {
  const made = await door.create('hotmart');
  await door.post(`${made.path}/secret`, { secret });
  return made;
}

describe('WHK-07: what an integration refuses', () => {
  test('is seen at the integration with reason, count and moment, although the sender is told of no more than a wrong address', async () => {
    const { path, address } = await listening('another');
    const { address: elsewhere, path: other } = await listening();
    expect((await door.get(path)).json).toMatchObject({ refusals: [] });
    expect((await deliver(address, aPurchase())).status).toBe(404);
    expect((await deliver(elsewhere, aPurchase())).status).toBe(200);
    await expect.poll(async () => (await door.get(path)).json).toMatchObject({ refusals: [{ why: 'signature-wrong', count: 1, lastAt: expect.stringMatching(/^\d{4}-/) as unknown }] });
    expect((await door.get(other)).json).toMatchObject({ refusals: [] });
  });

  test('compressed is refused by the name of the header, at any address alike, and seen too', async () => {
    const { path, address } = await listening();
    const answers = await Promise.all([zipped(address), zipped(`${world.hubUrl}/hooks/webhook/of-nobody`)]);
    expect(answers.map(({ status }) => status)).toEqual([415, 415]);
    const [told, toldToNobody] = await Promise.all(answers.map(async (answer) => await answer.text()));
    expect(told).toBe(toldToNobody);
    expect(JSON.parse(told ?? '')).toMatchObject({ type: 'urn:vinculo:problem:body-compressed', errors: [{ field: 'Content-Encoding', reason: expect.any(String) as unknown, mend: expect.any(String) as unknown }] });
    await expect.poll(async () => (await door.get(path)).json).toMatchObject({ refusals: [{ why: 'body-compressed', count: 1 }] });
  });

  test('is not what only says that it is compressed, as proxies leave it', async () => {
    const { address } = await listening();
    expect((await deliver(address, aPurchase(), { 'content-encoding': 'gzip' })).status).toBe(200);
  });
});

test('HUB-01: a platform is answered at once although the CRM is gone, and what it told waits', async () => {
  const { path, address } = await listening();
  await door.post(path, { mapping: platforms.find('hotmart')?.mapping, capture: { behaviour: 'person+card', funnelId: String(world.funnelId('Funil de vendas')), unlessOpenCard: 'no' } });
  expect((await door.post(`${path}/enable`)).status).toBe(200);
  world.ploomes.faults({ route: '*', status: 503, times: 1_000 });
  const begun = performance.now();
  expect((await deliver(address, aPurchase())).status).toBe(200);
  expect(performance.now() - begun).toBeLessThan(2_000); // some milliseconds on a quiet machine
  await expect.poll(async () => (await world.hub().deliveries.list({ state: 'later' }, { limit: 5 })).rows.map(({ reason }) => reason), { timeout: 10_000 }).toEqual([expect.stringMatching(/port\.unreachable|account-blocked/)]);
});
