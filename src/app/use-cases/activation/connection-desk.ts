import { groupsMadeAnew, InputRejected, type ConnectionId, type FunnelMapping, type Language } from '../../../domain/index.ts';
import type { Choices, Clock, ConnectionChange, ConnectionDesk, ConnectionSheet, ConnectionSystem, IdSource, Scope } from '../../../ports/index.ts';
import { parseOptions } from '../../connection-settings.ts';
import { tellFinding } from '../../wording/index.ts';
import { reaches } from '../doctor/doctor-desk.ts';
import type { HookKeeper } from '../keep-hooks.ts';
import { withOptions } from '../manage-connections.ts';
import type { ActivateConnection } from './activate-connection.ts';
import { differencesOf } from './compare-connection.ts';
import { parseNewId, type BookedConnection, type ConnectionBook } from './connection-book.ts';
import type { EnableConnection } from './enable-connection.ts';
import { refusedAsInput, type ExchangeSystems, type GivenSystems } from './exchange-systems.ts';
import type { SealedSystems } from './sealed-systems.ts';

export interface ConnectionDeskNeeds {
  readonly book: ConnectionBook;
  readonly systems: SealedSystems;
  readonly exchange: ExchangeSystems;
  readonly activation: ActivateConnection;
  readonly enable: EnableConnection;
  readonly hooks: HookKeeper;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Of texts, where nobody names another. */
  readonly language: Language;
}

const LONGEST_NAME = 200;

export function createConnectionDesk(needs: ConnectionDeskNeeds): ConnectionDesk {
  const { book, systems, exchange, activation, enable, hooks, clock, ids, language: usual } = needs;

  async function within<Answer>(scope: Scope, id: string, act: (connection: BookedConnection) => Promise<Answer>): Promise<Answer | undefined> {
    const connection = await book.find(id);
    return connection !== undefined && reaches(scope, connection) ? await act(connection) : undefined;
  }

  const sheetOf = async ({ id, version, settings: { name, status, options, ticks = {} } }: BookedConnection): Promise<ConnectionSheet> => ({
    id, name, status, version, options, ticks,
    systems: { ploomes: await systems.sheet(id, 'ploomes'), neppo: await systems.sheet(id, 'neppo') },
  });

  /** Systems that cannot be used are told as what a person sent. */
  async function refusing<Answer>(given: GivenSystems, act: () => Promise<Answer>): Promise<Answer> {
    for (const system of ['ploomes', 'neppo'] as const) {
      try {
        exchange.read({ [system]: given[system] });
      } catch (failure) {
        throw refusedAsInput(failure, system);
      }
    }
    return await act().catch((failure: unknown) => {
      throw refusedAsInput(failure, given.neppo === undefined ? 'ploomes' : 'neppo');
    });
  }

  async function change(connection: BookedConnection, { name, options, ...given }: ConnectionChange): Promise<BookedConnection> {
    const named = name === undefined ? {} : { name: parseName(name) };
    if (options !== undefined) parseOptions(options, connection.settings.options);
    const exchanged = await refusing(given, async () => await exchange.exchange(connection, given));
    return await book.change(exchanged.id, (before) => ({ ...(options === undefined ? before : withOptions(before, options, clock)), ...named }));
  }

  return {
    list: async (scope) => await Promise.all((await book.list()).filter((connection) => reaches(scope, connection)).map(sheetOf)),
    find: async (scope, id) => await within(scope, id, sheetOf),
    async draft({ id: wanted, name, options = {}, ...given }) {
      const id = await parseNewId(book, wanted ?? ids.id());
      const value = { name: parseName(name), status: 'draft', activeSince: clock.now(), options: parseOptions(options) } as const;
      return await refusing(given, async () => {
        await systems.ensureValidationKey(id);
        return await sheetOf(await exchange.exchange(await book.create(id, value), given));
      });
    },
    change: async (scope, id, wish) => await within(scope, id, async (connection) => await sheetOf(await change(connection, wish))),
    compare: async (scope, id, wish) => await within(scope, id, async (connection) => {
      const { ploomes, neppo } = wish;
      return await refusing({ ploomes, neppo }, async () => differencesOf(
        await sheetOf(connection), { ...wish, ...(wish.options === undefined ? {} : { options: parseOptions(wish.options, connection.settings.options) }) },
        await exchange.different(connection.id, { ploomes, neppo }),
      ));
    }),
    choices: async (scope, id) => await within(scope, id, async ({ id: known, settings }) => await choicesOf(known, settings.options.mappings)),
    activate: async (scope, id, language = usual) => await within(scope, id, async (connection) => {
      const enabled = await enable(connection);
      return enabled.outcome === 'activated'
        ? { ...enabled, connection: await sheetOf(enabled.connection) }
        : { outcome: 'not-yet', findings: enabled.findings.map((finding) => tellFinding(finding, language)) };
    }),
    deactivate: async (scope, id) => await within(scope, id, async (connection) => {
      const { connection: off, subscriptions } = await activation.switchOff(connection.id);
      return { connection: await sheetOf(off), subscriptions };
    }),
    rotate: async (scope, id, system, wish) => await within(scope, id, async (connection) => {
      await refuseTooEarly(connection, system);
      return await hooks.rotate(connection.id, system, wish);
    }),
  };

  async function choicesOf(id: ConnectionId, mappings: readonly FunnelMapping[]): Promise<Choices> {
    const { crm, chat } = await systems.reach(id);
    const [groups, funnels] = [(await chat?.attendance.groups()) ?? [], (await crm?.funnels.list()) ?? []];
    const anew = new Set(groupsMadeAnew(mappings, groups).map(({ name }) => name));
    return {
      groups, funnels,
      mappings: mappings.map((mapping) => {
        const funnel = funnels.find((each) => each.id === mapping.funnelId);
        const isThere = groups.some((group) => group.id === mapping.groupId);
        return { ...mapping, group: isThere ? 'there' : anew.has(mapping.groupName) ? 'made-anew' : 'gone', funnel: funnel === undefined ? 'gone' : funnel.archived ? 'archived' : 'alive' };
      }),
    };
  }

  /** What comes in is read with the systems' settings, and the CRM tells an active connection alone (ACT-09). */
  async function refuseTooEarly({ id, settings }: BookedConnection, system: ConnectionSystem): Promise<void> {
    const [ploomes, neppo] = [await systems.sheet(id, 'ploomes'), await systems.sheet(id, 'neppo')];
    if (ploomes.credential === 'missing' || neppo.credential === 'missing') {
      throw new InputRejected('input.credential-missing', `Connection ${id} has no address yet: give the credentials of both systems first.`, { field: 'system' });
    }
    if (system === 'ploomes' && settings.status !== 'active') {
      throw new InputRejected('input.connection-not-active', `The CRM's address of ${id} cannot be rotated while the connection is not active; activating it gives the CRM one.`, { field: 'system' });
    }
  }
}

function parseName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST_NAME) return trimmed;
  throw new InputRejected('input.connection-name-invalid', `The name cannot be used: write 1 to ${LONGEST_NAME} characters that say whose connection it is.`, { field: 'name' });
}
