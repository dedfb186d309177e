import * as z from 'zod';

const text = z.string().nullish();

export const phoneRow = z.looseObject({ PhoneNumber: text, CountryId: z.int().nullish() });
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

export const contactTypeRow = z.looseObject({ Id: z.int(), Name: z.string() });
export type ContactTypeRow = z.infer<typeof contactTypeRow>;
