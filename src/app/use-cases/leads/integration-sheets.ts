import { addMs } from '../../../domain/index.ts';
import type { Clock, HookSigns, Integration, IntegrationSheet } from '../../../ports/index.ts';
import { gapsOf, needsSecret } from './integration-gaps.ts';
import { settingsOf } from './integration-book.ts';
import type { IntegrationHooks } from './integration-hooks.ts';
import type { IntegrationReach } from './integration-reach.ts';
import type { IntegrationSecretBook, IntegrationSecrets } from './integration-secrets.ts';

/** Shows integrations to people, without what is secret. Asks no outside system. */
export interface IntegrationSheets {
  of(integration: Integration): Promise<IntegrationSheet>;
}

export interface IntegrationSheetsNeeds {
  readonly reach: Pick<IntegrationReach, 'platformOf'>;
  readonly secrets: IntegrationSecretBook;
  readonly hooks: IntegrationHooks;
  readonly hookSigns: Pick<HookSigns, 'refused'>;
  readonly clock: Clock;
}

const WEEK_MS = 7 * 24 * 3_600_000;

export function createIntegrationSheets({ reach, secrets, hooks, hookSigns, clock }: IntegrationSheetsNeeds): IntegrationSheets {
  return {
    async of(integration) {
      const { connection, id, version, validFrom, scheme } = integration;
      const { removed: _, ...settings } = settingsOf(integration);
      const [kept, heard, refusals] = await Promise.all([
        secrets.find(connection, id), hooks.list(integration), hookSigns.refused({ connection, integration: id }, addMs(clock.now(), -WEEK_MS)),
      ]);
      const platform = reach.platformOf(integration);
      const last = heard.flatMap(({ lastReceivedAt }) => lastReceivedAt ?? []).toSorted().at(-1);
      return {
        id, version, validFrom, ...settings,
        ...secretState(kept, needsSecret(platform, scheme), clock),
        credentials: Object.keys(kept.credentials ?? {}),
        missing: gapsOf(integration, platform, kept),
        ...(last === undefined ? {} : { lastReceivedAt: last }),
        refusals,
      };
    },
  };
}

function secretState({ signing, before }: IntegrationSecrets, isNeeded: boolean, clock: Clock): Pick<IntegrationSheet, 'secret' | 'secretUntil'> {
  if (signing === undefined) return { secret: isNeeded ? 'missing' : 'not-needed' };
  return before === undefined || before.until <= clock.now() ? { secret: 'stored' } : { secret: 'exchanged', secretUntil: before.until };
}
