import type { ComponentChild } from 'preact';
import { useNow } from '../../../kit/clock.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { Strip } from '../../../kit/parts/strip.tsx';
import { usePanel } from '../../panel-context.ts';
import { setPause } from '../../set-pause.ts';

/** While the agent is paused: why, for how long by the hub's clock, and one tap that ends it (PAN-08). */
export function PauseStrip(): ComponentChild {
  const { state, words, format } = usePanel();
  const { lists } = words;
  const now = useNow(1_000);
  const me = state.me.value;
  if (me?.availability.state !== 'paused') return null;
  const { reasonId, since, until } = me.availability;
  const reason = me.pauseReasons.find(({ id }) => id === reasonId);
  const name = reason?.label ?? lists.paused;
  const leftMs = until === undefined ? undefined : Date.parse(until) - now.value;
  return (
    <Strip kind="warn" icon="pause" action={<Button kind="solid" icon="play" onClick={() => void setPause(state, words, undefined)}>{lists.resume}</Button>}>
      {leftMs === undefined ? (since === undefined ? name : lists.pauseSince(name, format.time(since)))
        : leftMs <= 0 ? lists.pauseOver(name)
        : lists.pauseLeft(name, format.clock(leftMs), reason?.minutes ?? 0)}
    </Strip>
  );
}
