import { addMs, type Instant } from '../../../../domain/index.ts';
import type { HealthFacts, SeenDelivery } from '../facts.ts';
import { found, type Finding } from '../findings.ts';

/** The five webhooks that a person enters in the chat, by the check that looks for each (ACT-05). */
export const WEBHOOKS = {
  'webhook-user': 'User',
  'webhook-agent': 'Agent',
  'webhook-classification': 'ClassificationServices',
  'webhook-session': 'ChatSession',
  'webhook-association': 'AssociationClientsToAgents',
} as const;

type WebhookCheck = keyof typeof WEBHOOKS;
const IDS: readonly WebhookCheck[] = ['webhook-user', 'webhook-agent', 'webhook-classification', 'webhook-session', 'webhook-association'];

/** A session is told of within moments; after so long its webhook counts as silent. */
const SILENT_AFTER_MS = 10 * 60_000;

/** Whether what is to come in comes in, and once (ACT-05, ACT-06, ACT-09). */
export const checkWebhooks = (facts: HealthFacts): readonly Finding[] => [
  ...IDS.map((id) => checkWebhook(id, facts)),
  found('ploomes-subscriptions', facts.subscriptions.seen, factsOf(facts.subscriptions)),
  doubled(facts.deliveries),
];

function checkWebhook(id: WebhookCheck, { receipts, latestSession, now }: HealthFacts): Finding {
  const at = receipts.get(WEBHOOKS[id]);
  if (at === undefined) return found(id, 'never');
  const begun = latestSession.known === 'yes' && latestSession.value !== 'none' ? latestSession.value : undefined;
  if (id === 'webhook-session' && begun !== undefined && isSilent(at, begun, now)) return found(id, 'silent', { at });
  return found(id, 'received', { at });
}

/** A session began since the last word of any, long enough ago. */
const isSilent = (lastWord: Instant, begun: Instant, now: Instant): boolean =>
  begun > addMs(lastWord, SILENT_AFTER_MS) && now > addMs(begun, SILENT_AFTER_MS);

const factsOf = ({ count, code }: HealthFacts['subscriptions']): Finding['facts'] =>
  ({ ...(count === undefined ? {} : { count }), ...(code === undefined ? {} : { code }) });

/** Two that come so close together are one event. */
const TOGETHER_MS = 10_000;
const FEWEST_DOUBLED = 3;

/** A leftover "Executor de Rotinas" delivers what the webhooks deliver too (ACT-06): most bodies come twice within seconds. */
function doubled(deliveries: readonly SeenDelivery[]): Finding {
  const count = deliveries.filter((one) => one.repeats > 0 || deliveries.some((other) => isTwin(one, other))).length;
  return count >= FEWEST_DOUBLED && count * 2 >= deliveries.length
    ? found('doubled-deliveries', 'doubled', { count }) : found('doubled-deliveries', 'single');
}

const isTwin = (one: SeenDelivery, other: SeenDelivery): boolean =>
  one !== other && one.body === other.body && one.kind === other.kind
  && one.receivedAt <= addMs(other.receivedAt, TOGETHER_MS) && other.receivedAt <= addMs(one.receivedAt, TOGETHER_MS);
