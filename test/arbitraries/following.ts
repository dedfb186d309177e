import fc from 'fast-check';
import {
  parseCardId, parseFunnelId,
  type Card, type CardId, type Contact, type FunnelId, type LinkBehaviour, type LinkingSettings, type RehearsedCrm, type SessionEvent, type Sighting,
} from 'vinculo/domain';
import { sightings } from './attendance.ts';
import { cardsAround, linkingSettings } from './card-linking.ts';
import { contact } from './contact.ts';
import { funnelId } from './funnel.ts';
import { present } from './present.ts';

/** A session, the settings that it runs under, and the CRM as it was before. */
export interface SessionHistory {
  readonly settings: LinkingSettings;
  /** In source order; the client's own contact is in the CRM. */
  readonly sightings: readonly [Sighting, ...Sighting[]];
  readonly contact: Contact;
  readonly crm: RehearsedCrm;
}

/** What a history may be narrowed to. */
export interface HistoryOptions {
  readonly behaviour?: fc.Arbitrary<LinkBehaviour>;
  readonly settings?: fc.Arbitrary<LinkingSettings>;
  /** @defaultValue 'some' */
  readonly archived?: 'some' | 'none';
  /** @defaultValue 'some' */
  readonly cardsBefore?: 'some' | 'none';
  /** @defaultValue 8 */
  readonly maxLength?: number;
}

/** Any session with a client whom the CRM has, under any settings. */
export const sessionHistory = ({ behaviour, settings, archived = 'some', cardsBefore = 'some', maxLength = 8 }: HistoryOptions = {}): fc.Arbitrary<SessionHistory> =>
  contact().chain((client) => fc.record({
    settings: settings ?? linkingSettings(behaviour === undefined ? {} : { behaviour }),
    sightings: sightings({ maxLength }),
    contact: fc.constant(client),
    crm: fc.record({
      contacts: fc.constant([client]),
      cards: cardsBefore === 'none' ? fc.constant<readonly Card[]>([]) : cardsAround(client),
      unavailable: archived === 'none' ? fc.constant<readonly FunnelId[]>([]) : fc.uniqueArray(funnelId(), { maxLength: 2 }),
    }),
  }));

const HAND_FUNNELS: readonly FunnelId[] = [1, 2, 3, 9].map((id) => present(parseFunnelId(id)));

const handCard = (): fc.Arbitrary<CardId> => fc.integer({ min: 50, max: 52 }).map((id) => present(parseCardId(id)));

/** Whatever else may happen to a session: clients come, go and change, people link and unlink cards, cards are deleted. */
export const turnOfEvents = (history: SessionHistory, others: readonly Contact[] = []): fc.Arbitrary<SessionEvent> => {
  const { settings, contact: client } = history;
  return fc.oneof(
    fc.constantFrom(...history.sightings).map((sighting): SessionEvent => ({ type: 'ChatSessionSighted', sighting, settings })),
    fc.constantFrom(client, ...others).map(({ id }): SessionEvent => ({ type: 'ClientKnown', contactId: id, settings })),
    fc.constantFrom('ClientLost', 'WaitingEnded', 'CardUnlinkedByHand', 'RecordDue').map((type): SessionEvent => ({ type })),
    fc.record({ type: fc.constant('CardLinkedByHand' as const), cardId: handCard(), funnelId: fc.constantFrom(...HAND_FUNNELS) }),
    fc.record({ type: fc.constant('CardDeleted' as const), cardId: fc.oneof(handCard(), fc.integer({ min: 1, max: 5 }).map((nth) => present(parseCardId(`rehearsed-${nth}`)))) }),
  );
};
