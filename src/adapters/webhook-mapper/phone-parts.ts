import type { Path, Source } from '../../domain/mapping/mapping.ts';
import { onlyWhen } from './only-when.ts';

/** Where the pieces of a number stand that is sent in pieces. */
export interface PhoneParts {
  readonly ddi?: Path;
  readonly ddd: Path;
  readonly number: Path;
}

/**
 * A number put together from its pieces. A DDI comes with its `+` or without, or not at all; without the number itself the rest is
 * nothing, so that the next source of the chain is looked at.
 */
export function phoneOfParts({ ddi, ddd, number }: PhoneParts): readonly Source[] {
  const national: Source = { join: [ddd, number], with: '' };
  const whole: readonly Source[] = ddi === undefined ? [national] : [
    onlyWhen(ddi, '+*', { join: [ddi, ddd, number], with: '' }),
    onlyWhen(ddi, '*', { join: [{ constant: '+' }, ddi, ddd, number], with: '' }),
    national,
  ];
  return whole.map((from) => onlyWhen(number, '*', from));
}
