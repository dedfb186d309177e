import type { CrmUserId } from '../../../domain/agent/agent.ts';
import type { ContactLinkFields } from '../../../domain/synchronisation/chat-client.ts';
import type { LinkedContact } from '../../../ports/contact-links.ts';
import type { ContactFields } from '../contact-fields.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import type { LinkedContactRow } from '../wire/contact.ts';
import type { OtherPropertyRow } from '../wire/other-property.ts';
import { translateContact, type ContactTypes } from './contact.ts';
import { translateMoment } from './moments.ts';

/** A row with the fields of its link. Values that did not come along are unknown, and not empty (AGT-07). */
export function translateLinkedContact(row: LinkedContactRow, fields: ContactFields, types: ContactTypes, config: PloomesConfig): LinkedContact {
  return {
    ...translateContact(row, types, config),
    updatedAt: translateMoment(row.LastUpdateDate, 'LastUpdateDate'),
    ...(row.CreatorId === null || row.CreatorId === undefined ? {} : { createdBy: String(row.CreatorId) as CrmUserId }),
    link: linkIn(row, fields) ?? 'unknown',
    agents: agentsIn(row, fields) ?? 'unknown',
  };
}

/** The users in the field of agents, each once. */
export function agentsIn({ OtherProperties: values }: LinkedContactRow, { agents }: ContactFields): readonly CrmUserId[] | undefined {
  if (agents === undefined || values === null || values === undefined) return undefined;
  return [...new Set(valuesOf(values, agents.Key).flatMap(translateUserValue))];
}

export function linkIn({ OtherProperties: values }: LinkedContactRow, { userName, inactive }: ContactFields): ContactLinkFields | undefined {
  if (userName === undefined || inactive === undefined || values === null || values === undefined) return undefined;
  const name = valuesOf(values, userName.Key)[0]?.StringValue?.trim() ?? '';
  return {
    client: valuesOf(values, inactive.Key)[0]?.BoolValue === true ? 'inactive' : 'active',
    ...(name === '' ? {} : { userName: name }),
  };
}

const valuesOf = (values: readonly OtherPropertyRow[], key: string): readonly OtherPropertyRow[] =>
  values.filter(({ FieldKey }) => FieldKey === key);

/** A user comes by a column of its own, or as the integer that it is written as. */
function translateUserValue({ UserValueId, IntegerValue }: OtherPropertyRow): readonly CrmUserId[] {
  const id = UserValueId ?? IntegerValue;
  return id === null || id === undefined ? [] : [String(id) as CrmUserId];
}
