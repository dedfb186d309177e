import { isIntegrationError, type ConnectionId, type IntegrationId } from '../../../domain/index.ts';
import type { Asker, AuditLog, Clock, Integration, Integrations, IntegrationSettings } from '../../../ports/index.ts';
import { sortedText } from '../activation/connection-book.ts';
import type { ListeningIntegrations } from './listening-integrations.ts';

/** What somebody makes of an integration; a refusal changes nothing. */
export type NextSettings<Refusal> = { readonly settings: IntegrationSettings & Pick<Integration, 'removed'> } | { readonly refused: Refusal };

/** Reads and changes integrations, one version at a time, and notes who did it. */
export interface IntegrationBook {
  list(connection: ConnectionId): Promise<readonly Integration[]>;
  /** `undefined` for one that was removed. */
  find(connection: ConnectionId, id: string): Promise<Integration | undefined>;
  create(asker: Asker, connection: ConnectionId, id: IntegrationId, settings: IntegrationSettings): Promise<Integration>;
  /** What changes nothing makes no new version. Somebody else's change between reading and writing is read, and built upon. */
  change<Refusal>(asker: Asker, before: Integration, next: (before: Integration) => Promise<NextSettings<Refusal>>): Promise<Integration | { readonly refused: Refusal }>;
}

export interface IntegrationBookNeeds {
  readonly integrations: Integrations;
  readonly listening: Pick<ListeningIntegrations, 'forget'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

const MOST_TRIES = 5;

export function createIntegrationBook({ integrations, listening, audit, clock }: IntegrationBookNeeds): IntegrationBook {
  async function find(connection: ConnectionId, id: string): Promise<Integration | undefined> {
    const found = await integrations.latest(connection, parseIntegrationId(id));
    return found?.removed === 'yes' ? undefined : found;
  }

  async function put({ name: by }: Asker, integration: Integration): Promise<Integration> {
    await integrations.put(integration);
    const { connection, id, version } = integration;
    listening.forget(connection, id);
    await audit.note([{ chain: connection, kind: 'settings-changed', subject: `integration:${id}:${version}`, at: integration.validFrom, value: { by, ...settingsOf(integration) } }]);
    return integration;
  }

  return {
    find,
    list: async (connection) => await integrations.list(connection),
    create: async (asker, connection, id, settings) => await put(asker, { ...settings, connection, id, version: 1, validFrom: clock.now() }),
    async change(asker, given, next) {
      for (let [before, tries] = [given, 1]; ; tries += 1) {
        const made = await next(before);
        if ('refused' in made) return made;
        if (sortedText(made.settings) === sortedText(settingsOf(before))) return before;
        try {
          return await put(asker, { ...made.settings, connection: before.connection, id: before.id, version: before.version + 1, validFrom: clock.now() });
        } catch (failure) {
          if (!isIntegrationError(failure) || failure.code !== 'port.conflict' || tries === MOST_TRIES) throw failure;
        }
        before = await integrations.latest(before.connection, before.id) ?? before;
      }
    },
  };
}

/** A version without what tells it from others. */
export function settingsOf(integration: Integration): IntegrationSettings & Pick<Integration, 'removed'> {
  const { connection: _, id: __, version: ___, validFrom: ____, ...settings } = integration;
  return settings;
}

/** Any text may be asked for; only known ones answer. */
export const parseIntegrationId = (id: string): IntegrationId => id as IntegrationId;
