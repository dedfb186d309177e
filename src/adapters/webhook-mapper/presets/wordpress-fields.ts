import type { Path, Source } from '../../../domain/mapping/mapping.ts';
import { emailsBelow, namesBelow, phonesBelow } from '../chosen-names.ts';
import { onlyWhen } from '../only-when.ts';

/** A field of a form by its own name, then by what it is, then by what it asks: Elementor's stand by their ids, WPForms' in a list. */
const fields = (ids: readonly string[], types: readonly string[], words: readonly string[]): readonly Path[] => [
  ...ids.map((id) => `fields["${id}"].value`),
  ...types.map((type) => `fields[type=${type}].value`),
  ...words.flatMap((word) => [`fields[title~${word}].value`, `fields[name~${word}].value`]),
];

/** Where Contact Form 7, Fluent Forms, Ninja Forms and Forminator stand, as WP Webhooks passes them on. */
const SUBMITTED = ['form_submit_data', 'form_data', 'data'] as const;

/** Gravity Forms numbers its fields, and pieces of a name by .3 and .6; what a number holds shows only by how it looks. */
const NUMBERED = ['$', 'lead', 'entry'] as const;
const PLACES = ['1', '2', '3', '4', '5', '6'] as const;
const numbered = (like: readonly string[]): readonly Source[] => NUMBERED.flatMap((at) => PLACES.map((place) => {
  const path = `${at}["${place}"]`;
  return onlyWhen(path, like, path);
}));
const gravityName = (at: Path): Source => onlyWhen(`${at}["1.3"]`, '*', { join: [`${at}["1.3"]`, `${at}["1.6"]`] });

export const wordpressNames: readonly Source[] = [
  ...fields(['name', 'nome', 'full_name', 'your-name'], ['name'], ['nome', 'name']),
  ...NUMBERED.map(gravityName),
  { join: ['user_meta.first_name[0]', 'user_meta.last_name[0]'] },
  'data.display_name',
  { join: ['billing.first_name', 'billing.last_name'] },
  ...namesBelow('$'),
  ...SUBMITTED.flatMap((at) => [...namesBelow(at).slice(0, 15), { join: [`${at}.names.first_name`, `${at}.names.last_name`] }]),
].slice(0, 100);

export const wordpressPhones: readonly Source[] = [
  ...fields(['tel', 'phone', 'telefone', 'whatsapp', 'celular'], ['tel', 'phone'], ['whats', 'telefone', 'celular', 'phone']),
  'billing.cellphone', 'billing.phone', 'user_meta.billing_phone[0]',
  ...phonesBelow('$'),
  ...SUBMITTED.flatMap((at) => phonesBelow(at).slice(0, 17)),
  ...['$', 'lead'].flatMap((at) => PLACES.slice(1, 5).map((place) => onlyWhen(`${at}["${place}"]`, ['(*)*-*', '+*'], `${at}["${place}"]`))),
].slice(0, 100);

export const wordpressEmails: readonly Source[] = [
  ...fields(['email', 'e-mail', 'your-email'], ['email'], ['mail']),
  'data.user_email', 'billing.email', ...emailsBelow('$'), ...SUBMITTED.flatMap((at) => emailsBelow(at)), ...numbered(['*@*.*']),
].slice(0, 100);
