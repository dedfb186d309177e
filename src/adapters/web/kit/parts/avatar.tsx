import type { ComponentChild } from 'preact';
import { initials } from '../format.ts';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { classes } from './classes.ts';

interface AvatarProps {
  readonly name?: string | undefined;
  /** The kind of channel, as a mark at the foot. */
  readonly channel?: string | undefined;
}

const CHANNEL_ICONS: Readonly<Record<string, IconName>> = { whatsapp: 'bubble', voice: 'phone', email: 'mail' };
const CHANNEL_TONES: Readonly<Record<string, string>> = { voice: 'v', email: 'e' };
const TONES = 5;

/** Somebody, by initials on a tone that stays theirs. Their name stands beside it, so a screen reader passes it by. */
export const Avatar = ({ name = '', channel }: AvatarProps): ComponentChild => {
  const letters = initials(name);
  return (
    <span class={classes('av', letters !== '' && `t${toneOf(name)}`)} aria-hidden="true">
      {letters === '' ? <Icon name="user" /> : letters}
      {channel === undefined ? null : <span class={classes('ch', CHANNEL_TONES[channel])}><Icon name={CHANNEL_ICONS[channel] ?? 'chat'} /></span>}
    </span>
  );
};

const toneOf = (name: string): number => 1 + [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % TONES;
