import type { ComponentChild, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { classes } from './classes.ts';
import { useField } from './field.tsx';

interface TextAreaProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Its name where it stands in no field. */
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly rows?: number | undefined;
  /** It grows with its text up to here. */
  readonly maxRows?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  /** Without the frame, where something around it has one. */
  readonly bare?: boolean | undefined;
  readonly onKeyDown?: ((event: TargetedKeyboardEvent<HTMLTextAreaElement>) => void) | undefined;
}

/** Text of several lines, as high as what it holds. */
export function TextArea({ value, onInput, label, placeholder, rows = 2, maxRows = 8, maxLength, autoFocus, bare = false, onKeyDown }: TextAreaProps): ComponentChild {
  const field = useField();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (area.current !== null) growToText(area.current, maxRows);
  }, [value, maxRows]);
  return (
    <textarea
      ref={area} id={label === undefined ? field.id : undefined} class={classes(!bare && 'area', field.isWrong && 'err')} rows={rows} value={value} aria-label={label}
      aria-invalid={field.isWrong} aria-describedby={field.describedBy} placeholder={placeholder} maxLength={maxLength} autofocus={autoFocus}
      onInput={(event) => onInput(event.currentTarget.value)} onKeyDown={onKeyDown}
    />
  );
}

function growToText(area: HTMLTextAreaElement, maxRows: number): void {
  const { style } = area;
  style.height = 'auto';
  const look = getComputedStyle(area);
  const around = Number.parseFloat(look.paddingTop) + Number.parseFloat(look.paddingBottom);
  const border = area.offsetHeight - area.clientHeight;
  const highest = Number.parseFloat(look.lineHeight) * maxRows + around;
  style.height = `${Math.min(area.scrollHeight, highest) + border}px`;
  style.overflowY = area.scrollHeight > highest + 1 ? 'auto' : 'hidden';
}
