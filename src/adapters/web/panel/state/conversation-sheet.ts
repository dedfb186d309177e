import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { DeskClient } from '../../../../client/index.ts';
import type { SessionComment } from '../../../../domain/attendance/sighting.ts';
import type { DeskRow } from '../../../../domain/desk/desk-row.ts';
import type { SessionSheet } from '../../../../ports/agent-desk.ts';
import { commentsOf, type NamedComment } from './comment-log.ts';
import { createMeanwhile, createTurns } from './meanwhile.ts';

/** What is known of one session beside what was said in it. */
export interface ConversationSheet {
  readonly sheet: ReadonlySignal<SessionSheet | undefined>;
  readonly comments: ReadonlySignal<readonly NamedComment[]>;
  hear(comment: SessionComment): void;
  hearRow(row: DeskRow): void;
  load(): Promise<void>;
}

type News = { readonly comment: SessionComment } | { readonly row: DeskRow };

export function createConversationSheet({ desk, protocol, signal: closing }: { readonly desk: DeskClient; readonly protocol: string; readonly signal: AbortSignal }): ConversationSheet {
  const sheet = signal<SessionSheet | undefined>(undefined);
  const later = signal<readonly SessionComment[]>([]);
  const meanwhile = createMeanwhile<News>();
  const inTurn = createTurns();

  function heard(news: News): void {
    meanwhile.tell(news);
    if ('comment' in news) later.value = [...later.peek(), news.comment];
    else if (sheet.peek() !== undefined) sheet.value = withRow(sheet.peek(), news.row);
  }

  return {
    sheet,
    comments: computed(() => commentsOf(sheet.value?.comments ?? [], later.value, sheet.value?.startedAt ?? '')),
    hear: (comment) => heard({ comment }),
    hearRow: (row) => heard({ row }),
    load: async () => await inTurn(async () => {
      if (closing.aborted) return;
      const { read, told } = await meanwhile.during(async () => await desk.showMySession(protocol, { signal: closing }));
      batch(() => {
        sheet.value = told.reduce<SessionSheet | undefined>((known, news) => ('row' in news ? withRow(known, news.row) : known), read);
        // What was told before the sheet was asked for stands in it.
        later.value = told.flatMap((news) => ('comment' in news ? [news.comment] : []));
      });
    }),
  };
}

/** The row as it is now, with what only the sheet tells. */
function withRow(sheet: SessionSheet | undefined, row: DeskRow): SessionSheet | undefined {
  if (sheet === undefined) return undefined;
  const { parts, agents, comments, addresses, classification, groupClassification, company } = sheet;
  return {
    ...row, parts, agents, comments, addresses,
    ...(classification === undefined ? {} : { classification }), ...(groupClassification === undefined ? {} : { groupClassification }),
    ...(company === undefined || row.contactId !== sheet.contactId ? {} : { company }),
  };
}
