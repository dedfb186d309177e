import type { ChatMessage } from '../../../../../domain/conversation/message.ts';
import type { Entry } from '../../state/panel-state.ts';
import { isInbound } from './log-items.ts';

/** Tells of what the client writes while the conversation is open (E3). */
export interface Newcomers {
  /** @param entries - as the log holds them now; what was there the first time is no news. */
  look(entries: readonly Entry[]): void;
}

export function createNewcomers(tell: (message: ChatMessage) => void): Newcomers {
  /** What was there at first; older pages come in above it. */
  let from: string | undefined;
  const seen = new Set<string>();
  return {
    look(entries) {
      const isFirst = from === undefined;
      const oldest = from ?? entries[0]?.at ?? '';
      from = oldest;
      const fresh = entries.filter((entry) => isInbound(entry) && entry.at >= oldest && !seen.has(entry.key));
      for (const entry of fresh) {
        seen.add(entry.key);
        if (!isFirst && entry.is === 'message') tell(entry.message);
      }
    },
  };
}
