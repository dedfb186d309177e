import type { SecretBox } from '../../../adapters/system/index.ts';
import type { ConnectionId, Instant, IntegrationId } from '../../../domain/index.ts';
import { PortFailure, type Secrets } from '../../../ports/index.ts';

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
  /** What somebody else changes meanwhile is built upon: `next` may be asked again. @throws {@link PortFailure} `port.conflict` where that goes on. */
  change(connection: ConnectionId, integration: IntegrationId, next: (before: IntegrationSecrets) => IntegrationSecrets): Promise<void>;
}

const MOST_TRIES = 5;

const nameOf = (integration: IntegrationId): string => `integration:${integration}`;

export function createIntegrationSecrets({ secrets, box }: { readonly secrets: Secrets; readonly box: SecretBox }): IntegrationSecretBook {
  const opened = (sealed: string | undefined, connection: ConnectionId, integration: IntegrationId): IntegrationSecrets =>
    (sealed === undefined ? {} : parseSecrets(box.open(sealed, `${connection}/${nameOf(integration)}`)));
  const sealed = (value: IntegrationSecrets, connection: ConnectionId, integration: IntegrationId): string =>
    box.seal(JSON.stringify(value), `${connection}/${nameOf(integration)}`);

  async function put(connection: ConnectionId, integration: IntegrationId, value: IntegrationSecrets): Promise<void> {
    await secrets.put(connection, nameOf(integration), sealed(value, connection, integration));
  }

  return {
    put,
    find: async (connection, integration) => opened(await secrets.find(connection, nameOf(integration)), connection, integration),
    async change(connection, integration, next) {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const from = await secrets.find(connection, nameOf(integration));
        const value = next(opened(from, connection, integration));
        if (from === undefined) return await put(connection, integration, value);
        if (await secrets.replace(connection, nameOf(integration), { from, to: sealed(value, connection, integration) }) === 'replaced') return;
      }
      throw new PortFailure('port.conflict', `The secrets of integration ${integration} are being changed by somebody else. Try again in a moment.`);
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
