import { identityKeysOf, identityKeyText, type CardId, type ContactId, type IdentityKey, type InteractionRecordId, type IntegrationId, type PartId, type Protocol, type RecordSlot } from '../domain/index.ts';
import type { SecretBox } from '../adapters/system/index.ts';
import type { SessionRow, Subject, WebhookMessage } from '../ports/index.ts';
import type { BaseMessage, ClientMessage, LeadMessage, LeadProducts, Message, SessionMessage } from './messages.ts';

const parseSubject = (text: string): Subject => text as Subject;

/** What deliveries are about, as history is searched for it. */
export const subjects = {
  session: (protocol: Protocol): Subject => parseSubject(`session:${protocol}`),
  part: (part: PartId): Subject => parseSubject(`part:${part}`),
  contact: (contactId: ContactId): Subject => parseSubject(`contact:${contactId}`),
  card: (cardId: CardId): Subject => parseSubject(`card:${cardId}`),
  integration: (integration: IntegrationId): Subject => parseSubject(`integration:${integration}`),
  record: (recordId: InteractionRecordId): Subject => parseSubject(`record:${recordId}`),
} as const;

/**
 * Somebody, by keys: nothing can be read from the marks, and both forms of a mobile number, with and without the ninth digit, have one
 * and the same (PHN-04). An external code is the id of the CRM's contact.
 */
export const personSubjects = (box: SecretBox, keys: readonly IdentityKey[]): readonly Subject[] =>
  keys.map((key) => parseSubject(key.kind === 'external-code' ? `contact:${key.value}` : `person:${box.mark(`person/${identityKeyText(key)}`)}`));

/** What a webhook tells that it is about. */
export function subjectsOfWebhook(message: WebhookMessage, box: SecretBox): readonly Subject[] {
  switch (message.type) {
    case 'session-sighted': {
      const { protocol, part, client, channel } = message.sighting;
      return [subjects.session(protocol), subjects.part(part), ...personSubjects(box, identityKeysOf({ ...client, channel }))];
    }
    case 'part-touched': return [subjects.part(message.part), ...(message.protocol === undefined ? [] : [subjects.session(message.protocol)])];
    case 'message-told': return message.part === undefined ? [] : [subjects.part(message.part)];
    case 'chat-client-changed': return personSubjects(box, message.keys);
    case 'contact-changed': return [subjects.contact(message.contactId)];
    case 'card-changed': return [subjects.card(message.cardId)];
    case 'automation-fired': return namedByTrigger(message);
    case 'agent-changed':
    case 'portfolio-changed': return [];
  }
}

const namedByTrigger = ({ contactId, cardId }: { readonly contactId?: ContactId; readonly cardId?: CardId }): readonly Subject[] =>
  [...(contactId === undefined ? [] : [subjects.contact(contactId)]), ...(cardId === undefined ? [] : [subjects.card(cardId)])];

/** What a message of ours names by an id. Persons are added by whoever knows them. */
export function subjectsOfMessage(message: Message): readonly Subject[] {
  switch (message.to) {
    case 'session': return [subjects.session(message.protocol), ...namedToSession(message.message)];
    case 'talk': return [subjects.session(message.protocol)];
    case 'talk-to': return [];
    case 'client': return namedToClient(message.message);
    case 'base': return namedToBase(message.message);
    case 'lead': return namedToLead(message.message);
    case 'desk': return [];
  }
}

const namedToBase = (message: BaseMessage): readonly Subject[] =>
  (message.type === 'synchronise-contact' || message.type === 'synchronise-listed' ? [subjects.contact(message.contactId)] : []);

function namedToLead(message: LeadMessage): readonly Subject[] {
  const made = 'made' in message ? message.made : {};
  return [subjects.integration(message.errand.integration), ...subjectsOfProducts(made)];
}

/** What a lead became in the CRM. */
export const subjectsOfProducts = ({ contactId, companyId, cardId }: LeadProducts): readonly Subject[] => [
  ...[contactId, companyId].flatMap((id) => (id === undefined ? [] : [subjects.contact(id)])),
  ...(cardId === undefined ? [] : [subjects.card(cardId)]),
];

function namedToSession(message: SessionMessage): readonly Subject[] {
  switch (message.type) {
    case 'session-sighted': return [subjects.part(message.sighting.part)];
    case 'session-touched': return [subjects.part(message.part)];
    case 'link-contact':
    case 'client-lost':
    case 'contact-changed': return [subjects.contact(message.contactId)];
    case 'card-deleted':
    case 'link-card': return [subjects.card(message.cardId)];
    case 'stay-settled': return 'cardId' in message.verdict ? [subjects.card(message.verdict.cardId)] : [];
    case 'look-for-client':
    case 'stay-unsettled':
    case 'unlink-card':
    case 'save-session':
    case 'refresh-records':
    case 'rewrite-records':
    case 'waiting-ends': return [];
  }
}

function namedToClient(message: ClientMessage): readonly Subject[] {
  switch (message.type) {
    case 'settle-stay': {
      const { protocol, contactId, knownCard } = message;
      return [subjects.session(protocol), subjects.contact(contactId), ...(knownCard === undefined ? [] : [subjects.card(knownCard)])];
    }
    case 'contact-changed': return [subjects.contact(message.contactId)];
    case 'look-for-doubles': return [subjects.contact(message.twin.what === 'card' ? message.twin.clientId : message.twin.contactId)];
    case 'automation-fired': return namedByTrigger(message.trigger);
    case 'register-contact': return [];
    case 'add-phone': return [subjects.contact(message.contactId)];
    case 'make-by-hand': return [subjects.session(message.protocol), subjects.contact(message.contactId)];
  }
}

/** Records that were written, as the deeds of a delivery tell of them. */
export const subjectsOfDeeds = (deeds: readonly string[]): readonly Subject[] =>
  deeds.flatMap((deed) => (deed.startsWith('record-written:') ? [parseSubject(deed.replace('record-written:', 'record:'))] : []));

/** What a followed session is tied to by ids: its parts, its client, its cards and its records. */
export const subjectsOfSession = ({ protocol, parts, contactIds, cardIds }: SessionRow, slots: readonly RecordSlot[]): readonly Subject[] => [
  subjects.session(protocol),
  ...parts.map(subjects.part),
  ...contactIds.map(subjects.contact),
  ...cardIds.map(subjects.card),
  ...slots.flatMap(({ recordId }) => (recordId === undefined ? [] : [subjects.record(recordId)])),
];
