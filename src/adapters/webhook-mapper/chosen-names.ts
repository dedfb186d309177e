import type { Path, Source } from '../../domain/mapping/mapping.ts';
import { onlyWhen } from './only-when.ts';

// Forms and automations let people choose the names of what they send. These are what they choose, in Portuguese and in English.

const NAMES = [
  'name', 'nome', 'Nome', 'Name', 'full_name', 'fullName', 'nome_completo', 'Nome completo', 'your-name', 'seu-nome', 'Seu nome', 'NOME',
] as const;
const FIRST_AND_LAST = [['first_name', 'last_name'], ['firstName', 'lastName'], ['First name', 'Last name'], ['nome', 'sobrenome'], ['Nome', 'Sobrenome']] as const;
const PHONES = [
  'phone', 'telefone', 'whatsapp', 'celular', 'tel', 'mobile', 'fone', 'phone_number', 'phoneNumber', 'mobile_phone', 'Telefone', 'WhatsApp', 'Whatsapp',
  'Celular', 'Phone', 'Phone number', 'your-phone', 'your-tel', 'seu-telefone', 'telefone-celular', 'Telefone / WhatsApp', 'Telefone/WhatsApp', 'Seu telefone',
  'Seu WhatsApp', 'TELEFONE', 'WHATSAPP', 'CELULAR',
] as const;
const EMAILS = [
  'email', 'Email', 'E-mail', 'e-mail', 'email_address', 'emailAddress', 'your-email', 'seu-email', 'EMAIL', 'Seu e-mail',
] as const;

const below = (at: Path, name: string): Path => `${at}["${name}"]`;

/** Where a name may stand below a place; `$` is the item itself. The whole name stands first, unless a last name stands beside it. */
export const namesBelow = (at: Path): readonly Source[] => [
  ...FIRST_AND_LAST.map(([first, last]): Source => onlyWhen(below(at, last), '*', { join: [below(at, first), below(at, last)] })),
  ...NAMES.map((name) => below(at, name)),
  ...['first_name', 'firstName', 'First name'].map((name) => below(at, name)),
];

/** Where a phone may stand below a place. */
export const phonesBelow = (at: Path): readonly Path[] => PHONES.map((name) => below(at, name));

/** Where an e-mail may stand below a place. */
export const emailsBelow = (at: Path): readonly Path[] => EMAILS.map((name) => below(at, name));

/** Words that a question for a phone holds; compared without regard to case and accents. */
export const PHONE_WORDS = ['whats', 'telefone', 'celular', 'phone', 'mobile'] as const;

/** Words that a question for a name holds. Those that ask for the whole name stand first. */
export const NAME_WORDS = ['nome completo', 'full name', 'seu nome', 'your name', 'nome', 'name'] as const;
