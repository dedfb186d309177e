import type { ConnectionId } from '../../domain/connection/connection.ts';

interface OfConnection {
  readonly connection: ConnectionId;
}

/** Whose turn it is: who waits longest, but of one connection no more at once than it may have. */
export interface Turns<Lane extends OfConnection> {
  push(lane: Lane): void;
  /** Hands out a turn, unless nobody waits whose connection has fewer than so many. */
  take(mostOfConnection: number): Lane | undefined;
  /** Ends a turn. */
  free(lane: Lane): void;
  /** How many wait. While nobody has a turn, all of these may have one. */
  size(): number;
  clear(): void;
}

export function createTurns<Lane extends OfConnection>(): Turns<Lane> {
  const waiting = createLine<Lane>();
  /** Those whose connection had all that it may when they came up; they have waited longest once it has room again. */
  const heldBack = new Map<ConnectionId, Line<Lane>>();
  const roomAgain = createLine<Lane>();
  const taken = new Map<ConnectionId, number>();
  let held = 0;

  const takenOf = (connection: ConnectionId): number => taken.get(connection) ?? 0;

  const holdBack = (lane: Lane): void => {
    const line = heldBack.get(lane.connection) ?? createLine();
    heldBack.set(lane.connection, line);
    line.push(lane);
    held += 1;
  };

  const next = (): Lane | undefined => roomAgain.shift() ?? waiting.shift();

  const letGo = (connection: ConnectionId): void => {
    const lane = heldBack.get(connection)?.shift();
    if (lane === undefined) return void heldBack.delete(connection);
    roomAgain.push(lane);
    held -= 1;
  };

  return {
    push: waiting.push,
    take(mostOfConnection) {
      for (let lane = next(); lane !== undefined; lane = next()) {
        const others = takenOf(lane.connection);
        if (others < mostOfConnection) {
          taken.set(lane.connection, others + 1);
          return lane;
        }
        holdBack(lane);
      }
      return undefined;
    },
    free({ connection }) {
      const others = takenOf(connection) - 1;
      if (others > 0) taken.set(connection, others);
      else taken.delete(connection);
      letGo(connection);
    },
    size: () => waiting.size() + roomAgain.size() + held,
    clear() {
      waiting.clear();
      roomAgain.clear();
      heldBack.clear();
      taken.clear();
      held = 0;
    },
  };
}

interface Line<Lane> {
  push(lane: Lane): void;
  shift(): Lane | undefined;
  size(): number;
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
    size: () => lanes.length - front,
    clear: () => void ([lanes, front] = [[], 0]),
  };
}
