import type { ContactId } from '../../../domain/contact/contact.ts';
import { accepted, rejected, type Result } from '../../../domain/kernel/result.ts';
import type { WebhookMessage } from '../../../ports/delivery-reader.ts';
import type { DeliveryBody } from '../wire/delivery.ts';
import { translateCardId } from './ids.ts';
import { momentIn } from './moments.ts';

type Change = 'created' | 'updated' | 'deleted';

/** The sorts of row that are followed, by their name in the singular and by their number. */
const FOLLOWED = [
  { name: 'contact', label: 'Contacts', entityId: 1 },
  { name: 'deal', label: 'Deals', entityId: 2 },
] as const;

/** Win, Lose, Reopen and Finish are numbered differently in different accounts; all of them are updates (P9). */
const ACTIONS = new Map([[1, 'Create'], [2, 'Update'], [3, 'Delete'], [4, 'Win'], [5, 'Lose'], [6, 'Reopen'], [7, 'Finish']]);

/** What a webhook is about, for people and filters: `Contacts.Update`. */
export function kindOf(delivery: DeliveryBody): string {
  const entity = followed(delivery)?.label ?? named(delivery.Entity) ?? String(delivery.EntityId ?? 'unknown');
  return `${entity}.${actionOf(delivery)}`;
}

/** A name from outside ends up in lists and labels, so anything but a plain word is none. */
const named = (text: string | null | undefined): string | undefined => /^[\w@]{1,40}$/.exec(text?.trim() ?? '')?.[0];

/** What a webhook says, in our words. */
export function translateDelivery(delivery: DeliveryBody): Result<WebhookMessage, 'entity-unknown' | 'subject-missing'> {
  const entity = followed(delivery);
  if (entity === undefined) return rejected('entity-unknown');
  const id = delivery.New?.Id ?? delivery.Old?.Id ?? delivery.ResourceId;
  if (id === null || id === undefined) return rejected('subject-missing');
  const change = changeOf(actionOf(delivery));
  // A row that is gone may still carry the time of its last change.
  const updatedAt = change === 'updated' ? momentIn(delivery.New?.LastUpdateDate) : undefined;
  return accepted(entity.name === 'contact'
    ? { type: 'contact-changed', contactId: String(id) as ContactId, change, ...(updatedAt === undefined ? {} : { updatedAt }) }
    : { type: 'card-changed', cardId: translateCardId(id), change });
}

/** Entities are written in the plural; in the singular they were seen too. */
function followed({ Entity, EntityId }: DeliveryBody): (typeof FOLLOWED)[number] | undefined {
  const word = Entity?.trim().toLowerCase().replace(/s$/, '') ?? '';
  return FOLLOWED.find(({ name, entityId }) => (word === '' ? entityId === EntityId : name === word));
}

const actionOf = ({ Action, ActionId }: DeliveryBody): string => named(Action) ?? ACTIONS.get(ActionId ?? 0) ?? 'unknown';

function changeOf(action: string): Change {
  const word = action.toLowerCase();
  if (word === 'create') return 'created';
  return word === 'delete' ? 'deleted' : 'updated';
}
