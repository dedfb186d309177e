import type { ComponentChild } from 'preact';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { Mark } from '../../../kit/parts/mark.tsx';
import { usePanel } from '../../panel-context.ts';
import { AvailabilityMenu } from './availability-menu.tsx';

/** Name, availability, dial pad, and how many classifications are owed. */
export function Head(): ComponentChild {
  const { state, words: { lists, shell } } = usePanel();
  const { pending } = state.counts.value;
  return (
    <header class="p-head">
      <Mark />
      <h1>{shell.title}</h1>
      <AvailabilityMenu />
      <IconButton icon="phone" label={lists.call} onClick={() => state.navigation.go({ at: 'dial' })} />
      <IconButton icon="tag" label={lists.pendingClassifications(pending)} badge={pending} onClick={() => state.navigation.go({ at: 'pending' })} />
      <IconButton icon="minus" label={shell.minimize} onClick={() => state.host.minimize()} />
    </header>
  );
}
