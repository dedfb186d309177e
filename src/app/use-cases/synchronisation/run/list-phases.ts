import { parseChatClientId, parseContactId, type ChatClientId, type ContactId } from '../../../../domain/index.ts';
import type { BaseClients, BaseContacts, SynchronisationRuns } from '../../../../ports/index.ts';
import { synchronisationSettingsOf } from '../base-work.ts';
import type { Readings } from '../keep-readings.ts';
import type { Silence } from '../silence.ts';
import type { Phase, PhasePage } from './phase.ts';

export interface ListPhasesNeeds {
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly runs: SynchronisationRuns;
  readonly readings: Readings;
  readonly silence: Silence;
}

/** The phases that read both sides whole, page by page, and then by itself whatever no page showed. */
export interface ListPhases {
  readonly contacts: Phase;
  readonly chatClients: Phase;
  readonly agents: Phase;
  readonly chatClientsGone: Phase;
  readonly contactsGone: Phase;
}

/** So many rows are read by themselves in one go, each a call. */
const ROWS_READ = 10;

export function createListPhases({ baseContacts, baseClients, runs, readings, silence }: ListPhasesNeeds): ListPhases {
  const over = (cursor: string | undefined): PhasePage['next'] => (cursor === undefined ? 'over' : { cursor });

  return {
    async contacts({ connection, systems: { crm } }, run, cursor) {
      const { companies, reading } = synchronisationSettingsOf(connection);
      if (cursor === undefined) await makeFields();
      const { contacts, left } = await crm.links.list({ after: idOf(cursor), who: companies === 'synced' ? 'everybody' : 'persons' });
      await readings.keep(connection.id, contacts, reading);
      const last = contacts.at(-1);
      const { listed } = await baseContacts.tally(connection.id, run.number);
      return { next: over(left > 0 ? last?.contact.id : undefined), counts: (before) => ({ ...before, total: listed + left }), decision: { contacts: contacts.length, left } };

      /** A field that is new is empty for that reason alone (AGT-07). */
      async function makeFields(): Promise<void> {
        const { made } = await crm.links.makeFields();
        if (made.includes('agents')) await baseContacts.forgetPortfolios(connection.id);
      }
    },
    async chatClients({ connection, systems: { chat } }, run, cursor) {
      const { clients, next, total } = await chat.clients.list(cursor);
      const known = await silence.before(connection.id, clients);
      await silence.ofClients(connection.id, run, await readings.keepClients(connection.id, clients), known);
      return {
        next: over(next),
        counts: (before) => ({ ...before, clients: { listed: before.clients.listed + clients.length, ...(total === undefined ? {} : { total }) } }),
        decision: { clients: clients.length },
      };
    },
    async agents({ connection, systems: { chat } }, run, cursor) {
      const { associations, next } = await chat.portfolios.list(cursor);
      await silence.ofAssociations(connection.id, run, associations);
      await baseClients.addAgents(connection.id, associations);
      if (next === undefined) await baseClients.setAgents(connection.id, 'drop-unlisted');
      const roster = next === undefined ? await silence.ofAgents(connection.id, run, chat.roster) : undefined;
      return {
        next: over(next), decision: { associations: associations.length },
        ...(roster === undefined ? {} : { counts: (before) => ({ ...before, roster }) }),
      };
    },
    async chatClientsGone({ connection, systems: { chat } }, run, cursor) {
      const rows = await baseClients.page(connection.id, { which: 'unlisted', run: run.number, after: clientIdOf(cursor), limit: ROWS_READ });
      for (const { entry } of rows) {
        const found = await chat.clients.find(entry.id);
        if (found === undefined) await baseClients.forget(connection.id, entry.id);
        else await readings.keepClients(connection.id, [found]);
      }
      return { next: over(rows.length < ROWS_READ ? undefined : rows.at(-1)?.entry.id), decision: { read: rows.length } };
    },
    async contactsGone({ connection, systems: { crm } }, run, cursor) {
      const rows = await baseClients.page(connection.id, { which: 'orphans', run: run.number, after: clientIdOf(cursor), limit: ROWS_READ });
      const { companies, reading } = synchronisationSettingsOf(connection);
      let absent = 0;
      for (const { entry, written } of rows) {
        const contact = idOf(entry.externalCode);
        if (contact === undefined) continue;
        const found = await crm.links.find(contact);
        if (found !== undefined) {
          // Those that are left out by option were not listed, and their links stay.
          if (companies === 'synced' || found.contact.kind === 'person') await readings.keep(connection.id, [found], reading);
          continue;
        }
        if (written?.values.externalCode !== contact && !(await wasKnown(contact))) {
          // Some other system's code for all that anybody knows: a number that is the same may take its place, and nothing else does.
          await runs.plan(connection.id, run.number, [{ contact, client: entry.id, doubt: 'unsure', steps: [] }]);
          continue;
        }
        absent += 1;
        await runs.plan(connection.id, run.number, [{ contact, client: entry.id, doubt: 'absent', steps: [{ type: 'UnlinkChatClient', client: entry.id, because: 'contact-deleted' }] }]);
        await baseContacts.forget(connection.id, contact);
      }
      return { next: over(rows.length < ROWS_READ ? undefined : rows.at(-1)?.entry.id), decision: { read: rows.length, absent } };

      /** In an earlier run; or when this page was gone through before. */
      async function wasKnown(contact: ContactId): Promise<boolean> {
        const planned = await runs.planned(connection.id, run.number, { contact, doubt: ['absent'], limit: 1 });
        return planned.length > 0 || (await baseContacts.find(connection.id, contact)) !== undefined;
      }
    },
  };
}

function idOf(text = ''): ContactId | undefined {
  const id = parseContactId(text);
  return id.ok ? id.value : undefined;
}

function clientIdOf(text = ''): ChatClientId | undefined {
  const id = parseChatClientId(text);
  return id.ok ? id.value : undefined;
}
