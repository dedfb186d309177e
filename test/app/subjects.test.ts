import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliverySearch } from '../../src/ports/index.ts';
import { createWorld, type World } from '../rig/world.ts';

const PHONE = '5511987654321';
const OTHER = '5521976543210';

let world: World;
let protocol: string;
let contact: string;
let card: string;
let record: string;

beforeAll(async () => {
  world = await createWorld();
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  contact = String(world.ploomes.addContact({ name: 'Ana Souza', phone: `+${PHONE}`, email: 'ana@example.com' }).Id);
  world.ploomes.addContact({ name: 'Bruno Lima', phone: `+${OTHER}` });
  await world.rest();
  // WhatsApp names an old mobile without its ninth digit (PHN-04).
  ({ protocol } = world.neppo.startSession({ phone: '551187654321', name: 'Ana', group: 'Vendas' }));
  world.neppo.startSession({ phone: OTHER, name: 'Bruno', group: 'Vendas' });
  await world.rest();
  const view = await world.hub().sessions.find({ connection: world.connection, protocol });
  card = view?.card ?? '';
  record = view?.records[0] ?? '';
});
afterAll(async () => await world.close());

const kindsOf = async (search: DeliverySearch): Promise<readonly string[]> =>
  (await world.hub().deliveries.list(search, { limit: 200 })).rows.map(({ kind }) => kind);

describe('HUB-04: deliveries are found by whom and what they are about', () => {
  test('PHN-04: by a phone with and without its ninth digit, and everything that followed from it', async () => {
    const kinds = await kindsOf({ phone: PHONE });
    expect(new Set(kinds)).toEqual(new Set(['Contacts.Create', 'ChatSession.CREATE', 'settle-stay', 'stay-settled', 'User.CREATE']));
    for (const typed of ['551187654321', '(11) 98765-4321', '11 8765-4321', '+55 11 98765 4321']) expect(await kindsOf({ phone: typed })).toEqual(kinds);
  });

  test('CRD-15: what is passed on to the lane of the contact\'s company is found by the contact\'s phone too', async () => {
    const phone = '5511933334444';
    const company = world.ploomes.addContact({ name: 'Acme Ltda' });
    world.ploomes.addContact({ name: 'Carla Reis', phone: `+${phone}`, companyId: company.Id });
    await world.rest();
    world.neppo.startSession({ phone, name: 'Carla', group: 'Vendas' });
    await world.rest();
    const { rows } = await world.hub().deliveries.list({ phone }, { limit: 200 });
    expect(rows.filter(({ kind }) => kind === 'settle-stay').map(({ lane }) => lane)).toContain(`client:${company.Id}`);
  });

  test('by the e-mail of the contact, although the chat never told it', async () => {
    expect(await kindsOf({ email: 'Ana@Example.com' })).toEqual(expect.arrayContaining(['Contacts.Create', 'ChatSession.CREATE', 'settle-stay']));
  });

  test('by the protocol, with nothing of another session', async () => {
    const { rows } = await world.hub().deliveries.list({ session: protocol }, { limit: 200 });
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['ChatSession.CREATE', 'settle-stay', 'stay-settled']));
    expect(rows.every(({ lane }) => lane === `session:${protocol}` || lane === `client:${contact}`)).toBe(true);
  });

  test('by the card that came of it, and by the record', async () => {
    expect(card).not.toBe('');
    expect(record).not.toBe('');
    expect(await kindsOf({ card })).toEqual(expect.arrayContaining(['settle-stay', 'stay-settled']));
    expect(await kindsOf({ record })).toContain('stay-settled');
  });

  test('by all that is asked at once', async () => {
    expect(await kindsOf({ phone: PHONE, card })).toEqual(expect.arrayContaining(['settle-stay', 'stay-settled']));
    expect(await kindsOf({ phone: OTHER, card })).toEqual([]);
  });

  test('HUB-05: and what is kept for it holds neither phone nor e-mail', async () => {
    const { rows } = await world.hub().deliveries.list({ phone: PHONE }, { limit: 200 });
    const kept = await Promise.all(rows.map(async ({ id }) => (await world.hub().deliveries.show(id))?.subjects));
    expect(kept.flat().length).toBeGreaterThan(10);
    expect(JSON.stringify(kept)).not.toMatch(/8765|4321|ana@/i);
  });

  test('a dead letter of the hub itself is found by the phone too', async () => {
    world.ploomes.faults({ route: 'POST /Deals', status: 400, times: 1 });
    world.ploomes.addContact({ name: 'Carla Dias', phone: '+5531965432109' });
    await world.rest();
    world.neppo.startSession({ phone: '5531965432109', name: 'Carla', group: 'Vendas' });
    await world.rest();
    expect(await kindsOf({ phone: '5531965432109', state: 'set-aside' })).toEqual(['settle-stay']);
  });

  test('and a person who was registered through the library', async () => {
    await world.hub().contacts.register({ connection: world.connection, name: 'Davi Reis', phone: '5541954321098', email: 'davi@example.com' });
    expect(await kindsOf({ phone: '5541954321098', source: 'library' })).toEqual(['register-contact']);
    expect(await kindsOf({ email: 'davi@example.com', source: 'library' })).toEqual(['register-contact']);
  });
});
