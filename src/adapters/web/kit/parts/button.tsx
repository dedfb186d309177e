import type { ComponentChild, ComponentChildren, TargetedMouseEvent } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { classes } from './classes.ts';
import { Why } from './why.tsx';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: ((event: TargetedMouseEvent<HTMLButtonElement>) => void) | undefined;
  readonly kind?: 'line' | 'solid' | 'soft' | 'ghost' | 'bad' | undefined;
  readonly wide?: boolean | undefined;
  readonly big?: boolean | undefined;
  readonly small?: boolean | undefined;
  readonly icon?: IconName | undefined;
  /** It stays reachable, does nothing, and says why. */
  readonly disabledBecause?: string | undefined;
  /** What was asked for is on its way: it does nothing until then. */
  readonly busy?: boolean | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  /** The form that it belongs to, where it stands outside of it. */
  readonly form?: string | undefined;
  /** For a name that says more than the visible words, which it begins with. */
  readonly label?: string | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** Does something when it is pressed. */
export function Button(props: ButtonProps): ComponentChild {
  const { kind = 'line', wide, big, small, icon, disabledBecause, busy = false, type = 'button', onClick } = props;
  const why = useId();
  const rests = busy || disabledBecause !== undefined;
  return (
    <button
      type={type} form={props.form} autofocus={props.autoFocus} aria-label={props.label}
      class={classes('btn', kind, wide === true && 'wide', big === true && 'big', small === true && 'small')}
      aria-disabled={rests} aria-busy={busy} aria-describedby={disabledBecause === undefined ? undefined : why}
      onClick={(event) => {
        if (rests) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span class="spin" aria-hidden="true" /> : icon === undefined ? null : <Icon name={icon} size={big === true ? 'm' : 's'} />}
      {props.children}
      <Why id={why} because={disabledBecause} />
    </button>
  );
}
