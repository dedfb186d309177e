import { sameSecret, type SecretBox } from '../../adapters/system/index.ts';
import type {
  Clock, DeliveryId, DeliveryRecord, Health, History, IdSource, Inbox, NewDelivery, OperatorDesk, Telemetry, WorkQueue,
} from '../../ports/index.ts';
import type { Connections } from '../connections.ts';
import { isFromOutside, lanes, parseDeliveryId } from '../deliveries.ts';
import { laneOfWebhook } from './work-delivery.ts';

export interface OperateNeeds {
  readonly history: History;
  readonly inbox: Inbox;
  readonly queue: WorkQueue;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  readonly telemetry: Telemetry & { metricsText?(): string };
  readonly operatorKeys: readonly string[];
  readonly health: () => Health;
}

/** What operators may look at and do. */
export function createOperate({ history, inbox, queue, connections, clock, ids, box, telemetry, operatorKeys, health }: OperateNeeds): OperatorDesk {
  /** The delivery once more, read as it would be today: a reader that was mended understands what it did not before. */
  async function again(record: DeliveryRecord): Promise<NewDelivery> {
    const { connection, source, kind, lane, body, headers } = record;
    const copy = { id: parseDeliveryId(ids.id()), connection, source, kind, lane, body, headers, receivedAt: clock.now(), cause: record.id };
    if (!isFromOutside(record)) return copy;
    const read = (await connections.systems(connection)).readers[record.source].read(body);
    if (!read.ok) return { ...copy, lane: lanes.unread, unusable: { reason: read.reason, detail: read.detail } };
    return { ...copy, kind: read.kind, lane: laneOfWebhook(read.message, box) };
  }

  return {
    authorize: async (bearer) =>
      bearer !== undefined && operatorKeys.some((key) => sameSecret(key, bearer)) ? 'allowed' : 'refused',
    list: async (filter, page) => await history.list(filter, page),
    show: async (id) => await history.find(id),
    async replay(wanted) {
      const found = new Map<DeliveryId, DeliveryRecord>();
      for (const id of wanted) {
        const record = await history.find(id);
        if (record !== undefined) found.set(id, record);
      }
      await inbox.accept(await Promise.all([...found.values()].map(again)));
      return { replayed: [...found.keys()], notFound: wanted.filter((id) => !found.has(id)) };
    },
    health: async () => health(),
    async metricsText() {
      const { pending, lanes: open } = await queue.stats();
      return [
        telemetry.metricsText?.() ?? '',
        `# TYPE vinculo_deliveries_pending gauge\nvinculo_deliveries_pending ${pending}\n`,
        `# TYPE vinculo_lanes_open gauge\nvinculo_lanes_open ${open}\n`,
      ].join('');
    },
  };
}
