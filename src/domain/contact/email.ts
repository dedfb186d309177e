import type { Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** An e-mail address, trimmed and in lower case, so that equal addresses are equal texts. */
export type Email = Brand<string, 'Email'>;

const LONGEST = 254;
const ADDRESS = /^[^\s@<>()[\],;:"\\]+@(?:[^\s@<>()[\],;:"\\.]+\.)+[^\s@<>()[\],;:"\\.]{2,}$/;

/** Reads one e-mail address; a list of them, or a name around it, is refused rather than guessed at. */
export function parseEmail(raw: string): Result<Email, 'empty' | 'not-an-email'> {
  const text = raw.normalize('NFKC').trim().toLowerCase();
  if (text === '') return rejected('empty');
  return text.length <= LONGEST && ADDRESS.test(text) ? accepted(parsedEmail(text)) : rejected('not-an-email');
}

const parsedEmail = (text: string): Email => text as Email;
