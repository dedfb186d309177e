import { namesIn, type WireObject } from '../wire/webhook.ts';

/** What a Neppo webhook may be about: the five entities that its screen offers (ACT-05), and messages. */
export type WebhookEntity = 'ChatSession' | 'ClassificationServices' | 'User' | 'Agent' | 'AssociationClientsToAgents' | 'Message';

const BY_NAME: ReadonlyMap<string, WebhookEntity> = new Map([
  ['chatsession', 'ChatSession'],
  ['classificationservices', 'ClassificationServices'],
  ['user', 'User'],
  ['agent', 'Agent'],
  ['associationclientstoagents', 'AssociationClientsToAgents'],
  ['message', 'Message'],
]);

const AGENT_STATES: readonly unknown[] = ['ONLINE', 'OFFLINE', 'PAUSE', 'PAUSED', 'FIRST_PAUSE'];

/**
 * Tells what a webhook is about, by its name or, where it has none that is known, by its fields. A body whose `entity`
 * names something else is not guessed at.
 */
export function entityOf(body: WireObject, content: WireObject): WebhookEntity | undefined {
  const named = namesIn(body).map((name) => BY_NAME.get(name)).find((entity) => entity !== undefined);
  if (named !== undefined) return named;
  return typeof body['entity'] === 'string' && body['entity'] !== '' ? undefined : entityByFields(content);
}

function entityByFields(content: WireObject): WebhookEntity | undefined {
  const has = (key: string): boolean => content[key] !== undefined && content[key] !== null;
  if (has('protocol')) return 'ChatSession';
  if (has('loginAttendance') || AGENT_STATES.includes(content['status'])) return 'Agent';
  if (has('classificationTreeSession') || has('commentClassification')) return 'ClassificationServices';
  if (has('userName') && has('phone')) return 'User';
  if (has('clientId') && has('agentId')) return 'AssociationClientsToAgents';
  // Whatever else brings a text with a session or a number was said by somebody.
  const isSaid = ['message', 'text', 'body'].some(has) && ['phone', 'phoneNumber', 'phoneContact', 'user'].some(has);
  return has('sessionId') || isSaid ? 'Message' : undefined;
}
