import type { CrmUserId } from '../../../domain/agent/agent.ts';
import type { ContactLinkChange, WrittenPart } from '../../../ports/contact-links.ts';
import { PortFailure } from '../../../ports/failures.ts';
import type { ContactFields } from '../contact-fields.ts';
import type { LinkedContactRow } from '../wire/contact.ts';
import type { OtherPropertyBody } from '../wire/other-property.ts';
import { numberOf } from './ids.ts';
import { agentsIn, linkIn } from './linked-contact.ts';
import { mergeOtherProperties } from './other-properties.ts';

/** What differs from what stands there, as it is written. */
export interface LinkDifferences {
  readonly written: readonly WrittenPart[];
  readonly columns: Readonly<Record<string, string>>;
  readonly values: readonly OtherPropertyBody[];
}

interface Around {
  readonly fields: ContactFields;
  readonly isCompany: boolean;
}

type Difference = { readonly part: WrittenPart; readonly columns?: Readonly<Record<string, string>>; readonly values?: readonly OtherPropertyBody[] };

/** @throws {@link PortFailure} `port.refused` for a part whose field is unknown. */
export function differences(standing: LinkedContactRow, change: ContactLinkChange, around: Around): LinkDifferences {
  const found = [
    linkDifference(standing, change, around.fields),
    clientDifference(standing, change, around.fields),
    agentsDifference(standing, change, around.fields),
    change.email === undefined || isFilled(standing.Email) ? undefined : { part: 'email' as const, columns: { Email: change.email } },
    change.cpf === undefined || around.isCompany || isFilled(standing.CPF) || isFilled(standing.Register)
      ? undefined
      : { part: 'cpf' as const, columns: { CPF: change.cpf.replaceAll(/\D/g, '') } },
  ].filter((each): each is Difference => each !== undefined);
  return {
    written: found.map(({ part }) => part),
    columns: Object.fromEntries(found.flatMap(({ columns }) => Object.entries(columns ?? {}))),
    values: found.flatMap(({ values }) => values ?? []),
  };
}

/** Arrays are replaced by a PATCH in some accounts, so that what other people put there goes along (P5). */
export const linkBody = (standing: LinkedContactRow, { columns, values }: LinkDifferences): object => ({
  ...columns,
  ...(values.length === 0 ? {} : { OtherProperties: mergeOtherProperties(standing.OtherProperties ?? [], values) }),
});

const isFilled = (text: string | null | undefined): boolean => (text?.trim() ?? '') !== '';

function linkDifference(standing: LinkedContactRow, { link }: ContactLinkChange, fields: ContactFields): Difference | undefined {
  if (link === undefined) return undefined;
  const now = known(linkIn(standing, fields)).userName;
  const userName = link === 'none' ? undefined : link.userName;
  if (now === userName) return undefined;
  return { part: 'link', values: [{ FieldKey: known(fields.userName).Key, StringValue: userName ?? null }] };
}

function clientDifference(standing: LinkedContactRow, { client }: ContactLinkChange, fields: ContactFields): Difference | undefined {
  if (client === undefined || known(linkIn(standing, fields)).client === client) return undefined;
  return { part: 'client', values: [{ FieldKey: known(fields.inactive).Key, BoolValue: client === 'inactive' ? true : null }] };
}

function agentsDifference(standing: LinkedContactRow, { agents }: ContactLinkChange, fields: ContactFields): Difference | undefined {
  if (agents === undefined) return undefined;
  const now = known(agentsIn(standing, fields));
  const removed = new Set(agents.remove);
  const users = [...new Set([...now, ...(agents.add ?? [])])].filter((user) => !removed.has(user));
  if (users.length === now.length && users.every((user) => now.includes(user))) return undefined;
  const key = known(fields.agents).Key;
  const bodies = users.map((user) => userValue(key, user));
  return { part: 'agents', values: bodies.length === 0 ? [{ FieldKey: key, IntegerValue: null }] : bodies };
}

const userValue = (key: string, user: CrmUserId): OtherPropertyBody => ({ FieldKey: key, IntegerValue: numberOf(user, 'user') });

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new PortFailure('port.refused', "The fields of a contact's link are missing in Ploomes or may not be read; let the hub make them, and add them to the form of persons.");
  }
  return value;
}
