import { compareContactIds, type ContactId } from '../contact/contact.ts';
import { companyOf, type NamedCompany } from './lead-keys.ts';
import { isNews, normalisedName } from './lead-names.ts';
import { presentValues } from './lead-values.ts';
import type { CaptureBehaviour, Lead, LeadValues } from './lead.ts';

/** A company of the CRM that may be the one that a lead names. `cnpj` without its mask. */
export interface CompanyCandidate {
  readonly id: ContactId;
  readonly name: string;
  readonly cnpj?: string;
}

/** What a lead names, and who answers to it. Candidates may be listed twice, in any order. */
export interface LeadCompanyFacts {
  readonly lead: Lead;
  readonly behaviour: CaptureBehaviour;
  readonly candidates: readonly CompanyCandidate[];
  /** The company that this lead, or its person, was brought together with before; it tells namesakes apart. */
  readonly linked?: ContactId | undefined;
}

/** What is written on a company; absent parts stay. */
export interface CompanyChange {
  readonly name?: string;
  readonly cnpj?: string;
  /** What differs of these is found out where they stand. */
  readonly values?: LeadValues;
}

/** Which company a lead belongs to, and by what it was recognised. */
export type LeadCompanyDecision =
  | { readonly outcome: 'skipped'; readonly because: 'behaviour' | 'no-company-name' }
  | {
      readonly outcome: 'known';
      readonly company: ContactId;
      readonly name: string;
      readonly matchedBy: 'cnpj' | 'name' | 'link';
      readonly change: CompanyChange;
      /** Another company has the same CNPJ. Of several, the lowest id. */
      readonly conflict?: { readonly kept: ContactId; readonly other: ContactId };
    }
  | { readonly outcome: 'new'; readonly request: { readonly kind: 'company'; readonly name: string; readonly cnpj?: string; readonly values: LeadValues } }
  /** Several answer to the name, and nothing tells them apart: one more would make it worse. */
  | { readonly outcome: 'unsure'; readonly because: 'several-match'; readonly among: readonly ContactId[] };

/**
 * Finds out which company a lead belongs to (ACL-05): by CNPJ, of several the lowest id; else by the exact normalised name, if exactly one
 * answers and no CNPJs differ. A lead with a CNPJ that nobody has makes a company; one without, to whose name several answer, makes none.
 */
export function decideLeadCompany({ lead, behaviour, candidates, linked }: LeadCompanyFacts): LeadCompanyDecision {
  if (behaviour === 'person+card') return { outcome: 'skipped', because: 'behaviour' };
  const named = companyOf(lead, behaviour);
  if (named === undefined) return { outcome: 'skipped', because: 'no-company-name' };

  const known = distinct(candidates);
  const [byCnpj, twin] = known.filter(({ cnpj }) => cnpj !== undefined && cnpj === named.cnpj);
  if (byCnpj !== undefined) return { ...decided(byCnpj, 'cnpj', lead, named), ...(twin && { conflict: { kept: byCnpj.id, other: twin.id } }) };

  const namesakes = known.filter(({ name }) => normalisedName(name) === normalisedName(named.name));
  const linkedOne = namesakes.find(({ id }) => id === linked);
  const only = namesakes.length === 1 ? namesakes[0] : linkedOne;
  if (only !== undefined && !differs(only.cnpj, named.cnpj)) return decided(only, namesakes.length === 1 ? 'name' : 'link', lead, named);
  if (namesakes.length > 1 && named.cnpj === undefined) return { outcome: 'unsure', because: 'several-match', among: namesakes.map(({ id }) => id) };
  return { outcome: 'new', request: { kind: 'company', ...named, values: presentValues(lead.companyFields) } };
}

type KnownCompany = Extract<LeadCompanyDecision, { readonly outcome: 'known' }>;

function decided(company: CompanyCandidate, matchedBy: KnownCompany['matchedBy'], lead: Lead, { name, cnpj }: NamedCompany): KnownCompany {
  const values = presentValues(lead.companyFields);
  const change = {
    ...(isNews(name, company.name) ? { name } : {}),
    ...(cnpj === undefined || company.cnpj !== undefined ? {} : { cnpj }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
  return { outcome: 'known', company: company.id, name: change.name ?? company.name, matchedBy, change };
}

const differs = (standing: string | undefined, named: string | undefined): boolean =>
  standing !== undefined && named !== undefined && standing !== named;

/** One row for each company, lowest id first: two questions to the CRM may have found the same one. */
function distinct(candidates: readonly CompanyCandidate[]): readonly CompanyCandidate[] {
  const byId = new Map<ContactId, CompanyCandidate>();
  for (const candidate of candidates) byId.set(candidate.id, { ...byId.get(candidate.id), ...candidate });
  return [...byId.values()].toSorted((a, b) => compareContactIds(a.id, b.id));
}
