import type { Row } from './wire.ts';
import type { World } from './world.ts';

/** One write in progress: the row as it will be, as it was, and what was sent by whom. */
export interface Write {
  readonly row: Row;
  readonly before: Row | undefined;
  readonly body: Row;
  readonly actorId: number;
}

/** What one kind of row does beyond its columns: values when absent, checks before it is kept, what follows. */
export interface Rules {
  readonly nested?: readonly string[];
  readonly defaults?: (world: World) => Row;
  readonly prepare?: (world: World, write: Write) => void;
  readonly after?: (world: World, write: Write) => void;
  readonly removed?: (world: World, before: Row, actorId: number) => void;
}
