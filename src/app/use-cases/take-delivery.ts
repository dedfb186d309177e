import { hashToken, type SecretBox } from '../../adapters/system/index.ts';
import type {
  Clock, DeliveryIntake, Hook, Hooks, HookSigns, IdSource, Inbox, Intake, NewDelivery, RawDelivery, ReadWebhook, Telemetry,
} from '../../ports/index.ts';
import { addMs, type ConnectionId, type Instant, type Protocol } from '../../domain/index.ts';
import type { Connections } from '../connections.ts';
import { laneOfWebhook, lanes, parseDeliveryId } from '../deliveries.ts';
import { subjects, subjectsOfWebhook } from '../subjects.ts';
import { createAstrayCount } from './count-astray.ts';
import type { MeantConversations } from './desk/meant-conversations.ts';

export interface TakeDeliveryNeeds {
  readonly hooks: Hooks;
  readonly hookSigns: HookSigns;
  readonly inbox: Inbox;
  readonly connections: Connections;
  readonly meant: MeantConversations;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  readonly telemetry: Telemetry;
}

/** The moments of a hook's last receipts are kept no finer: each costs a write. */
const RECEIPT_EVERY_MS = 60_000;

/** The largest body that is taken. */
const MOST_BYTES = 1024 * 1024;

/**
 * A sender's own credentials are no part of a delivery, and deliveries are kept. Nor is its trace: a sender that names the same one
 * each time would make one trace of all there is.
 */
const NOT_KEPT: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'traceparent', 'tracestate', 'baggage']);

const keptHeaders = (headers: RawDelivery['headers']): RawDelivery['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => !NOT_KEPT.has(name)));

/** Accepts first, then works (HUB-01): a delivery is durable before it is answered, and is understood only as far as its lane needs. */
export function createTakeDelivery({ hooks, hookSigns, inbox, connections, meant, clock, ids, box, telemetry }: TakeDeliveryNeeds): DeliveryIntake {
  const decoder = new TextDecoder('utf-8');
  const noted = new Map<string, Instant>();

  const refuse = (outcome: Exclude<Intake['outcome'], 'stored' | 'repeated' | 'set-aside'>, system: RawDelivery['system']): Intake => {
    telemetry.count('vinculo_deliveries_refused_total', { system, reason: outcome });
    return { outcome };
  };

  /** Not waited for: the answer is given for what is durable, and this is for people who look after the hub. */
  function noteReceipt(tokenHash: string, { connection }: Hook, { kind, unusable }: NewDelivery): void {
    const now = clock.now();
    const about = unusable === undefined ? entityOf(kind) : undefined; // what nobody can read may call itself anything
    const noteKey = `${tokenHash} ${about ?? ''}`;
    const before = noted.get(noteKey);
    if (before !== undefined && now < addMs(before, RECEIPT_EVERY_MS)) return;
    noted.set(noteKey, now);
    hooks.noteReceipt(tokenHash, now, about).catch(() => telemetry.log('warn', 'hook.receipt-not-noted', { connection }));
  }

  const countAstray = createAstrayCount({ hookSigns, clock, telemetry });

  /**
   * Whose conversation a message is a reason to read, where that is sure: it is worked in that conversation's lane at once. One that tells all by
   * itself goes the way of those before it, since order counts among them.
   */
  async function conversationOf(read: ReadWebhook, connection: ConnectionId, now: Instant): Promise<Protocol | undefined> {
    if (!read.ok || read.message.type !== 'message-told' || read.message.message !== undefined) return undefined;
    const { part, phone } = read.message;
    if (part !== undefined) return await meant.ofPart(connection, part);
    const [only, ...others] = phone === undefined ? [] : await meant.ofNumber(await connections.at(connection, now), phone);
    return others.length === 0 ? only : undefined;
  }

  return {
    async take(sent, transaction) {
      const raw = { ...sent, headers: keptHeaders(sent.headers) };
      const tokenHash = hashToken(raw.token);
      const address = await hooks.find(tokenHash);
      if (address === undefined || address.system !== raw.system || hasEnded(address, clock.now())) {
        countAstray({ system: raw.system, ...(address === undefined ? {} : { connection: address.connection }) });
        return refuse('unknown-token', raw.system);
      }
      if (raw.body.byteLength > MOST_BYTES) return refuse('too-large', raw.system);
      const systems = await connections.systems(address.connection);
      const reader = systems.readers[raw.system];
      if (reader === undefined) return refuse('unknown-token', raw.system);
      const validationKey = raw.system === 'ploomes' ? systems.validationKey : undefined; // Neppo signs nothing (N9)
      const body = namedIn(decoder.decode(raw.body), raw.automation);
      if (!reader.authentic(raw.headers, body, validationKey)) return refuse('not-authentic', raw.system);
      const kept = reader.withoutSecrets(raw.headers, body);
      const read = reader.read(kept.body);
      const receivedAt = clock.now();
      const delivery = newDelivery({ ...raw, headers: kept.headers }, kept.body, read, {
        connection: address.connection, receivedAt, id: ids.id(), box, conversation: await conversationOf(read, address.connection, receivedAt),
      });
      const [accepted] = await inbox.accept([delivery], transaction);
      const outcome = accepted?.repeated === true ? 'repeated' : delivery.unusable === undefined ? 'stored' : 'set-aside';
      noteReceipt(tokenHash, address, delivery);
      telemetry.count('vinculo_deliveries_accepted_total', { connection: address.connection, system: raw.system, outcome });
      return { outcome, id: accepted?.id ?? delivery.id };
    },
  };
}

/** What the address says is kept beside what the body says, which stays as it came. */
const namedIn = (body: string, automation: string | undefined): string =>
  (automation === undefined ? body : `{"automation":${JSON.stringify(automation)},"call":${body.trim() === '' ? '{}' : body}}`);

/** `ChatSession` of `ChatSession.CREATE`: the checklist of webhooks goes by it (ACT-05). */
const entityOf = (kind: string): string => kind.replace(/\..*$/, '');

const hasEnded = ({ until }: Hook, now: Instant): boolean => until !== undefined && now >= until;

interface Place {
  readonly connection: ConnectionId;
  readonly receivedAt: Instant;
  readonly id: string;
  readonly box: SecretBox;
  readonly conversation: Protocol | undefined;
}

function newDelivery(raw: RawDelivery, body: string, read: ReadWebhook, { connection, receivedAt, id, box, conversation }: Place): NewDelivery {
  const stored = { id: parseDeliveryId(id), connection, source: raw.system, kind: read.kind, body, headers: raw.headers, receivedAt };
  if (!read.ok) return { ...stored, lane: lanes.unread, unusable: { reason: read.reason, detail: read.detail } };
  return {
    ...stored,
    lane: conversation === undefined ? laneOfWebhook(read.message, box) : lanes.talk(conversation),
    subjects: [...subjectsOfWebhook(read.message, box), ...(conversation === undefined ? [] : [subjects.session(conversation)])],
    ...(read.repeatKey === undefined ? {} : { repeatKey: read.repeatKey }),
  };
}
