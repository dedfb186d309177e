import type { ComponentChild, ComponentChildren } from 'preact';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';

interface StripProps {
  readonly kind: 'info' | 'warn' | 'bad';
  readonly icon: IconName;
  readonly children: ComponentChildren;
  readonly action?: ComponentChild;
}

/** What holds for the whole screen, in one line under its head. Silent: announce it when it begins. */
export const Strip = ({ kind, icon, children, action }: StripProps): ComponentChild => (
  <div class={`strip ${kind}`}><Icon name={icon} /><span>{children}</span>{action}</div>
);
