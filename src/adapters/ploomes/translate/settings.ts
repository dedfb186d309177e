import type { CrmUser, CrmUserId } from '../../../domain/agent/agent.ts';
import type { Funnel, FunnelId, FunnelStage, StageId } from '../../../domain/funnel/funnel.ts';
import type { ContactTypeRow } from '../wire/contact.ts';
import type { PipelineRow, StageRow, UserRow } from '../wire/settings.ts';
import type { ContactTypes } from './contact.ts';

export const translateFunnel = (row: PipelineRow): Funnel => ({
  id: String(row.Id) as FunnelId,
  name: row.Name,
  archived: row.Archived ?? false,
});

/** In the order of the board. */
export const translateStages = (rows: readonly StageRow[]): readonly FunnelStage[] =>
  rows.toSorted((a, b) => (a.Ordination ?? 0) - (b.Ordination ?? 0)).map(({ Id, Name }) => ({ id: String(Id) as StageId, name: Name ?? '' }));

export function translateUser(row: UserRow): CrmUser {
  const email = row.Email?.trim() ?? '';
  return {
    id: String(row.Id) as CrmUserId,
    name: row.Name ?? '',
    suspended: row.Suspended ?? false,
    integration: (row.Integration ?? false) || (row.NativeIntegration ?? false),
    ...(email === '' ? {} : { email }),
  };
}

/** Usual in every account seen so far. */
export const USUAL_CONTACT_TYPES: ContactTypes = { company: 1, person: 2 };

/** Which type is which, by name; the usual ids for one that is not found (P12). */
export const translateContactTypes = (rows: readonly ContactTypeRow[]): ContactTypes => ({
  company: rows.find(({ Name }) => /^empresa/i.test(Name.trim()))?.Id ?? USUAL_CONTACT_TYPES.company,
  person: rows.find(({ Name }) => /^pessoa/i.test(Name.trim()))?.Id ?? USUAL_CONTACT_TYPES.person,
});
