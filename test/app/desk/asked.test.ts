import { expect, onTestFinished, test } from 'vitest';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { PAGE } from '../../rig/desk-hub.ts';
import type { WorldOptions } from '../../rig/world.ts';
import { attended, BIANCA, openDesk, rowsIn, type DeskClient } from './desk-client.ts';

const EVERY_SECONDS = 10;
const MESSAGES = 'POST /chatapi/1.0/api/v2/messages';

/** A world whose Neppo tells of no messages by itself. */
async function aSilentWorld(options: WorldOptions = {}): Promise<HandWoundWorld> {
  const world = await createHandWoundWorld({ ...options, messages: { source: 'poll', everySeconds: EVERY_SECONDS }, options: { panelOrigins: [PAGE] } });
  onTestFinished(async () => await world.close());
  return world;
}

const textsIn = async (desk: DeskClient, protocol: string): Promise<readonly unknown[]> => rowsIn(await desk.get(`sessions/${protocol}/messages`), 'messages').map(({ text }) => text);
const readings = (world: HandWoundWorld): number => world.neppo.calls().byRoute[MESSAGES] ?? 0;

/** Lets time pass, a second at a time, as a look takes a moment of it. */
async function pass(world: HandWoundWorld, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    world.clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  await world.rest();
}

test('PAN-11: where the chat tells of no messages, attended conversations are read again and again, and the agent hears of what is new', async () => {
  const world = await aSilentWorld();
  const protocol = await attended(world);
  const bianca = await openDesk(world, BIANCA);
  const stream = await bianca.follow();
  await stream.until('ready');
  world.neppo.message(protocol, { from: 'client', text: 'Tem alguém aí?' });
  await pass(world, EVERY_SECONDS + 3);
  expect(await stream.until('Tem alguém aí?')).toContain('message.new');
  await stream.leave();
  expect((await textsIn(bianca, protocol)).slice(-2)).toEqual(['Bom dia', 'Tem alguém aí?']);
  expect(rowsIn(await bianca.get('sessions'))).toMatchObject([{ unread: 2, preview: { text: 'Tem alguém aí?' } }]);
});

test('PAN-11: a conversation is read once in each pause; one that nobody attends, or that has ended, is not', async () => {
  const world = await aSilentWorld();
  world.neppo.startSession({ phone: '5511912345678', name: 'Na Fila', group: 'Vendas', channel: 'whatsapp' });
  const protocol = await attended(world);
  await pass(world, EVERY_SECONDS + 3);
  const before = readings(world);
  await pass(world, 5 * EVERY_SECONDS);
  const [asked, deliveries] = [readings(world) - before, (await world.hub().deliveries.list({ kind: 'messages-touched' }, { limit: 50 })).rows.length];
  expect(asked).toBeGreaterThanOrEqual(2);
  expect(asked).toBeLessThanOrEqual(6);
  // Nothing was said, so that nothing was passed on but what the session's begin and its attendance asked for.
  expect(deliveries).toBeLessThanOrEqual(2);

  world.neppo.close(protocol);
  await world.rest();
  const ended = readings(world);
  await pass(world, 3 * EVERY_SECONDS);
  expect(readings(world)).toBe(ended);
});

test('PAN-11, HUB-03: reading again waits for the budget; what an agent writes does not', async () => {
  const world = await aSilentWorld({ chatBudget: { perMinute: 6 } });
  const protocols = [];
  for (const phone of ['5511987654321', '5511912345678', '5511955554444', '5511955553333', '5511955552222']) protocols.push(await attended(world, { phone, name: phone }));
  const bianca = await openDesk(world, BIANCA);
  const before = readings(world);
  await pass(world, 30);
  // All five in each of the three pauses would be fifteen; what the sessions' begin has cost goes before them.
  expect(readings(world) - before).toBeLessThan(12);
  expect(await bianca.post(`sessions/${protocols[0] ?? ''}/messages`, { kind: 'text', text: 'Olá' })).toMatchObject({ status: 200, json: { outcome: 'done' } });
});

/** Five sessions of five clients. */
const PHONES = ['5511987654321', '5511912345678', '5511955554444', '5511955553333', '5511955552222'] as const;

const previews = async (desk: DeskClient): Promise<string> => JSON.stringify(rowsIn(await desk.get('sessions')));

test('PAN-11, HUB-03: however little Neppo is taken to bear, and however much is written meanwhile, each conversation is read', async () => {
  const world = await aSilentWorld({ chatBudget: { perMinute: 6 } });
  const protocols: string[] = [];
  for (const phone of PHONES) protocols.push(await attended(world, { phone, name: phone }));
  const bianca = await openDesk(world, BIANCA);
  for (const [nth, protocol] of protocols.entries()) world.neppo.message(protocol, { from: 'client', text: `Ainda está aí? ${nth}` });
  for (let seconds = 0; seconds < 180; seconds += 10) {
    await bianca.post(`sessions/${protocols[0] ?? ''}/messages`, { kind: 'text', text: `Um momento ${seconds}` });
    await pass(world, 10);
  }
  const told = await previews(await openDesk(world, BIANCA));
  for (const nth of [1, 2, 3, 4]) expect(told).toContain(`Ainda está aí? ${nth}`);
}, 60_000);

test('PAN-11: a conversation that cannot be read holds up no other', async () => {
  const [sick, ...others] = PHONES;
  let unreadable = 'no session yet';
  const outgoingFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const isSick = request.url.includes('/v2/messages') && (await request.clone().text()).includes(unreadable);
    return isSick ? new Response('<html>', { status: 200 }) : await fetch(request);
  };
  const world = await aSilentWorld({ hub: { outgoingFetch } });
  const first = await attended(world, { phone: sick, name: sick });
  unreadable = `"value":"${partOf(world, first)}"`;
  const rest: string[] = [];
  for (const phone of others) rest.push(await attended(world, { phone, name: phone }));
  for (const [nth, protocol] of rest.entries()) world.neppo.message(protocol, { from: 'client', text: `Ainda está aí? ${nth}` });
  await pass(world, 4 * EVERY_SECONDS);
  const told = await previews(await openDesk(world, BIANCA));
  for (const nth of rest.keys()) expect(told).toContain(`Ainda está aí? ${nth}`);
}, 60_000);

test('PAN-11: what was not there when its conversation was read comes with the next reading', async () => {
  const world = await aSilentWorld();
  const protocol = await attended(world);
  await pass(world, EVERY_SECONDS + 3);
  world.neppo.message(protocol, { from: 'client', text: 'Tem alguém aí?' });
  // The question sees it; the lane that is told of it meets a list that is empty under load.
  world.neppo.faults({ route: MESSAGES, kind: 'empty-list', after: 1, times: 1 });
  await pass(world, 12 * EVERY_SECONDS);
  expect(await previews(await openDesk(world, BIANCA))).toContain('Tem alguém aí?');
}, 60_000);

test.each([
  ['the session goes on in another part', (world: HandWoundWorld, protocol: string) => world.neppo.transfer(protocol, { group: 'Suporte', agent: 'Bianca Prado', newPart: true }), 'open'],
  ['the session ends', (world: HandWoundWorld, protocol: string) => world.neppo.close(protocol), 'closed'],
] as const)('PAN-11: the last words before %s are read too', async (_, then, tab) => {
  const world = await aSilentWorld();
  const protocol = await attended(world);
  await pass(world, EVERY_SECONDS + 3);
  const bianca = await openDesk(world, BIANCA);
  const stream = await bianca.follow();
  await stream.until('ready');
  world.neppo.message(protocol, { from: 'client', text: 'Uma última coisa' });
  then(world, protocol);
  await pass(world, 2 * EVERY_SECONDS);
  expect(await stream.until('Uma última coisa')).toContain('message.new');
  await stream.leave();
  expect(rowsIn(await bianca.get(`sessions?tab=${tab}`))).toMatchObject([{ unread: 2 }]);
}, 15_000);

/** The part of a session, as Neppo names it. */
function partOf(world: HandWoundWorld, protocol: string): number {
  const found = parseParts(JSON.stringify(world.neppo.state())).sessions.find((session) => session.protocol === protocol);
  if (found === undefined) throw new Error(`There is no session ${protocol}.`);
  return found.id;
}
const parseParts = (text: string): { readonly sessions: readonly { readonly id: number; readonly protocol: string }[] } => JSON.parse(text) as ReturnType<typeof parseParts>;
