import { presentText, presentValues } from './lead-values.ts';
import type { Lead, LeadValues } from './lead.ts';

/** What is kept of somebody who came in. */
export interface LeadTraits {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly document?: string;
  readonly fields: LeadValues;
}

/** A lead that came again, put together with what is known of it: what it brings wins, and what is empty never erases (WHK-10). */
export function mergeLead<Known extends LeadTraits>(known: Known, lead: Lead): Known & LeadTraits {
  const traits = { name: presentText(lead.name), phone: lead.phone, email: presentText(lead.email), document: presentText(lead.document) };
  const brought = Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined));
  return { ...known, ...brought, fields: { ...known.fields, ...presentValues(lead.fields) } };
}
