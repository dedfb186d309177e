import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { attended, BIANCA, CAIO, createDeskWorld, eventsIn, having, openDesk, type DeskClient } from './desk-client.ts';

let world: World;
let bianca: DeskClient;
let caio: DeskClient;
beforeEach(async () => {
  world = await createDeskWorld();
  [bianca, caio] = [await openDesk(world, BIANCA), await openDesk(world, CAIO)];
});
afterEach(async () => await world.close());

/** All that an agent was told so far, from the first event on. */
async function toldTo(desk: DeskClient): Promise<ReturnType<typeof eventsIn>> {
  const stream = await desk.follow('0');
  const response = await desk.follow();
  const head = Number(/^id: (\d+)$/m.exec(await response.until('event: ready'))?.[1]);
  const told = head === 0 ? '' : await stream.until(`id: ${head}\n`);
  await Promise.all([stream.leave(), response.leave()]);
  return eventsIn(told);
}
const namesIn = (told: ReturnType<typeof eventsIn>): readonly string[] => told.map(({ event }) => event);
/** Real time: Neppo's own stops at the second. */
const aSecondLater = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 1_100));

describe('PAN-11: an agent is told', () => {
  test('of a session that comes, of each message in it once, and of its end', async () => {
    const protocol = await attended(world);
    const { id } = world.neppo.message(protocol, { from: 'client', text: 'Alguém?' });
    await world.rest();
    world.neppo.close(protocol);
    await world.rest();
    const told = await toldTo(bianca);
    expect(told.find(({ event }) => event === 'session.upsert')?.data).toMatchObject({ protocol, tab: 'open' });
    expect(told.filter(({ event, data }) => event === 'message.new' && JSON.stringify(data).includes(`"id":"${id}"`))).toHaveLength(1);
    expect(told.findLast(({ event }) => event === 'session.upsert')?.data).toMatchObject({ protocol, tab: 'closed' });
    expect(told.map((event) => event.id)).toEqual(told.map((_, nth) => nth + 1));
    expect(await toldTo(caio)).toEqual([]);
  });

  test('PAN-06: of a transfer both are: it leaves one list and comes to the other, and what is said then goes to the new one alone', async () => {
    const protocol = await attended(world);
    await aSecondLater();
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    await world.rest();
    const before = (await toldTo(bianca)).length;
    world.neppo.message(protocol, { from: 'client', text: 'Segredo para o Caio' });
    await world.rest();
    const [hers, his] = [await toldTo(bianca), await toldTo(caio)];
    expect(hers).toContainEqual(expect.objectContaining({ event: 'session.remove', data: { protocol, reason: 'transferred' } }));
    expect(hers).toHaveLength(before);
    expect(JSON.stringify(hers)).not.toContain('Segredo');
    expect(his[0]).toMatchObject({ event: 'session.upsert', data: { protocol, tab: 'open' } });
    expect(his.filter(({ event, data }) => event === 'message.new' && JSON.stringify(data).includes('Segredo'))).toHaveLength(1);
  });

  test('of what the agent does, with its key, and of a comment', async () => {
    const protocol = await attended(world);
    await bianca.post(`sessions/${protocol}/messages`, { kind: 'text', text: 'Oi' }, 'said-1');
    await bianca.post(`sessions/${protocol}/comments`, { text: 'Cliente antigo' }, 'noted-1');
    await world.rest();
    const told = await toldTo(bianca);
    expect(told.filter(({ data }) => JSON.stringify(data).includes('said-1')).map(({ event }) => event)).toEqual(expect.arrayContaining(['message.new', 'act.ended']));
    expect(told).toContainEqual(expect.objectContaining({ event: 'comment.new', data: { protocol, comment: having({ text: 'Cliente antigo', author: 'Bianca Prado' }) } }));
    expect(told.filter(({ event, data }) => event === 'message.new' && JSON.stringify(data).includes('"Oi"'))).toHaveLength(1);
  });

  test('of a message that was known no more, however often the conversation is read again', async () => {
    const protocol = await attended(world);
    await bianca.post(`sessions/${protocol}/messages`, { kind: 'text', text: 'Pois não' }, 'said-2');
    await world.rest();
    const known = (await toldTo(bianca)).length;
    for (const text of ['Um', 'Dois', 'Três']) {
      world.neppo.message(protocol, { from: 'client', text });
      await world.rest();
    }
    const since = (await toldTo(bianca)).slice(known);
    expect(namesIn(since)).not.toContain('message.patch');
    expect(namesIn(since).filter((name) => name === 'message.new')).toHaveLength(3);
  });

  test('PAN-02, PAN-03: of the client and the card that a session is linked to', async () => {
    const protocol = await attended(world);
    const { Id } = world.ploomes.addContact({ name: 'João', phone: '(11) 98765-4321' });
    await world.rest();
    await bianca.post(`sessions/${protocol}/cards`, { funnelId: String(world.funnelId('Suporte')) });
    await world.rest();
    const told = await toldTo(bianca);
    expect(told).toContainEqual(expect.objectContaining({ event: 'contact.linked', data: { protocol, contactId: String(Id) } }));
    expect(namesIn(told)).toContain('card.linked');
  });

  test('of no address of a file, which no browser may know', async () => {
    const protocol = await attended(world);
    world.neppo.message(protocol, { from: 'client', text: '', file: { name: 'foto.png', type: 'image/png', base64: 'AAAA' } });
    await world.rest();
    const told = JSON.stringify(await toldTo(bianca));
    expect(told).toContain('foto.png');
    expect(told).not.toContain(world.neppo.url);
  });
});

test('PAN-11: a panel whose stream breaks again and again is told everything once', async () => {
  const protocol = await attended(world);
  const seen: number[] = [];
  const texts: string[] = [];
  let last = '0';
  for (let nth = 0; nth < 12; nth += 1) {
    const stream = await bianca.follow(last);
    const text = `mensagem numero ${nth}.`;
    world.neppo.message(protocol, { from: 'client', text });
    texts.push(text);
    const told = eventsIn(await stream.until(text));
    seen.push(...told.map(({ id }) => id));
    last = String(told.at(-1)?.id ?? last);
    await stream.leave();
  }
  await world.rest();
  expect(seen).toEqual(seen.map((_, nth) => nth + 1));
  const { json } = await bianca.get(`sessions/${protocol}/messages?limit=50`);
  for (const text of texts) expect(JSON.stringify(json).split(text)).toHaveLength(2);
});

describe('PAN-11: message webhooks', () => {
  const kept = async (protocol: string): Promise<readonly string[]> => parseTexts((await bianca.get(`sessions/${protocol}/messages?limit=100`)).json['messages']).filter(({ by }) => by === 'client').map(({ text }) => text);

  test.each(['a', 'b', 'whole'] as const)('of shape %s, twice, late and out of order give each message once, in order', async (form) => {
    world.neppo.setMessageForm(form);
    const protocol = await attended(world);
    world.neppo.faults({ webhooks: 'duplicate', entity: 'Message', times: 3 });
    world.neppo.faults({ webhooks: 'reorder', entity: 'Message', times: 2, delayMs: 100 });
    for (const text of ['um', 'dois', 'três', 'quatro', 'cinco']) world.neppo.message(protocol, { from: 'client', text });
    await world.rest();
    expect(await kept(protocol)).toEqual(['Bom dia', 'um', 'dois', 'três', 'quatro', 'cinco']);
    const told = await toldTo(bianca);
    const texts = told.filter(({ event }) => event === 'message.new').map(({ data }) => JSON.stringify(data));
    for (const text of ['um', 'dois', 'três', 'quatro', 'cinco']) expect(texts.filter((each) => each.includes(`"text":"${text}"`)), text).toHaveLength(1);
    expect((await bianca.get('sessions')).json).toMatchObject({ rows: [{ unread: 6, preview: { text: 'cinco' } }] });
  });

  test.each(['a', 'b', 'whole'] as const)('of shape %s that come before anything was told of their session lose nothing', async (form) => {
    world.neppo.setMessageForm(form);
    world.neppo.pauseWebhooks();
    const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'João', group: 'Vendas', agent: 'Bianca Prado' });
    world.neppo.message(protocol, { from: 'client', text: 'Cheguei antes' });
    const held = world.neppo.captured();
    for (const { id } of held.toSorted((one, other) => Number(other.entity === 'Message') - Number(one.entity === 'Message'))) await world.neppo.deliverAgain(id);
    world.neppo.resumeWebhooks();
    await world.rest();
    expect(await kept(protocol)).toEqual(['Cheguei antes']);
    expect((await bianca.get('sessions')).json).toMatchObject({ rows: [{ protocol, preview: { text: 'Cheguei antes' }, unread: 1 }] });
  });

  test('that never come are made up for by the chat itself when somebody looks', async () => {
    const protocol = await attended(world);
    world.neppo.faults({ webhooks: 'drop', entity: 'Message', times: 1 });
    world.neppo.message(protocol, { from: 'client', text: 'perdida' });
    await world.rest();
    expect(await kept(protocol)).toEqual(['Bom dia', 'perdida']);
  });
});

const parseTexts = (messages: unknown) => messages as readonly { readonly by: string; readonly text: string }[];
