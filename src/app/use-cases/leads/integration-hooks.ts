import { hashToken } from '../../../adapters/system/index.ts';
import { addMs, InputRejected, type Instant } from '../../../domain/index.ts';
import type { Clock, Hook, HookAddress, Hooks, IdSource, Integration } from '../../../ports/index.ts';

/** Lets integrations listen at addresses that nobody can guess, and exchanges these (WHK-01, ACT-04). */
export interface IntegrationHooks {
  /** One more address, shown this once: only its hash is kept. */
  add(integration: Integration): Promise<string>;
  /** Another address; the earlier ones end, at the latest, after so many hours. */
  rotate(integration: Integration, graceHours: number | undefined): Promise<{ readonly address: string; readonly until: Instant }>;
  end(integration: Integration): Promise<void>;
  /** Ended ones too. */
  list(integration: Integration): Promise<readonly Hook[]>;
}

export interface IntegrationHooksNeeds {
  readonly hooks: Hooks;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly publicUrl: string;
}

const USUAL_GRACE_HOURS = 24;
const MOST_GRACE_HOURS = 24 * 30;
const HOUR_MS = 3_600_000;

export function createIntegrationHooks({ hooks, clock, ids, publicUrl }: IntegrationHooksNeeds): IntegrationHooks {
  async function listen(integration: Integration): Promise<{ readonly token: string; readonly address: string }> {
    const token = ids.token();
    await hooks.add(hashToken(token), whereOf(integration));
    return { token, address: `${publicUrl}/hooks/${integration.platform === 'activecampaign' ? 'activecampaign' : 'webhook'}/${token}` };
  }

  return {
    add: async (integration) => (await listen(integration)).address,
    async rotate(integration, graceHours) {
      const until = graceEnd(clock.now(), graceHours);
      const { token, address } = await listen(integration);
      await hooks.end(whereOf(integration), { until, but: hashToken(token) });
      return { address, until };
    },
    end: async (integration) => await hooks.end(whereOf(integration), { until: clock.now() }),
    list: async ({ connection, id }) => (await hooks.list(connection)).filter(({ integration }) => integration === id),
  };
}

const whereOf = ({ connection, id }: Integration): HookAddress => ({ connection, system: 'webhook', integration: id });

/**
 * Until when something goes on that is exchanged for another.
 *
 * @throws {@link InputRejected} `input.grace-invalid`.
 */
export function graceEnd(now: Instant, graceHours: number = USUAL_GRACE_HOURS): Instant {
  if (graceHours >= 0 && graceHours <= MOST_GRACE_HOURS) return addMs(now, graceHours * HOUR_MS);
  throw new InputRejected('input.grace-invalid', `graceHours cannot be used: give a number of hours from 0, which revokes at once, to ${MOST_GRACE_HOURS}.`, { field: 'graceHours' });
}
