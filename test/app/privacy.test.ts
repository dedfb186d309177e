import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHandClock } from '../../src/adapters/system/index.ts';
import { instantOf } from '../../src/domain/index.ts';
import { createWorld, type World } from '../rig/world.ts';

const NAME = 'Ludmila Xerazade';
const MAIL = 'ludmila.x@example.com';
const DAY_MS = 24 * 60 * 60_000;

let folder: string;
let world: World;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-privacy-'));
  world = await createWorld({ database: join(folder, 'hub.db') });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
});
afterEach(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function serve() {
  const { Id } = world.ploomes.addContact({ name: NAME, phone: '(11) 98765-4321', email: MAIL });
  world.ploomes.addContact({ name: 'Bia Ramos', phone: '(11) 98765-0000' });
  await world.rest();
  const session = world.neppo.startSession({ phone: '551187654321', name: NAME, group: 'Vendas', channel: 'whatsapp' });
  await world.rest();
  world.neppo.message(session.protocol, { from: 'client', text: 'bom dia' });
  await world.rest();
  return { person: Id, ...session };
}

const onDisk = (): string => ['hub.db', 'hub.db-wal'].map((name) => join(folder, name)).filter(existsSync)
  .map((file) => readFileSync(file, 'latin1')).join('').toLowerCase();
const stands = (...texts: readonly string[]): readonly string[] => texts.filter((text) => onDisk().includes(text.toLowerCase()));
const cardsOf = (client: number) => world.ploomes.deals().filter((deal) => deal['ContactId'] === client);

describe('HUB-05: a person who is erased', () => {
  test('stands nowhere in the database any more, nor in its file, and the report proves it', async () => {
    await serve();
    expect(stands(NAME, MAIL, '87654321', '98765-4321')).not.toEqual([]);
    const report = await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(report.connections).toMatchObject([{ connection: world.connection, remains: [], counts: { contacts: 1, sessions: 1 } }]);
    expect(report.connections[0]?.counts.deliveries).toBeGreaterThan(2);
    expect(stands(NAME, MAIL, '87654321', '98765-4321', '511m87654321')).toEqual([]);
    expect(JSON.stringify(report)).not.toMatch(/8765|xerazade/i);
  });

  test('is found by its e-mail as well', async () => {
    await serve();
    await world.hub().privacy.erase({ email: ` ${MAIL.toUpperCase()} ` });
    expect(stands(NAME, MAIL, '87654321')).toEqual([]);
  });

  test('leaves others alone, and what happened stays countable', async () => {
    await serve();
    const other = world.neppo.startSession({ phone: '5511987650000', name: 'Bia Ramos', group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
    const before = await world.hub().deliveries.count({});
    await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(stands('Bia Ramos', '987650000')).not.toEqual([]);
    expect(await world.hub().sessions.find({ connection: world.connection, protocol: other.protocol })).toBeDefined();
    expect(await world.hub().deliveries.count({})).toBe(before);
  });

  test('takes nobody with it who only shares an address with it', async () => {
    world.ploomes.addContact({ name: NAME, phone: '(11) 98765-4321', email: 'contato@empresa.com.br' });
    world.ploomes.addContact({ name: 'Bia Ramos', phone: '(11) 98765-0000', email: 'contato@empresa.com.br' });
    await world.rest();
    const [, bias] = ['551187654321', '5511987650000'].map((phone) => world.neppo.startSession({ phone, name: 'Cliente', group: 'Vendas', channel: 'whatsapp' }));
    await world.rest();
    const report = await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(report.connections[0]).toMatchObject({ counts: { contacts: 1, sessions: 1 }, remains: [] });
    await expect(world.hub().sessions.find({ connection: world.connection, protocol: bias?.protocol ?? '' })).resolves.toBeDefined();
  });

  test('is not brought back by what the chat and the CRM still tell of the time before', async () => {
    const { person, protocol } = await serve();
    await world.hub().privacy.erase({ phone: '5511987654321' });
    const cards = cardsOf(person).length;
    world.neppo.transfer(protocol, { group: 'Suporte' });
    world.neppo.close(protocol);
    world.ploomes.update('Contacts', person, { Name: `${NAME} Filha` });
    await world.rest();
    await expect(world.hub().sessions.find({ connection: world.connection, protocol })).resolves.toBeUndefined();
    expect(cardsOf(person)).toHaveLength(cards);
    expect((await world.hub().privacy.erase({ phone: '5511987654321' })).connections[0]?.remains).toEqual([]);
  });

  test('is served as anybody when she writes anew', async () => {
    const { person } = await serve();
    await world.hub().privacy.erase({ phone: '5511987654321' });
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // the chat's times stop at the second
    const again = world.neppo.startSession({ phone: '551187654321', name: NAME, group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
    expect(cardsOf(person)).toHaveLength(2);
    await expect(world.hub().sessions.find({ connection: world.connection, protocol: again.protocol })).resolves.toMatchObject({ clientId: String(person) });
  });

  test('is asked for in a way that can be read, in a connection that is there', async () => {
    await expect(world.hub().privacy.erase({ phone: 'ninguém' })).rejects.toMatchObject({ code: 'input.identity-missing' });
    await expect(world.hub().privacy.erase({ phone: '5511987654321', connection: 'nenhuma' })).rejects.toMatchObject({ code: 'input.connection-unknown' });
  });
});

test('HUB-05: payloads go when their days are over, by connection, and the rest stays', async () => {
  const clock = createHandClock(instantOf(Date.now()));
  const kept = await createWorld({ hub: { clock } });
  try {
    await kept.setOptions({ payloadDays: 10 });
    kept.neppo.startSession({ phone: '5511987654321', name: NAME, group: 'Vendas', channel: 'whatsapp' });
    await kept.rest();
    const payloads = async () => {
      const { rows } = await kept.hub().deliveries.list({ source: 'neppo' }, { limit: 50 });
      return await Promise.all(rows.map(async ({ id }) => (await kept.hub().deliveries.show(id))?.body));
    };
    clock.advance(9 * DAY_MS);
    await kept.hub().settled();
    expect(await payloads()).not.toContain('');
    clock.advance(2 * DAY_MS);
    await expect.poll(payloads).toSatisfy((bodies: readonly string[]) => bodies.length > 0 && bodies.every((body) => body === ''));
    const { rows: [row] } = await kept.hub().deliveries.list({ source: 'neppo' }, { limit: 1 });
    expect(row?.payloadGone).toBe('expired');
  } finally {
    await kept.close();
  }
});
