import type { SecretBox } from '../../adapters/system/index.ts';
import type {
  Clock, DeliveryRecord, IdSource, NewDelivery, ReadWebhook, ReplayRefusal, ReplaySettings,
} from '../../ports/index.ts';
import type { ConnectionId } from '../../domain/index.ts';
import type { ConnectedSystems, Connections } from '../connections.ts';
import { isFromOutside, laneOfWebhook, lanes, parseDeliveryId } from '../deliveries.ts';
import type { ReplayMany } from '../messages.ts';
import { subjectsOfWebhook } from '../subjects.ts';

/** In whose name, and by whose rules. */
export interface PlayWish {
  readonly askedBy: string;
  readonly settings: ReplaySettings;
}

/** Makes deliveries that play earlier ones again. */
export interface PlayAgain {
  /** The connections of these in which nothing takes effect now (ACT-08). */
  inactiveOf(records: readonly DeliveryRecord[]): Promise<ReadonlySet<ConnectionId>>;
  /** Why this one is not played again, its connection apart; `undefined` when it may be. Whether it was already is for the inbox to tell. */
  refusalOf(record: DeliveryRecord): ReplayRefusal | undefined;
  /**
   * The delivery once more, read as it would be today: a reader that was mended understands what it did not before. Every copy of one
   * delivery has the same repeat key, so that the inbox takes one.
   */
  copyOf(record: DeliveryRecord, wish: PlayWish): Promise<NewDelivery>;
  /** The same with another body. Only what came from outside is there to be read. */
  corrected(record: DeliveryRecord & { readonly source: Outside | 'webhook' }, body: string, wish: PlayWish): Promise<NewDelivery | Extract<ReadWebhook, { ok: false }>>;
}

type Outside = keyof ConnectedSystems['readers'];

/** The connector was exchanged for one that reads no such deliveries. */
const UNREADABLE: ReadWebhook = { ok: false, kind: 'unread', reason: 'entity-unknown', detail: 'The systems of this connection send nothing of this kind any more.' };

/** What a run that plays many again is called in the history. */
const RUN_KIND: ReplayMany['type'] = 'replay-many';

export interface PlayAgainNeeds {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

export function createPlayAgain({ connections, clock, ids, box }: PlayAgainNeeds): PlayAgain {
  const begin = ({ id: replayOf, connection, source, kind, lane, body, headers, ...record }: DeliveryRecord, { askedBy, settings }: PlayWish): NewDelivery => ({
    id: parseDeliveryId(ids.id()), connection, source, kind, lane, body, headers,
    receivedAt: clock.now(), cause: replayOf, replayOf, repeatKey: `replay:${replayOf}`, askedBy,
    ...(settings === 'then' ? { settingsAt: record.settingsAt ?? record.receivedAt } : {}),
  });

  const read = async (connection: ConnectionId, source: Outside, body: string): Promise<ReadWebhook> =>
    (await connections.systems(connection)).readers[source]?.read(body) ?? UNREADABLE;

  const asRead = (copy: NewDelivery, { kind, message }: Extract<ReadWebhook, { ok: true }>): NewDelivery =>
    ({ ...copy, kind, lane: laneOfWebhook(message, box), subjects: subjectsOfWebhook(message, box) });

  /** What a platform sent is read where it is worked: by its integration's mapping of now. */
  const anew = (copy: NewDelivery, { lane, subjects }: DeliveryRecord): NewDelivery =>
    ({ ...copy, lane: lane === lanes.unread ? lanes.leadOf(copy.id) : lane, subjects });

  return {
    async inactiveOf(records) {
      const inactive = new Set<ConnectionId>();
      for (const connection of new Set(records.map((record) => record.connection))) if (await connections.isOff(connection)) inactive.add(connection);
      return inactive;
    },
    refusalOf({ state, kind, body }) {
      if (state === 'pending' || state === 'later') return 'not-ended';
      if (body === '') return 'payload-removed';
      return kind === RUN_KIND && state !== 'set-aside' ? 'run-over' : undefined;
    },
    async copyOf(record, wish) {
      const copy = begin(record, wish);
      if (record.source === 'webhook') return anew(copy, record);
      if (!isFromOutside(record)) return { ...copy, subjects: record.subjects };
      const webhook = await read(record.connection, record.source, record.body);
      if (!webhook.ok) return { ...copy, lane: lanes.unread, unusable: { reason: webhook.reason, detail: webhook.detail }, subjects: record.subjects };
      const again = asRead(copy, webhook);
      return { ...again, subjects: [...new Set([...again.subjects ?? [], ...record.subjects])] };
    },
    async corrected(record, body, wish) {
      if (record.source === 'webhook') return { ...anew(begin(record, wish), record), body };
      const webhook = await read(record.connection, record.source, body);
      return webhook.ok ? asRead({ ...begin(record, wish), body }, webhook) : webhook;
    },
  };
}
