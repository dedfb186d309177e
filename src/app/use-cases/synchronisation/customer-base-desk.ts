import { decideSettlement, decideUnsettlement, InputRejected, parseContactId, type ChatClientId, type ConnectionId, type ContactId, type SettlementDecision } from '../../../domain/index.ts';
import type {
  Asker, BaseContacts, Clock, ContactExplanation, CustomerBaseDesk, IdSource, Inbox, KeptConflict, Page, PageWish, Scope, Settings, Settled,
  SynchronisationIssues, SynchronisationRuns,
} from '../../../ports/index.ts';
import { parseStoredSettings, type KnownConnection } from '../../connection-settings.ts';
import type { Connections } from '../../connections.ts';
import { deliveryOf, lanes } from '../../deliveries.ts';
import type { ContactGatherer } from './gather-contact.ts';
import type { ManageRuns } from './manage-runs.ts';

export interface CustomerBaseDeskNeeds {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly runs: SynchronisationRuns;
  readonly issues: SynchronisationIssues;
  readonly baseContacts: BaseContacts;
  readonly gatherer: ContactGatherer;
  readonly manage: ManageRuns;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What people do about one customer base on both sides. */
export function createCustomerBaseDesk({ settings, connections, runs, issues, baseContacts, gatherer, manage, inbox, clock, ids }: CustomerBaseDeskNeeds): CustomerBaseDesk {
  /** Any text may be asked for; only known ones answer. */
  async function known(scope: Scope, id: string): Promise<KnownConnection | undefined> {
    const connection = parseConnection(id);
    if (scope !== 'every-connection' && !scope.only.includes(connection)) return undefined;
    const version = await settings.latest(connection);
    return version && { id: connection, version: version.version, settings: parseStoredSettings(version.value) };
  }

  /** Does something within a connection that may be looked at. */
  async function within<Answer>(scope: Scope, id: string, act: (connection: KnownConnection) => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const connection = await known(scope, id);
    return connection === undefined ? undefined : await act(connection);
  }

  /** Both contacts are looked at anew, by whoever works. */
  async function revisit(connection: ConnectionId, contacts: readonly ContactId[], by: string): Promise<void> {
    const origin = { connection, source: 'internal', receivedAt: clock.now(), askedBy: by } as const;
    await inbox.accept(contacts.map((contactId) =>
      deliveryOf(ids, origin, lanes.base(contactId), { to: 'base', message: { type: 'synchronise-contact', contactId, clients: 'ask', contact: 'read' } })));
  }

  async function findConflict({ id }: KnownConnection, conflict: string): Promise<KeptConflict | undefined> {
    return (await issues.conflicts(id, { id: conflict, limit: 1 }))[0];
  }

  async function decided({ id }: KnownConnection, { name }: Asker, kept: KeptConflict, state: 'open' | 'settled', decision: SettlementDecision): Promise<Settled> {
    if (decision.outcome === 'refused') return decision;
    if (decision.outcome === 'settled') {
      await issues.decide(id, { conflict: { id: kept.id, state }, events: decision.events, at: clock.now(), by: name });
      await revisit(id, decision.revisit, name);
    }
    const [conflict = kept] = await issues.conflicts(id, { id: kept.id, limit: 1 });
    return { outcome: decision.outcome, conflict };
  }

  return {
    start: async (asker, id, wish) => await within(asker.scope, id, async (connection) => await manage.start(connection.id, wish, asker.name)),
    progress: async (scope, id, number) => await within(scope, id, async (connection) => {
      const run = await runs.find(connection.id, number);
      return run && await manage.progressOf(connection.id, run);
    }),
    runs: async (scope, id, { limit, after }) => await within(scope, id, async (connection) => {
      const rows = await runs.list(connection.id, { limit: limit + 1, before: after === undefined ? undefined : numberOf(after) });
      const told = await Promise.all(rows.slice(0, limit).map(async (run) => await manage.progressOf(connection.id, run)));
      return pageOf(told, rows.length > limit, ({ number }) => String(number));
    }),
    steer: async (asker, id, number, command) => await within(asker.scope, id, async (connection) => await manage.steer(connection.id, number, command)),
    planned: async (scope, id, number, page) => await within(scope, id, async (connection) =>
      await paged(page, async ({ limit, after }) => {
        const [contact = '', client] = after?.split(' ') ?? [];
        const place = contactOf(contact);
        return await runs.planned(connection.id, number, { limit, after: place && { contact: place, ...(client === undefined ? {} : { client: parseClient(client) }) } });
      }, ({ contact, client }) => (client === undefined ? contact : `${contact} ${client}`))),
    problems: async (scope, id, page) => await within(scope, id, async (connection) =>
      await paged(page, async ({ limit, after }) => await issues.problems(connection.id, { limit, after: contactOf(after) }), ({ contact }) => contact)),
    conflicts: async (scope, id, { state, ...page }) => await within(scope, id, async (connection) =>
      await paged(page, async ({ limit, after }) => await issues.conflicts(connection.id, { limit, after, state }), (conflict) => conflict.id)),
    settle: async (asker, id, conflict, { keep, reason }) => await within(asker.scope, id, async (connection) => {
      const kept = await findConflict(connection, conflict);
      const contact = contactOf(keep);
      if (kept === undefined || contact === undefined) return undefined;
      const merges = await issues.mergesOf(connection.id, [kept.conflict.kept, kept.conflict.other]);
      return await decided(connection, asker, kept, 'settled', decideSettlement({ conflict: kept.conflict, keep: contact, reason, at: clock.now(), merges }));
    }),
    unsettle: async (asker, id, conflict) => await within(asker.scope, id, async (connection) => {
      const kept = await findConflict(connection, conflict);
      if (kept === undefined) return undefined;
      return await decided(connection, asker, kept, 'open', decideUnsettlement(kept.conflict, await issues.mergesOf(connection.id, [kept.conflict.kept, kept.conflict.other])));
    }),
    merges: async (scope, id, page) => await within(scope, id, async (connection) =>
      await paged(page, async ({ limit, after }) => await issues.merges(connection.id, { limit, after }), (merge) => merge.id)),
    explain: async (scope, id, contact) => await within(scope, id, async (connection): Promise<ContactExplanation | undefined> => {
      const contactId = contactOf(contact);
      if (contactId === undefined || (await baseContacts.find(connection.id, contactId)) === undefined) return undefined;
      const { plan: { match, steps }, known: row } = await gatherer.gather({ connection, systems: await connections.systems(connection.id) }, contactId, 'known');
      const [problem] = (await issues.problems(connection.id, { limit: 1, only: contactId }));
      return {
        contact: contactId, match: match.outcome,
        ...('because' in match ? { because: match.because } : {}),
        clients: match.outcome === 'known' ? match.clients.map(({ client, matchedBy }) => ({ client: client.id, matchedBy, active: client.active })) : [],
        keys: [...new Set((row?.entry.keys ?? []).map(({ kind }) => kind))],
        conflicts: 'conflicts' in match ? match.conflicts.map(({ kept, other }) => ({ kept, other })) : [],
        differs: [...new Set(steps.map(({ type }) => type))],
        ...(problem === undefined ? {} : { problem }),
      };
    }),
  };
}

/** One row more than asked for tells whether there is another page. */
async function paged<Row>({ limit, after }: PageWish, read: (wish: PageWish) => Promise<readonly Row[]>, cursor: (row: Row) => string): Promise<Page<Row>> {
  const rows = await read({ limit: limit + 1, ...(after === undefined ? {} : { after }) });
  return pageOf(rows.slice(0, limit), rows.length > limit, cursor);
}

function pageOf<Row>(rows: readonly Row[], more: boolean, cursor: (row: Row) => string): Page<Row> {
  const last = more ? rows.at(-1) : undefined;
  return { rows, ...(last === undefined ? {} : { next: cursor(last) }) };
}

function numberOf(after: string): number {
  if (/^\d{1,9}$/.test(after)) return Number(after);
  throw new InputRejected('input.cursor-malformed', 'The page could not be read: "after" is no cursor of this list; begin with the first page.', { field: 'after' });
}

function contactOf(text = ''): ContactId | undefined {
  const id = parseContactId(text);
  return id.ok ? id.value : undefined;
}

const parseConnection = (id: string): ConnectionId => id as ConnectionId;
const parseClient = (id: string): ChatClientId => id as ChatClientId;
