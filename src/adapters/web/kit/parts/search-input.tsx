import type { ComponentChild } from 'preact';
import { Icon } from '../icon.tsx';

interface SearchInputProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly label: string;
  /** The label, unless told. */
  readonly placeholder?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  /** By which shortcuts find it. */
  readonly id?: string | undefined;
}

/** Text that narrows what is shown; Escape empties it first. */
export function SearchInput({ value, onInput, label, placeholder = label, autoFocus, id }: SearchInputProps): ComponentChild {
  return (
    <div class="search" role="search" aria-label={label}>
      <Icon name="search" />
      <input
        id={id} class="input" type="search" aria-label={label} placeholder={placeholder} value={value} autofocus={autoFocus} autocomplete="off" spellcheck={false}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          event.stopPropagation();
          onInput('');
        }}
      />
    </div>
  );
}
