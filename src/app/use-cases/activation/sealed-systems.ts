import { isIntegrationError, type ConnectionId } from '../../../domain/index.ts';
import type { Chat, Crm, IdSource, OutsideSystem, Secrets, SystemSheet } from '../../../ports/index.ts';
import { SECRET, type ChatConnector, type ConnectorInside, type CrmConnector } from '../../connections.ts';
import type { Keyring } from '../../keyring.ts';

/** The two systems of a connection, as far as their credentials are known. */
export interface ReachedSystems {
  readonly crm?: Crm;
  readonly chat?: Chat;
}

/** Keeps the settings of both systems sealed, credentials included, from the first moment on (ACT-02). */
export interface SealedSystems {
  keep(connection: ConnectionId, system: OutsideSystem, settings: unknown): Promise<void>;
  open(connection: ConnectionId, system: OutsideSystem): Promise<unknown>;
  /** Makes what the CRM has to show with each delivery, once. */
  ensureValidationKey(connection: ConnectionId): Promise<void>;
  /** What may be shown. */
  sheet(connection: ConnectionId, system: OutsideSystem): Promise<SystemSheet>;
  /** Both systems anew, nothing remembered from a minute ago. Nothing is sent. */
  reach(connection: ConnectionId): Promise<ReachedSystems>;
}

export interface SealedSystemsNeeds {
  readonly secrets: Secrets;
  readonly keyring: Keyring;
  readonly crm: CrmConnector;
  readonly chat: ChatConnector;
  readonly inside: ConnectorInside;
  readonly ids: IdSource;
}

const NAME = { ploomes: SECRET.crm, neppo: SECRET.chat } as const satisfies Record<OutsideSystem, string>;

export function createSealedSystems({ secrets, keyring, crm, chat, inside, ids }: SealedSystemsNeeds): SealedSystems {
  async function seal(connection: ConnectionId, name: string, value: string): Promise<void> {
    await keyring.keep();
    await secrets.put(connection, name, keyring.box.seal(value, `${connection}/${name}`));
  }

  async function open(connection: ConnectionId, system: OutsideSystem): Promise<unknown> {
    const name = NAME[system];
    const sealed = await secrets.find(connection, name);
    return sealed === undefined ? undefined : JSON.parse(keyring.box.open(sealed, `${connection}/${name}`));
  }

  return {
    keep: async (connection, system, settings) => await seal(connection, NAME[system], JSON.stringify(settings)),
    open,
    async ensureValidationKey(connection) {
      if ((await secrets.find(connection, SECRET.validationKey)) === undefined) await seal(connection, SECRET.validationKey, ids.token());
    },
    async sheet(connection, system) {
      if ((await secrets.find(connection, NAME[system])) === undefined) return { credential: 'missing' };
      const shown = (system === 'ploomes' ? crm : chat).shown;
      const config = shown && await open(connection, system).catch(nothingReadable);
      return { credential: 'stored', ...(config === undefined || shown === undefined ? {} : { settings: shown(config) }) };
    },
    async reach(connection) {
      const [ploomes, neppo] = [await open(connection, 'ploomes'), await open(connection, 'neppo')];
      return {
        ...(ploomes === undefined ? {} : { crm: crm.connect(crm.parseConfig(ploomes), inside) }),
        ...(neppo === undefined ? {} : { chat: chat.connect(chat.parseConfig(neppo), inside) }),
      };
    },
  };
}

/** Whoever only looks may have no key, or another one. */
function nothingReadable(failure: unknown): undefined {
  if (!isIntegrationError(failure)) throw failure;
  return undefined;
}
