import type { ComponentChild, ComponentChildren } from 'preact';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { classes } from './classes.ts';

interface NoteBoxProps {
  readonly children: ComponentChildren;
  readonly kind?: 'info' | 'warn' | 'bad' | 'ok' | undefined;
  readonly icon?: IconName | undefined;
  /** For what went wrong just now: read out at once. */
  readonly alert?: boolean | undefined;
}

const ICONS = { info: 'info', warn: 'alert', bad: 'alert', ok: 'check' } as const;

/** Something to know beside what is being done. */
export const NoteBox = ({ kind = 'info', icon, alert = false, children }: NoteBoxProps): ComponentChild => (
  <div class={classes('note-box', kind !== 'info' && kind)} role={alert ? 'alert' : undefined}><Icon name={icon ?? ICONS[kind]} /><div>{children}</div></div>
);
