import { InputRejected, parseInstant, type Instant } from '../../../domain/index.ts';
import type { LeadBook, LeadDesk, LeadQuery } from '../../../ports/index.ts';
import { parseIntegrationId } from './integration-book.ts';
import type { IntegrationReach } from './integration-reach.ts';

export function createLeadDesk({ leads, reach }: { readonly leads: LeadBook; readonly reach: Pick<IntegrationReach, 'connection'> }): LeadDesk {
  return {
    async list(scope, connection, { integration, search, tag }, { limit, after }) {
      const known = await reach.connection(scope, connection);
      if (known === undefined) return undefined;
      const rows = await leads.list(known, {
        limit: limit + 1, ...(integration === undefined ? {} : { integration: parseIntegrationId(integration) }), ...(search === undefined ? {} : { search }),
        ...(tag === undefined ? {} : { tag }), ...(after === undefined ? {} : { after: readCursor(after) }),
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { rows: page, ...(last === undefined ? {} : { next: `${last.updatedAt}~${last.key}` }) };
    },
    async find(scope, connection, key) {
      const known = await reach.connection(scope, connection);
      return known === undefined ? undefined : await leads.find(known, key);
    },
  };
}

function readCursor(text: string): NonNullable<LeadQuery['after']> {
  const [moment = '', key] = text.split('~');
  const updatedAt = readMoment(moment);
  if (updatedAt !== undefined && key !== undefined && key !== '') return { updatedAt, key };
  throw new InputRejected('input.cursor-malformed', 'The page could not be read: "after" is no cursor of this list; begin with the first page.', { field: 'after' });
}

function readMoment(text: string): Instant | undefined {
  const read = parseInstant(text);
  return read.ok ? read.value : undefined;
}
