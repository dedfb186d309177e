import { Defect, type ConnectionId } from '../../../domain/index.ts';
import type { Incoming, Json } from '../../../domain/mapping/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { CallbackDesk, Callbacks, Integration } from '../../../ports/index.ts';
import type { IntegrationSecretBook } from './integration-secrets.ts';

export interface AskPlatformNeeds {
  readonly callbacks: Callbacks;
  readonly secrets: Pick<IntegrationSecretBook, 'find'>;
  readonly box: SecretBox;
}

export interface PlatformQuestion {
  readonly connection: ConnectionId;
  readonly integration: Integration;
  readonly desk: CallbackDesk;
  readonly incoming: Incoming;
}

/** Asks a platform for the contact that its delivery only names; `undefined` where nothing is to be asked (WHK-01). */
export type AskPlatform = (question: PlatformQuestion) => Promise<Json | undefined>;

/** A contact is one question away, or two (an order, then its customer), and a delivery may name a thousand. More goes round in circles. */
const MOST_QUESTIONS = 2_000;

export function createAskPlatform({ callbacks, secrets, box }: AskPlatformNeeds): AskPlatform {
  return async ({ connection, integration, desk, incoming }) => {
    const { credentials = {} } = await secrets.find(connection, integration.id);
    // Whoever has the same credentials at two integrations has one account.
    const account = `${integration.platform}:${box.mark(`callback/${integration.platform}/${JSON.stringify(Object.entries(credentials).toSorted(([one], [other]) => (one < other ? -1 : 1)))}`)}`;
    const answers: Json[] = [];
    for (let request = desk.next(incoming, answers, credentials); request !== undefined; request = desk.next(incoming, answers, credentials)) {
      if (answers.length === MOST_QUESTIONS) throw new Defect('defect.callback-endless', `The preset ${integration.platform} asks its platform for more and more.`);
      answers.push(await callbacks.ask(request, { account, limits: desk.limits }));
    }
    return answers.length === 0 ? undefined : desk.gather?.(answers, incoming) ?? answers.at(-1);
  };
}
