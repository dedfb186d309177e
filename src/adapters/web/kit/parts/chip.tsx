import type { ComponentChild, ComponentChildren } from 'preact';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { classes } from './classes.ts';

interface ChipProps {
  readonly children: ComponentChildren;
  readonly kind?: 'ok' | 'warn' | 'bad' | 'info' | 'brand' | 'clay' | 'line' | undefined;
  readonly icon?: IconName | undefined;
}

/** A state in a word or two. */
export const Chip = ({ kind, icon, children }: ChipProps): ComponentChild => (
  <span class={classes('chip', kind)}>{icon === undefined ? null : <Icon name={icon} size="s" />}{children}</span>
);
