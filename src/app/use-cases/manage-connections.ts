import { InputRejected, type ConnectionId } from '../../domain/index.ts';
import type { Clock, Hook, ConnectionSystem, IdSource } from '../../ports/index.ts';
import { parseOptions, type ConnectionOptions, type ConnectionSettings } from '../connection-settings.ts';
import type { ActivateConnection } from './activation/activate-connection.ts';
import { parseNewId, type BookedConnection, type ConnectionBook } from './activation/connection-book.ts';
import type { EnableConnection } from './activation/enable-connection.ts';
import type { ExchangeSystems } from './activation/exchange-systems.ts';
import type { SameAccounts } from './activation/same-accounts.ts';
import type { SealedSystems } from './activation/sealed-systems.ts';
import type { HookAddresses, HookKeeper, HookRotation, HookRotationWish, HookTokens } from './keep-hooks.ts';

/** What a new connection is made of (ACT-01). `ploomes` and `neppo` are the settings of the two adapters, credentials included. */
export interface NewConnection {
  /** Letters, digits and dashes; made up when absent. */
  readonly id?: string;
  readonly name: string;
  readonly ploomes: unknown;
  readonly neppo: unknown;
  readonly options?: ConnectionOptions;
  /** Made up when absent. For a host that has to know the hook addresses before the connection stands. */
  readonly hookTokens?: HookTokens;
}

/** What is to be different about the outside systems of a connection; what is left out stays as it was. */
export interface SystemsChange {
  /** The adapter's settings, whole, credentials included. */
  readonly ploomes?: unknown;
  readonly neppo?: unknown;
  /** Tokens at which the connection listens as well; the CRM's subscriptions are put right for them. */
  readonly hookTokens?: HookTokens;
}

/** A connection as a host sees it. */
export interface ConnectionView {
  readonly id: ConnectionId;
  readonly name: string;
  readonly status: ConnectionSettings['status'];
  readonly options: ConnectionSettings['options'];
  /** Grows by one with each change. */
  readonly version: number;
}

/** Connections: added, changed, switched off and on. */
export interface ManageConnections {
  /**
   * All of an activation at once: tries both credentials live (ACT-02), refuses accounts that are joined already (ACT-12), makes the CRM's fields,
   * subscribes to its changes (ACT-09), and gives the hook addresses. What else is asked for, the doctor tells (ACT-07).
   */
  add(connection: NewConnection): Promise<ConnectionView & { readonly hooks: HookAddresses }>;
  get(id: string): Promise<ConnectionView>;
  list(): Promise<readonly ConnectionView[]>;
  /** Changes the named options; in force for everything accepted from now on. */
  setOptions(id: string, options: ConnectionOptions): Promise<ConnectionView>;
  /**
   * Gives a connection other addresses or credentials of its systems, tried live before they are kept (ACT-02). With
   * `hookTokens` it also finishes a set-up that was cut short, or follows a hub that moved: calling it again changes nothing.
   */
  setSystems(id: string, change: SystemsChange): Promise<ConnectionView>;
  /**
   * Gives a hook another address, shown this once; the earlier ones go on for a time of grace, or are revoked at once (ACT-04). The
   * CRM's subscriptions are put right for the new address (ACT-09); in Neppo a person enters it.
   */
  rotateHook(id: string, system: ConnectionSystem, wish?: HookRotationWish): Promise<HookRotation>;
  /** Where the connection listens, until when, and when something last came in there. The addresses themselves are not known. */
  hooks(id: string): Promise<readonly Hook[]>;
  /**
   * Stops every effect and keeps the history; what is delivered meanwhile is kept and not played later (ACT-08). The CRM's subscriptions are
   * taken back (ACT-09), now or, where it does not answer, later.
   */
  deactivate(id: string): Promise<ConnectionView>;
  /**
   * Sets a connection at work again, or a draft for the first time.
   *
   * @throws {@link InputRejected} `input.requirements-unmet` for a draft that lacks something (ACT-07), naming the checks.
   */
  activate(id: string): Promise<ConnectionView>;
}

export interface ManageConnectionsNeeds {
  readonly book: ConnectionBook;
  readonly systems: SealedSystems;
  readonly exchange: ExchangeSystems;
  readonly accounts: SameAccounts;
  readonly activation: ActivateConnection;
  readonly enable: EnableConnection;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly hooks: HookKeeper;
}

export { parseConnectionId } from './activation/connection-book.ts';

/** 256 bits in base64url take 43 characters. */
const TOKEN = /^[A-Za-z0-9_-]{43,200}$/;

export function createManageConnections(needs: ManageConnectionsNeeds): ManageConnections {
  const { book, systems, exchange, accounts, activation, enable, clock, ids, hooks } = needs;

  return {
    async add(input) {
      const id = await parseNewId(book, input.id ?? ids.id());
      const options = parseOptions(input.options ?? {});
      const tokens = parseTokens(input.hookTokens ?? { neppo: ids.token(), ploomes: ids.token() });
      const given = { ploomes: input.ploomes, neppo: input.neppo };
      const marks = await exchange.demand(given);
      const connection = await activation.alone(async () => {
        await parseNewId(book, id); // another may have taken it while the credentials were tried, and keeps its own
        await accounts.refuseTwice(marks);
        await systems.keep(id, 'ploomes', given.ploomes);
        await systems.keep(id, 'neppo', given.neppo);
        await systems.ensureValidationKey(id);
        const now = clock.now();
        return await book.create(id, {
          name: input.name, status: 'active', activeSince: now, accounts: marks, ...(options.linking === 'on' ? { linkingSince: now } : {}), options,
        });
      });
      // Once it stands written nobody can take its accounts, and what is asked of the CRM from here on holds nobody up.
      return { ...viewOf(connection), hooks: await activation.begin(id, tokens) };
    },
    get: async (id) => viewOf(await book.get(id)),
    list: async () => (await book.list()).map(viewOf),
    setOptions: async (id, input) => viewOf(await book.change(id, (before) => withOptions(before, input, clock))),
    async setSystems(name, { ploomes, neppo, hookTokens }) {
      const before = await book.get(name);
      await exchange.exchange(before, { ploomes, neppo });
      if (hookTokens !== undefined) await hooks.add(before.id, parseTokens(hookTokens));
      return viewOf(await book.get(name));
    },
    rotateHook: async (id, system, wish = {}) => await hooks.rotate((await book.get(id)).id, system, wish),
    hooks: async (id) => await hooks.list((await book.get(id)).id),
    deactivate: async (id) => viewOf((await activation.switchOff((await book.get(id)).id)).connection),
    async activate(id) {
      const enabled = await enable(await book.get(id));
      if (enabled.outcome === 'activated') return viewOf(enabled.connection);
      const checks = enabled.findings.map((finding) => finding.id).join(', ');
      throw new InputRejected('input.requirements-unmet', `Connection ${id} cannot be activated yet: ${checks}. Ask the doctor what to do about each.`, { field: 'id' });
    },
  };
}

/** Linking acts on what begins after it was switched on (CRD-17). */
export function withOptions(before: ConnectionSettings, input: ConnectionOptions, clock: Clock): ConnectionSettings {
  const options = parseOptions(input, before.options);
  const { linkingSince, ...rest } = before;
  if (options.linking === 'off') return { ...rest, options };
  const since = before.options.linking === 'on' && linkingSince !== undefined ? linkingSince : clock.now();
  return { ...rest, linkingSince: since, options };
}

const viewOf = ({ id, version, settings: { name, status, options } }: BookedConnection): ConnectionView => ({ id, name, status, options, version });

function parseTokens(tokens: HookTokens): HookTokens {
  if ([tokens.neppo, tokens.ploomes].every((token) => TOKEN.test(token))) return tokens;
  throw new InputRejected('input.hook-token-invalid', 'hookTokens cannot be used: give 43 or more letters, digits, dashes and underscores that nobody can guess, or leave them out.', { field: 'hookTokens' });
}
