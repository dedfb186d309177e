import * as z from 'zod';

export const pipelineRow = z.looseObject({ Id: z.int(), Name: z.string(), Archived: z.boolean().nullish() });
export type PipelineRow = z.infer<typeof pipelineRow>;

export const stageRow = z.looseObject({ Id: z.int(), Name: z.string().nullish(), Ordination: z.number().nullish() });
export type StageRow = z.infer<typeof stageRow>;

/** There is no `Active` column, and asking for one is refused (seen in 2026). */
export const userRow = z.looseObject({
  Id: z.int(),
  Name: z.string().nullish(),
  Email: z.string().nullish(),
  ProfileId: z.int().nullish(),
  Suspended: z.boolean().nullish(),
  Integration: z.boolean().nullish(),
  NativeIntegration: z.boolean().nullish(),
});
export type UserRow = z.infer<typeof userRow>;

export const webhookRow = z.looseObject({
  Id: z.int(),
  EntityId: z.int(),
  ActionId: z.int(),
  CallbackUrl: z.string(),
  ValidationKey: z.string().nullish(),
  Active: z.boolean().nullish(),
});
export type WebhookRow = z.infer<typeof webhookRow>;

export const optionRow = z.looseObject({ Id: z.int(), Name: z.string() });
export type OptionRow = z.infer<typeof optionRow>;

export const fieldRow = z.looseObject({
  Id: z.int(),
  Key: z.string(),
  Name: z.string(),
  EntityId: z.int(),
  TypeId: z.int().nullish(),
  OptionsTableId: z.int().nullish(),
  OptionsTable: z.looseObject({ Id: z.int(), Options: z.array(optionRow).nullish() }).nullish(),
});
export type FieldRow = z.infer<typeof fieldRow>;

/** A field with what is needed to write any value of it. Custom fields have a GUID in their key; those of Ploomes' own name their column. */
export const leadFieldRow = fieldRow.extend({
  Multiple: z.boolean().nullish(),
  PropertyName: z.string().nullish(),
  Type: z.looseObject({ NativeType: z.string().nullish() }).nullish(),
});
export type LeadFieldRow = z.infer<typeof leadFieldRow>;

export const tagRow = z.looseObject({ Id: z.int(), Name: z.string().nullish() });
