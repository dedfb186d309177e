import type { ComponentChild } from 'preact';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';

interface EmptyProps {
  readonly title: string;
  readonly text?: string | undefined;
  /** Two bubbles, unless told. */
  readonly icon?: IconName | undefined;
  readonly action?: ComponentChild;
}

/** Nothing to show, and what would be here. */
export const Empty = ({ icon, title, text, action }: EmptyProps): ComponentChild => (
  <div class="empty">
    {icon === undefined ? <Bubbles /> : <Icon name={icon} size="l" />}
    <b>{title}</b>
    {text === undefined ? null : <span>{text}</span>}
    {action}
  </div>
);

const Bubbles = (): ComponentChild => (
  <svg class="art" viewBox="0 0 96 72" aria-hidden="true">
    <path class="fill" d="M14 12h44a6 6 0 0 1 6 6v20a6 6 0 0 1-6 6H32L20 54V44h-6a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z" />
    <path class="dash" d="M72 26h10a6 6 0 0 1 6 6v18a6 6 0 0 1-6 6h-4v9l-10-9H50a6 6 0 0 1-6-5" />
    <path d="M22 24h28M22 32h18" />
  </svg>
);
