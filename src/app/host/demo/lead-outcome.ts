import type { KnownLead } from '../../../ports/index.ts';
import type { Words } from '../../wording/index.ts';
import { OWN_FIELDS } from './lead-furnishing.ts';
import type { Demo } from './open-demo.ts';
import { readPloomes, saidByAgents, type PloomesState } from './outside.ts';

/** What the story tells of leads: what the hub holds of them, and what came of it in the simulated Ploomes and Neppo. */
export interface LeadSight {
  readonly leads: readonly KnownLead[];
  readonly ploomes: PloomesState;
  /** What agents said in Neppo. */
  readonly said: readonly string[];
}

/** As many as one page holds. */
const MOST_LEADS = 200;
const PERSON = 2;

/** Last changed first. */
export const leadsOf = async ({ hub, connection }: Pick<Demo, 'hub' | 'connection'>): Promise<readonly KnownLead[]> =>
  (await hub.leads.list(connection.id, {}, { limit: MOST_LEADS }))?.rows ?? [];

export const seeLeads = async (demo: Demo): Promise<LeadSight> =>
  ({ leads: await leadsOf(demo), ploomes: await readPloomes(demo.ploomes), said: saidByAgents(demo.neppo) });

/** The differences that a scene made, as sentences' parts. */
export function leadOutcomesOf(before: LeadSight, after: LeadSight, { demo: { leadOutcome: outcome } }: Words): readonly string[] {
  const parts = [
    ...newOf(before.leads, after.leads, ({ key }) => key).map(({ name = '–' }) => outcome.leadKept(name)),
    ...newOf(before.ploomes.contacts, after.ploomes.contacts, ({ Id }) => Id)
      .map(({ Id, Name, TypeId }) => (TypeId === PERSON ? outcome.personMade(Id, Name) : outcome.companyMade(Id, Name))),
    ...cardsMade(before.ploomes, after.ploomes).map(({ id, funnel, stage }) => outcome.cardOpened(id, funnel, stage)),
    ...after.leads.flatMap((lead) => changesOf(before.leads.find(({ key }) => key === lead.key), lead, after.ploomes, outcome)),
    ...after.said.slice(before.said.length).map(outcome.said),
  ];
  return parts.length === 0 ? [outcome.nothing] : parts;
}

function cardsMade(before: PloomesState, after: PloomesState): readonly { readonly id: number; readonly funnel: string; readonly stage: string }[] {
  return newOf(before.deals, after.deals, ({ Id }) => Id).map(({ Id, PipelineId, StageId }) => ({
    id: Id, funnel: after.pipelines.find((row) => row.Id === PipelineId)?.Name ?? '–', stage: after.stages.find((row) => row.Id === StageId)?.Name ?? '–',
  }));
}

/** Tags that it got, on its contact too where that one has them, and fields of the integration's own. */
function changesOf(before: KnownLead | undefined, { tags, fields, contactId }: KnownLead, ploomes: PloomesState, outcome: Words['demo']['leadOutcome']): readonly string[] {
  const contact = ploomes.contacts.find(({ Id }) => String(Id) === contactId);
  const isOnContact = (tag: string): boolean => contact?.Tags?.some(({ TagId }) => ploomes.tags.some(({ Id, Name }) => Id === TagId && Name === tag)) === true;
  return [
    ...tags.filter((tag) => before?.tags.includes(tag) !== true)
      .map((tag) => (contact !== undefined && isOnContact(tag) ? outcome.taggedBoth(tag, contact.Id) : outcome.tagged(tag))),
    ...Object.values(OWN_FIELDS).filter((field) => fields[field] !== undefined && before?.fields[field] !== fields[field]).map((field) => outcome.fieldSet(field, String(fields[field]))),
  ];
}

function newOf<Row>(before: readonly Row[], after: readonly Row[], keyOf: (row: Row) => unknown): readonly Row[] {
  const known = new Set(before.map(keyOf));
  return after.filter((row) => !known.has(keyOf(row)));
}
