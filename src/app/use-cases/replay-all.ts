import type { ConnectionId } from '../../domain/index.ts';
import { InputRejected } from '../../domain/index.ts';
import type {
  Asker, BulkReplay, BulkReplayWish, Clock, DeliveryDesk, DeliveryFilter, DeliveryState, History, IdSource, Inbox, NewDelivery, ReplayRun, Scope,
  Settings,
} from '../../ports/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import type { Connections } from '../connections.ts';
import { deliveryOf, lanes } from '../deliveries.ts';
import { filterOf } from '../search.ts';

export interface ReplayAllNeeds {
  readonly history: History;
  readonly inbox: Inbox;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

/** Deliveries of one connection that pass, and whether anything takes effect there. */
interface Share {
  readonly connection: ConnectionId;
  readonly count: number;
  readonly isOff: boolean;
}

const ENDED: ReadonlySet<DeliveryState | undefined> = new Set(['set-aside', 'done', 'awaiting']);

/**
 * Begins runs that play many deliveries again, one run for each connection (HUB-02). A run is a delivery itself, so that it outlasts a
 * restart and leaves a trace.
 */
export function createReplayAll({ history, inbox, settings, connections, clock, ids, box }: ReplayAllNeeds): DeliveryDesk['replayAll'] {
  async function sharesOf(scope: Scope, filter: DeliveryFilter): Promise<readonly Share[]> {
    const shares: Share[] = [];
    for (const connection of filter.connection === undefined ? await withinScope(scope) : [filter.connection]) {
      const count = await history.count(scope, { ...filter, connection });
      if (count > 0) shares.push({ connection, count, isOff: await connections.isOff(connection) });
    }
    return shares;
  }

  const withinScope = async (scope: Scope): Promise<readonly ConnectionId[]> =>
    scope === 'every-connection' ? await settings.connections() : [...new Set(scope.only)];

  function runOf({ name }: Asker, filter: DeliveryFilter, { connection, count }: Share, wish: BulkReplayWish): NewDelivery {
    const { settings: rules = 'now', requestKey } = wish;
    const origin = {
      connection, source: 'internal', receivedAt: clock.now(), askedBy: name, urgency: 'bulk',
      ...(requestKey === undefined ? {} : { repeatKey: `replay-many:${name}:${requestKey}` }),
    } as const;
    return deliveryOf(ids, origin, lanes.replays, {
      to: 'desk', message: { type: 'replay-many', filter: { ...filter, connection }, settings: rules, of: count, seen: 0 },
    });
  }

  return async (asker, wish): Promise<BulkReplay> => {
    if (!ENDED.has(wish.search.state)) throw stateMissing();
    const filter = { ...filterOf(wish.search, box), replayed: 'no', until: earlierOf(wish.search.until, clock.now()) } as const;
    const shares = await sharesOf(asker.scope, filter);
    const count = shares.reduce((sum, share) => sum + share.count, 0);
    if (count > wish.expected) return { outcome: 'count-changed', count };
    const open = shares.filter(({ isOff }) => !isOff);
    const accepted = open.length === 0 ? [] : await inbox.accept(open.map((share) => runOf(asker, filter, share, wish)));
    return {
      outcome: 'begun', count: open.reduce((sum, share) => sum + share.count, 0),
      runs: open.flatMap((share, place): readonly ReplayRun[] => {
        const id = accepted[place]?.id;
        return id === undefined ? [] : [{ connection: share.connection, id, count: share.count }];
      }),
      skipped: shares.filter(({ isOff }) => isOff).map(({ connection, count: left }) => ({ connection, count: left, because: 'connection-inactive' })),
    };
  };
}

/** What is accepted from now on is no part of a run: what it plays again itself would be. */
const earlierOf = <Moment extends string>(asked: Moment | undefined, now: Moment): Moment => (asked !== undefined && asked < now ? asked : now);

const stateMissing = (): InputRejected => new InputRejected(
  'input.state-missing',
  'Deliveries can be played again all together only once they have ended: say which state, set-aside, done or awaiting.',
  { field: 'state' },
);
