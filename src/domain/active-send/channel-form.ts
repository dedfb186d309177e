import { digitsForNeppo, phoneKeyOf } from '../phone/phone-key.ts';
import { parsePhone, type Phone } from '../phone/phone-number.ts';

/**
 * The form of a number that a channel is written to in, digits with DDI (PHN-04). WhatsApp knows some Brazilian mobiles without
 * the ninth digit: the form under which the client was last seen there is right, whatever the rule of thumb says. Calls need
 * the number as it is dialled.
 *
 * @param seen - the client's numbers or user names as the channel wrote them, newest first.
 */
export function channelForm(phone: Phone, channel: 'whatsapp' | 'voice', seen: readonly string[]): string {
  if (channel === 'voice') return digitsForNeppo(phone);
  const key = phoneKeyOf(phone);
  for (const text of seen) {
    const read = parsePhone(text, { kind: 'with-ddi' });
    if (read.ok && phoneKeyOf(read.value) === key) return read.value.asReceived;
  }
  return digitsForNeppo(phone);
}
