import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ConnectionId, Instant, IntegrationId } from '../../../domain/index.ts';
import type { Secrets } from '../../../ports/index.ts';

/** What an integration has that nobody may see. Sealed as one value, so that it is read and exchanged as one. */
export interface IntegrationSecrets {
  /** By which deliveries are shown to come from the platform; absent where its scheme has none. */
  readonly signing?: string;
  /** The one before it, while the platform may still use it. */
  readonly before?: { readonly signing: string; readonly until: Instant };
  /** By which the platform is asked for contacts, under the names that its preset gives them. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** Keeps the secrets of integrations. Writes are durable when they resolve. */
export interface IntegrationSecretBook {
  find(connection: ConnectionId, integration: IntegrationId): Promise<IntegrationSecrets>;
  put(connection: ConnectionId, integration: IntegrationId, secrets: IntegrationSecrets): Promise<void>;
}

const nameOf = (integration: IntegrationId): string => `integration:${integration}`;

export function createIntegrationSecrets({ secrets, box }: { readonly secrets: Secrets; readonly box: SecretBox }): IntegrationSecretBook {
  return {
    async find(connection, integration) {
      const sealed = await secrets.find(connection, nameOf(integration));
      return sealed === undefined ? {} : parseSecrets(box.open(sealed, `${connection}/${nameOf(integration)}`));
    },
    async put(connection, integration, value) {
      const name = nameOf(integration);
      await secrets.put(connection, name, box.seal(JSON.stringify(value), `${connection}/${name}`));
    },
  };
}

/** Those that count at a moment, today's first. */
export const signingSecrets = ({ signing, before }: IntegrationSecrets, now: Instant): readonly string[] => [
  ...(signing === undefined ? [] : [signing]),
  ...(before === undefined || before.until <= now ? [] : [before.signing]),
];

/** What `put` sealed. */
const parseSecrets = (plain: string): IntegrationSecrets => JSON.parse(plain) as IntegrationSecrets;
