import { addMs, type ConnectionId } from '../../../domain/index.ts';
import type { Incoming, Json } from '../../../domain/mapping/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { CallbackDesk, Callbacks, Clock, Integration } from '../../../ports/index.ts';
import type { IntegrationSecretBook } from './integration-secrets.ts';

export interface AskPlatformNeeds {
  readonly callbacks: Callbacks;
  readonly secrets: Pick<IntegrationSecretBook, 'find'>;
  readonly clock: Clock;
  readonly box: SecretBox;
}

export interface PlatformQuestion {
  readonly connection: ConnectionId;
  readonly integration: Integration;
  readonly desk: CallbackDesk;
  readonly incoming: Incoming;
  /** No question is asked later than that after the first. @defaultValue 5 minutes */
  readonly patienceMs?: number;
}

/** What a platform said. `given-up`: it is too slow, says too much, or would be asked too often; what it said so far is of no use. */
export type PlatformWord =
  | { readonly outcome: 'not-needed' }
  | { readonly outcome: 'answered'; readonly callback: Json }
  | { readonly outcome: 'given-up'; readonly because: 'too-slow' | 'too-large' | 'too-many'; readonly asked: number };

/** Asks a platform for the contact that its delivery only names (WHK-01). */
export type AskPlatform = (question: PlatformQuestion) => Promise<PlatformWord>;

/** A contact is one question away, or two (an order, then its customer), and a delivery may name a thousand. More goes round in circles. */
const MOST_QUESTIONS = 2_000;
/** Each question may take ten seconds, and other deliveries want to be worked too. */
const PATIENCE_MS = 5 * 60_000;
/** Of all answers as text; a contact is two or three kilobytes. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

export function createAskPlatform({ callbacks, secrets, clock, box }: AskPlatformNeeds): AskPlatform {
  return async ({ connection, integration, desk, incoming, patienceMs = PATIENCE_MS }) => {
    const { credentials = {} } = await secrets.find(connection, integration.id);
    // Whoever has the same credentials at two integrations has one account.
    const account = `${integration.platform}:${box.mark(`callback/${integration.platform}/${JSON.stringify(Object.entries(credentials).toSorted(([one], [other]) => (one < other ? -1 : 1)))}`)}`;
    const until = addMs(clock.now(), patienceMs);
    const answers: Json[] = [];
    let characters = 0;
    const givenUp = (because: Extract<PlatformWord, { outcome: 'given-up' }>['because']): PlatformWord => ({ outcome: 'given-up', because, asked: answers.length });
    for (let request = desk.next(incoming, answers, credentials); request !== undefined; request = desk.next(incoming, answers, credentials)) {
      if (answers.length === MOST_QUESTIONS) return givenUp('too-many');
      if (answers.length > 0 && clock.now() > until) return givenUp('too-slow');
      const answer = await callbacks.ask(request, { account, limits: desk.limits });
      answers.push(answer);
      characters += JSON.stringify(answer).length;
      if (characters > MOST_CHARACTERS) return givenUp('too-large');
    }
    const callback = answers.length === 0 ? undefined : desk.gather?.(answers, incoming) ?? answers.at(-1);
    return callback === undefined ? { outcome: 'not-needed' } : { outcome: 'answered', callback };
  };
}
