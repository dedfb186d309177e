import type { MessageTemplate, TemplateApproval, TemplateId, TemplateParameter } from '../../../domain/active-send/active-send.ts';
import type { SendHabits } from '../send-habits.ts';
import type { WireParameter, WireTemplate } from '../wire/template.ts';

/** A row of the templates with its places. */
export function translateTemplate(row: WireTemplate, parameters: readonly WireParameter[], { approvals }: Pick<SendHabits, 'approvals'>): MessageTemplate {
  const texts = { namespace: row.nameSpace, header: row.header, footer: row.footer, category: row.category };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    id: row.id as TemplateId,
    name: row.elementName,
    language: row.language ?? 'pt_BR',
    approval: approvalOf(row, approvals),
    body: row.template,
    parameters: translateParameters(row, parameters),
  };
}

/** Whether Meta approved a template. What nobody knows is not sent. */
function approvalOf({ status, active }: WireTemplate, approvals: SendHabits['approvals']): TemplateApproval {
  const told = status === undefined ? undefined : (approvals[status.toUpperCase()] ?? 'pending');
  if (told === undefined) return active === true ? 'approved' : 'pending';
  return told === 'approved' && active === false ? 'disabled' : told;
}

type Part = TemplateParameter['part'];

const PARTS: Readonly<Record<string, Part>> = { HEADER: 'header', BODY: 'body', FOOTER: 'footer', BUTTON: 'button', BUTTONS: 'button' };

const TYPES: Readonly<Record<string, TemplateParameter['type']>> = {
  TEXT: 'text', URL: 'url', QUICK_REPLY: 'quick-reply', MEDIA: 'media', DATE: 'date', CURRENCY: 'currency', COUPON: 'coupon',
};

/**
 * The places as the list tells them, numbered within their part where it does not. A template whose media are counted and not
 * listed takes them in its header: without them it is accepted and never delivered (seen in 2026).
 */
function translateParameters({ mediaParameterCount = 0 }: WireTemplate, rows: readonly WireParameter[]): readonly TemplateParameter[] {
  const listed = rows.flatMap((row) => translateParameter(row)).map((each, at, all) => numbered(each, all.slice(0, at)));
  const media = listed.filter(({ type }) => type === 'media').length;
  const missing = Array.from({ length: Math.max(0, mediaParameterCount - media) }, (_, at): TemplateParameter => ({ part: 'header', place: media + at + 1, type: 'media' }));
  return [...missing, ...listed];
}

type Unnumbered = Omit<TemplateParameter, 'place'> & { readonly place: number | undefined };

function translateParameter({ type, paramType = 'TEXT', place, example }: WireParameter): readonly Unnumbered[] {
  const part = PARTS[type.toUpperCase()];
  if (part === undefined) return [];
  // What nobody knows is taken as text, which Meta then judges.
  return [{ part, place: place === 0 ? undefined : place, type: TYPES[paramType.toUpperCase()] ?? 'text', ...(example === undefined ? {} : { example }) }];
}

const numbered = (row: Unnumbered, before: readonly Unnumbered[]): TemplateParameter =>
  ({ ...row, place: row.place ?? before.filter(({ part }) => part === row.part).length + 1 });
