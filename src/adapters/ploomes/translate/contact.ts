import type { CrmUserId } from '../../../domain/agent/agent.ts';
import type { Company, Contact, ContactId, ContactPhone } from '../../../domain/contact/contact.ts';
import { identityKeysOfContact } from '../../../domain/contact/contact-phones.ts';
import { parsePhone, type Phone } from '../../../domain/phone/phone-number.ts';
import type { ContactRequest, DirectoryEntry } from '../../../ports/contact-directory.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import type { ContactRow, PhoneRow } from '../wire/contact.ts';
import { numberOf } from './ids.ts';

/** What registers a person or a company. */
export type ContactBody = Readonly<Record<string, unknown>> & { readonly Phones: PhoneRow[] };

export type ContactTypes = NonNullable<PloomesConfig['contactTypes']>;

/** A row of the contacts' table in our words, with every key that identifies it. */
export function translateContact(row: ContactRow, types: ContactTypes, config: PloomesConfig): DirectoryEntry {
  const company = translateCompany(row.Company);
  const cpf = present(row.CPF) ?? present(row.Register);
  const email = present(row.Email);
  const isCompany = row.TypeId === types.company;
  const contact: Contact = {
    id: String(row.Id) as ContactId,
    kind: isCompany ? 'company' : 'person',
    name: row.Name ?? '',
    phones: (row.Phones ?? []).flatMap((phone) => translatePhone(phone, config.ddiOfCountryId)),
    ...(email === undefined ? {} : { email }),
    // A company's register is its CNPJ.
    ...(cpf === undefined || isCompany ? {} : { cpf }),
    ...(company === undefined ? {} : { company }),
    ...ownedBy(row.OwnerId),
  };
  const { defaultCountry } = config;
  return { contact, keys: identityKeysOfContact(contact, defaultCountry === undefined ? {} : { defaultCountry }) };
}

/** The body that registers a person or a company. */
export function contactBody(request: ContactRequest, types: ContactTypes, config: PloomesConfig): ContactBody {
  const { kind = 'person', name, phone, email, cpf, companyId } = request;
  return {
    Name: name,
    TypeId: types[kind],
    ...(email === undefined ? {} : { Email: email }),
    ...(cpf === undefined || kind === 'company' ? {} : { CPF: cpf.replaceAll(/\D/g, '') }),
    ...(companyId === undefined || kind === 'company' ? {} : { CompanyId: numberOf(companyId, 'company') }),
    Phones: phone === undefined ? [] : [phoneBody(phone, config)],
  };
}

/** A company that this key may not see comes back empty, and is as good as none. */
function translateCompany(row: ContactRow['Company']): Company | undefined {
  if (row === null || row === undefined) return undefined;
  return { id: String(row.Id) as ContactId, name: row.Name ?? '', ...ownedBy(row.OwnerId) };
}

const ownedBy = (ownerId: number | null | undefined): { ownerId?: CrmUserId } =>
  ownerId === null || ownerId === undefined ? {} : { ownerId: String(ownerId) as CrmUserId };

/** PHN-02: the field's country supplies the DDI, unless the number brings its own. */
function translatePhone({ PhoneNumber, CountryId }: PhoneRow, ddis: Readonly<Record<string, string>>): readonly ContactPhone[] {
  const value = present(PhoneNumber);
  if (value === undefined) return [];
  const ddi = CountryId === null || CountryId === undefined ? undefined : ddis[String(CountryId)];
  return [{ value, ...(ddi === undefined ? {} : { ddi }) }];
}

const present = (text: string | null | undefined): string | undefined => text?.trim() || undefined;

/** A phone as it stands, to be written again beside others. */
export const writtenPhone = ({ Id, PhoneNumber, TypeId, CountryId }: PhoneRow): PhoneRow => ({
  ...(Id === undefined ? {} : { Id }), PhoneNumber, TypeId, CountryId,
});

/** Masked and national where the field has a country for it, else whole; a number that cannot be read goes as it came. */
export function phoneBody(raw: string, { defaultCountry, ddiOfCountryId, phoneTypeId }: PloomesConfig): PhoneRow {
  const parsed = parsePhone(raw, { kind: 'typed', ...(defaultCountry === undefined ? {} : { defaultCountry }) });
  if (!parsed.ok) return { PhoneNumber: raw, TypeId: phoneTypeId };
  const brazil = Object.entries(ddiOfCountryId).find(([, ddi]) => ddi === '55');
  const masked = maskedBrazilian(parsed.value);
  if (masked === undefined || brazil === undefined) return { PhoneNumber: parsed.value.e164, TypeId: phoneTypeId };
  return { PhoneNumber: masked, TypeId: phoneTypeId, CountryId: Number(brazil[0]) };
}

function maskedBrazilian({ e164 }: Phone): string | undefined {
  const [, area, head, tail] = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(e164) ?? [];
  return tail === undefined ? undefined : `(${area}) ${head}-${tail}`;
}
