import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { Menu } from '../../../kit/parts/menu.tsx';
import { usePanel } from '../../panel-context.ts';
import { setPause } from '../../set-pause.ts';

/** Whether the agent takes sessions, and the pauses that Neppo offers (PAN-08). */
export function AvailabilityMenu(): ComponentChild {
  const { state, words } = usePanel();
  const { lists } = words;
  const me = state.me.value;
  if (me === undefined) return null;
  const { availability, pauseReasons } = me;
  const name = { available: lists.available, paused: lists.paused, offline: lists.offlineAgent }[availability.state];
  const isPaused = availability.state === 'paused';
  return (
    <Menu
      label={lists.availability}
      trigger={<>{name} <Icon name="down" size="s" /></>} triggerClass={`avail ${availability.state}`} triggerHasWords
      items={[
        ...(isPaused ? [{ label: lists.resume, icon: 'play' as const, onChoose: () => void setPause(state, words, undefined) }] : []),
        ...pauseReasons.map(({ id, label, minutes }) => ({
          label, hint: minutes === undefined ? lists.noLimit : lists.minutes(minutes), checked: isPaused && availability.reasonId === id, onChoose: () => void setPause(state, words, id),
        })),
        { label: lists.sound, checked: state.sound.value === 'on', onChoose: () => void (state.sound.value = state.sound.value === 'on' ? 'off' : 'on') },
        { label: lists.shortcuts, icon: 'pad' as const, apart: true, onChoose: () => state.navigation.open({ over: 'shortcuts' }) },
      ]}
    />
  );
}
