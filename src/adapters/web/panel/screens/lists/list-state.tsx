import type { ComponentChild } from 'preact';
import { Button } from '../../../kit/parts/button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { Skeleton } from '../../../kit/parts/skeleton.tsx';
import { usePanel } from '../../panel-context.ts';
import type { ShownList } from '../../state/panel-state.ts';

/** What stands where a list would: until it is there, where there is nothing, and where it could not be had. */
export function ListState<Row>({ list, empty, children }: { readonly list: ShownList<Row>; readonly empty: ComponentChild; readonly children: ComponentChild }): ComponentChild {
  const { words: { shell } } = usePanel();
  const [state, isEmpty] = [list.state.value, list.rows.value.length === 0];
  if (!isEmpty) return children;
  if (state === 'loading') return <div class="p-body"><Skeleton rows={6} label={shell.loading} /></div>;
  if (state === 'ready') return <div class="p-body">{empty}</div>;
  return (
    <div class="p-body pad stack">
      <NoteBox kind="bad" icon="alert">{list.problem.value?.text ?? shell.failed}</NoteBox>
      <Button kind="line" icon="replay" onClick={() => void list.reload()}>{shell.tryAgain}</Button>
    </div>
  );
}
