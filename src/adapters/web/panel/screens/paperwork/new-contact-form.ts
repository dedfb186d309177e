import { signal, type Signal } from '@preact/signals';
import type { ContactWish } from '../../../../../client/index.ts';
import type { FoundContact } from '../../../../../ports/agent-desk.ts';

/** A person while it is filled in. */
export interface NewContactForm {
  readonly name: Signal<string>;
  readonly phone: Signal<string>;
  readonly email: Signal<string>;
  readonly cpf: Signal<string>;
  readonly company: Signal<Pick<FoundContact, 'contactId' | 'name'> | undefined>;
}

export type ContactFieldName = 'name' | 'phone' | 'email' | 'cpf' | 'companyId';

export const createNewContactForm = ({ name, phone }: { readonly name: string; readonly phone: string }): NewContactForm =>
  ({ name: signal(name), phone: signal(phone), email: signal(''), cpf: signal(''), company: signal(undefined) });

/** The person as the hub takes it. */
export function contactWishOf({ name, phone, email, cpf, company }: NewContactForm): ContactWish {
  const filled = { phone: withDdi(phone.peek()), email: email.peek().trim(), cpf: cpf.peek().trim(), companyId: company.peek()?.contactId ?? '' };
  return { name: name.peek().trim(), ...Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== '')) };
}

/** What can be told before the hub is asked: nobody is found again without a name and one thing to be known by. */
export function wrongFieldsOf({ name, phone, email, cpf }: ContactWish): readonly ContactFieldName[] {
  return [name === '' ? ['name' as const] : [], [phone, email, cpf].every((each) => each === undefined) ? ['phone' as const] : []].flat();
}

/** As the mask reads it: what begins with no plus is a number of Brazil with its area. */
function withDdi(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '');
  const isLocal = !typed.trim().startsWith('+') && (digits.length === 10 || digits.length === 11);
  return isLocal ? `55${digits}` : digits;
}
