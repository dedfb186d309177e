import {
  InputRejected, parseCardId, parseContactId, parseEmail, parsePhone, parseProtocol, phoneKeyOf,
  type IdentityKey, type InteractionRecordId, type Result,
} from '../domain/index.ts';
import type { SecretBox } from '../adapters/system/index.ts';
import type { DeliveryFilter, DeliverySearch, Subject } from '../ports/index.ts';
import { parseIntegrationId } from './use-cases/leads/integration-book.ts';
import { personSubjects, subjects } from './subjects.ts';

/** Where a number that is typed without DDI is taken to be from: people type what they see on their own phones. */
const TYPED_IN = 'BR';

/**
 * What a person looks for, as the history is narrowed by it.
 *
 * @throws {@link InputRejected} `input.search-unreadable`, naming what was typed by its field alone.
 */
export function filterOf({ phone, email, session, contact, card, record, integration, ...filter }: DeliverySearch, box: SecretBox): DeliveryFilter {
  const about: readonly Subject[] = [
    ...(phone === undefined ? [] : personSubjects(box, [phoneKey(phone)])),
    ...(email === undefined ? [] : personSubjects(box, [emailKey(email)])),
    ...(session === undefined ? [] : [subjects.session(read('session', parseProtocol(session)))]),
    ...(contact === undefined ? [] : [subjects.contact(read('contact', parseContactId(contact)))]),
    ...(card === undefined ? [] : [subjects.card(read('card', parseCardId(card)))]),
    ...(integration === undefined ? [] : [subjects.integration(parseIntegrationId(integration))]),
    ...(record === undefined ? [] : [subjects.record(parseRecordId(record))]),
  ];
  return about.length === 0 ? filter : { ...filter, subjects: about };
}

const phoneKey = (typed: string): IdentityKey =>
  ({ kind: 'phone', value: phoneKeyOf(read('phone', parsePhone(typed, { kind: 'typed', defaultCountry: TYPED_IN }))) });

const emailKey = (typed: string): IdentityKey => ({ kind: 'email', value: read('email', parseEmail(typed)) });

const MENDS: Readonly<Record<string, string>> = {
  phone: 'type the number with its DDD, as in 11 98765-4321 or +55 11 98765-4321',
  email: 'type one address, as in ana@example.com',
};

function read<Value>(field: string, parsed: Result<Value, string>): Value {
  if (parsed.ok) return parsed.value;
  const mend = MENDS[field] ?? 'type its number or its code';
  throw new InputRejected('input.search-unreadable', `The deliveries could not be searched: ${field} cannot be read (${parsed.reason}); ${mend}.`, { field });
}

const parseRecordId = (typed: string): InteractionRecordId => typed.trim() as InteractionRecordId;
