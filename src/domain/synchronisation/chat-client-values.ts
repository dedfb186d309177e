import type { Contact } from '../contact/contact.ts';
import { parseCpf } from '../contact/cpf.ts';
import { parseEmail } from '../contact/email.ts';
import type { RegisteredClient } from './chat-client.ts';

/** What of a client goes from the CRM to the chat (SYN-01), besides numbers and agents. An empty text takes the value away. */
export interface ChatClientValues {
  readonly name?: string;
  readonly email?: string;
  readonly cpf?: string;
  readonly companyName?: string;
  readonly externalCode?: string;
}

/** The names of those values. */
export const CHAT_CLIENT_FIELDS = ['name', 'email', 'cpf', 'companyName', 'externalCode'] as const;

/**
 * What the chat shall have of a contact. An e-mail or a CPF that is wrong stays where it is, and one that the contact does
 * not have is left alone; a person without a company has no company's name.
 */
export function wantedValuesOf(contact: Contact): ChatClientValues {
  const [email, cpf, name] = [validEmail(contact.email), validCpf(contact.cpf), contact.name.trim()];
  return {
    ...(name !== '' && { name }),
    ...(email !== undefined && { email }),
    ...(cpf !== undefined && { cpf }),
    ...(contact.kind === 'person' && { companyName: contact.company?.name.trim() ?? '' }),
    externalCode: contact.id,
  };
}

/** The wanted values that the client does not have. Case, masks and spaces are no difference. */
export function differingValues(wanted: ChatClientValues, client: RegisteredClient): ChatClientValues {
  const differing = CHAT_CLIENT_FIELDS.filter((field) => wanted[field] !== undefined && comparable(field, wanted[field]) !== comparable(field, client[field]));
  return Object.fromEntries(differing.map((field) => [field, wanted[field]]));
}

/** What a client has in these fields, where it has anything, and somebody else than this hub put it there. */
export function valuesLost(changed: ChatClientValues, client: RegisteredClient, lastWritten: ChatClientValues = {}): ChatClientValues {
  const lost = CHAT_CLIENT_FIELDS.filter((field) => {
    const before = comparable(field, client[field]);
    return changed[field] !== undefined && before !== '' && before !== comparable(field, lastWritten[field]);
  });
  return Object.fromEntries(lost.map((field) => [field, client[field]]));
}

/** An e-mail as the chat or the CRM shall have it; absent when there is none that is right. */
export function validEmail(raw = ''): string | undefined {
  const email = parseEmail(raw);
  return email.ok ? email.value : undefined;
}

/** The same of a CPF: digits only. */
export function validCpf(raw = ''): string | undefined {
  const cpf = parseCpf(raw);
  return cpf.ok ? cpf.value : undefined;
}

function comparable(field: keyof ChatClientValues, raw = ''): string {
  const text = raw.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (field === 'email') return validEmail(text) ?? text;
  return field === 'cpf' ? (validCpf(text) ?? text) : text;
}
