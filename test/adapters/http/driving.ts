import type { HttpDriving } from '../../../src/adapters/http/index.ts';
import type { ConnectionId } from '../../../src/domain/connection/connection.ts';
import type { DeliveryFilter, DeliveryId, DeliveryRecord, Intake, LaneKey, RawDelivery } from '../../../src/ports/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';

export const TOKEN = 'a-good-token';
export const KEY = 'an-operators-key';

export const aDelivery: DeliveryRecord = {
  id: 'd-1' as DeliveryId,
  connection: 'c-1' as ConnectionId,
  source: 'neppo',
  kind: 'ChatSession.UPDATE',
  lane: 'session:WA1' as LaneKey,
  state: 'done',
  receivedAt: instantOf(0),
  attempts: 1,
  repeats: 0,
  body: '{}',
  headers: {},
  calls: [],
};

/** A hub with one connection, one operator and one delivery, which writes down what it was asked. */
export function aDriving(overrides: { intake?: Intake; fails?: unknown; ready?: boolean } = {}): HttpDriving & {
  readonly taken: RawDelivery[];
  readonly listed: [DeliveryFilter, { limit: number; after?: string }][];
  readonly logged: string[];
} {
  const taken: RawDelivery[] = [];
  const listed: [DeliveryFilter, { limit: number; after?: string }][] = [];
  const logged: string[] = [];
  return {
    taken,
    listed,
    logged,
    intake: {
      take: async (raw) => {
        if (overrides.fails !== undefined) throw overrides.fails;
        if (raw.token !== TOKEN) return { outcome: 'unknown-token' };
        taken.push(raw);
        return overrides.intake ?? { outcome: 'stored', id: aDelivery.id };
      },
    },
    desk: {
      authorize: async (bearer) => (bearer === KEY ? 'allowed' : 'refused'),
      list: async (filter, page) => {
        if (overrides.fails !== undefined) throw overrides.fails;
        listed.push([filter, page]);
        return { rows: [aDelivery], next: 'd-1' };
      },
      show: async (id) => (id === aDelivery.id ? aDelivery : undefined),
      replay: async (ids) => ({ replayed: ids.filter((id) => id === aDelivery.id), notFound: ids.filter((id) => id !== aDelivery.id) }),
      health: async () =>
        overrides.ready === false ? { ready: false, problems: ['The database does not answer.'] } : { ready: true, problems: [] },
      metricsText: async () => 'vinculo_pending 0\n',
    },
    telemetry: {
      count: () => {},
      log: (level, event, fields) => logged.push(`${level} ${event} ${JSON.stringify(fields)}`),
    },
  };
}

export const toHub = (path: string, init?: RequestInit): Request => new Request(`http://hub.test${path}`, init);

export const asOperator = (path: string, init: RequestInit = {}): Request =>
  toHub(path, { ...init, headers: { authorization: `Bearer ${KEY}` } });
