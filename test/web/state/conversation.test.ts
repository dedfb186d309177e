import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attended, CAIO, createDeskWorld, createHandWoundDesk } from '../../app/desk/desk-client.ts';
import type { World } from '../../rig/world.ts';
import { linesOf, openPanel, soon, type TestPanel } from './open-panel.ts';

let world: World;
let protocol: string;
const open: TestPanel[] = [];
const panelOf = (options?: Parameters<typeof openPanel>[1]): TestPanel => {
  const panel = openPanel(world, options);
  open.push(panel);
  return panel;
};
beforeEach(async () => {
  world = await createDeskWorld();
  protocol = await attended(world);
});
afterEach(async () => {
  for (const { state } of open.splice(0)) state.close();
  await world.close();
});

/** A conversation that is on the screen. */
async function looking(panel: TestPanel): Promise<ReturnType<TestPanel['state']['conversation']>> {
  await soon(() => [panel.state.lists.open.state.value, panel.state.entrance.value.state]).toEqual(['ready', 'in']);
  panel.state.navigation.go({ at: 'conversation', protocol });
  const conversation = panel.state.conversation(protocol);
  await soon(() => conversation.state.value).toBe('ready');
  return conversation;
}

describe('C2: a conversation', () => {
  test('shows what was said, and goes on; what is written is shown at once, and once', async () => {
    const conversation = await looking(panelOf());
    expect(linesOf(conversation)).toEqual(['system: Bianca Prado', 'client: Bom dia']);
    conversation.write('  Em que posso ajudar?  ');
    expect(linesOf(conversation).at(-1)).toBe('own sending: Em que posso ajudar?');
    const seen = new Set<number>();
    conversation.entries.subscribe((entries) => void seen.add(entries.length));
    await soon(() => linesOf(conversation).at(-1)).toBe('agent: Em que posso ajudar?');
    world.neppo.message(protocol, { from: 'client', text: 'Quero um orçamento' });
    await soon(() => linesOf(conversation).at(-1)).toBe('client: Quero um orçamento');
    expect(linesOf(conversation)).toHaveLength(4);
    expect([...seen]).toEqual([3, 4]);
  });

  test('keeps the name of what was written here when it arrives, so that nothing is drawn anew', async () => {
    const conversation = await looking(panelOf());
    conversation.write('Oi');
    const key = conversation.entries.value.at(-1)?.key;
    await soon(() => conversation.entries.value.at(-1)?.is).toBe('message');
    expect(conversation.entries.value.at(-1)?.key).toBe(key);
  });

  test('has each comment once, told by the stream, and loaded anew', async () => {
    const conversation = await looking(panelOf());
    conversation.comment('Cliente antigo');
    expect(linesOf(conversation).at(-1)).toBe('own sending: Cliente antigo');
    await soon(() => linesOf(conversation).filter((line) => line.includes('Cliente antigo'))).toEqual(['comment: Cliente antigo']);
    await conversation.refresh();
    expect(linesOf(conversation).filter((line) => line.includes('Cliente antigo'))).toEqual(['comment: Cliente antigo']);
    conversation.comment('Cliente antigo');
    await soon(() => linesOf(conversation).filter((line) => line === 'comment: Cliente antigo').length).toBe(2);
    await conversation.refresh();
    expect(linesOf(conversation).filter((line) => line === 'comment: Cliente antigo')).toHaveLength(2);
  });

  test('PAN-04: keeps the company of its contact while rows of it are told', async () => {
    const company = world.ploomes.addCompany({ name: 'Aurora Ltda' }).Id;
    const contactId = String(world.ploomes.addContact({ name: 'Marina Costa', phone: '(11) 98765-4321', companyId: company }).Id);
    const panel = panelOf();
    const conversation = await looking(panel);
    await panel.desk.linkContact(protocol, { contactId });
    await soon(() => conversation.sheet.value?.company?.name).toBe('Aurora Ltda');
    world.neppo.message(protocol, { from: 'client', text: 'Mais uma' });
    await soon(() => conversation.row.value?.preview?.text).toBe('Mais uma');
    expect(conversation.sheet.value?.company?.name).toBe('Aurora Ltda');
  });

  test('keeps its divider before what was unread when it was opened, and says that it is read while somebody looks', async () => {
    world.neppo.message(protocol, { from: 'client', text: 'Alguém?' });
    await world.rest();
    const panel = panelOf({ shown: 'no' });
    const conversation = await looking(panel);
    expect(panel.state.unread.value).toBe(2);
    const first = conversation.entries.value.find((entry) => entry.is === 'message' && entry.message.by === 'client')?.key;
    await soon(() => conversation.firstUnread.value).toBe(first);
    expect(panel.state.title.value).toContain('(2)');
    panel.shown.value = 'yes';
    await soon(() => panel.state.unread.value).toBe(0);
    world.neppo.message(protocol, { from: 'client', text: 'Mais uma' });
    await soon(() => linesOf(conversation).at(-1)).toBe('client: Mais uma');
    await soon(() => panel.state.unread.value).toBe(0);
    expect(conversation.firstUnread.value).toBe(first);
    panel.state.navigation.back();
    panel.state.navigation.go({ at: 'conversation', protocol });
    expect(conversation.firstUnread.value).toBeUndefined();
  });

  test('reads older pages in front, and holes nowhere', async () => {
    for (let nth = 0; nth < 70; nth++) world.neppo.message(protocol, { from: 'client', text: `nº ${nth}` });
    await world.rest();
    await panelOf().desk.markRead(protocol);
    const conversation = await looking(panelOf());
    const texts = (): readonly string[] => linesOf(conversation);
    expect(conversation.hasOlder.value).toBe(true);
    expect(texts()).toHaveLength(50);
    await Promise.all([conversation.loadOlder(), conversation.loadOlder()]);
    await world.rest();
    expect(texts()).toHaveLength(72);
    expect(new Set(texts()).size).toBe(72);
    const ats = conversation.entries.value.map(({ at }) => at);
    expect(ats).toEqual(ats.toSorted());
    expect(conversation.hasOlder.value).toBe(false);
  });

  test('tells when another has it now, and when it was never the agent\'s', async () => {
    const bianca = panelOf();
    const conversation = await looking(bianca);
    world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
    await soon(() => conversation.removed.value).toBe('transferred');
    expect(bianca.state.lists.open.rows.value).toEqual([]);
    const other = await attended(world, { phone: '5511900001111', name: 'Rui' });
    const caio = panelOf({ agent: CAIO });
    await soon(() => caio.state.lists.open.rows.value.map((row) => row.protocol)).toEqual([protocol]);
    await soon(() => caio.state.conversation(other).state.value).toBe('not-mine');
  });

  test('learns its client and card as soon as they are linked', async () => {
    const conversation = await looking(panelOf());
    await soon(() => conversation.sheet.value).toBeDefined();
    expect(conversation.sheet.value?.contactId).toBeUndefined();
    const { Id } = world.ploomes.addContact({ name: 'João', phone: '(11) 98765-4321' });
    await soon(() => conversation.sheet.value?.contactId).toBe(String(Id));
    await soon(() => conversation.sheet.value?.addresses.contact).toContain(String(Id));
  });

  test('C17: a sound is made when nobody looks and it is wished', async () => {
    const panel = panelOf({ shown: 'no' });
    const conversation = await looking(panel);
    const heard = async (text: string): Promise<number> => {
      world.neppo.message(protocol, { from: 'client', text });
      await soon(() => linesOf(conversation).at(-1)).toBe(`client: ${text}`);
      return panel.rings();
    };
    expect(await heard('um')).toBe(0);
    panel.state.sound.value = 'on';
    expect(await heard('dois')).toBe(1);
    panel.shown.value = 'yes';
    expect(await heard('três')).toBe(1);
  });
});

test('C5: takes no free text once 24 hours have passed, and does again when the client writes', async () => {
  const later = await createHandWoundDesk();
  const old = await attended(later);
  later.clock.advance(25 * 60 * 60_000);
  const panel = openPanel(later, { now: () => Date.parse(later.clock.now()) });
  open.push(panel);
  const conversation = panel.state.conversation(old);
  await soon(() => conversation.window.value.state).toBe('shut');
  later.neppo.message(old, { from: 'client', text: 'Voltei' });
  await soon(() => conversation.window.value.state).toBe('open');
  panel.state.close();
  await later.close();
});
