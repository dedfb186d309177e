import { addMs, type ConnectionId, type Instant, type IntegrationId } from '../../../domain/index.ts';
import type { Clock, Integration, Integrations, Platform, Platforms, SchemeChoice } from '../../../ports/index.ts';
import type { IntegrationSecretBook, IntegrationSecrets } from './integration-secrets.ts';

/** An integration as the door needs it. */
export interface ListeningIntegration {
  readonly integration: Integration;
  readonly platform: Platform;
  readonly scheme: SchemeChoice;
  readonly secrets: IntegrationSecrets;
}

/** Integrations by their id, believed for a moment, since a platform may send hundreds of deliveries within one. `undefined` for one that was removed. */
export interface ListeningIntegrations {
  find(connection: ConnectionId, id: IntegrationId): Promise<ListeningIntegration | undefined>;
  /** Believes nothing of it any more: it was changed here. */
  forget(connection: ConnectionId, id: IntegrationId): void;
}

export interface ListeningIntegrationsNeeds {
  readonly integrations: Integrations;
  readonly secrets: IntegrationSecretBook;
  readonly platforms: Platforms;
  readonly clock: Clock;
}

const BELIEVED_MS = 2_000;
/** Each is some kilobytes; an account has a handful. */
const MOST_HELD = 1_000;

export function createListeningIntegrations({ integrations, secrets, platforms, clock }: ListeningIntegrationsNeeds): ListeningIntegrations {
  const held = new Map<string, { readonly until: Instant; readonly found: Promise<ListeningIntegration | undefined> }>();

  async function read(connection: ConnectionId, id: IntegrationId): Promise<ListeningIntegration | undefined> {
    const integration = await integrations.latest(connection, id);
    if (integration === undefined || integration.removed === 'yes') return undefined;
    const platform = platforms.find(integration.platform) ?? platforms.find('other');
    const scheme = platform?.authenticity.find((choice) => choice.id === integration.scheme);
    // A scheme that is not known any more lets nobody in: it is never replaced by a weaker one.
    return platform === undefined || scheme === undefined ? undefined : { integration, platform, scheme, secrets: await secrets.find(connection, id) };
  }

  return {
    async find(connection, id) {
      const key = `${connection} ${id}`;
      const known = held.get(key);
      const now = clock.now();
      if (known !== undefined && now < known.until) return await known.found;
      if (held.size >= MOST_HELD) held.clear();
      const found = read(connection, id);
      held.set(key, { until: addMs(now, BELIEVED_MS), found });
      found.catch(() => held.delete(key));
      return await found;
    },
    forget: (connection, id) => void held.delete(`${connection} ${id}`),
  };
}
