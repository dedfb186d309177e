import type { KnownLead } from '../../../ports/index.ts';
import type { Words } from '../../wording/index.ts';
import { composeTable } from '../table.ts';
import { nameOfIntegration } from './lead-furnishing.ts';
import type { DemoIntegration } from './integrate.ts';

/** The leads that the hub holds as a table, oldest first. */
export function composeLeads(leads: readonly KnownLead[], integrations: readonly DemoIntegration[], { demo: words }: Words): string {
  if (leads.length === 0) return `${words.leads} ${words.nothingYet}.`;
  const nameOf = (id: string): string => {
    const found = integrations.find((each) => each.id === id);
    return found === undefined ? '–' : nameOfIntegration(found.platform);
  };
  const rows = leads.toReversed().map(({ name = '–', integrations: through, contactId = '–', cardIds, tags }) => [
    name, through.map(nameOf).join(', '), contactId, cardIds.join(', ') || '–', tags.join(', ') || '–',
  ]);
  return [words.leads, composeTable(Object.values(words.leadColumns), rows)].join('\n');
}
