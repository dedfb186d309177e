import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cell } from '../adapters/ploomes/lab.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

/** As often as each race is run, since the network decides who comes first. */
const RACES = 10;

let world: HandWoundWorld;
let clients = 0;

beforeAll(async () => {
  world = await createHandWoundWorld();
  await world.setOptions({
    linking: 'on',
    mappings: [world.mapping('Suporte', 'Suporte', 'link-last'), world.mapping('Financeiro', 'Suporte', 'link-last')],
  });
});
afterAll(async () => await world.close());

const nextPhone = (): string => `55119${50_000_000 + ++clients}`;
const start = (phone: string, group: string, channel: string): string =>
  world.neppo.startSession({ phone, name: 'Cliente', group, channel }).protocol;
const cardOf = async (protocol: string): Promise<string | undefined> =>
  (await world.hub().sessions.find({ connection: world.connection, protocol }))?.card;
const register = async (phone: string, name: string) => await world.hub().contacts.register({ connection: world.connection, name, phone });

/** All these sessions are on one card, whose client this is, and each has one record on it. */
async function expectOneCard(clientId: number, protocols: readonly string[]): Promise<void> {
  const [card, ...more] = world.ploomes.deals().filter((row) => row['ContactId'] === clientId);
  expect(more).toEqual([]);
  expect(await Promise.all(protocols.map(cardOf))).toEqual(protocols.map(() => String(card?.Id)));
  const records = world.ploomes.interactionRecords().filter((row) => row['DealId'] === card?.Id);
  expect(records.map((row) => protocols.findIndex((protocol) => cell(row, 'Content').includes(protocol))).toSorted((a, b) => a - b)).toEqual([...protocols.keys()]);
}

describe.each(Array.from({ length: RACES }, (_, race) => race + 1))('CRD-15: things that happen together (%i)', () => {
  test('two first sessions of an unknown client, whom a person registers meanwhile, end on one card', async () => {
    const phone = nextPhone();
    const first = start(phone, 'Suporte', 'whatsapp');
    const second = start(phone, 'Financeiro', 'voice');
    const { Id } = world.ploomes.addContact({ name: `Pessoa ${phone}`, phone: `+${phone}` });
    await world.restForGood();
    await expectOneCard(Id, [first, second]);
  });

  test('two first sessions of an unknown client, whom the host registers twice at once: one contact, one card', async () => {
    const phone = nextPhone();
    const protocols = [start(phone, 'Suporte', 'whatsapp'), start(phone, 'Financeiro', 'voice')];
    const name = `Pessoa ${phone}`;
    const [one, other] = await Promise.all([register(phone, name), register(`+${phone}`, name)]);
    await world.restForGood();
    expect(other.contactId).toBe(one.contactId);
    expect(world.ploomes.contacts().filter((row) => row['Name'] === name)).toHaveLength(1);
    await expectOneCard(Number(one.contactId), protocols);
  });

  test('sessions of two contacts of one company end on one card of the company', async () => {
    const [phone, another] = [nextPhone(), nextPhone()];
    const company = world.ploomes.addCompany({ name: `Empresa ${phone}` }).Id;
    world.ploomes.addContact({ name: 'Ana', phone: `+${phone}`, companyId: company });
    const protocols = [start(phone, 'Suporte', 'whatsapp'), start(another, 'Financeiro', 'whatsapp')];
    world.ploomes.addContact({ name: 'Rui', phone: `+${another}`, companyId: company });
    await world.restForGood();
    await expectOneCard(company, protocols);
  });
});
