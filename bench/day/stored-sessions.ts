import { createSystemClock, createSystemIds } from '../../src/adapters/system/index.ts';
import { instantOf, type AgentId, type ConnectionId, type Instant, type PartId, type Protocol } from '../../src/domain/index.ts';
import type { DeliveryId, LaneKey, NewDelivery, SessionRow, Settlement, StoreFactory } from '../../src/ports/index.ts';

const AT_ONCE = 500;
const NAMES = ['Antônia Gonçalves', 'José Araújo', 'Márcia Conceição', 'Luís Simões', 'Inês Paixão', 'João Brandão', 'Zoë Müller', 'Caetano Assunção'];

/** Where they belong, and whose lists they are in. */
export interface StoredSessions {
  readonly connection: string;
  readonly agents: readonly string[];
  readonly count: number;
}

/** Fills a store with sessions that ended in the days before, each written as the work of a hub writes it: by the end of a delivery. */
export async function storeSessions(open: StoreFactory, { connection, agents, count }: StoredSessions): Promise<void> {
  const store = await open({ clock: createSystemClock(), ids: createSystemIds() });
  const begun = Date.now() - count * 60_000;
  const rows = new Map<DeliveryId, SessionRow>();
  await store.queue.run(async ({ id }): Promise<Settlement> => {
    const row = rows.get(id);
    rows.delete(id);
    return { end: { type: 'done' }, sessions: row === undefined ? [] : [row] };
  }, { inFlight: 64, inFlightPerConnection: 64 });
  for (let from = 0; from < count; from += AT_ONCE) {
    const page = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, nth) => from + nth).map((nth) => {
      const at = instantOf(begun + nth * 60_000);
      const row = parseRow({ connection, nth, agent: agents[nth % agents.length] ?? '', at });
      const delivery = parseDelivery({ connection, nth, at });
      rows.set(delivery.id, row);
      return delivery;
    });
    await store.inbox.accept(page);
    await store.queue.idle();
  }
  await store.queue.stop();
  await store.close();
}

function parseRow({ connection, nth, agent, at }: { readonly connection: string; readonly nth: number; readonly agent: string; readonly at: Instant }): SessionRow {
  const protocol = `AB${String(nth).padStart(9, '0')}`;
  const [name, phone] = [`${NAMES[nth % NAMES.length] ?? ''} ${nth}`, `55219${String(70_000_000 + nth * 7)}`];
  return {
    connection: connection as ConnectionId, protocol: protocol as Protocol, version: 0, state: {}, startedAt: at, phase: 'ended', clientIs: 'known',
    parts: [`p${nth}` as PartId], keys: [], contactIds: [], cardIds: [],
    desk: {
      agent: agent as AgentId, agents: [agent as AgentId], name, phone, at,
      row: { protocol, tab: 'closed', name, phone, channel: 'WHATSAPP', at, startedAt: at, unread: 0 },
    },
  };
}

function parseDelivery({ connection, nth, at }: { readonly connection: string; readonly nth: number; readonly at: Instant }): NewDelivery {
  return {
    id: `stored-${nth}` as DeliveryId, connection: connection as ConnectionId, source: 'internal', kind: 'stored', lane: `session:AB${nth}` as LaneKey,
    body: '{}', headers: {}, receivedAt: at,
  };
}
