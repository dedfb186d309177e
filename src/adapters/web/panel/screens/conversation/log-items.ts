import type { Entry } from '../../state/panel-state.ts';

/** An entry as the log shows it, and what stands above it. */
export interface LogItem {
  readonly key: string;
  readonly entry: Entry;
  /** Somebody else spoke before, so that it is told who speaks. */
  readonly begins: 'yes' | 'no';
  /** It is the first of its day. */
  readonly startsDay: 'yes' | 'no';
  /** The first that was not read when the conversation was opened. */
  readonly startsNew: 'yes' | 'no';
}

/** What the log shows, oldest first: where days and what is new begin, and who begins to speak. */
export function composeLog(entries: readonly Entry[], firstUnread: string | undefined): readonly LogItem[] {
  return entries.map((entry, index): LogItem => {
    const before = entries[index - 1];
    const startsDay = before === undefined || dayOf(before) !== dayOf(entry);
    const isNew = entry.key === firstUnread;
    return {
      key: entry.key,
      entry,
      begins: startsDay || isNew || sideOf(before) !== sideOf(entry) ? 'yes' : 'no',
      startsDay: startsDay ? 'yes' : 'no',
      startsNew: isNew ? 'yes' : 'no',
    };
  });
}

/** How many messages of the client stand from an entry on. */
export const inboundFrom = (entries: readonly Entry[], key: string | undefined): number => {
  const from = entries.findIndex((entry) => entry.key === key);
  return from === -1 ? 0 : entries.slice(from).filter(isInbound).length;
};

export const isInbound = (entry: Entry): boolean => entry.is === 'message' && entry.message.by === 'client';

const days = new WeakMap<Entry, string>();

/** The calendar day of whoever looks. Each entry is asked once: a log of thousands is composed with every message that comes. */
function dayOf(entry: Entry): string {
  const day = days.get(entry) ?? new Date(entry.at).toDateString();
  days.set(entry, day);
  return day;
}

function sideOf(entry: Entry): string {
  switch (entry.is) {
    case 'message': return entry.message.by === 'agent' ? `agent ${entry.message.agentId ?? entry.message.authorName ?? ''}` : entry.message.by;
    case 'comment': return 'comment';
    case 'own': return entry.own.kind === 'comment' ? 'comment' : 'own';
  }
}
