import type { HealthFacts } from '../facts.ts';
import { found, type Finding } from '../findings.ts';

/** So many users the CRM's integration asks for (ACT-07). */
const FEWEST_USERS = 5;

/** What the integration asks for before it can work (ACT-07, ACT-12). */
export const checkRequirements = (facts: HealthFacts): readonly Finding[] => [
  webhooksModule(facts), users(facts), account(facts),
  found('neppo-newest-version', facts.settings.ticks?.['neppo-newest-version'] === undefined ? 'unticked' : 'ticked'),
  found('released-by-support', facts.settings.ticks?.['released-by-support'] === undefined ? 'unticked' : 'ticked'),
];

/** The chat tells nobody what was bought: that a webhook came in proves it, and until then a person says so. */
function webhooksModule({ receipts, settings: { ticks } }: HealthFacts): Finding {
  if (receipts.size > 0) return found('neppo-webhooks-module', 'seen');
  return found('neppo-webhooks-module', ticks?.['webhooks-module'] === undefined ? 'untold' : 'ticked');
}

function users({ users: asked }: HealthFacts): Finding {
  if (asked.known === 'no') return found('ploomes-users', 'untold', { code: asked.code });
  const count = asked.value.filter(({ suspended, integration }) => !suspended && !integration).length;
  return found('ploomes-users', count < FEWEST_USERS ? 'too-few' : 'enough', { count });
}

function account({ takenBy }: HealthFacts): Finding {
  if (takenBy.known === 'no') return found('account-taken', 'untold', { code: takenBy.code });
  return takenBy.value === 'nobody' ? found('account-taken', 'free') : found('account-taken', 'taken', { names: [takenBy.value] });
}
