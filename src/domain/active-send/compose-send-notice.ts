import { escapeHtml } from '../interaction/compose-record.ts';
import { formatInstant } from '../kernel/instant.ts';
import { recordWording, type Language } from '../wording/record-wording.ts';
import { sendWording, type SendWording } from '../wording/send-wording.ts';
import type { NothingSent } from './decide-automatic-send.ts';

/** What a notice names. */
export interface SendNoticeFacts {
  readonly because: NothingSent;
  readonly automationName: string;
  readonly templateName: string;
  readonly language: Language;
  readonly timeZone: string;
}

/**
 * The record on the contact that says why an automation sent nothing, and what to mend (SND-02). HTML, foreign text escaped.
 *
 * @returns nothing where nobody could mend it on the contact or its card: unmet conditions are no fault, and a template that is
 * not approved would be told on every contact.
 */
export function composeSendNotice(facts: SendNoticeFacts): string | undefined {
  const { notice } = sendWording[facts.language];
  const told = whyOf(facts);
  if (told === undefined) return undefined;
  const list = told.why.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
  const opening = escapeHtml(notice.nothingSent(facts.automationName, facts.templateName));
  return `<p><b>${escapeHtml(notice.title)}</b></p><p>${opening}</p><ul>${list}</ul><p>${escapeHtml(told.mend)}</p>`;
}

interface Told {
  readonly why: readonly string[];
  readonly mend: string;
}

function whyOf({ because, language, timeZone }: SendNoticeFacts): Told | undefined {
  const words = sendWording[language];
  const { notice } = words;
  switch (because.reason) {
    case 'contact-missing':
    case 'conditions-unmet':
    case 'template-missing':
    case 'template-not-approved':
      return undefined;
    case 'phone-missing':
      return { why: [notice.phoneMissing], mend: notice.mendPhone };
    case 'phone-invalid':
      return { why: [notice.phoneInvalid(because.value, recordWording[language].phoneNotice.problem[because.problem])], mend: notice.mendPhone };
    case 'opted-out':
      return { why: [notice.optedOut(formatInstant(because.since, language, timeZone))], mend: notice.mendOptOut };
    case 'values-unfit':
      return { why: because.faults.map((fault) => faultLine(fault, words)), mend: notice.mendValues };
  }
}

const faultLine = ({ part, place, problem }: Extract<NothingSent, { readonly reason: 'values-unfit' }>['faults'][number], words: SendWording): string =>
  words.notice.place(words.part[part], place, words.problem[problem]);
