import { ConfigRejected, InputRejected, type ConnectionId } from '../../../domain/index.ts';
import type { OutsideSystem } from '../../../ports/index.ts';
import type { AccountMarks } from '../../connection-settings.ts';
import type { ChatConnector, Connections, ConnectorInside, CrmConnector } from '../../connections.ts';
import type { ActivateConnection } from './activate-connection.ts';
import { sortedText, type BookedConnection, type ConnectionBook } from './connection-book.ts';
import type { SameAccounts } from './same-accounts.ts';
import type { SealedSystems } from './sealed-systems.ts';
import { settingBehind } from './try-credential.ts';

/** The settings of systems as somebody gave them, credentials included; what is left out stays. */
export type GivenSystems = Readonly<Partial<Record<OutsideSystem, unknown>>>;

/** Gives a connection its systems, or others. */
export interface ExchangeSystems {
  /** Reads the settings; nothing is sent. @throws {@link ConfigRejected} naming key, reason and mend. */
  read(given: GivenSystems): void;
  /** The given ones that are not stored already, whatever the order of their names. */
  different(connection: ConnectionId, given: GivenSystems): Promise<GivenSystems>;
  /** Tries both credentials live, and makes the CRM's fields. @throws {@link PortFailure} of the first that does not open. */
  demand(systems: { readonly ploomes: unknown; readonly neppo: unknown }): Promise<AccountMarks>;
  /** Keeps what differs. That of a draft is kept as it is; else both are tried before (ACT-02), and the accounts may be nobody else's (ACT-12). */
  exchange(connection: BookedConnection, given: GivenSystems): Promise<BookedConnection>;
}

export interface ExchangeNeeds {
  readonly book: ConnectionBook;
  readonly systems: SealedSystems;
  readonly accounts: SameAccounts;
  readonly connections: Connections;
  readonly crm: CrmConnector;
  readonly chat: ChatConnector;
  readonly inside: ConnectorInside;
  readonly alone: ActivateConnection['alone'];
}

export function createExchangeSystems({ book, systems, accounts, connections, crm, chat, inside, alone }: ExchangeNeeds): ExchangeSystems {
  function read({ ploomes, neppo }: GivenSystems): void {
    if (ploomes !== undefined) crm.parseConfig(ploomes);
    if (neppo !== undefined) chat.parseConfig(neppo);
  }

  async function different(connection: ConnectionId, given: GivenSystems): Promise<GivenSystems> {
    const changed: Partial<Record<OutsideSystem, unknown>> = {};
    for (const system of SYSTEMS) {
      if (given[system] === undefined || sortedText(given[system]) === sortedText(await systems.open(connection, system))) continue;
      changed[system] = given[system];
    }
    return changed;
  }

  async function demand({ ploomes, neppo }: { readonly ploomes: unknown; readonly neppo: unknown }): Promise<AccountMarks> {
    const reached = { crm: crm.connect(crm.parseConfig(ploomes), inside), chat: chat.connect(chat.parseConfig(neppo), inside) };
    try {
      await reached.crm.tryCredential();
      await reached.chat.tryCredential();
    } catch (failure) {
      throw settingBehind(failure) ?? failure;
    }
    const marks = await accounts.marksOf(reached);
    await reached.crm.prepare();
    return marks;
  }

  return {
    read, different, demand,
    async exchange(connection, given) {
      const changed = await different(connection.id, given);
      if (Object.keys(changed).length === 0) return connection;
      read(changed);
      return await alone(async () => await keep(connection.id, changed));
    },
  };

  /** As the connection stands now: a draft may have been activated meanwhile. */
  async function keep(name: ConnectionId, changed: GivenSystems): Promise<BookedConnection> {
    const { id, settings } = await book.get(name);
    const marks = settings.status === 'draft' ? undefined : await demand({ ploomes: await systems.open(id, 'ploomes'), neppo: await systems.open(id, 'neppo'), ...changed });
    if (marks !== undefined) await accounts.refuseTwice(marks, id);
    for (const system of SYSTEMS) if (changed[system] !== undefined) await systems.keep(id, system, changed[system]);
    await systems.ensureValidationKey(id);
    connections.reconnect(id);
    return await book.change(id, (before) => ({ ...before, systemsRevision: (before.systemsRevision ?? 0) + 1, ...(marks === undefined ? {} : { accounts: marks }) }));
  }
}

const SYSTEMS = ['ploomes', 'neppo'] as const;

/** A setting that cannot be used, as the refusal of what a person sent. */
export function refusedAsInput(failure: unknown, system: OutsideSystem): unknown {
  if (!(failure instanceof ConfigRejected)) return failure;
  return new InputRejected('input.systems-invalid', failure.message, { field: system, cause: failure });
}
