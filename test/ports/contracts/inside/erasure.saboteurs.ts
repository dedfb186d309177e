import { aSend, aTalk, BEGINNING, contactId, deliveryId, ELSEWHERE, emailKey, EVERYWHERE, HERE, laneKey, protocolOf } from '../../../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { DeliveryRecord, Erasure, History, KeptMessage, PersonToErase, SessionRow, Settlement } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const erasureWith = (change: (erasure: Erasure) => Partial<Erasure>): Saboteur => ({ erasure }) => ({ erasure: { ...erasure, ...change(erasure) } });

/** Erases something else than it was asked to. */
const erasing = (change: (person: PersonToErase) => Partial<PersonToErase>): Saboteur =>
  erasureWith((erasure) => ({ erase: (connection, person, at) => erasure.erase(connection, { ...person, ...change(person) }, at) }));

/** Shows erased deliveries otherwise than they are. */
const showing = (change: (record: DeliveryRecord, asked: string) => Partial<DeliveryRecord>): Saboteur => ({ history }) => ({
  history: {
    ...history,
    find: async (scope, id) => ((record) => record && { ...record, ...(record.payloadGone === 'erased' ? change(record, id) : {}) })(await history.find(scope, id)),
  },
});

/** The delivery of that id keeps its payload, whatever is erased. */
const sparing = (spared: string, when: (person: PersonToErase) => boolean = () => true): Saboteur => ({ history, erasure }) => {
  const before = new Map<string, DeliveryRecord | undefined>();
  const find: History['find'] = async (scope, id) => before.get(id) ?? await history.find(scope, id);
  return {
    history: { ...history, find },
    erasure: {
      ...erasure,
      async erase(connection, person, at) {
        if (when(person)) before.set(spared, await history.find(EVERYWHERE, deliveryId(spared)));
        return await erasure.erase(connection, person, at);
      },
    },
  };
};

/** Breaks something once somebody was erased. */
const afterErasure = (breaking: (subject: InsideSubject, isErased: () => boolean) => Partial<InsideSubject>): Saboteur => (subject) => {
  let erased = false;
  const broken = breaking(subject, () => erased);
  const erasure = broken.erasure ?? subject.erasure;
  return { ...broken, erasure: { ...erasure, erase: async (...asked) => ((counts) => ((erased = true), counts))(await subject.erasure.erase(...asked)) } };
};

/** Breaks something once payloads were taken out. */
const afterExpiry = (breaking: (subject: InsideSubject, isOver: () => boolean) => Partial<InsideSubject>): Saboteur => (subject) => {
  let over = false;
  const { erasure } = subject;
  return { ...breaking(subject, () => over), erasure: { ...erasure, expire: async (...asked) => ((taken) => ((over = true), taken))(await erasure.expire(...asked)) } };
};

const withoutPayloadWish = (settlement: Settlement): Settlement =>
  Object.fromEntries(Object.entries(settlement).filter(([name]) => name !== 'payload')) as never;

export const erasureSaboteurs: Readonly<Record<string, Saboteur>> = {
  'traces whom the customer base alone knows': ({ erasure, baseContacts, identities }) => ({
    erasure: {
      ...erasure,
      async trace(connection, keys) {
        const traces = await erasure.trace(connection, keys);
        const unknown = await Promise.all(traces.contactIds.map(async (id) => await baseContacts.find(connection, id) !== undefined && await identities.find(connection, id) === undefined));
        return { ...traces, contactIds: traces.contactIds.filter((_, place) => unknown[place] !== true) };
      },
    },
  }),
  // What was erased stands there again.
  'takes the person out of the customer base, on both sides': ({ erasure, baseClients }) => ({
    erasure: {
      ...erasure,
      async erase(connection, person, at) {
        const clients = await baseClients.findByKeys(connection, person.keys);
        const counts = await erasure.erase(connection, person, at);
        await baseClients.keep(connection, clients.map(({ entry }) => entry), at);
        return counts;
      },
    },
  }),
  'traces whoever carries a key, with all that it is found by': erasureWith((erasure) => ({
    trace: async (connection, keys) => ((traces) => (keys[0]?.kind === 'email' ? { ...traces, keys } : traces))(await erasure.trace(connection, keys)),
  })),
  'takes no key for one of the person that others carry too': ({ identities, erasure }) => ({
    erasure: {
      ...erasure,
      trace: async (connection, keys) => {
        const traces = await erasure.trace(connection, keys);
        const theirs = await Promise.all(traces.contactIds.map(async (id) => (await identities.find(connection, id))?.keys ?? []));
        return { ...traces, keys: [...new Map([...traces.keys, ...theirs.flat()].map((key) => [JSON.stringify(key), key])).values()] };
      },
    },
  }),
  'traces the sessions of a person, by contact and by key': erasureWith((erasure) => ({
    trace: async (connection, keys) => ((traces) => ({ ...traces, protocols: traces.protocols.slice(1) }))(await erasure.trace(connection, keys)),
  })),
  'traces the cards that the sessions of a person were linked to': erasureWith((erasure) => ({
    trace: async (connection, keys) => ((traces) => (traces.protocols.length > 0 ? { ...traces, cardIds: [] } : traces))(await erasure.trace(connection, keys)),
  })),
  'takes the payload and the decision out of the deliveries of a lane': showing((_record, id) => (id === 'd1' ? { decision: { name: 'Ana Souza' } } : {})),
  'takes the payload out of the deliveries about a subject': erasing(() => ({ subjects: [] })),
  'takes the payload out of what led to a delivery of the person': sparing('webhook'),
  'takes the payload out of what came of a delivery of the person': sparing('answer'),
  'keeps that a delivery happened, how it ended, and that its payload was erased': ({ history }) => ({
    history: { ...history, find: async (scope, id) => ((record) => record && (record.reason === undefined ? record : { ...record, endedAt: BEGINNING, reason: 'port.missing' }))(await history.find(scope, id)) },
  }),
  'ends what was still pending of a person': showing((record) => (record.endedAt === undefined || record.endedAt > BEGINNING ? { state: 'pending' } : {})),
  'keeps no payload that a settlement says is not to be kept': (subject) => tamper(subject, { settlement: withoutPayloadWish }),
  'keeps nothing of what was being worked for a person meanwhile': ({ queue, sessions }) => {
    const written: SessionRow[] = [];
    return {
      queue: { ...queue, run: (handler, options) => queue.run(async (delivery) => ((settlement) => (written.push(...settlement.sessions ?? []), settlement))(await handler(delivery)), options) },
      sessions: { ...sessions, load: async (connection, protocol) => (await sessions.load(connection, protocol)) ?? written.find((row) => row.protocol === protocol && row.keys.length === 0) },
    };
  },
  'forgets what the deliveries of a person were about': showing(() => ({ subjects: ['card:1' as never] })),
  'forgets the contact and its keys': erasureWith((erasure) => ({
    erase: async (...asked) => ((counts) => ({ ...counts, contacts: 0 }))(await erasure.erase(...asked)),
  })),
  'forgets the name that was reserved for the keys': ({ identities }) => {
    let first: ReturnType<InsideSubject['identities']['reserve']> | undefined;
    return { identities: { ...identities, reserve: async (...asked) => await (first ??= identities.reserve(...asked)) } };
  },
  'forgets sessions, with all that they are looked up by': erasureWith((erasure) => ({
    erase: async (...asked) => ((counts) => ({ ...counts, sessions: 0 }))(await erasure.erase(...asked)),
  })),
  'forgets the conversations of sessions': (subject) => {
    const kept = new Map<string, KeptMessage>();
    const remember = (settlement: Settlement): Settlement => {
      for (const one of settlement.messages ?? []) kept.set(one.message.id, one);
      return settlement;
    };
    return { ...tamper(subject, { settlement: remember }), conversations: { ...subject.conversations, find: async (connection, id) => kept.get(id) ?? await subject.conversations.find(connection, id) } };
  },
  'takes sessions out of the lists of agents': ({ deskLists }) => ({
    deskLists: { ...deskLists, page: async (...asked) => ((rows) => rows.flatMap((row) => [row, { ...row, protocol: protocolOf('s1') }]))(await deskLists.page(...asked)) },
  }),
  'forgets how the conversations of sessions stand': afterErasure(({ deskLists }, isErased) => ({
    deskLists: { ...deskLists, talk: async (connection, protocol) => (isErased() && protocol === 's1' ? aTalk('s1') : await deskLists.talk(connection, protocol)) },
  })),
  'forgets the active sends to a number': afterErasure(({ sends }, isErased) => ({
    sends: { ...sends, list: async (...asked) => [...(isErased() ? [aSend('a1')] : []), ...await sends.list(...asked)] },
  })),
  'forgets the active sends that sessions came of': afterErasure(({ sends }, isErased) => ({
    sends: { ...sends, find: async (...asked) => await sends.find(...asked) ?? (isErased() ? aSend('a1') : undefined) },
  })),
  'still knows who wants no active sends': afterErasure(({ sends }, isErased) => ({
    sends: { ...sends, hasOptedOut: async (...asked) => (isErased() ? undefined : await sends.hasOptedOut(...asked)) },
  })),
  'forgets what agents were told, and tells them of the gap': afterErasure(({ stream }, isErased) => ({
    stream: { ...stream, read: async (...asked) => ((reading) => (isErased() ? { ...reading, gap: 'no' } : reading))(await stream.read(...asked)) },
  })),
  'leaves nothing of the person on the desk': afterErasure(({ erasure }, isErased) => ({
    erasure: { ...erasure, search: async (connection, texts) => (isErased() && !texts.includes('l1') ? [{ place: 'message.content', rows: 1 }] : await erasure.search(connection, texts)) },
  })),
  'takes what was said out of messages that are older, and keeps that something was': ({ conversations }) => ({
    conversations: { ...conversations, page: async (...asked) => (await conversations.page(...asked)).map((message) => ({ text: 'Bom dia', ...message })) },
  }),
  'takes out how conversations stand in which nothing was said since': afterExpiry(({ deskLists }, isOver) => ({
    deskLists: { ...deskLists, talk: async (connection, protocol) => await deskLists.talk(connection, protocol) ?? (isOver() ? aTalk(protocol) : undefined) },
  })),
  'drops what agents were told before': afterExpiry(({ stream }, isOver) => ({
    stream: { ...stream, read: async (...asked) => ((reading) => (isOver() ? { ...reading, gap: 'no' } : reading))(await stream.read(...asked)) },
  })),
  'takes no more out than it was told of all kinds together': erasureWith((erasure) => ({
    expire: async (connection, before, limit) => await erasure.expire(connection, before, limit === 2 ? 10 : limit),
  })),
  'counts the messages and the sends that it takes out': erasureWith((erasure) => ({
    erase: async (...asked) => ((counts) => ({ ...counts, messages: 0 }))(await erasure.erase(...asked)),
  })),
  'forgets the lead with a number, in either of its forms, and says so': erasureWith((erasure) => ({
    erase: async (...asked) => ((counts) => ({ ...counts, leads: 0 }))(await erasure.erase(...asked)),
  })),
  'forgets leads with an address': erasing(({ keys }) => ({ keys: keys.filter(({ kind }) => keys.length > 1 || kind !== 'email') })),
  'forgets leads with a document': erasing(({ keys }) => ({ keys: keys.filter(({ kind }) => keys.length > 1 || kind !== 'cpf') })),
  'forgets the leads that a contact was made of': erasing(({ keys, contactIds }) => ({ contactIds: keys.length === 0 ? [] : contactIds })),
  'leaves nothing of the person in leads': erasureWith((erasure) => ({
    search: async (connection, texts) => (texts.includes('l1') ? [{ place: 'lead.value', rows: 1 }] : await erasure.search(connection, texts)),
  })),
  'leaves the leads of the same person in another connection': erasureWith((erasure) => ({
    async erase(connection, person, at) {
      if (person.keys.length === 2) await erasure.erase(ELSEWHERE, person, at);
      return await erasure.erase(connection, person, at);
    },
  })),
  'traces what else a lead is known by, and what was made of it': erasureWith((erasure) => ({
    trace: async (connection, keys) => ((traces) => (traces.protocols.length === 0 ? { ...traces, cardIds: [] } : traces))(await erasure.trace(connection, keys)),
  })),
  'takes no address for one of the person that a lead with another number has too': ({ erasure, leads }) => ({
    erasure: {
      ...erasure,
      async trace(connection, keys) {
        const [traces, bia] = [await erasure.trace(connection, keys), await leads.find(connection, 'bia')];
        return { ...traces, keys: [...traces.keys, ...(bia?.email === undefined ? [] : [emailKey(bia.email)])] };
      },
    },
  }),
  'takes a lead without a number for the person whose address it has': ({ erasure, leads }) => ({
    erasure: {
      ...erasure,
      async trace(connection, keys) {
        const [traces, other] = [await erasure.trace(connection, keys), await leads.find(connection, 'l2')];
        return other === undefined ? traces : { ...traces, keys };
      },
    },
  }),
  'takes nothing out of leads when payloads go': afterExpiry(({ leads }, isOver) => ({
    leads: { ...leads, find: async (...asked) => (isOver() ? undefined : await leads.find(...asked)) },
  })),
  'forgets the plans of sessions': erasureWith((erasure) => ({
    erase: async (...asked) => ((counts) => ({ ...counts, plans: 0 }))(await erasure.erase(...asked)),
  })),
  'drops the timers of the lanes of a person': erasureWith((erasure) => ({
    erase: async (...asked) => ((counts) => ({ ...counts, timers: 0 }))(await erasure.erase(...asked)),
  })),
  'leaves other people as they are': erasing(({ lanes, contactIds }) => (contactIds.length > 0 ? { lanes: [...lanes, laneKey('bia')], contactIds: [...contactIds, contactId('2')] } : {})),
  'leaves the same person of another connection as it is': erasureWith((erasure) => ({
    async erase(connection, person, at) {
      if (person.subjects.length > 0 && person.contactIds.length > 0) await erasure.erase(ELSEWHERE, person, at);
      return await erasure.erase(connection, person, at);
    },
  })),
  'counts nothing the second time': erasureWith((erasure) => {
    let times = 0;
    return { erase: async (...asked) => ((counts) => ((times += 1) > 1 ? { ...counts, deliveries: 1 } : counts))(await erasure.erase(...asked)) };
  }),
  'remembers by any mark when a person was erased last': erasureWith((erasure) => ({
    erasedAt: async (connection, marks) => ((at) => at && BEGINNING)(await erasure.erasedAt(connection, marks)),
  })),
  'remembers nobody who was never erased here': erasureWith((erasure) => ({
    erasedAt: async (connection, marks) => (await erasure.erasedAt(connection, marks)) ?? (connection === HERE ? await erasure.erasedAt(ELSEWHERE, marks) : undefined),
  })),
  'takes out the payloads of what ended before, and says so': ({ history }) => ({
    history: { ...history, find: async (scope, id) => ((record) => record && (record.payloadGone === 'expired' ? { ...record, payloadGone: 'erased' as const } : record))(await history.find(scope, id)) },
  }),
  'leaves the payloads of what ended later, or has not ended': erasureWith((erasure) => ({
    expire: (connection, endedBefore, limit) => erasure.expire(connection, endedBefore === BEGINNING ? ('2099-01-01T00:00:00.000Z' as never) : endedBefore, limit),
  })),
  'takes no more payloads out than it was told, the oldest first': erasureWith((erasure) => ({
    expire: (connection, endedBefore, limit) => erasure.expire(connection, endedBefore, limit === 1 ? 2 : limit),
  })),
  'expires nothing of another connection': erasureWith((erasure) => ({
    expire: async (connection, endedBefore, limit) => (await erasure.expire(connection, endedBefore, limit)) + (await erasure.expire(ELSEWHERE, endedBefore, limit)),
  })),
  'finds a text wherever it stands, upper or lower case': erasureWith((erasure) => ({
    search: async (connection, texts) => ((found) => found.slice(1))(await erasure.search(connection, texts)),
  })),
  'finds nothing of another connection': erasureWith((erasure) => ({
    search: async (connection, texts) => [...(await erasure.search(connection, texts)), ...(await erasure.search(ELSEWHERE, texts))],
  })),
};
