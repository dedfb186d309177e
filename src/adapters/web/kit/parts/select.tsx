import type { ComponentChild } from 'preact';
import { classes } from './classes.ts';
import { useField } from './field.tsx';

interface SelectProps<Value extends string> {
  readonly value: Value | undefined;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean | undefined }[];
  readonly onChange: (value: Value) => void;
  /** Its name where it stands in no field. */
  readonly label?: string | undefined;
  /** Stands there until one is chosen. */
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
}

/** One of several, by the browser's own list. */
export function Select<Value extends string>({ value, options, onChange, label, placeholder, required }: SelectProps<Value>): ComponentChild {
  const field = useField();
  return (
    <select
      id={label === undefined ? field.id : undefined} class={classes('select', field.isWrong && 'err')} aria-label={label} aria-invalid={field.isWrong}
      aria-describedby={field.describedBy} aria-required={required} value={value ?? ''}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {placeholder === undefined && value !== undefined ? null : <option value="" disabled>{placeholder ?? ''}</option>}
      {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
    </select>
  );
}
