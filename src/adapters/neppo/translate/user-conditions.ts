import type { IdentityKey } from '../../../domain/contact/identity-key.ts';
import { formsOfPhoneKey } from '../../../domain/phone/phone-key.ts';
import type { ClientHabits } from '../neppo-config.ts';
import type { WireCondition } from '../wire/list.ts';

/**
 * Asks for users that carry at least one of the keys, in one question. It finds too many (LIKE finds parts of addresses),
 * so the answer is checked key by key. Several values in one IN find nothing (seen in 2026), hence one condition for each.
 */
export function userConditions(keys: readonly IdentityKey[], habits: ClientHabits): readonly WireCondition[] {
  return keys.flatMap((key) => conditionsOf(key, habits));
}

function conditionsOf(key: IdentityKey, { phone, emailOperators }: ClientHabits): readonly WireCondition[] {
  switch (key.kind) {
    case 'external-code':
      return [is('externalCode', key.value)];
    case 'phone': {
      const forms = formsOfPhoneKey(key.value);
      return (phone.lookupForms === 'both' ? forms : [forms[0]]).map((form) => is('phone', form));
    }
    case 'cpf':
      return [is('cpf', key.value), is('cpf', maskedCpf(key.value))];
    case 'email':
      return emailOperators.map((operator) => is('email', key.value, operator));
    case 'channel':
      return [is('userName', key.value)];
  }
}

const is = (key: string, value: string, operator: 'EQ' | 'LIKE' = 'EQ'): WireCondition => ({ key, value, operator, logic: 'OR' });

const maskedCpf = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1.$2.$3-$4');
