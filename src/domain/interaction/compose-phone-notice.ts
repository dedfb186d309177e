import type { PhoneNotice } from '../contact/decide-phone-notices.ts';
import type { RecordWording } from '../wording/record-wording.ts';
import { escapeHtml } from './compose-record.ts';

/** The record on a contact that says why a number cannot be used, and asks for the right one (PHN-03). HTML, foreign text escaped. */
export function composePhoneNotice({ value, problem, chatReason }: PhoneNotice, { phoneNotice }: RecordWording): string {
  const why = chatReason === undefined || chatReason.trim() === '' ? phoneNotice.problem[problem] : `${phoneNotice.problem[problem]} (${chatReason.trim()})`;
  return `<p><b>${escapeHtml(phoneNotice.title)}</b></p><p>${escapeHtml(phoneNotice.cannotBeUsed(value, why))}</p><p>${escapeHtml(phoneNotice.mend)}</p>`;
}
