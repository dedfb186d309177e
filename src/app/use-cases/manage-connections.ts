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

  async function addHook(connection: ConnectionId, system: 'neppo' | 'ploomes'): Promise<string> {
    const token = ids.token();
    await settings.addHook(hashToken(token), { connection, system });
    return `${publicUrl}/hooks/${system}/${token}`;
  }

  return {
    async add(input) {
      const id = parseNewId(input.id ?? ids.id());
      if (await settings.latest(id)) throw new InputRejected('input.connection-exists', `There is a connection ${id} already. Choose another id, or change that one.`, { field: 'id' });
      const options = parseOptions(input.options ?? {});
      const crmConfig = crm.parseConfig(input.ploomes);
      const chatConfig = chat.parseConfig(input.neppo);
      await tryBoth(crmConfig, chatConfig);

      const validationKey = ids.token();
      const sealed = { [SECRET.crm]: JSON.stringify(input.ploomes), [SECRET.chat]: JSON.stringify(input.neppo), [SECRET.validationKey]: validationKey };
      for (const [name, value] of Object.entries(sealed)) await secrets.put(id, name, box.seal(value, `${id}/${name}`));
      const now = clock.now();
      const value: ConnectionSettings = {
        name: input.name, status: 'active', activeSince: now, ...(options.linking === 'on' ? { linkingSince: now } : {}), options,
      };
      const version = await settings.put(id, value, now, 0);
      const hooks = { neppo: await addHook(id, 'neppo'), ploomes: await addHook(id, 'ploomes') };
      const { crm: connected } = await connections.systems(id);
      await connected.subscriptions.ensure({ callbackUrl: hooks.ploomes, validationKey });
      return { ...viewOf(version), hooks };
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

function parseNewId(id: string): ConnectionId {
  if (ID.test(id)) return parseConnectionId(id);
  throw new InputRejected('input.connection-id-invalid', `The id ${JSON.stringify(id.slice(0, 80))} cannot be used: write up to 64 letters, digits and dashes.`, { field: 'id' });
}
