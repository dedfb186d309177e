import { addMs, type Instant } from '../../../../domain/index.ts';
import type { AstrayHour, ConnectionSystem } from '../../../../ports/index.ts';
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

/** What happens is told of within moments; after so long a webhook counts as silent. */
const SILENT_AFTER_MS = 10 * 60_000;

/** Whether what is to come in comes in, and once (ACT-05, ACT-06, ACT-09, WHK-07). */
export function checkWebhooks(facts: HealthFacts): readonly Finding[] {
  const five = IDS.map((id) => checkWebhook(id, facts));
  return [
    ...five, addresses(facts, five.some(({ seen }) => seen !== 'received')), refusals(facts),
    found('ploomes-subscriptions', facts.subscriptions.seen, factsOf(facts.subscriptions)),
    doubled(facts.deliveries),
  ];
}

function checkWebhook(id: WebhookCheck, facts: HealthFacts): Finding {
  const at = facts.receipts.get(WEBHOOKS[id]);
  if (at === undefined) return found(id, 'never');
  const since = lastSeen(id, facts);
  return since !== undefined && isSilent(at, since, facts.now) ? found(id, 'silent', { at }) : found(id, 'received', { at });
}

/** A session tells when it began; of all else the hub knows by chance, from what it reads anyway. */
function lastSeen(id: WebhookCheck, { latestSession, seenOtherwise }: HealthFacts): Instant | undefined {
  if (id !== 'webhook-session') return seenOtherwise.get(WEBHOOKS[id]);
  return latestSession.known === 'yes' && latestSession.value !== 'none' ? latestSession.value : undefined;
}

/** Something happened since the last word of any, long enough ago. */
const isSilent = (lastWord: Instant, happened: Instant, now: Instant): boolean =>
  happened > addMs(lastWord, SILENT_AFTER_MS) && now > addMs(happened, SILENT_AFTER_MS);

/**
 * An address that the connection had is its own affair. One that was never anybody's may be anybody's: it is told where something
 * lacks that may be going there, so that a wrong address reads otherwise than a webhook that was never entered (ACT-05).
 */
function addresses({ astray, crmIsHeard }: HealthFacts, chatLacks: boolean): Finding {
  const [own, nobodys] = [astray.own.filter(isOfSystem), astray.nobodys.filter(isOfSystem)];
  if (own.length > 0) return found('webhook-addresses', 'old', astrayFacts(own));
  const perhapsOurs = nobodys.filter(({ system }) => (system === 'neppo' ? chatLacks : system === 'ploomes' && crmIsHeard === 'never'));
  return perhapsOurs.length > 0 ? found('webhook-addresses', 'wrong', astrayFacts(perhapsOurs)) : found('webhook-addresses', 'right');
}

/** What comes to integrations is looked at by itself. */
type SystemHour = AstrayHour & { readonly system: ConnectionSystem };
const isOfSystem = (hour: AstrayHour): hour is SystemHour => hour.system !== 'webhook';

const SYSTEM_NAMES: Readonly<Record<ConnectionSystem, string>> = { neppo: 'Neppo', ploomes: 'Ploomes', automation: 'Ploomes' };

const astrayFacts = (hours: readonly SystemHour[]): Finding['facts'] => ({ ...countedIn(hours), names: [...new Set(hours.map(({ system }) => SYSTEM_NAMES[system]))] });

function countedIn(hours: readonly AstrayHour[]): Finding['facts'] {
  const count = hours.reduce((sum, hour) => sum + hour.count, 0);
  const at = hours.map(({ from }) => from).toSorted().at(-1);
  return { count, ...(at === undefined ? {} : { at }) };
}

/** What platforms sent to the connection's integrations and nothing showed to be theirs, or came to an address that is no integration's any more (WHK-07). */
function refusals({ astray }: HealthFacts): Finding {
  const refused = astray.own.filter(({ system }) => system === 'webhook');
  return refused.length > 0 ? found('integration-deliveries', 'refused', countedIn(refused)) : found('integration-deliveries', 'taken');
}

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
