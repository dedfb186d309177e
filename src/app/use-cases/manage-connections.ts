import { ConfigRejected, InputRejected, type ConnectionId } from '../../domain/index.ts';
import type { Clock, Hook, HookAddress, IdSource, Secrets, Settings, SettingsVersion } from '../../ports/index.ts';
import type { HookAddresses, HookKeeper, HookRotation, HookRotationWish, HookTokens } from './keep-hooks.ts';
import type { Keyring } from '../keyring.ts';
import { SECRET, type ChatConnector, type Connections, type ConnectorInside, type CrmConnector } from '../connections.ts';
import { parseOptions, parseStoredSettings, type ConnectionOptions, type ConnectionSettings } from '../connection-settings.ts';

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
  /** Tries both credentials live (ACT-02), makes the CRM's fields, subscribes to its changes (ACT-09), and gives the hook addresses. */
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
  rotateHook(id: string, system: HookAddress['system'], wish?: HookRotationWish): Promise<HookRotation>;
  /** Where the connection listens, until when, and when something last came in there. The addresses themselves are not known. */
  hooks(id: string): Promise<readonly Hook[]>;
  /** Stops every effect and keeps the history; what is delivered meanwhile is kept and not played later (ACT-08). */
  deactivate(id: string): Promise<ConnectionView>;
  activate(id: string): Promise<ConnectionView>;
}

export interface ManageConnectionsNeeds {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly connections: Connections;
  readonly crm: CrmConnector;
  readonly chat: ChatConnector;
  readonly inside: ConnectorInside;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly keyring: Keyring;
  readonly hooks: HookKeeper;
}

const ID = /^[A-Za-z0-9-]{1,64}$/;
/** 256 bits in base64url take 43 characters. */
const TOKEN = /^[A-Za-z0-9_-]{43,200}$/;

export function createManageConnections(needs: ManageConnectionsNeeds): ManageConnections {
  const { settings, secrets, connections, crm, chat, inside, clock, ids, keyring, hooks } = needs;

  async function latest(id: string): Promise<SettingsVersion> {
    const version = await settings.latest(parseConnectionId(id));
    if (version === undefined) throw new InputRejected('input.connection-unknown', `There is no connection ${id}. List the connections to see their ids.`, { field: 'id' });
    return version;
  }

  async function change(id: string, next: (before: ConnectionSettings) => ConnectionSettings): Promise<ConnectionView> {
    const before = await latest(id);
    const value = next(parseStoredSettings(before.value));
    return viewOf(await settings.put(before.connection, value, clock.now(), before.version));
  }

  async function tryBoth(crmConfig: unknown, chatConfig: unknown): Promise<void> {
    const system = crm.connect(crmConfig, inside);
    try {
      await system.tryCredential();
      await chat.connect(chatConfig, inside).tryCredential();
    } catch (failure) {
      throw settingBehind(failure) ?? failure;
    }
    await system.prepare();
  }

  async function seal(id: ConnectionId, name: string, value: string): Promise<void> {
    await keyring.keep();
    await secrets.put(id, name, keyring.box.seal(value, `${id}/${name}`));
  }

  async function openConfig(id: ConnectionId, name: typeof SECRET.crm | typeof SECRET.chat): Promise<unknown> {
    const sealed = await secrets.find(id, name);
    return sealed === undefined ? undefined : JSON.parse(keyring.box.open(sealed, `${id}/${name}`));
  }

  return {
    async add(input) {
      const id = parseNewId(input.id ?? ids.id());
      if (await settings.latest(id)) throw new InputRejected('input.connection-exists', `There is a connection ${id} already. Choose another id, or change that one.`, { field: 'id' });
      const options = parseOptions(input.options ?? {});
      const tokens = parseTokens(input.hookTokens ?? { neppo: ids.token(), ploomes: ids.token() });
      const crmConfig = crm.parseConfig(input.ploomes);
      const chatConfig = chat.parseConfig(input.neppo);
      await tryBoth(crmConfig, chatConfig);

      const validationKey = ids.token();
      const sealed = { [SECRET.crm]: JSON.stringify(input.ploomes), [SECRET.chat]: JSON.stringify(input.neppo), [SECRET.validationKey]: validationKey };
      for (const [name, value] of Object.entries(sealed)) await seal(id, name, value);
      const now = clock.now();
      const value: ConnectionSettings = {
        name: input.name, status: 'active', activeSince: now, ...(options.linking === 'on' ? { linkingSince: now } : {}), options,
      };
      const version = await settings.put(id, value, now, 0);
      return { ...viewOf(version), hooks: await hooks.add(id, tokens) };
    },
    get: async (id) => viewOf(await latest(id)),
    async list() {
      const all = await Promise.all((await settings.connections()).map(async (id) => await settings.latest(id)));
      return all.flatMap((version) => (version === undefined ? [] : [viewOf(version)]));
    },
    setOptions: async (id, input) => await change(id, (before) => {
      const options = parseOptions(input, before.options);
      const { linkingSince, ...rest } = before;
      if (options.linking === 'off') return { ...rest, options };
      const since = before.options.linking === 'on' && linkingSince !== undefined ? linkingSince : clock.now();
      return { ...rest, linkingSince: since, options };
    }),
    async setSystems(name, { ploomes, neppo, hookTokens }) {
      const id = (await latest(name)).connection;
      if (ploomes !== undefined || neppo !== undefined) {
        const input = { crm: ploomes ?? await openConfig(id, SECRET.crm), chat: neppo ?? await openConfig(id, SECRET.chat) };
        await tryBoth(crm.parseConfig(input.crm), chat.parseConfig(input.chat));
        if (ploomes !== undefined) await seal(id, SECRET.crm, JSON.stringify(ploomes));
        if (neppo !== undefined) await seal(id, SECRET.chat, JSON.stringify(neppo));
        connections.reconnect(id);
        await change(name, (before) => ({ ...before, systemsRevision: (before.systemsRevision ?? 0) + 1 }));
      }
      if (hookTokens !== undefined) await hooks.add(id, parseTokens(hookTokens));
      return viewOf(await latest(name));
    },
    rotateHook: async (id, system, wish = {}) => await hooks.rotate((await latest(id)).connection, system, wish),
    hooks: async (id) => await hooks.list((await latest(id)).connection),
    deactivate: async (id) => await change(id, (before) => ({ ...before, status: 'inactive' })),
    activate: async (id) => await change(id, (before) =>
      before.status === 'active' ? before : { ...before, status: 'active', activeSince: clock.now() }),
  };
}

const viewOf = ({ connection, version, value }: SettingsVersion): ConnectionView => {
  const { name, status, options } = parseStoredSettings(value);
  return { id: connection, name, status, options, version };
};

/** A setting that made a call fail before it was sent, such as an address that may not be called. */
function settingBehind(failure: unknown): ConfigRejected | undefined {
  if (failure instanceof ConfigRejected) return failure;
  return failure instanceof Error ? settingBehind(failure.cause) : undefined;
}

/** Any text may be asked for; only known ones answer. */
export const parseConnectionId = (id: string): ConnectionId => id as ConnectionId;

function parseTokens(tokens: HookTokens): HookTokens {
  if ([tokens.neppo, tokens.ploomes].every((token) => TOKEN.test(token))) return tokens;
  throw new InputRejected('input.hook-token-invalid', 'hookTokens cannot be used: give 43 or more letters, digits, dashes and underscores that nobody can guess, or leave them out.', { field: 'hookTokens' });
}

function parseNewId(id: string): ConnectionId {
  if (ID.test(id)) return parseConnectionId(id);
  throw new InputRejected('input.connection-id-invalid', `The id ${JSON.stringify(id.slice(0, 80))} cannot be used: write up to 64 letters, digits and dashes.`, { field: 'id' });
}
