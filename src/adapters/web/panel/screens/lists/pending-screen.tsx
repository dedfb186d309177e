import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PendingClassification } from '../../../../../ports/attendance-actions.ts';
import { isDeskProblem } from '../../../../../client/index.ts';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { Empty } from '../../../kit/parts/empty.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { Skeleton } from '../../../kit/parts/skeleton.tsx';
import { usePanel } from '../../panel-context.ts';

const PAGE = 20;

/** Sessions that ended without a classification (PAN-10). */
export function PendingScreen(): ComponentChild {
  const { state, words: { lists, shell } } = usePanel();
  const rows = useSignal<readonly PendingClassification[] | undefined>(undefined);
  const total = useSignal(0);
  const trouble = useSignal<string | undefined>(undefined);

  const late = useRef(new AbortController());

  async function load(page: number): Promise<void> {
    late.current.abort();
    const { signal } = late.current = new AbortController();
    trouble.value = undefined;
    try {
      const found = await state.desk.listPendingClassifications({ page, size: PAGE }, { signal });
      if (signal.aborted) return;
      const before = page === 0 ? [] : (rows.value ?? []);
      const known = new Set(before.map(({ part }) => part));
      rows.value = [...before, ...found.sessions.filter(({ part }) => !known.has(part))];
      total.value = found.total;
    } catch (failure) {
      if (!signal.aborted) trouble.value = isDeskProblem(failure) ? failure.text : shell.failed;
    }
  }

  const { pending } = state.counts.value;
  // What was classified here or in another tab leaves the list.
  useEffect(() => {
    void load(0);
    return () => late.current.abort();
  }, [pending]);
  const shown = rows.value;
  return (
    <>
      <header class="p-head back">
        <IconButton icon="left" label={shell.back} onClick={() => state.navigation.back()} />
        <h1>{lists.pendingTitle}</h1>
        {pending > 0 ? <Chip kind="warn">{lists.pendingChip(pending)}</Chip> : null}
      </header>
      <div class="p-body pad stack" tabIndex={-1}>
        {trouble.value === undefined ? null : (
          <>
            <NoteBox kind="bad" icon="alert">{trouble.value}</NoteBox>
            <Button kind="line" icon="replay" onClick={() => void load(0)}>{shell.tryAgain}</Button>
          </>
        )}
        {shown === undefined && trouble.value === undefined ? <Skeleton rows={3} label={shell.loading} /> : null}
        {shown?.length === 0 ? <Empty icon="tag" title={lists.pendingNone.title} text={lists.pendingNone.text} /> : null}
        {shown === undefined || shown.length === 0 ? null : <ul class="card">{shown.map((session) => <PendingRow key={session.part} session={session} />)}</ul>}
        {shown !== undefined && shown.length < total.value ? <Button kind="line" onClick={() => void load(Math.floor(shown.length / PAGE))}>{lists.loadMore}</Button> : null}
      </div>
    </>
  );
}

function PendingRow({ session: { protocol, clientName, endedAt } }: { readonly session: PendingClassification }): ComponentChild {
  const { state, words: { lists }, format } = usePanel();
  const name = clientName ?? lists.unnamed;
  return (
    <li class="cand start">
      <Avatar name={clientName} />
      <div>
        <b>{name}</b>
        {endedAt === undefined ? null : <small>{lists.endedAt(format.dateTime(endedAt))}</small>}
        <Button kind="line" small onClick={() => state.navigation.open({ over: 'classify', protocol, name })}>{lists.classify}</Button>
      </div>
    </li>
  );
}
