import type { ComponentChild, TargetedMouseEvent } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { Why } from './why.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** What a screen reader says; with a badge it tells the number too. */
  readonly label: string;
  readonly onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  readonly badge?: number | undefined;
  readonly disabledBecause?: string | undefined;
  readonly tabIndex?: number | undefined;
}

/** A button with a drawing alone. */
export function IconButton({ icon, label, onClick, badge = 0, disabledBecause, tabIndex }: IconButtonProps): ComponentChild {
  const why = useId();
  return (
    <button
      type="button" class="ib" aria-label={label} title={disabledBecause === undefined ? label : undefined} tabIndex={tabIndex}
      aria-disabled={disabledBecause !== undefined} aria-describedby={disabledBecause === undefined ? undefined : why}
      onClick={(event) => {
        if (disabledBecause === undefined) onClick(event);
      }}
    >
      <Icon name={icon} />
      {badge > 0 ? <span class="dot" aria-hidden="true">{badge > 99 ? '99+' : badge}</span> : null}
      <Why id={why} because={disabledBecause} />
    </button>
  );
}
