import { rejected, type Result } from '../kernel/result.ts';
import { ddiOfCountry } from '../phone/foreign-number.ts';
import { digitsOf } from '../phone/number-text.ts';
import { parsePhone, type Phone, type PhoneProblem } from '../phone/phone-number.ts';

const LONGEST = 200;

/**
 * Reads the number of a delivery (PHN-02, WHK-02). One with `+`, or `55` and twelve or thirteen digits, has its DDI. Ten or eleven digits that are a
 * number of the DDI's country are that number, although `34912345678` could be one of Spain: senders that leave the `+` out mean
 * their own country. What is none there is read with a DDI of its own.
 *
 * @param ddi - digits with or without `+`, or two ISO letters of a country.
 */
export function readPhoneText(text: string, ddi: string | undefined): Result<Phone, PhoneProblem> {
  if (text.length > LONGEST) return rejected('not-a-number');
  const supplied = ddi === undefined ? '' : digitsOfDdi(ddi);
  if (supplied === '') return parsePhone(text, { kind: 'typed' });
  const national = parsePhone(text, { kind: 'masked', ddi: supplied });
  if (national.ok) return national;
  const own = parsePhone(text, { kind: 'typed' });
  return own.ok ? own : national;
}

const digitsOfDdi = (ddi: string): string => (/^\s*[a-z]{2}\s*$/i.test(ddi) ? (ddiOfCountry(ddi) ?? '') : digitsOf(ddi));
