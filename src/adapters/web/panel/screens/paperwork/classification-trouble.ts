import type { Words } from '../../wording/words.ts';
import type { ClassificationForm } from './classification-form.ts';
import type { Trouble } from './use-doing.ts';

/** What a classification still needs before it can be sent. */
export function lackingOf(words: Words['paperwork'], { node, fields, missing }: ClassificationForm): string | undefined {
  if (node.value === undefined) return words.chooseClassification;
  if (fields.value === undefined) return words.notThereYet;
  return missing.value.length === 0 ? undefined : words.missing(missing.value.join(', '));
}

/** What is told below the form: trouble with a field stands beside that field. */
export const troubleOf = (trouble: Trouble | undefined): string | undefined => (trouble?.because?.startsWith('classification-field') === true && trouble.errors.length > 0 ? undefined : trouble?.text);
