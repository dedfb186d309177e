import type { ComponentChild } from 'preact';
import { moveFocus } from './roving.ts';

interface TabsProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[];
  readonly onChange: (value: Value) => void;
  readonly label: string;
}

/** Which of several lists is shown. */
export function Tabs<Value extends string>({ value, options, onChange, label }: TabsProps<Value>): ComponentChild {
  return (
    <div
      class="p-tabs" role="tablist" aria-label={label}
      onKeyDown={(event) => {
        const to = moveFocus(event, event.currentTarget, '[role=tab]');
        const option = to === undefined ? undefined : options[to];
        if (option !== undefined) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <button
          key={option.value} id={`tab-${option.value}`} type="button" role="tab" aria-selected={option.value === value} tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label} {option.count === undefined ? null : <i>{option.count}</i>}
        </button>
      ))}
    </div>
  );
}
