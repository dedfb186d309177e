import type { ComponentChild } from 'preact';
import { moveFocus } from './roving.ts';

interface SegmentedProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly label: string;
}

/** One of two or three, side by side. */
export function Segmented<Value extends string>({ value, options, onChange, label }: SegmentedProps<Value>): ComponentChild {
  return (
    <div
      class="seg" role="radiogroup" aria-label={label}
      onKeyDown={(event) => {
        const to = moveFocus(event, event.currentTarget, '[role=radio]');
        const option = to === undefined ? undefined : options[to];
        if (option !== undefined) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <button key={option.value} type="button" role="radio" aria-checked={option.value === value} tabIndex={option.value === value ? 0 : -1} onClick={() => onChange(option.value)}>{option.label}</button>
      ))}
    </div>
  );
}
