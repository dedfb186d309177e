import type { ComponentChild } from 'preact';
import { Button } from '../../../kit/parts/button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { Skeleton } from '../../../kit/parts/skeleton.tsx';
import { usePanel } from '../../panel-context.ts';

interface AskedStateProps {
  /** Whether there is something to show. */
  readonly isThere: boolean;
  readonly trouble: string | undefined;
  readonly onAgain: () => void;
}

/** What stands where an answer would, until it is there or where it could not be had. */
export function AskedState({ isThere, trouble, onAgain }: AskedStateProps): ComponentChild {
  const { words: { shell } } = usePanel();
  if (trouble === undefined) return isThere ? null : <Skeleton rows={3} label={shell.loading} />;
  return (
    <div class="stack s">
      <NoteBox kind="bad" alert>{trouble}</NoteBox>
      <Button icon="replay" onClick={onAgain}>{shell.tryAgain}</Button>
    </div>
  );
}
