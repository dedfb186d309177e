// Read by the type checker alone (npm run check:types): a panel is given a shape for everything that it may be told.
import type { DeskNews } from '../../src/client/index.ts';
import type { DeskEvent } from '../../src/ports/index.ts';

export const told = (type: DeskEvent['type']): DeskNews['type'] => type;

// @ts-expect-error nothing of this kind is told
export const unknown: DeskNews['type'] = 'just-so';
