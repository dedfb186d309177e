import type { ComponentChild } from 'preact';
import { ICON_PATHS, type IconName } from './icon-paths.ts';

interface IconProps {
  readonly name: IconName;
  /** 14, 18 or 22 px. */
  readonly size?: 's' | 'm' | 'l' | undefined;
}

/** What is made of dots is drawn bolder. */
const BOLD: ReadonlySet<IconName> = new Set<IconName>(['dots', 'pad']);

/** A drawing beside a word: a screen reader passes it by. */
export function Icon({ name, size = 'm' }: IconProps): ComponentChild {
  return (
    <svg class={`i${size === 'm' ? '' : ` ${size}`}${BOLD.has(name) ? ' b' : ''}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
