import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Urgency } from '../../ports/budgets.ts';

interface OfConnection {
  readonly connection: ConnectionId;
}

/** Whose turn it is: who waits longest, live before bulk, but of one connection no more at once than it may have. */
export interface Turns<Lane extends OfConnection> {
  push(lane: Lane, urgency: Urgency): void;
  /** Lets one that waits as bulk wait as live from now on. */
  raise(lane: Lane): void;
  /** Hands out a turn, unless nobody waits whose connection has fewer than so many. */
  take(mostOfConnection: number): Lane | undefined;
  /** Ends a turn. */
  free(lane: Lane): void;
  /** How many wait. While nobody has a turn, all of these may have one. */
  size(): number;
  clear(): void;
}

/** Those who wait alike. */
interface Queue<Lane> {
  readonly waiting: Line<Lane>;
  /** Those whose connection had all that it may when they came up; they have waited longest once it has room again. */
  readonly heldBack: Map<ConnectionId, Line<Lane>>;
  readonly roomAgain: Line<Lane>;
}

export function createTurns<Lane extends OfConnection>(): Turns<Lane> {
  const live = createQueue<Lane>();
  const bulk = createQueue<Lane>();
  /** In which queue each waits. One that was raised still stands in the other too, and is passed over there. */
  const placeOf = new Map<Lane, Queue<Lane>>();
  const taken = new Map<ConnectionId, number>();

  const takenOf = (connection: ConnectionId): number => taken.get(connection) ?? 0;

  const enter = (lane: Lane, queue: Queue<Lane>): void => {
    placeOf.set(lane, queue);
    queue.waiting.push(lane);
  };

  const shift = (queue: Queue<Lane>, line: Line<Lane>): Lane | undefined => {
    let lane = line.shift();
    while (lane !== undefined && placeOf.get(lane) !== queue) lane = line.shift();
    return lane;
  };

  const holdBack = (lane: Lane, { heldBack }: Queue<Lane>): void => {
    const line = heldBack.get(lane.connection) ?? createLine();
    heldBack.set(lane.connection, line);
    line.push(lane);
  };

  const takeFrom = (queue: Queue<Lane>, mostOfConnection: number): Lane | undefined => {
    const next = (): Lane | undefined => shift(queue, queue.roomAgain) ?? shift(queue, queue.waiting);
    for (let lane = next(); lane !== undefined; lane = next()) {
      const others = takenOf(lane.connection);
      if (others < mostOfConnection) {
        placeOf.delete(lane);
        taken.set(lane.connection, others + 1);
        return lane;
      }
      holdBack(lane, queue);
    }
    return undefined;
  };

  /** Tells whether there was one to be let go. */
  const letGo = (connection: ConnectionId, queue: Queue<Lane>): boolean => {
    const line = queue.heldBack.get(connection);
    const lane = line && shift(queue, line);
    if (lane !== undefined) queue.roomAgain.push(lane);
    else queue.heldBack.delete(connection);
    return lane !== undefined;
  };

  return {
    push: (lane, urgency) => enter(lane, urgency === 'live' ? live : bulk),
    raise(lane) {
      if (placeOf.get(lane) === bulk) enter(lane, live);
    },
    take: (mostOfConnection) => takeFrom(live, mostOfConnection) ?? takeFrom(bulk, mostOfConnection),
    free({ connection }) {
      const others = takenOf(connection) - 1;
      if (others > 0) taken.set(connection, others);
      else taken.delete(connection);
      if (!letGo(connection, live)) letGo(connection, bulk);
    },
    size: () => placeOf.size,
    clear() {
      for (const { waiting, heldBack, roomAgain } of [live, bulk]) for (const each of [waiting, heldBack, roomAgain]) each.clear();
      placeOf.clear();
      taken.clear();
    },
  };
}

const createQueue = <Lane>(): Queue<Lane> => ({ waiting: createLine(), heldBack: new Map(), roomAgain: createLine() });

interface Line<Lane> {
  push(lane: Lane): void;
  shift(): Lane | undefined;
  clear(): void;
}

/** A line whose front moves instead of its elements: an array's own `shift` copies all of them. */
function createLine<Lane>(): Line<Lane> {
  let lanes: Lane[] = [];
  let front = 0;
  return {
    push: (lane) => void lanes.push(lane),
    shift() {
      const lane = lanes[front];
      if (lane === undefined) return undefined;
      front += 1;
      if (front > 1000 && front * 2 > lanes.length) [lanes, front] = [lanes.slice(front), 0];
      return lane;
    },
    clear: () => void ([lanes, front] = [[], 0]),
  };
}
