import { hashToken, type SecretBox } from '../../adapters/system/index.ts';
import { InputRejected, type ConnectionId } from '../../domain/index.ts';
import type { Clock, IdSource, Secrets, Settings, SettingsVersion } from '../../ports/index.ts';
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

/** The unguessable parts of a connection's hook addresses (ACT-04): 43 letters, digits, dashes or underscores or more, by chance alone. */
export interface HookTokens {
  readonly neppo: string;
  readonly ploomes: string;
}

/** What is to be different about the outside systems of a connection; what is left out stays as it was. */
export interface SystemsChange {
  /** The adapter's settings, whole, credentials included. */
  readonly ploomes?: unknown;
  readonly neppo?: unknown;
  /** Tokens at which the connection listens as well; the CRM's subscriptions are put right for them. */
  readonly hookTokens?: HookTokens;
}

/** The addresses that the outside systems call; shown once, since only their hashes are kept (ACT-04). */
export interface HookAddresses {
  readonly neppo: string;
  readonly ploomes: string;
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
  readonly box: SecretBox;
  readonly publicUrl: string;
}

const ID = /^[A-Za-z0-9-]{1,64}$/;
/** 256 bits in base64url take 43 characters. */
const TOKEN = /^[A-Za-z0-9_-]{43,200}$/;

export function createManageConnections(needs: ManageConnectionsNeeds): ManageConnections {
  const { settings, secrets, connections, crm, chat, inside, clock, ids, box, publicUrl } = needs;

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
    await system.tryCredential();
    await chat.connect(chatConfig, inside).tryCredential();
    await system.prepare();
  }

  async function addHook(connection: ConnectionId, system: 'neppo' | 'ploomes', token: string): Promise<string> {
    await settings.addHook(hashToken(token), { connection, system });
    return `${publicUrl}/hooks/${system}/${token}`;
  }

  /** Listens at the tokens and lets the CRM send there; doing it again changes nothing. */
  async function addHooks(connection: ConnectionId, tokens: HookTokens, validationKey: string): Promise<HookAddresses> {
    const hooks = { neppo: await addHook(connection, 'neppo', tokens.neppo), ploomes: await addHook(connection, 'ploomes', tokens.ploomes) };
    const { crm: connected } = await connections.systems(connection);
    await connected.subscriptions.ensure({ callbackUrl: hooks.ploomes, validationKey });
    return hooks;
  }

  const seal = async (id: ConnectionId, name: string, value: string): Promise<void> => await secrets.put(id, name, box.seal(value, `${id}/${name}`));

  async function openConfig(id: ConnectionId, name: typeof SECRET.crm | typeof SECRET.chat): Promise<unknown> {
    const sealed = await secrets.find(id, name);
    return sealed === undefined ? undefined : JSON.parse(box.open(sealed, `${id}/${name}`));
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
      return { ...viewOf(version), hooks: await addHooks(id, tokens, validationKey) };
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
      const version = await latest(name);
      const id = version.connection;
      if (ploomes !== undefined || neppo !== undefined) {
        const input = { crm: ploomes ?? await openConfig(id, SECRET.crm), chat: neppo ?? await openConfig(id, SECRET.chat) };
        await tryBoth(crm.parseConfig(input.crm), chat.parseConfig(input.chat));
        await seal(id, SECRET.crm, JSON.stringify(input.crm));
        await seal(id, SECRET.chat, JSON.stringify(input.chat));
        connections.reconnect(id);
      }
      if (hookTokens !== undefined) await addHooks(id, parseTokens(hookTokens), (await connections.systems(id)).validationKey);
      return viewOf(version);
    },
    deactivate: async (id) => await change(id, (before) => ({ ...before, status: 'inactive' })),
    activate: async (id) => await change(id, (before) =>
      before.status === 'active' ? before : { ...before, status: 'active', activeSince: clock.now() }),
  };
}

const viewOf = ({ connection, version, value }: SettingsVersion): ConnectionView => {
  const { name, status, options } = parseStoredSettings(value);
  return { id: connection, name, status, options, version };
};

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
