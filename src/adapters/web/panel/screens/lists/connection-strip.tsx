import type { ComponentChild } from 'preact';
import { useNow } from '../../../kit/clock.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { Strip } from '../../../kit/parts/strip.tsx';
import { usePanel } from '../../panel-context.ts';

/** A short break is nobody's business. */
const SHOWN_AFTER_MS = 3_000;

/** Says that the stream is gone; what is written meanwhile waits. */
export function ConnectionStrip(): ComponentChild {
  const { state, words: { shell }, format } = usePanel();
  const now = useNow(1_000);
  const { state: stands, since } = state.connection.value;
  if (stands === 'live' || now.value - since < SHOWN_AFTER_MS) return null;
  return (
    <>
      <Strip kind="bad" icon="wifi" action={<Button kind="line" onClick={() => state.retryNow()}>{shell.tryNow}</Button>}>
        <b>{shell.offline}</b> {shell.reconnecting}
      </Strip>
      <p class="sr" role="status">{shell.showingUntil(format.time(since))}</p>
    </>
  );
}
