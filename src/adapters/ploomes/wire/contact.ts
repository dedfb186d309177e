import * as z from 'zod';
import { otherPropertyRow } from './other-property.ts';

const text = z.string().nullish();

export const phoneRow = z.looseObject({ Id: z.int().optional(), PhoneNumber: text, TypeId: z.int().nullish(), CountryId: z.int().nullish() });
export type PhoneRow = z.infer<typeof phoneRow>;

const companyRow = z.looseObject({ Id: z.int(), Name: text, OwnerId: z.int().nullish() });

/** People and companies share one table. `Phones` and `Company` come only when they are asked for. */
export const contactRow = z.looseObject({
  Id: z.int(),
  TypeId: z.int().nullish(),
  Name: text,
  Email: text,
  CPF: text,
  Register: text,
  OwnerId: z.int().nullish(),
  Phones: z.array(phoneRow).nullish(),
  Company: companyRow.nullish(),
});
export type ContactRow = z.infer<typeof contactRow>;

/** The columns of {@link contactRow}; asking for an unknown one is refused. */
export const CONTACT_COLUMNS = 'Id,TypeId,Name,Email,CPF,Register,OwnerId,CompanyId';
export const CONTACT_PARTS = 'Phones,Company($select=Id,Name,OwnerId)';

/** The same, with when it changed and, where they are asked for, the values of custom fields. */
export const linkedContactRow = contactRow.extend({ LastUpdateDate: z.string(), CreatorId: z.int().nullish(), OtherProperties: z.array(otherPropertyRow).nullish() });
export type LinkedContactRow = z.infer<typeof linkedContactRow>;

export const LINKED_CONTACT_COLUMNS = `${CONTACT_COLUMNS},LastUpdateDate,CreatorId`;

export const contactTypeRow = z.looseObject({ Id: z.int(), Name: z.string() });
export type ContactTypeRow = z.infer<typeof contactTypeRow>;

/** A contact with everything that a lead may write over; columns that are no part of this come along too. */
export const leadContactRow = contactRow.extend({
  CNPJ: text, CompanyId: z.int().nullish(), OtherProperties: z.array(otherPropertyRow).nullish(),
});
export type LeadContactRow = z.infer<typeof leadContactRow>;

export const LEAD_CONTACT_COLUMNS = `${CONTACT_COLUMNS},CNPJ`;

/** A company as it is looked up. */
export const companyEntryRow = z.looseObject({ Id: z.int(), Name: text, CNPJ: text, Register: text });
export type CompanyEntryRow = z.infer<typeof companyEntryRow>;

/** A contact with its tags, each with its name. */
export const taggedContactRow = z.looseObject({
  Id: z.int(),
  Tags: z.array(z.looseObject({ Id: z.int().nullish(), TagId: z.int(), Tag: z.looseObject({ Name: text }).nullish() })).nullish(),
});
export type TaggedContactRow = z.infer<typeof taggedContactRow>;
