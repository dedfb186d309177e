import { signal, type ReadonlySignal } from '@preact/signals';
import type { DeskClient, FollowedEvent } from '../../../../client/index.ts';
import type { DeskCounts } from '../../../../ports/agent-desk.ts';
import type { Alarms } from './alarms.ts';

/** How many stand in each list. */
export interface Counts {
  readonly counts: ReadonlySignal<DeskCounts>;
  hear(event: FollowedEvent): void;
  recount(): void;
}

/** Several things that happen at once are counted once. */
const SETTLED_MS = 200;

export function createCounts({ desk, alarms, signal: closing }: { readonly desk: DeskClient; readonly alarms: Alarms; readonly signal: AbortSignal }): Counts {
  const counts = signal<DeskCounts>({ open: 0, closed: 0, sent: 0, pending: 0 });
  /** How often something was told: what was counted in between is worth nothing. */
  let told = 0;

  async function count(): Promise<void> {
    const before = told;
    const counted = await desk.countMine({ signal: closing });
    if (told === before) counts.value = counted;
    else recount();
  }

  function recount(): void {
    // What cannot be counted now is counted when the stream is there again.
    alarms.set('counts', SETTLED_MS, () => void count().catch(() => {}));
  }

  return {
    counts, recount,
    hear(event) {
      if (event.type === 'counts') {
        told++;
        const { open, closed, ...others } = counts.peek();
        counts.value = { ...others, open: Math.max(0, open + event.data.change.open), closed: Math.max(0, closed + event.data.change.closed) };
        // Whoever ends, or is not classified, is told by the chat alone.
        if (event.data.change.closed !== 0) recount();
      }
      if (event.type === 'send.state' || (event.type === 'act.ended' && (event.data.act === 'classify' || event.data.act === 'close'))) recount();
    },
  };
}
