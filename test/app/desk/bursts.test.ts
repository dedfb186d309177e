import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { attended, BIANCA, createDeskWorld, createHandWoundDesk, openDesk, rowsIn, type DeskClient } from './desk-client.ts';

const MESSAGES = 'POST /chatapi/1.0/api/v2/messages';
const TEXTS = ['um', 'dois', 'três', 'quatro', 'cinco', 'seis', 'sete', 'oito'];
/** Real time, in which all webhooks of a burst come in. */
const SLOW_MS = 3_000;

let world: World;
let bianca: DeskClient;
beforeEach(async () => {
  world = await createDeskWorld();
  bianca = await openDesk(world, BIANCA);
});
afterEach(async () => await world.close());

const readings = (): number => world.neppo.calls().byRoute[MESSAGES] ?? 0;
const accepted = async (kind: string): Promise<number> => (await world.hub().deliveries.list({ kind }, { limit: 100 })).rows.length;
const heardFrom = async (protocol: string): Promise<readonly unknown[]> =>
  rowsIn(await bianca.get(`sessions/${protocol}/messages?limit=100`), 'messages').filter(({ by }) => by === 'client').map(({ text }) => text);

/** While the first of these messages is read, the webhooks of all others come. */
async function burst(protocol: string): Promise<void> {
  const before = await accepted('Message');
  world.neppo.faults({ route: MESSAGES, kind: 'slow', ms: SLOW_MS, times: 1 });
  for (const text of TEXTS) world.neppo.message(protocol, { from: 'client', text });
  await expect.poll(async () => await accepted('Message') - before, { timeout: SLOW_MS }).toBe(TEXTS.length);
  await world.rest();
}

describe('PAN-11: what many webhooks tell of a conversation', () => {
  test.each(['a', 'b'] as const)('of shape %s, at once, is read once for all that came while it was read', async (form) => {
    world.neppo.setMessageForm(form);
    const protocol = await attended(world);
    const before = readings();
    await burst(protocol);
    expect(readings() - before).toBe(2);
    expect(await heardFrom(protocol)).toEqual(['Bom dia', ...TEXTS]);
    expect((await bianca.get('sessions')).json).toMatchObject({ rows: [{ unread: TEXTS.length + 1, preview: { text: 'oito' } }] });
  });

  test('is read again where the reading that was for all of them was answered with an empty list', async () => {
    world.neppo.setMessageForm('b');
    const protocol = await attended(world);
    world.neppo.faults({ route: MESSAGES, kind: 'empty-list', times: 1, after: 1 });
    const before = readings();
    await burst(protocol);
    expect(readings() - before).toBe(3);
    expect((await bianca.get('sessions')).json).toMatchObject({ rows: [{ unread: TEXTS.length + 1, preview: { text: 'oito' } }] });
  });

  test.each(['a', 'b'] as const)('of shape %s, one after the other, costs one delivery and one question to the chat each', async (form) => {
    world.neppo.setMessageForm(form);
    const protocol = await attended(world);
    const [readBefore, passedOn] = [readings(), await accepted('messages-touched')];
    for (const text of ['um', 'dois', 'três']) {
      world.neppo.message(protocol, { from: 'client', text });
      await world.rest();
    }
    expect(readings() - readBefore).toBe(3);
    expect(await accepted('messages-touched')).toBe(passedOn);
    expect(await heardFrom(protocol)).toEqual(['Bom dia', 'um', 'dois', 'três']);
  });

  test('is told whole where more than a page of it was said within one second, after what was known of that second', async () => {
    const still = await createHandWoundDesk();
    onTestFinished(async () => await still.close());
    const desk = await openDesk(still, BIANCA);
    still.neppo.setMessageForm('b');
    const protocol = await attended(still);
    const stream = await desk.follow();
    still.neppo.message(protocol, { from: 'client', text: 'zero' });
    await still.rest();
    const texts = Array.from({ length: 120 }, (_, nth) => `número ${nth + 1}.`);
    still.neppo.faults({ route: MESSAGES, kind: 'slow', ms: 1_500, times: 1 });
    for (const text of texts) still.neppo.message(protocol, { from: 'client', text });
    await still.rest();
    const told = await stream.until('número 120.');
    expect(texts.filter((text) => !told.includes(text))).toEqual([]);
    await stream.leave();
  });
});
