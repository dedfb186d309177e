import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { useNow } from '../../../kit/clock.ts';
import { usePanel } from '../../panel-context.ts';

/** Beyond this nobody has to hurry. */
const SOON_MS = 60 * 60_000;

/** How long free text may still be sent (C5). It is read on demand, and not announced (E7). */
export function WindowLeft({ until }: { readonly until: string }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  const left = Date.parse(until) - useNow(15_000).value;
  return <span class={left < SOON_MS ? 'win soon' : 'win'}><Icon name="clock" size="s" /> {words.windowLeft(format.duration(left))}</span>;
}
