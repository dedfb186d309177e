import type { CrmUserId } from '../agent/agent.ts';
import type { Card, CardId } from '../card-linking/card.ts';
import { cardClientOf, type OpenCard } from '../card-linking/decide-stay.ts';
import type { Contact, ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import type { Instant } from '../kernel/instant.ts';
import type { PaperKind, PaperPermission } from './paper.ts';

/** What an agent asks for under "Novo". */
export interface PaperWish {
  readonly kind: PaperKind;
  /** @defaultValue the client's name */
  readonly title?: string;
  readonly text?: string;
  /** Of a task. */
  readonly dueAt?: Instant;
  /** Where the card of a proposal is opened when the session has none. */
  readonly newCard?: { readonly funnelId: FunnelId; readonly title?: string };
}

/** What a paper is decided from. */
export interface PaperFacts {
  readonly wish: PaperWish;
  /** The session's client; absent while it is unknown. */
  readonly contact?: Contact;
  /** The session's card. */
  readonly card?: Pick<Card, 'id' | 'clientId' | 'personId'>;
  /** The CRM user of the last agent who attended. */
  readonly agentUserId?: CrmUserId;
  /** Of the user whom the paper will belong to. */
  readonly permission: PaperPermission;
}

/** Makes a paper. `on-new-card`: on the card that the step before opens. */
export interface MakePaper {
  readonly type: 'MakePaper';
  readonly kind: PaperKind;
  readonly title: string;
  readonly clientId: ContactId;
  /** The contact beside its company; a task's related contact. */
  readonly personId?: ContactId;
  readonly card: { readonly id: CardId } | 'on-new-card' | 'none';
  readonly ownerId?: CrmUserId;
  readonly text?: string;
  readonly dueAt?: Instant;
}

/** Why a paper is not made. `card-needed`: a proposal is always on a card, so a funnel is to be chosen for a new one. */
export type PaperRefusal = 'no-client' | 'no-permission' | 'module-off' | 'card-needed';

/** What to make, card first; or why nothing is made (PAN-05). */
export type PaperDecision =
  | { readonly outcome: 'planned'; readonly steps: readonly [MakePaper] | readonly [OpenCard, MakePaper] }
  | { readonly outcome: 'refused'; readonly because: PaperRefusal };

/**
 * Decides who a paper is for, on what it hangs and whose it is (PAN-05).
 *
 * With a company the company is the client and the contact comes beside it. A proposal belongs to its card, so that it has
 * the card's client and person; with no card, card and proposal are made together. All belong to the last agent.
 */
export function decidePaper({ wish, contact, card, agentUserId, permission }: PaperFacts): PaperDecision {
  if (contact === undefined) return refused('no-client');
  if (permission.allowed === 'no') return refused(permission.because);
  const make = (on: MakePaper['card']): MakePaper => ({
    type: 'MakePaper',
    kind: wish.kind,
    title: wish.title ?? contact.name,
    ...(wish.kind === 'proposal' && card !== undefined ? sidesOf(card) : sidesOf(cardClientOf(contact))),
    card: on,
    ...(agentUserId === undefined ? {} : { ownerId: agentUserId }),
    ...(wish.text === undefined ? {} : { text: wish.text }),
    ...(wish.kind !== 'task' || wish.dueAt === undefined ? {} : { dueAt: wish.dueAt }),
  });
  if (card !== undefined) return planned(make({ id: card.id }));
  if (wish.kind !== 'proposal') return planned(make('none'));
  if (wish.newCard === undefined) return refused('card-needed');
  return { outcome: 'planned', steps: [openCardByHand(wish.newCard, contact, agentUserId), make('on-new-card')] };
}

/** A card that an agent asks for is as any other: for the contact's company, its client's owner before the agent (CRD-08, CRD-18, PAN-03). */
export function openCardByHand({ funnelId, title }: NonNullable<PaperWish['newCard']>, contact: Contact, agentUserId: CrmUserId | undefined): OpenCard {
  const client = cardClientOf(contact);
  const ownerId = client.ownerId ?? agentUserId;
  return {
    type: 'OpenCard', funnelId,
    client: { ...client, ...(title === undefined ? {} : { title }), ...(ownerId === undefined ? {} : { ownerId }) },
  };
}

const sidesOf = ({ clientId, personId }: Pick<Card, 'clientId' | 'personId'>): Pick<MakePaper, 'clientId' | 'personId'> => ({
  clientId, ...(personId === undefined || personId === clientId ? {} : { personId }),
});

const planned = (step: MakePaper): PaperDecision => ({ outcome: 'planned', steps: [step] });
const refused = (because: PaperRefusal): PaperDecision => ({ outcome: 'refused', because });
