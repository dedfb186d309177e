import { useRef } from 'preact/hooks';
import type { Entry } from '../../state/panel-state.ts';
import { inboundFrom, isInbound } from './log-items.ts';

/** How many messages were new when the conversation was opened: the divider goes on saying so while more come in. */
export function useNewAtOpening(entries: readonly Entry[], firstUnread: string | undefined): number {
  const counted = useRef({ key: firstUnread, count: inboundFrom(entries, firstUnread) });
  if (counted.current.key !== firstUnread) counted.current = { key: firstUnread, count: inboundFrom(entries, firstUnread) };
  return counted.current.count;
}

/** How many of the client's messages came while the end was not on screen. Older ones that are loaded above are none. */
export function useFresh(entries: readonly Entry[], isAtEnd: boolean): number {
  const seen = useRef<{ readonly from: string; readonly keys: ReadonlySet<string> } | undefined>(undefined);
  if (isAtEnd || seen.current === undefined) seen.current = { from: entries[0]?.at ?? '', keys: new Set(entries.filter(isInbound).map(({ key }) => key)) };
  const { from, keys } = seen.current;
  return entries.filter((entry) => isInbound(entry) && entry.at >= from && !keys.has(entry.key)).length;
}
