import type { Card, CardId } from '../../src/domain/card-linking/card.ts';
import type { LinkingSettings } from '../../src/domain/connection/connection.ts';
import type { Contact } from '../../src/domain/contact/contact.ts';
import { followSession, viewOf, type SessionEvent } from '../../src/domain/following/followed-session.ts';
import { beginRehearsal, rehearse, type RehearsedCrm, type Rehearsal } from '../../src/domain/following/rehearse.ts';
import type { LinkBehaviour } from '../../src/domain/funnel/funnel-mapping.ts';
import type { FunnelId } from '../../src/domain/funnel/funnel.ts';
import type { Sighting } from '../../src/domain/attendance/sighting.ts';
import { aContactId } from './an-identity.ts';
import { aGroupId, aSighting, at, type SightingOf } from './a-session.ts';

export const aFunnelId = (id: string): FunnelId => id as FunnelId;
export const aCardId = (id: string | number): CardId => String(id) as CardId;

/** A group's funnel, with its behaviour where that is not `always-create`. */
export type MappingOf = string | readonly [funnel: string, behaviour: LinkBehaviour];

/** Settings in which linking is on, the groups are mapped as told, and records are made at the start. */
export const theSettings = (groups: Readonly<Record<string, MappingOf>>, over: Partial<LinkingSettings> = {}): LinkingSettings => ({
  linking: 'on',
  mappings: Object.entries(groups).map(([group, mapped]) => {
    const [funnel, behaviour] = typeof mapped === 'string' ? [mapped, 'always-create' as const] : mapped;
    return { groupId: aGroupId(group), groupName: group, funnelId: aFunnelId(funnel), behaviour, counting: 'won-and-lost-too' };
  }),
  recordMoment: 'at-start',
  waitingDays: 30,
  ...over,
});

/** An open card of a contact, made at a minute. */
export const aCard = (id: string | number, funnel: string, client: Contact | string, minute = -60, over: Partial<Card> = {}): Card => ({
  id: aCardId(id),
  funnelId: aFunnelId(funnel),
  clientId: typeof client === 'string' ? aContactId(client) : client.id,
  title: 'Negócio antigo',
  createdAt: at(minute),
  state: 'open',
  ...over,
});

/** A session while a test tells what happens to it. */
export interface Story {
  readonly settings: LinkingSettings;
  readonly crm: RehearsedCrm;
  readonly client: Contact | undefined;
  readonly rehearsal: Rehearsal | undefined;
}

export type Happening = (story: Story) => Story;

/** Tells a story from its beginning; every stay is decided at once. */
export const tell = (...happenings: readonly Happening[]): Story => goOn({
  settings: theSettings({}), crm: { contacts: [], cards: [], unavailable: [] }, client: undefined, rehearsal: undefined,
}, ...happenings);

export const goOn = (story: Story, ...happenings: readonly Happening[]): Story => happenings.reduce((told, happens) => happens(told), story);

/** The settings from here on. */
export const under = (groups: Readonly<Record<string, MappingOf>>, over: Partial<LinkingSettings> = {}): Happening =>
  (story) => ({ ...story, settings: theSettings(groups, over) });

const inCrm = (change: (crm: RehearsedCrm) => RehearsedCrm): Happening => (story) => ({
  ...story, crm: change(story.crm), rehearsal: story.rehearsal && { ...story.rehearsal, crm: change(story.rehearsal.crm) },
});

/** The client is in the CRM and known from the first sighting on. */
export const clientIs = (contact: Contact): Happening => (story) => goOn({ ...story, client: contact }, registered(contact));
const registered = (contact: Contact): Happening => inCrm((crm) => ({ ...crm, contacts: [...crm.contacts, contact] }));
export const cardsExist = (...cards: readonly Card[]): Happening => inCrm((crm) => ({ ...crm, cards: [...crm.cards, ...cards] }));
export const archived = (funnel: string): Happening => inCrm((crm) => ({ ...crm, unavailable: [...crm.unavailable, aFunnelId(funnel)] }));
export const restored = (funnel: string): Happening =>
  inCrm((crm) => ({ ...crm, unavailable: crm.unavailable.filter((each) => each !== aFunnelId(funnel)) }));

/** A delivery tells that the session is in a group at a minute. */
export const seen = (minute: number, group?: string, over: SightingOf = {}): Happening => sighted(aSighting(minute, group, over));

const sighted = (sighting: Sighting): Happening => (story) => {
  const { rehearsal, settings, crm, client } = story;
  if (rehearsal === undefined) return { ...story, rehearsal: beginRehearsal(followSession(sighting, settings, client?.id), crm) };
  return { ...story, rehearsal: rehearse(rehearsal, { type: 'ChatSessionSighted', sighting, settings }) };
};

const happens = (eventOf: (story: Story) => SessionEvent): Happening => (story) => {
  if (story.rehearsal === undefined) throw new Error('A story begins with a sighting.');
  return { ...story, rehearsal: rehearse(story.rehearsal, eventOf(story)) };
};

/** The client becomes this contact, or another one. */
export const becomesKnown = (contact: Contact): Happening => (story) =>
  goOn(story, registered(contact), happens(({ settings }) => ({ type: 'ClientKnown', contactId: contact.id, settings })));
export const isLost: Happening = happens(() => ({ type: 'ClientLost' }));
export const waitingEnds: Happening = happens(() => ({ type: 'WaitingEnded' }));
export const linkedByHand = (card: string, funnel: string): Happening =>
  happens(() => ({ type: 'CardLinkedByHand', cardId: aCardId(card), funnelId: aFunnelId(funnel) }));
export const unlinkedByHand: Happening = happens(() => ({ type: 'CardUnlinkedByHand' }));
export const cardDeleted = (card: string | undefined): Happening => (story) => goOn(story,
  inCrm((crm) => ({ ...crm, cards: crm.cards.filter(({ id }) => id !== card) })),
  happens(() => ({ type: 'CardDeleted', cardId: aCardId(card ?? '') })));
export const recordIsMade: Happening = happens(() => ({ type: 'RecordDue' }));

/** What a story came to: the funnels of the cards that were opened in order, the session's card, and its records by card. */
export function outcomeOf({ rehearsal }: Story) {
  if (rehearsal === undefined) throw new Error('Nothing has happened yet.');
  const { followed, opened, crm } = rehearsal;
  const view = viewOf(followed);
  return {
    opened: opened.map(({ funnelId }): string => funnelId),
    card: view.card as string | undefined,
    cardIn: crm.cards.find(({ id }) => id === view.card)?.funnelId as string | undefined,
    funnel: view.currentFunnel as string | undefined,
    waiting: view.waiting,
    noticed: followed.noticed.map(String),
    records: followed.records.slots.map(({ cardId }) => cardId as string | undefined),
    followed,
    cards: opened,
  };
}

/** The funnels in which a story opened cards, in order. */
export const openedBy = (...happenings: readonly Happening[]): readonly string[] => outcomeOf(tell(...happenings)).opened;
