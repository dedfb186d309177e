import { identityKeysOf, type ConnectionId, type PartId, type Protocol } from '../../../domain/index.ts';
import type { Sessions, WebhookMessage } from '../../../ports/index.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import type { ClientFinder } from '../find-client.ts';

/** What a message's webhook says. */
export type ToldMessage = Extract<WebhookMessage, { readonly type: 'message-told' }>;

/** To which conversations a message may belong, as far as this hub knows by itself. */
export interface MeantConversations {
  /** The one of its part. */
  ofPart(connection: ConnectionId, part: PartId): Promise<Protocol | undefined>;
  /** Of a message that names nothing but a number: those with that number that may run yet. */
  ofNumber(connection: KnownConnection, phone: string): Promise<readonly Protocol[]>;
}

export interface MeantConversationsNeeds {
  readonly sessions: Pick<Sessions, 'protocolOfPart' | 'ofContact' | 'waitingFor'>;
  readonly finder: Pick<ClientFinder, 'findLearned'>;
}

export const createMeantConversations = ({ sessions, finder }: MeantConversationsNeeds): MeantConversations => ({
  ofPart: async (connection, part) => await sessions.protocolOfPart(connection, part),
  async ofNumber(connection, phone) {
    const keys = identityKeysOf({ phone });
    const [client, ofUnknown] = await Promise.all([finder.findLearned(connection, keys), sessions.waitingFor(connection.id, keys)]);
    const ofClient = client.outcome === 'known' ? await sessions.ofContact(connection.id, client.client, 'running') : [];
    return [...new Set([...ofClient, ...ofUnknown])];
  },
});
