import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConversionEvent, LeadAction } from '../../../src/domain/index.ts';
import { createLeadWorld, type Integrated, type LeadWorld } from '../../rig/lead-world.ts';
import { aPurchase, deliver, HOTTOK, type Purchase } from './hotmart-delivery.ts';

let world: LeadWorld;

beforeEach(async () => {
  world = await createLeadWorld();
  world.neppo.subscribe('Message', world.hooks.neppo);
});
afterEach(async () => await world.close());

const on = (identification: string, ...actions: readonly LeadAction[]): ConversionEvent => ({ id: `on-${identification}`, name: identification, identification, actions });
const acting = async (...events: readonly ConversionEvent[]): Promise<Integrated> => await world.integrate({ events }, { signing: HOTTOK });

async function come(url: string, purchase: Purchase = {}): Promise<void> {
  expect((await deliver(url, aPurchase(purchase))).status).toBe(200);
  await world.rest();
}

const BOUGHT = 'PURCHASE_APPROVED';
const PHONE = '5511987654321';

/** Names of the tags that a contact has in the CRM. */
function tagsOf(contact: number): readonly string[] {
  const tags = parseRows(world.ploomes.rows('Contacts').find(({ Id }) => Id === contact)?.['Tags']);
  const names = new Map(world.ploomes.rows('Tags').map((row) => [row.Id, parseName(row['Name'])]));
  return tags.map(({ TagId }) => names.get(TagId) ?? '').toSorted();
}

/** What agents said, in the chat's own books. */
const saidInNeppo = (): readonly string[] => parseState(JSON.stringify(world.neppo.state())).messages.filter(({ sendBy }) => sendBy === 'agent').map(({ message }) => message);

/** A session that an agent attends, in which the client wrote a moment ago. */
async function attended(): Promise<string> {
  const { protocol } = world.neppo.startSession({ name: 'Ana', phone: PHONE, group: 'Vendas', channel: 'whatsapp' });
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  world.neppo.message(protocol, { from: 'client', text: 'Bom dia' });
  await world.rest();
  return protocol;
}

const lastDecision = async (): Promise<unknown> => {
  const { rows } = await world.hub().deliveries.list({ kind: 'lead-actions' }, { limit: 10 });
  const [row] = rows;
  return row === undefined ? undefined : (await world.hub().deliveries.show(row.id))?.decision;
};

describe('an event that matches', () => {
  test('WHK-05, WHK-06: runs every cumulative action on the lead and on its contact in the CRM', async () => {
    const ana = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' }).Id;
    const { url } = await acting(on(BOUGHT, { type: 'add-tag', tag: 'cliente' }, { type: 'add-tag', tag: 'piano' }, { type: 'remove-tag', tag: 'piano' }, { type: 'update-field', field: 'ultimo', value: '{{product}}' }));
    await come(url);
    expect(await world.leads()).toMatchObject([{ tags: ['cliente'], fields: { ultimo: 'Curso de Piano' } }]);
    expect(tagsOf(ana)).toEqual(['cliente']);
  });

  test('WHK-10: runs them in their listed order', async () => {
    const { url } = await acting(on(BOUGHT, { type: 'remove-tag', tag: 'a' }, { type: 'add-tag', tag: 'a' }, { type: 'update-field', field: 'f', value: '1' }, { type: 'update-field', field: 'f', value: '2' }));
    await come(url);
    expect(await world.leads()).toMatchObject([{ tags: ['a'], fields: { f: '2' } }]);
  });

  test('WHK-06, WHK-10: runs the same action again where it is listed again', async () => {
    const { url } = await acting(on(BOUGHT, { type: 'add-tag', tag: 'a' }, { type: 'remove-tag', tag: 'a' }, { type: 'add-tag', tag: 'a' }, { type: 'update-field', field: 'f', value: '1' }, { type: 'update-field', field: 'f', value: '2' }, { type: 'update-field', field: 'f', value: '1' }));
    await come(url);
    expect(await world.leads()).toMatchObject([{ tags: ['a'], fields: { f: '1' } }]);
  });

  test('WHK-06: updates a field of the contact in the CRM', async () => {
    const ana = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' }).Id;
    const { url } = await acting(on(BOUGHT, { type: 'update-field', field: 'person:contact_note', value: 'Comprou {{product}}' }));
    await come(url);
    expect(world.ploomes.rows('Contacts').find(({ Id }) => Id === ana)).toMatchObject({ Note: 'Comprou Curso de Piano' });
  });

  test('WHK-06: tags the lead alone where the CRM knows nobody', async () => {
    const { url } = await acting(on(BOUGHT, { type: 'add-tag', tag: 'cliente' }));
    await come(url);
    expect(await world.leads()).toMatchObject([{ tags: ['cliente'] }]);
    expect(await lastDecision()).toMatchObject({ actions: [{ action: 'add-tag', result: 'lead-alone' }] });
  });

  test('WHK-07: acts once, however often it is delivered or played again', async () => {
    const { url } = await acting(on(BOUGHT, { type: 'add-tag', tag: 'cliente' }), on('PURCHASE_REFUNDED', { type: 'remove-tag', tag: 'cliente' }));
    await come(url, { id: 'd-1' });
    await come(url, { id: 'd-2', event: 'PURCHASE_REFUNDED' });
    await come(url, { id: 'd-1' });
    await world.hub().deliveries.replay((await world.delivered()).filter(({ body }) => body.includes('"d-1"')).map(({ id }) => id), 'now');
    await world.rest();
    expect(await world.leads()).toMatchObject([{ tags: [] }]);
  });

  test('WHK-05: an identification is compared exactly, after trimming', async () => {
    const { url } = await acting(on(` ${BOUGHT} `, { type: 'add-tag', tag: 'sim' }), on('purchase_approved', { type: 'add-tag', tag: 'nao' }));
    await come(url);
    expect(await world.leads()).toMatchObject([{ tags: ['sim'] }]);
  });
});

describe('the send of an event', () => {
  const greets = on(BOUGHT, { type: 'send-message', text: 'Oi {{firstName}}, obrigado por comprar {{product}}!' }, { type: 'add-tag', tag: 'cliente' });

  test('WHK-06: is said once in the conversation that runs, after the cumulative actions', async () => {
    await attended();
    const { url } = await acting(greets);
    await come(url, { id: 'd-1' });
    await come(url, { id: 'd-1' });
    expect(saidInNeppo()).toEqual(['Oi Ana, obrigado por comprar Curso de Piano!']);
    expect(await world.leads()).toMatchObject([{ tags: ['cliente'] }]);
  });

  test('WHK-06: writes amounts as people do', async () => {
    await attended();
    const { url } = await acting(on(BOUGHT, { type: 'send-message', text: 'Foram {{value}}.' }));
    await deliver(url, JSON.stringify(aPurchase()).replace('"value":197', '"value":1990.5'));
    await world.rest();
    expect(saidInNeppo()).toEqual(['Foram 1990,5.']);
  });

  test('WHK-06: is not said twice where its answer was lost', async () => {
    await attended();
    const { url } = await acting(greets);
    world.neppo.faults({ route: 'POST /api/send/message', kind: 'reset-after-write', times: 1 });
    await come(url);
    await world.rest();
    expect(saidInNeppo()).toEqual(['Oi Ana, obrigado por comprar Curso de Piano!']);
  });

  test('WHK-06: without a conversation is set aside with the reason, and said once it is played again', async () => {
    const { url } = await acting(greets);
    await come(url);
    const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 });
    expect(rows).toMatchObject([{ kind: 'lead-actions', reason: 'lead-no-conversation' }]);
    expect(await world.leads()).toMatchObject([{ tags: ['cliente'] }]);
    await attended();
    await world.hub().deliveries.replay(rows.map(({ id }) => id), 'now');
    await world.rest();
    expect(saidInNeppo()).toEqual(['Oi Ana, obrigado por comprar Curso de Piano!']);
  });

  test('SND-01: is not sent to somebody who wants no messages', async () => {
    const protocol = await attended();
    world.neppo.message(protocol, { from: 'client', text: 'SAIR' });
    await world.rest();
    const { url } = await acting(greets);
    await come(url);
    expect(saidInNeppo()).toEqual([]);
    expect(await lastDecision()).toMatchObject({ send: { because: 'opted-out' } });
  });

  test('WHK-06: that names what the lead does not bring is set aside, and nothing is said', async () => {
    await attended();
    const { url } = await acting(on(BOUGHT, { type: 'send-message', text: 'Seu boleto: {{barcode}}' }));
    await come(url);
    expect(saidInNeppo()).toEqual([]);
    expect((await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 })).rows).toMatchObject([{ reason: 'lead-send-unfit' }]);
  });
});

describe('a chatbot or a quick reply', () => {
  const starts = [on(BOUGHT, { type: 'send-chatbot', chatbot: 'boas-vindas' }), on('PURCHASE_COMPLETE', { type: 'send-quick-reply', quickReply: 'obrigado' })];
  const byItself = (): readonly string[] => parseState(JSON.stringify(world.neppo.state())).messages.filter(({ sendBy }) => sendBy === 'bot').map(({ message }) => message);

  async function whereItCan(): Promise<void> {
    await world.close();
    world = await createLeadWorld({ leadSends: 'assumed' });
    await attended();
  }

  test('WHK-06: is set aside where the chat has none, with the reason', async () => {
    await attended();
    const { url } = await acting(...starts);
    await come(url);
    expect((await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 })).rows).toMatchObject([{ reason: 'lead-send-unavailable' }]);
  });

  test('WHK-06: is sent once, where the connection says how', async () => {
    await whereItCan();
    const { url } = await acting(...starts);
    await come(url, { id: 'd-1' });
    await come(url, { id: 'd-2', event: 'PURCHASE_COMPLETE' });
    await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'now');
    await world.rest();
    expect(byItself()).toEqual(['Chatbot boas-vindas', 'Quick reply obrigado']);
  });

  test('WHK-06: is never sent again by itself where its answer was lost: a person decides', async () => {
    await whereItCan();
    const { url } = await acting(...starts);
    world.neppo.faults({ route: 'POST /api/chatbot/start', kind: 'reset-after-write', times: 1 });
    await come(url);
    await expect.poll(async () => (await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 })).rows.map(({ reason }) => reason), { timeout: 8_000 }).toEqual(['port.ambiguous']);
    expect(byItself()).toEqual(['Chatbot boas-vindas']);
  });

  test('WHK-06: that the chat refuses is set aside, and sent once it is played again', async () => {
    await world.close();
    world = await createLeadWorld({ leadSends: 'assumed' });
    const { url } = await acting(...starts);
    await come(url);
    const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 });
    expect(rows).toMatchObject([{ reason: 'port.refused' }]);
    await attended();
    await world.hub().deliveries.replay(rows.map(({ id }) => id), 'now');
    await world.rest();
    expect(byItself()).toEqual(['Chatbot boas-vindas']);
  });
});

interface State {
  readonly messages: readonly { readonly sendBy: string; readonly message: string }[];
}
const parseState = (text: string): State => JSON.parse(text) as State;
const parseRows = (rows: unknown): readonly { readonly TagId: number }[] => rows as readonly { readonly TagId: number }[];
const parseName = (name: unknown): string => name as string;
