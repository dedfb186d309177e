import { parsePhone, type Phone } from '../../src/domain/phone/phone-number.ts';

/** A number that a test knows to be right, written with its DDI. */
export function aPhone(withDdi = '5511987654321'): Phone {
  const read = parsePhone(withDdi, { kind: 'with-ddi' });
  if (!read.ok) throw new Error(`The test's own number "${withDdi}" is refused: ${read.reason}.`);
  return read.value;
}
