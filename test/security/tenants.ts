import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConnectionId } from '../../src/domain/connection/connection.ts';
import { aDelivery, after, aLead, anIntegration, aRememberedContact, aSession, cardId, contactId, deliveryId, integrationId, partId, phoneKey, protocolOf, subjectOf } from '../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../src/ports/contracts/index.ts';
import type { ClaimedDelivery, DeliveryHandler, Scope, Settlement } from '../../src/ports/index.ts';

// Several connections of one store that call everything by the same names: keys, protocols, phones, contacts, lanes. Only a mark in what
// they write tells whose it is.

export const TENANTS = ['acme', 'acme-2', 'Acme', 'bravo'].map((id) => id as ConnectionId);
const KEYS = ['k0', 'k1', 'k2'];
const markOf = (who: ConnectionId): string => `«${who}»`;
const only = (who: ConnectionId): Scope => ({ only: [who] });

/** What one connection does, or asks, with one of the shared names. `n` makes what it writes different each time. */
interface Turn {
  readonly store: InsideSubject;
  readonly who: ConnectionId;
  readonly key: string;
  readonly n: number;
}
type Act = (turn: Turn) => Promise<unknown>;

const phoneOf = (key: string) => phoneKey(`5511m8765432${key.slice(1)}`);
/** Hashes and ids belong to one connection by their nature; all else is shared. */
const hashOf = ({ who, key }: Turn): string => `hash-${who}-${key}`;
const idOf = ({ who, n }: Turn): string => `${who}:${n}`;

const tolerating = (code: string, act: Act): Act => async (turn) => await act(turn).catch((failure: unknown) => {
  if (failure instanceof Error && 'code' in failure && failure.code === code) return undefined;
  throw failure;
});

const ACTS: Readonly<Record<string, Act>> = {
  'ledger.plan': ({ store, who, key, n }) => store.ledger.plan(who, key, { plan: `${markOf(who)}${n}` }),
  'ledger.intend': ({ store, who, key, n }) => store.ledger.intend(who, key, after(n)),
  'ledger.settle': async ({ store, who, key }) => {
    await store.ledger.intend(who, key, after(0));
    await store.ledger.settle(who, key, markOf(who));
  },
  'ledger.withdraw': ({ store, who, key }) => store.ledger.withdraw(who, key),
  'ledger.noteMiss': async ({ store, who, key, n }) => {
    const effect = await store.ledger.find(who, key);
    if (effect?.state === 'intended') await store.ledger.noteMiss(who, key, after(n));
  },
  'identities.remember': ({ store, who, key, n }) =>
    store.identities.remember(who, aRememberedContact(key, { name: `${markOf(who)}${n}`, keys: [phoneOf(key)], company: { id: contactId('company'), name: markOf(who) }, readAt: after(n) })),
  'identities.forget': ({ store, who, key }) => store.identities.forget(who, contactId(key)),
  'identities.reserve': ({ store, who, key }) => store.identities.reserve(who, [phoneOf(key)]),
  'settings.put': async ({ store, who, n }) => await store.settings.put(who, { value: `${markOf(who)}${n}` }, after(n), (await store.settings.latest(who))?.version ?? 0),
  'secrets.put': ({ store, who, key, n }) => store.secrets.put(who, key, `${markOf(who)}${n}`),
  'secrets.replace': async ({ store, who, key, n }) => await store.secrets.replace(who, key, { from: (await store.secrets.find(who, key)) ?? '', to: `${markOf(who)}${n}` }),
  'hooks.add': (turn) => turn.store.hooks.add(hashOf(turn), { connection: turn.who, system: 'ploomes' }),
  'hooks.end': (turn) => turn.store.hooks.end({ connection: turn.who, system: 'ploomes' }, { until: after(turn.n), but: hashOf(turn) }),
  'hooks.noteReceipt': (turn) => turn.store.hooks.noteReceipt(hashOf(turn), after(turn.n), turn.key),
  "hooks.add, somebody else's token": tolerating('port.conflict', async (turn) => {
    const theirs = hashOf({ ...turn, who: TENANTS.find((other) => other !== turn.who) ?? turn.who });
    if ((await turn.store.hooks.find(theirs)) !== undefined) await turn.store.hooks.add(theirs, { connection: turn.who, system: 'neppo' });
  }),
  'hooks.add, of an integration': (turn) => turn.store.hooks.add(`${hashOf(turn)}-webhook`, { connection: turn.who, system: 'webhook', integration: integrationId(turn.key) }),
  'hooks.end, of an integration': (turn) => turn.store.hooks.end({ connection: turn.who, system: 'webhook', integration: integrationId(turn.key) }, { until: after(turn.n) }),
  'integrations.put': async ({ store, who, key, n }) => await store.integrations.put(anIntegration(key, {
    connection: who, name: `${markOf(who)}${n}`, validFrom: after(n), version: ((await store.integrations.latest(who, integrationId(key)))?.version ?? 0) + 1, ...(n % 7 === 0 ? { removed: 'yes' } : {}),
  })),
  'integrations.putStructure': async ({ store, who, key }) => {
    const { of: deliveries } = await store.integrations.structure(who, integrationId(key)) ?? { of: 0 };
    await store.integrations.putStructure(who, integrationId(key), { of: deliveries + 1, paths: [{ path: markOf(who), types: { text: deliveries + 1 } }] }, deliveries);
  },
  'leads.keep': ({ store, who, key, n }) => store.leads.keep(who, aLead(key, { name: `${markOf(who)}${n}`, phone: `+551198765432${key.slice(1)}`, tags: [key], integrations: [integrationId(key)], updatedAt: after(n) })),
  'inbox.accept': (turn) => turn.store.inbox.accept([aDelivery(idOf(turn), {
    connection: turn.who, lane: turn.key, body: `${markOf(turn.who)}${turn.n}`, repeatKey: `repeat-${turn.key}-${turn.n % 50}`, subjects: [subjectOf(`person:${turn.key}`)],
  })]),
  "inbox.accept, with somebody else's cause": (turn) => turn.store.inbox.accept([aDelivery(`${idOf(turn)}-caused`, {
    connection: turn.who, lane: turn.key, body: markOf(turn.who), cause: deliveryId(`${TENANTS.find((other) => other !== turn.who)}:${turn.n}`),
  })]),
  'answers': async ({ store, who, key, n }) => {
    const request = { sender: who, key, fingerprint: 'the same' };
    const claim = await store.answers.claim(request, after(n));
    if (claim.outcome === 'begun') await store.answers.keep(request, { answer: markOf(who) });
    return claim;
  },
  'erasure.erase': ({ store, who, key, n }) => store.erasure.erase(who, {
    keys: [phoneOf(key)], contactIds: [contactId(key)], protocols: [protocolOf(key)], cardIds: [cardId(key)], subjects: [subjectOf(`person:${key}`)], lanes: [], marks: [`mark-${key}`],
  }, after(n)),
  'erasure.expire': ({ store, who }) => store.erasure.expire(who, after(1), 3),
  'audit.note': ({ store, who, key, n }) => store.audit.note([{ chain: who, kind: 'erased', subject: key, value: `${markOf(who)}${n}` }]),
  'diagnoses.keep': ({ store, who, n }) => store.diagnoses.keep({ connection: who, at: after(n), value: `${markOf(who)}${n}` }),
  'audit.erase': ({ store, who, key }) => store.audit.erase(who, [key]),
};

/** What a connection may ask. None of it changes anything. */
const PROBES: Readonly<Record<string, Act>> = {
  'ledger.find': ({ store, who, key }) => store.ledger.find(who, key),
  'identities.find': ({ store, who, key }) => store.identities.find(who, contactId(key)),
  'identities.findByKeys': ({ store, who }) => store.identities.findByKeys(who, KEYS.map(phoneOf)),
  'identities.membersOf': ({ store, who }) => store.identities.membersOf(who, contactId('company')),
  'settings.latest': ({ store, who }) => store.settings.latest(who),
  'settings.at': ({ store, who, n }) => store.settings.at(who, after(n)),
  'secrets.find': ({ store, who, key }) => store.secrets.find(who, key),
  'secrets.names': ({ store, who }) => store.secrets.names(who),
  'hooks.find': (turn) => turn.store.hooks.find(hashOf(turn)),
  'hooks.list': async ({ store, who }) => (await store.hooks.list(who)).map((hook) => JSON.stringify(hook)).toSorted(),
  'hooks.find, of an integration': (turn) => turn.store.hooks.find(`${hashOf(turn)}-webhook`),
  'integrations.list': ({ store, who }) => store.integrations.list(who),
  'integrations.latest': ({ store, who, key }) => store.integrations.latest(who, integrationId(key)),
  'integrations.at': ({ store, who, key, n }) => store.integrations.at(who, integrationId(key), after(n)),
  'integrations.versions': ({ store, who, key }) => store.integrations.versions(who, integrationId(key)),
  'integrations.structure': ({ store, who, key }) => store.integrations.structure(who, integrationId(key)),
  'leads.find': ({ store, who, key }) => store.leads.find(who, key),
  'leads.list': ({ store, who }) => store.leads.list(who, { limit: 5 }),
  'leads.list, searched': ({ store, who, key }) => store.leads.list(who, { search: '98765', tag: key, integration: integrationId(key), limit: 5 }),
  'sessions.load': ({ store, who, key }) => store.sessions.load(who, protocolOf(key)),
  'sessions.protocolOfPart': ({ store, who, key }) => store.sessions.protocolOfPart(who, partId(key)),
  'sessions.waitingFor': ({ store, who }) => store.sessions.waitingFor(who, KEYS.map(phoneOf)),
  'sessions.ofContact': ({ store, who, key }) => store.sessions.ofContact(who, contactId(key), 'all'),
  'sessions.ofCard': ({ store, who, key }) => store.sessions.ofCard(who, cardId(key)),
  'history.list': ({ store, who }) => store.history.list(only(who), {}, { limit: 20 }),
  'history.list of a lane': ({ store, who, key }) => store.history.list(only(who), { lane: aDelivery('', { lane: key }).lane }, { limit: 5 }),
  'history.list of a subject': ({ store, who, key }) => store.history.list(only(who), { subjects: [subjectOf(`person:${key}`)] }, { limit: 5 }),
  'history.count': ({ store, who }) => store.history.count(only(who), {}),
  'history.records': ({ store, who }) => store.history.records(only(who), {}, { limit: 5 }),
  'history.find': (turn) => turn.store.history.find(only(turn.who), deliveryId(idOf(turn))),
  "history.find, somebody else's": async (turn) => {
    for (const other of TENANTS) if (other !== turn.who) assert.equal(await turn.store.history.find(only(turn.who), deliveryId(idOf({ ...turn, who: other }))), undefined);
  },
  "history.list, somebody else's": async ({ store, who }) => {
    for (const other of TENANTS) if (other !== who) assert.deepEqual((await store.history.list(only(who), { connection: other }, { limit: 5 })).rows, []);
  },
  'history.tally': async ({ store, who }) => (await store.history.tally(after(0))).filter(({ connection }) => connection === who),
  'queue.ended': tolerating('port.missing', async (turn) => {
    const other = TENANTS.find((each) => each !== turn.who) ?? turn.who;
    await turn.store.queue.ended(turn.who, deliveryId(idOf({ ...turn, who: other })));
    assert.fail("somebody else's delivery was waited for");
  }),
  'erasure.trace': ({ store, who }) => store.erasure.trace(who, KEYS.map(phoneOf)),
  'erasure.erasedAt': ({ store, who, key }) => store.erasure.erasedAt(who, [`mark-${key}`]),
  'diagnoses.list': async ({ store, who }) => (await store.diagnoses.list()).filter(({ connection }) => connection === who),
  'audit.list': ({ store, who }) => store.audit.list(who, { limit: 10 }),
};

/** Works deliveries into sessions, timers and further deliveries that are called alike everywhere. */
const handlerOf = (store: InsideSubject): DeliveryHandler => async (delivery) => {
  assert.ok(delivery.body === '' || delivery.body.startsWith(markOf(delivery.connection)), `${delivery.connection} was given ${delivery.body}`);
  return await settlementOf(store, delivery);
};

async function settlementOf(store: InsideSubject, { connection, lane, id, seq, body }: ClaimedDelivery): Promise<Settlement> {
  const before = await store.sessions.load(connection, protocolOf(lane));
  const key = phoneOf(String(lane));
  return {
    end: { type: 'done' }, decision: { by: markOf(connection) }, subjects: [subjectOf(`session:${lane}`)], calls: [{ route: markOf(connection), outcome: 'ok', ms: 1 }],
    sessions: [aSession(lane, {
      connection, version: before?.version ?? 0, state: { by: markOf(connection), seq }, clientIs: seq % 2 === 0 ? 'known' : 'waiting',
      parts: [partId(lane)], keys: [key], contactIds: [contactId(lane)], cardIds: [cardId(lane)],
    })],
    leads: [aLead(`lead-${lane}`, { name: markOf(connection), updatedAt: after(seq) })],
    ...(seq % 5 === 0 && body !== '' ? { timers: [{ key: 'timer', dueAt: after(0), delivery: aDelivery(`${id}-timed`, { connection, lane, body: markOf(connection) }) }] } : {}),
  };
}

interface Burst {
  readonly who: ConnectionId;
  readonly turns: readonly { readonly act: string; readonly key: string }[];
}

const everything = { ...ACTS, ...PROBES };
/** One connection at work for a while, by writing and asking. */
export const burst = (length: number): fc.Arbitrary<Burst> => fc.record({
  who: fc.constantFrom(...TENANTS),
  turns: fc.array(fc.record({ act: fc.constantFrom(...Object.keys(everything)), key: fc.constantFrom(...KEYS) }), { minLength: length, maxLength: length }),
});

/** Fails when an answer holds what another connection wrote. */
function assertOwn(who: ConnectionId, what: string, answer: unknown): void {
  const text = JSON.stringify(answer) ?? '';
  for (const other of TENANTS) if (other !== who) assert.ok(!text.includes(markOf(other)), `${what} showed ${who} something of ${other}: ${text.slice(0, 300)}`);
}

async function viewOf(store: InsideSubject, who: ConnectionId, n: number): Promise<ReadonlyMap<string, unknown>> {
  const view = new Map<string, unknown>();
  for (const [name, probe] of Object.entries(PROBES)) {
    for (const key of KEYS) {
      const answer = await probe({ store, who, key, n });
      assertOwn(who, name, answer);
      view.set(`${name} ${key}`, answer);
    }
  }
  return view;
}

/** What is worked and chained for all at once is worked and chained to the end, so that nobody's turn is mistaken for another's. */
async function settled(store: InsideSubject, n: number): Promise<void> {
  await store.queue.idle();
  while ((await store.audit.chain(after(n))).length > 0);
}

/** Plays bursts on one store: what the others see is the same before and after each, and nobody sees what is not theirs. Gives how much was done and asked. */
export async function play(store: InsideSubject, bursts: readonly Burst[]): Promise<number> {
  await store.queue.run(handlerOf(store), { inFlight: 8 });
  let [n, looks] = [0, 0];
  for (const [at, { who, turns }] of bursts.entries()) {
    await settled(store, n);
    const others = TENANTS.filter((each) => each !== who);
    const other = others[at % others.length] ?? who;
    const [before, began] = [await viewOf(store, other, n), n];
    for (const { act, key } of turns) {
      n += 1;
      assertOwn(who, act, await everything[act]?.({ store, who, key, n }));
    }
    await settled(store, n);
    assert.deepEqual(await viewOf(store, other, began), before, `${who} changed what ${other} sees`);
    looks += 2 * before.size;
  }
  await store.queue.stop();
  return n + looks;
}
