import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputRejected } from '../../src/domain/index.ts';
import { aSessionRow } from '../adapters/neppo/a-webhook.ts';
import { createReadingHub, toHook, type Account, type ReadingHub } from './real-readers.ts';

// Three companies in which everything is called alike: clients, phones, sessions, cards. Only a mark in names and texts tells them apart.

const IDS = ['acme', 'bravo', 'carlos'];
const KEYS = ['0', '1', '2'];
const MINUTE_MS = 60_000;
const markOf = (id: string): string => `«${id}»`;
const phoneOf = (key: string): string => `551198765432${key}`;
const protocolOf = (key: string): string => `WA0000000000${key}`;

interface Turn {
  readonly world: ReadingHub;
  readonly account: Account;
  /** Opens this account alone. */
  readonly bearer: string;
  readonly key: string;
  readonly n: number;
}
type Act = (turn: Turn) => Promise<unknown>;

const session = ({ account: { id }, key, n }: Turn, changed: object = {}): string => JSON.stringify({
  entity: 'ChatSession', action: 'UPDATE', content: aSessionRow({
    id: 7_000 + Number(key), protocol: protocolOf(key), updatedAt: new Date(Date.UTC(2099, 4, 4, 15, 0, n)).toISOString(), createdAt: '2099-05-04T12:00:00', attendedAt: null,
    user: { id: 9, userName: `whatsapp_${phoneOf(key)}`, name: `${markOf(id)} ${key}`, phone: phoneOf(key), originUser: 'WHATSAPP', typeUser: 'USER' }, ...changed,
  }),
});
const contactHook = (key: string): string => JSON.stringify({ Entity: 'Contacts', EntityId: 1, Action: 'Update', ActionId: 2, New: { Id: 1002 + Number(key) }, Old: null });
const idOf = async ({ world, account }: Turn): Promise<string> => (await world.hub.deliveries.list({ connection: account.id as never }, { limit: 1 })).rows[0]?.id ?? 'none';
const othersId = async (turn: Turn): Promise<string> => await idOf({ ...turn, account: turn.world.account(IDS.find((id) => id !== turn.account.id) ?? '') });

async function ask({ world, bearer }: Turn, path: string, body?: object): Promise<{ readonly status: number; readonly answer: unknown }> {
  const answer = await world.hub.fetch(new Request(`http://hub.example${path}`, {
    method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${bearer}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));
  assert.ok(answer.status < 500, `${path} was answered ${answer.status}`);
  return { status: answer.status, answer: await answer.json() };
}

async function missing(asked: ReturnType<typeof ask>): Promise<void> {
  assert.equal((await asked).status, 404);
}

const refused = (act: Act): Act => async (turn) => await act(turn).catch((failure: unknown) => {
  if (failure instanceof InputRejected) return failure.code;
  throw failure;
});

const ACTS: Readonly<Record<string, Act>> = {
  'a session is delivered': (turn) => turn.world.hub.fetch(toHook(turn.account.hooks.neppo, session(turn))).then(({ status }) => status),
  'a session is closed': (turn) => turn.world.hub.fetch(toHook(turn.account.hooks.neppo, session(turn, { status: 'CLOSED', closedAt: '2099-05-04T13:00:00' }))).then(({ status }) => status),
  'a contact changes': ({ world, account, key }) => world.hub.fetch(toHook(account.hooks.ploomes, contactHook(key), { 'x-ploomes-validation-key': account.validationKey })).then(({ status }) => status),
  'a person is registered': refused(({ world, account, key }) => world.hub.contacts.register({ connection: account.id, name: `${markOf(account.id)} ${key}`, phone: phoneOf(key) })),
  'a session is saved': refused(({ world, account, key }) => world.hub.sessions.save({ connection: account.id, protocol: protocolOf(key) })),
  'a session is linked to a card': refused(({ world, account, key }) => world.hub.cards.link({ connection: account.id, protocol: protocolOf(key), cardId: account.crm.allCards()[0]?.id ?? 'none' })),
  'a session is linked to a contact': refused(({ world, account, key }) => world.hub.contacts.link({ connection: account.id, protocol: protocolOf(key), contactId: 1002 })),
  'linking goes off and on': ({ world, account, n }) => world.hub.connections.setOptions(account.id, { linking: n % 2 === 0 ? 'on' : 'off' }),
  'a hook is rotated': ({ world, account }) => world.hub.connections.rotateHook(account.id, 'neppo', { graceHours: 24 }).then(() => undefined),
  'its last delivery is played again': async (turn) => await ask(turn, '/v1/deliveries/replay', { ids: [await idOf(turn)] }),
  "somebody else's delivery is played again": async (turn) => await ask(turn, '/v1/deliveries/replay', { ids: [await othersId(turn)] }),
  "somebody else's delivery is corrected": async (turn) => await ask(turn, `/v1/deliveries/${await othersId(turn)}/edit-and-replay`, { body: session(turn) }),
  'many are played again': (turn) => ask(turn, '/v1/deliveries/replay', { filter: { state: 'done' }, expected: 2 }),
};

const LOOKS: Readonly<Record<string, Act>> = {
  list: (turn) => ask(turn, '/v1/deliveries?limit=200'),
  "list, somebody else's": (turn) => ask(turn, `/v1/deliveries?connection=${IDS.find((id) => id !== turn.account.id)}`),
  'list by phone': (turn) => ask(turn, '/v1/deliveries/search', { filter: { phone: phoneOf(turn.key) }, limit: 200 }),
  'list by session': (turn) => ask(turn, `/v1/deliveries?session=${protocolOf(turn.key)}`),
  count: (turn) => ask(turn, '/v1/deliveries/count', { filter: {} }),
  show: async (turn) => await ask(turn, `/v1/deliveries/${await idOf(turn)}`),
  "show, somebody else's": async (turn) => await missing(ask(turn, `/v1/deliveries/${await othersId(turn)}`)),
  lineage: (turn) => ask(turn, `/v1/connections/${turn.account.id}/lineage?card=1005`),
  "lineage, somebody else's": (turn) => missing(ask(turn, `/v1/connections/${IDS.find((id) => id !== turn.account.id)}/lineage?card=1005`)),
  audit: (turn) => ask(turn, `/v1/connections/${turn.account.id}/audit?limit=50`),
  "audit, somebody else's": (turn) => missing(ask(turn, `/v1/connections/${IDS.find((id) => id !== turn.account.id)}/audit`)),
  chains: (turn) => ask(turn, '/v1/audit/chains'),
  'the session': refused(({ world, account, key }) => world.hub.sessions.find({ connection: account.id, protocol: protocolOf(key) })),
  'the connection': ({ world, account }) => world.hub.connections.get(account.id),
  'the CRM': async ({ account: { crm } }) => ({ cards: crm.allCards(), records: crm.allRecords() }),
};

function assertOwn(id: string, what: string, answer: unknown): void {
  const text = JSON.stringify(answer) ?? '';
  for (const other of IDS) if (other !== id) assert.ok(!text.includes(markOf(other)), `${what} showed ${id} something of ${other}`);
}

async function viewOf(turn: Turn): Promise<ReadonlyMap<string, unknown>> {
  const view = new Map<string, unknown>();
  for (const [name, look] of Object.entries(LOOKS)) view.set(name, await look(turn));
  for (const [name, answer] of view) assertOwn(turn.account.id, name, answer);
  return view;
}

const aBurst = fc.record({
  id: fc.constantFrom(...IDS),
  turns: fc.array(fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), key: fc.constantFrom(...KEYS) }), { minLength: 20, maxLength: 20 }),
});

test('ACT-01: 1,000 acts through the hooks, the library and /v1 show and change nothing of another connection', async () => {
  await fc.assert(fc.asyncProperty(fc.array(aBurst, { minLength: 10, maxLength: 10 }), async (bursts) => {
    const world = await createReadingHub(IDS, { askAgainAfterMs: 0, recordUpdateEveryMs: 0 });
    const bearers = new Map<string, string>();
    for (const { id, crm } of world.accounts) {
      bearers.set(id, (await world.hub.operators.add({ name: id, connections: [id], role: 'operate' })).key);
      for (const key of ['0', '1']) crm.addContact({ name: `${markOf(id)} ${key}`, phones: [`+${phoneOf(key)}`] });
      await world.hub.connections.setOptions(id, { linking: 'on', mappings: [{ groupId: 11, groupName: 'Vendas', funnelId: 1001, behaviour: 'always-create' }] });
    }
    const turnOf = (id: string, key: string, n: number): Turn => ({ world, account: world.account(id), bearer: bearers.get(id) ?? '', key, n });
    await world.hub.start();
    let n = 0;
    for (const [at, { id, turns }] of bursts.entries()) {
      const other = IDS.filter((each) => each !== id)[at % 2] ?? id;
      await world.hub.settled();
      const before = await viewOf(turnOf(other, '0', n));
      for (const { act, key } of turns) assertOwn(id, act, await ACTS[act]?.(turnOf(id, key, n += 1)));
      await world.hub.settled();
      assert.deepEqual(await viewOf(turnOf(other, '0', n)), before, `${id} changed what ${other} sees`);
    }
    expect(world.accounts.some(({ crm }) => crm.allCards().length > 0)).toBe(true);
    for (const { id, crm } of world.accounts) assertOwn(id, 'the CRM', [crm.allCards(), crm.allRecords()]);
    await world.hub.close();
  }), { numRuns: 5, endOnFailure: true });
}, 2 * MINUTE_MS);
