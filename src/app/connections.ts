import type { SecretBox } from '../adapters/system/index.ts';
import type { CallGate, CallListener, Chat, Clock, Crm, DeliveryReader, Secrets, Settings } from '../ports/index.ts';
import { Defect, type ConnectionId, type Instant } from '../domain/index.ts';
import { withinLimits } from './bounded-reader.ts';
import { parseStoredSettings, type ConnectionSettings, type KnownConnection } from './connection-settings.ts';
import type { SharedSecret } from './shared-secrets.ts';

/** What a platform adapter is given from inside. */
export interface ConnectorInside {
  readonly clock: Clock;
  readonly onCall: CallListener;
  /** Asked before each call to an account whose limits are known (HUB-03). */
  readonly gate: CallGate;
  /** Secrets that all processes share, such as a live token, by their names. */
  readonly shared: (name: string) => SharedSecret;
  readonly fetch?: typeof fetch;
}

/** How the hub reaches a CRM: a host may bring its own (HUB-06). */
export interface CrmConnector {
  /** Checks a configuration, credentials included. Throws `ConfigRejected` naming key, reason and mend. */
  parseConfig(input: unknown): unknown;
  connect(config: unknown, inside: ConnectorInside): Crm;
  /** The settings as they may be shown: without credentials. Absent: nothing of them is. */
  shown?(config: unknown): Readonly<Record<string, unknown>>;
  reader(config: unknown): DeliveryReader;
  /** Reads the calls of the CRM's automations (SND-02). Absent where the CRM has none. */
  automationReader?(config: unknown): DeliveryReader;
}

/** How the hub reaches a chat platform. */
export interface ChatConnector {
  parseConfig(input: unknown): unknown;
  connect(config: unknown, inside: ConnectorInside): Chat;
  /** The settings as they may be shown: without credentials. Absent: nothing of them is. */
  shown?(config: unknown): Readonly<Record<string, unknown>>;
  reader(config: unknown): DeliveryReader;
}

/** A connection's way to its two outside systems. */
export interface ConnectedSystems {
  readonly crm: Crm;
  readonly chat: Chat;
  readonly readers: { readonly ploomes: DeliveryReader; readonly neppo: DeliveryReader; readonly automation?: DeliveryReader };
  /** What the CRM has to show with each delivery (ACT-09). */
  readonly validationKey: string;
}

/** Finds connections and keeps their systems connected. */
export interface Connections {
  /** The settings in force at that moment (CRD-14: acceptance between systems). */
  at(id: ConnectionId, moment: Instant): Promise<KnownConnection>;
  /** Whether the connection is deactivated now, or a draft yet: then nothing takes effect (ACT-08). */
  isOff(id: ConnectionId): Promise<boolean>;
  systems(id: ConnectionId): Promise<ConnectedSystems>;
  /** Those that this process has connected by now. Asks nobody. */
  connected(): Promise<readonly { readonly id: ConnectionId; readonly systems: ConnectedSystems }[]>;
  /** Forgets the connected systems, so that changed credentials are read anew. */
  reconnect(id: ConnectionId): void;
}

export interface ConnectionsNeeds {
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly box: SecretBox;
  readonly crm: CrmConnector;
  readonly chat: ChatConnector;
  readonly inside: ConnectorInside;
}

/** Names of the sealed values of a connection. */
export const SECRET = { crm: 'crm', chat: 'chat', validationKey: 'validation-key' } as const;

export function createConnections({ settings, secrets, box, crm, chat, inside }: ConnectionsNeeds): Connections {
  const connected = new Map<ConnectionId, Promise<ConnectedSystems>>();
  const seen = new Map<ConnectionId, number>();

  /** Another process may have changed addresses or credentials since (ACT-11). */
  function noticeRevision(id: ConnectionId, { systemsRevision = 0 }: ConnectionSettings): void {
    if (seen.get(id) !== systemsRevision) connected.delete(id);
    seen.set(id, systemsRevision);
  }

  async function secretOf(id: ConnectionId, name: string): Promise<string> {
    const sealed = await secrets.find(id, name);
    if (sealed === undefined) throw new Defect('defect.secret-missing', `Connection ${id} has no stored ${name}.`);
    return box.open(sealed, `${id}/${name}`);
  }

  async function connect(id: ConnectionId): Promise<ConnectedSystems> {
    const crmConfig = crm.parseConfig(JSON.parse(await secretOf(id, SECRET.crm)));
    const chatConfig = chat.parseConfig(JSON.parse(await secretOf(id, SECRET.chat)));
    const automation = crm.automationReader?.(crmConfig);
    return {
      crm: crm.connect(crmConfig, inside),
      chat: chat.connect(chatConfig, inside),
      readers: { ploomes: withinLimits(crm.reader(crmConfig)), neppo: withinLimits(chat.reader(chatConfig)), ...(automation === undefined ? {} : { automation: withinLimits(automation) }) },
      validationKey: await secretOf(id, SECRET.validationKey),
    };
  }

  return {
    async at(id, moment) {
      const version = await settings.at(id, moment);
      if (version === undefined) throw new Defect('defect.connection-unknown', `Connection ${id} has no settings.`);
      return { id, version: version.version, settings: parseStoredSettings(version.value) };
    },
    async isOff(id) {
      const version = await settings.latest(id);
      if (version === undefined) return true;
      const current = parseStoredSettings(version.value);
      noticeRevision(id, current);
      return current.status !== 'active';
    },
    async systems(id) {
      const known = connected.get(id) ?? connect(id);
      connected.set(id, known);
      known.catch(() => connected.delete(id));
      return await known;
    },
    connected: async () => (await Promise.all([...connected].map(async ([id, systems]) => await systems.then((each) => [{ id, systems: each }], () => [])))).flat(),
    reconnect: (id) => void connected.delete(id),
  };
}
