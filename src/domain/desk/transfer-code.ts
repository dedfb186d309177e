import { accepted, rejected, type Result } from '../kernel/result.ts';

/** What is keyed to hand a call over, while a connection names nothing else (PAN-06). */
export const DEFAULT_TRANSFER_CODE = '*1*<extension>';

const PLACE = '<extension>';
const PATTERN = /^[\d*#]{0,10}<extension>[\d*#]{0,10}$/;
const EXTENSION = /^\d{2,8}$/;

/** Reads what a connection wants keyed: digits, `*` and `#` around one `<extension>`. */
export const parseTransferPattern = (raw: string): Result<string, 'no-pattern'> => {
  const pattern = raw.trim();
  return PATTERN.test(pattern) ? accepted(pattern) : rejected('no-pattern');
};

/**
 * What is keyed in a call to hand it over to an extension (PAN-06), `*1*4021`.
 *
 * @param pattern - as {@link parseTransferPattern} read it.
 */
export function composeTransferCode(extension: string, pattern: string = DEFAULT_TRANSFER_CODE): Result<string, 'no-extension'> {
  const digits = extension.replace(/[\s.-]/g, '');
  return EXTENSION.test(digits) ? accepted(pattern.replace(PLACE, digits)) : rejected('no-extension');
}
