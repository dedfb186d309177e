import type { ComponentChild } from 'preact';

interface BadgeProps {
  readonly count: number;
  /** What is counted, for a screen reader, in place of the bare number. */
  readonly label: string;
}

/** How many wait; nothing when none does. */
export const Badge = ({ count, label }: BadgeProps): ComponentChild =>
  count <= 0 ? null : <span class="badge"><span class="sr">{label}</span><span aria-hidden="true">{count > 99 ? '99+' : count}</span></span>;
