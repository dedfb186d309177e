import type { IdentityKey } from '../../../domain/contact/identity-key.ts';
import { formsOfPhoneKey } from '../../../domain/phone/phone-key.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import { contains, eq, oneOf, someChild, type Condition } from '../odata.ts';
import { wholeNumber } from './ids.ts';

/**
 * One condition for everybody who may carry one of the keys; absent when Ploomes can be asked for none of them. It finds
 * too many (two towns share the last eight digits of a landline), so the answer is checked key by key.
 */
export function identityFilter(keys: readonly IdentityKey[], config: PloomesConfig): Condition | undefined {
  const conditions = keys.flatMap((key) => conditionsOf(key, config));
  return conditions.length === 0 ? undefined : oneOf(...new Set(conditions));
}

function conditionsOf(key: IdentityKey, config: PloomesConfig): readonly Condition[] {
  switch (key.kind) {
    case 'external-code': {
      const id = wholeNumber(key.value);
      return id === undefined ? [] : [eq('Id', id)];
    }
    case 'phone':
      return [someChild('Phones', 'p', oneOf(...phoneConditions(formsOfPhoneKey(key.value), config)))];
    case 'cpf':
      return [eq('CPF', key.value), eq('Register', key.value)];
    case 'email':
      return [eq('tolower(Email)', key.value)];
    case 'channel':
      return [];
  }
}

/** Conditions over a phone `p`. Ploomes keeps numbers as typed: with or without DDI, mask and ninth digit. */
export function phoneConditions(forms: readonly string[], { phoneLookup, ddiOfCountryId }: PloomesConfig): readonly Condition[] {
  const wanted = new Set(phoneLookup.strategies);
  const tail = forms[0]?.slice(-8) ?? '';
  return [
    ...(wanted.has('search-number') ? searchNumbers(forms, Object.values(ddiOfCountryId)).map((each) => eq('p/SearchPhoneNumber', each)) : []),
    ...(wanted.has('masked-tail') ? [contains('p/PhoneNumber', `${tail.slice(0, -4)}-${tail.slice(-4)}`)] : []),
    ...(wanted.has('raw-tail') ? [contains('p/PhoneNumber', tail)] : []),
  ];
}

const searchNumbers = (forms: readonly string[], ddis: readonly string[]): readonly number[] =>
  forms.flatMap((form) => [form, ...ddis.filter((ddi) => form.startsWith(ddi)).map((ddi) => form.slice(ddi.length))]).map(Number);
