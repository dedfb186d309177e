import type { ClientDecision } from '../contact/decide-client.ts';
import type { ContactId } from '../contact/contact.ts';
import { parsePhone } from '../phone/phone-number.ts';
import type { RegisteredClient, SynchronisationSettings } from './chat-client.ts';
import { validCpf, validEmail } from './chat-client-values.ts';

/** What the CRM is asked to register for a client of the chat (SYN-06). `phone` is whole, with its `+`. */
export interface RegisterContact {
  readonly type: 'RegisterContact';
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly cpf?: string;
}

/** What a client of the chat means to the CRM. */
export type SeenClientDecision =
  /** `planChatClient` of this contact, with the client among the candidates, links the two and fills what is empty. */
  | { readonly outcome: 'synchronise'; readonly contact: ContactId }
  | { readonly outcome: 'planned'; readonly step: RegisterContact }
  | { readonly outcome: 'nothing-to-do'; readonly because: 'unknown-contact' | 'several-match' | 'no-name-or-number' };

/**
 * Decides what a client that was made or changed in the chat means (SYN-06). One that matches a contact is synchronised; with no
 * match nothing is created in the CRM, unless the connection says so. One that several contacts answer to is never created anew.
 *
 * @param match - who the client is, as `decideClient` tells from its keys (SES-13).
 */
export function decideSeenClient(client: RegisteredClient, match: ClientDecision, { createUnknownContacts }: SynchronisationSettings): SeenClientDecision {
  if (match.outcome === 'known') return { outcome: 'synchronise', contact: match.client };
  if (match.because === 'several-match') return { outcome: 'nothing-to-do', because: 'several-match' };
  if (createUnknownContacts === 'off') return { outcome: 'nothing-to-do', because: 'unknown-contact' };

  const read = parsePhone(client.phone ?? '', { kind: 'with-ddi' });
  const phone = read.ok ? read.value.e164 : undefined;
  const email = validEmail(client.email);
  const cpf = validCpf(client.cpf);
  const name = client.name?.trim() || phone || email;
  if (name === undefined) return { outcome: 'nothing-to-do', because: 'no-name-or-number' };
  const known = { ...(phone !== undefined && { phone }), ...(email !== undefined && { email }), ...(cpf !== undefined && { cpf }) };
  return { outcome: 'planned', step: { type: 'RegisterContact', name, ...known } };
}
