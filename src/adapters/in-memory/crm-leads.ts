import type { ContactId } from '../../domain/contact/contact.ts';
import { newestCardFirst } from '../../domain/desk/decide-link-candidates.ts';
import { normalisedName } from '../../domain/lead/lead-names.ts';
import type { CompanyEntry, CompanyQuery, CrmLeads, LeadCardRequest, LeadContactChange, RefusedValue } from '../../ports/crm-leads.ts';
import { PortFailure } from '../../ports/failures.ts';
import { cardOf, refusedCard } from './crm-cards.ts';
import { directoryEntry } from './crm-contacts.ts';
import type { Answering } from './crm-faults.ts';
import { isSameValue, keptValues } from './crm-lead-values.ts';
import { buildCard, buildContact, stagesOf, type CrmWorld, type StoredContact } from './crm-world.ts';

/** What leads need of a CRM, in memory. */
export const createInMemoryLeads = (world: CrmWorld, answer: Answering): CrmLeads => ({
  fields: (of) => answer('leads.fields', () => world.fields.filter((each) => each.of === of).map(({ field }) => field)),
  findCompanies: (query) => answer('leads.findCompanies', () => [...world.contacts.values()].filter((each) => isMeant(each, query)).map(entryOf)),
  register: ({ kind = 'person', phone, values, cnpj, ...request }) =>
    answer('leads.register', () => {
      const { kept, refused } = keptValues(world, kind, values);
      const document = cnpj === undefined || kind !== 'company' ? {} : { cnpj };
      const stored = buildContact(world, kind, { ...request, ...document, phones: phone === undefined ? [] : [phone], values: kept });
      return { ...directoryEntry(world, stored), refused };
    }),
  change: (id, change) => answer('leads.change', () => changeContact(world, id, change)),
  openCards: (clients) =>
    answer('leads.openCards', () => [...world.cards.values()]
      .filter(({ state, clientId, personId }) => state === 'open' && clients.some((id) => id === clientId || id === personId))
      .map(cardOf).toSorted(newestCardFirst)),
  openCard: (request) => answer('leads.openCard', () => openCard(world, request)),
  tag: (id, change) => answer('leads.tag', () => tag(world, id, change)),
});

function isMeant({ kind, name, cnpj }: StoredContact, query: CompanyQuery): boolean {
  const wanted = normalisedName(query.name ?? '');
  return kind === 'company' && ((cnpj !== undefined && cnpj === query.cnpj) || (wanted !== '' && normalisedName(name) === wanted));
}

const entryOf = ({ id, name, cnpj }: StoredContact): CompanyEntry => ({ id, name, ...(cnpj === undefined ? {} : { cnpj }) });

function the(world: CrmWorld, id: ContactId): StoredContact {
  const stored = world.contacts.get(id);
  if (stored === undefined) throw new PortFailure('port.missing', 'The contact is gone, so nothing can be written on it.');
  return stored;
}

function changeContact(world: CrmWorld, id: ContactId, { values = {}, ...columns }: LeadContactChange) {
  const { kind, updatedAt: _updatedAt, ...standing } = the(world, id);
  const { kept, refused } = keptValues(world, kind, values);
  const foreign: readonly string[] = kind === 'company' ? ['cpf', 'companyId'] : ['cnpj'];
  const news = Object.entries(columns).filter(([part, value]) => !foreign.includes(part) && value !== standing[parseColumn(part)]);
  const newValues = Object.entries(kept).filter(([key, value]) => !isSameValue(standing.values?.[key], value));
  if (news.length + newValues.length === 0) return { outcome: 'same' as const, refused };
  buildContact(world, kind, { ...standing, ...Object.fromEntries(news), values: { ...standing.values, ...Object.fromEntries(newValues) } });
  return { outcome: 'changed' as const, refused };
}

const parseColumn = (part: string): Exclude<keyof LeadContactChange, 'values'> => part as Exclude<keyof LeadContactChange, 'values'>;

function openCard(world: CrmWorld, { stageId, values, ...request }: LeadCardRequest) {
  const stages = stagesOf(request.funnelId);
  const stage = stageId ?? stages[0];
  if (!world.funnels.has(request.funnelId)) throw refusedCard('a funnel that does not exist');
  if (!world.contacts.has(request.clientId)) throw refusedCard('a client who does not exist');
  if (!stages.includes(stage)) throw refusedCard('a stage that its funnel does not have');
  const { kept, refused } = keptValues(world, 'card', values);
  return { id: buildCard(world, { ...request, stageId: stage, values: kept }).id, refused: refused satisfies readonly RefusedValue[] };
}

function tag(world: CrmWorld, id: ContactId, { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] }): 'changed' | 'same' {
  const { kind, updatedAt: _updatedAt, ...standing } = the(world, id);
  const before = standing.tags ?? [];
  const off = new Set(remove.map(tagKey));
  const all = new Map([...add, ...before].map((name) => [tagKey(name), name.trim()]));
  const tags = [...all].filter(([key]) => key !== '' && !off.has(key)).map(([, name]) => name);
  if (tags.length === before.length && tags.every((name) => before.includes(name))) return 'same';
  buildContact(world, kind, { ...standing, tags });
  return 'changed';
}

/** People do not tell tags apart by their case. */
const tagKey = (name: string): string => name.trim().toLowerCase();
