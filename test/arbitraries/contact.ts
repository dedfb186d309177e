import fc from 'fast-check';
import {
  identityKeysOf,
  parseContactId,
  type ClientCandidate,
  type Contact,
  type ContactId,
  type ContactPhone,
  type IdentityKey,
  type LooseClient,
} from 'vinculo/domain';
import { crmUserId } from './agent.ts';
import { present } from './present.ts';
import { brazilianMobile, nationalSpellingsOf, phoneDigits, spellingsOf } from './phone.ts';

/** The CRM's id of a person or company. */
export const contactId = (): fc.Arbitrary<ContactId> => fc.integer({ min: 1, max: 2_000_000 }).map(contactIdOf);

const contactIdOf = (id: number): ContactId => present(parseContactId(id));

/** An e-mail address, now and then with capitals and spaces around it, as people type them. */
export const email = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.stringMatching(/^[a-z]{1,8}(?:\.[a-z]{1,6})?$/), fc.constantFrom('exemplo.com.br', 'empresa.test', 'mail.example'), fc.constantFrom(0, 0, 1, 2))
    .map(([local, domain, style]) => (style === 0 ? `${local}@${domain}` : style === 1 ? ` ${local}@${domain} ` : `${local}@${domain}`.toUpperCase()));

/** A CPF with right check digits, with or without its mask. */
export const cpf = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 1, max: 999_999_998 }).filter((body) => body % 111_111_111 !== 0), fc.constantFrom('plain', 'masked'))
    .map(([body, style]) => {
      const digits = withCheckDigits(String(body).padStart(9, '0'));
      return style === 'plain' ? digits : digits.replace(/^(\d{3})(\d{3})(\d{3})/, '$1.$2.$3-');
    });

/** A client as a chat has it: any part may be missing. All that is there is valid. */
export const looseClient = (): fc.Arbitrary<LooseClient> =>
  fc.record(
    {
      phone: phoneDigits().chain(spellingsOf),
      email: email(),
      cpf: cpf(),
      externalCode: contactId(),
      userName: fc.oneof(brazilianMobile().map((digits) => `whatsapp_${digits}`), fc.integer({ min: 1 }).map((id) => `instagram_${id}`)),
    },
    { requiredKeys: [] },
  );

/** One key of any kind. */
export const identityKey = (): fc.Arbitrary<IdentityKey> =>
  looseClient().chain((client) => fc.constantFrom(...identityKeysOf(client), undefined)).filter((key) => key !== undefined);

/** A number as a CRM form holds it: under a mask, or with its DDI typed. */
export const contactPhone = (): fc.Arbitrary<ContactPhone> =>
  fc.oneof(
    brazilianMobile().chain(nationalSpellingsOf).map((value) => ({ value, ddi: '55' })),
    phoneDigits().chain(spellingsOf).map((value) => ({ value })),
  );

/** A person, with a company or without, or a company. */
export const contact = (): fc.Arbitrary<Contact> =>
  fc.record(
    {
      id: contactId(),
      kind: fc.constantFrom('person', 'company'),
      name: fc.constantFrom('Ana Souza', 'João d’Ávila', 'Metalúrgica Exemplo', 'X', '李小龙'),
      phones: fc.array(contactPhone(), { maxLength: 3 }),
      email: email(),
      cpf: cpf(),
      ownerId: crmUserId(),
      company: fc.record({ id: contactId(), name: fc.constantFrom('Exemplo Ltda', 'Outra S.A.'), ownerId: crmUserId() }, { requiredKeys: ['id', 'name'] }),
    },
    { requiredKeys: ['id', 'kind', 'name', 'phones'] },
  ).map(withoutCompanyOfCompany);

/** Contacts of few ids and few keys, so that they often share some. */
export const candidates = (keys: readonly IdentityKey[]): fc.Arbitrary<readonly ClientCandidate[]> =>
  fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }).map(contactIdOf),
      keys: fc.subarray([...keys]),
    }),
    { maxLength: 6 },
  ).map((rows) => rows.map(({ id, keys: held }) => ({ id, kind: Number(id) % 3 === 0 ? 'company' : 'person', keys: held })));

const withoutCompanyOfCompany = ({ company, ...contact }: Contact): Contact =>
  company === undefined || contact.kind === 'company' ? contact : { ...contact, company };

const withCheckDigits = (body: string): string => [10, 11].reduce((digits, weight) => `${digits}${checkDigit(digits, weight)}`, body);

const checkDigit = (digits: string, weight: number): number => {
  const rest = [...digits].reduce((sum, digit, place) => sum + Number(digit) * (weight - place), 0) % 11;
  return rest < 2 ? 0 : 11 - rest;
};
