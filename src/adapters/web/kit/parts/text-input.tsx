import type { ComponentChild, TargetedInputEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { caretIn } from '../mask.ts';
import { classes } from './classes.ts';
import { useField } from './field.tsx';

interface TextInputProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Its name where it stands in no field. */
  readonly label?: string | undefined;
  readonly type?: TextType | MomentType | 'number' | undefined;
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onEnter?: (() => void) | undefined;
  /** Writes what was typed in its usual form; the caret stays behind the digit that it stood behind. */
  readonly mask?: ((text: string) => string) | undefined;
}

type TextType = 'text' | 'email' | 'tel' | 'url';
type MomentType = 'date' | 'datetime-local' | 'time';

/** One line of text, or a moment. */
export function TextInput({ type = 'text', ...props }: TextInputProps): ComponentChild {
  const attributes = useAttributes(props);
  if (type === 'number') return <input {...attributes} type={type} />;
  return isMoment(type) ? <input {...attributes} type={type} /> : <input {...attributes} type={type} list={undefined} />;
}

const isMoment = (type: TextType | MomentType): type is MomentType => type === 'date' || type === 'datetime-local' || type === 'time';

function useAttributes({ value, onInput, label, placeholder, required, maxLength, autoFocus, onEnter, mask }: Omit<TextInputProps, 'type'>) {
  const field = useField();
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (caret.current !== undefined) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });
  return {
    ref: input, id: label === undefined ? field.id : undefined, class: classes('input', field.isWrong && 'err'), value, 'aria-label': label, 'aria-invalid': field.isWrong,
    'aria-describedby': field.describedBy, 'aria-required': required, placeholder, maxLength, autofocus: autoFocus, autocomplete: 'off' as const,
    onInput(event: TargetedInputEvent<HTMLInputElement>): void {
      const { currentTarget: typed } = event;
      if (mask === undefined) return onInput(typed.value);
      const masked = mask(typed.value);
      const digitsBefore = typed.value.slice(0, typed.selectionStart ?? typed.value.length).replace(/\D/g, '').length;
      caret.current = typed.selectionStart === typed.value.length ? masked.length : caretIn(masked, digitsBefore);
      typed.value = masked;
      typed.setSelectionRange(caret.current, caret.current);
      onInput(masked);
    },
    onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || event.isComposing || onEnter === undefined) return;
      event.preventDefault();
      onEnter();
    },
  };
}
