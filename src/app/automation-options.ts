import * as z from 'zod';
import { AUTOMATION_FIELDS, checkConditions, CONDITION_LIMITS, type ConditionsProblem, type FieldRef, type GroupId, type SendAutomation, type SendConditions, type TemplateId } from '../domain/index.ts';

const isKnown = ({ of, field }: FieldRef): boolean => AUTOMATION_FIELDS[of].some((known) => known === field);

const at = z.strictObject({ of: z.enum(['contact', 'company', 'card']), field: z.string().max(CONDITION_LIMITS.characters) })
  .refine(isKnown, { error: `name a field that can be read: ${Object.entries(AUTOMATION_FIELDS).map(([of, fields]) => `of ${of} ${fields.join(', ')}`).join('; ')}` });

const CONDITION = 'write a condition as at, operator and its value (values for in-list), or as hold and of';

const condition = z.discriminatedUnion('operator', [
  z.strictObject({ at, operator: z.enum(['equals', 'not-equals', 'contains']), value: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({ at, operator: z.enum(['empty', 'not-empty']) }),
  z.strictObject({ at, operator: z.enum(['greater', 'less']), value: z.union([z.string(), z.number()]) }),
  z.strictObject({ at, operator: z.literal('in-list'), values: z.array(z.union([z.string(), z.number()])).min(1) }),
]);

/** Nested by hand as deep as conditions may go and one further, so that the bound itself is what refuses a deeper one. */
const nested: z.ZodType<SendConditions> = z.lazy(() => z.strictObject({
  hold: z.enum(['all', 'any']), of: z.array(z.union([condition, nested], { error: CONDITION })).max(CONDITION_LIMITS.conditions),
}));

const PROBLEM: Readonly<Record<ConditionsProblem, string>> = {
  'too-deep': `nest them ${CONDITION_LIMITS.depth} deep at most`,
  'too-many': `write ${CONDITION_LIMITS.conditions} at most`,
  'list-too-long': `list ${CONDITION_LIMITS.listed} values at most`,
  'text-too-long': `write ${CONDITION_LIMITS.characters} characters at most`,
};

const conditions = nested.superRefine((given, context) => {
  const checked = checkConditions(given);
  if (!checked.ok) context.addIssue({ code: 'custom', message: PROBLEM[checked.reason] });
});

const value = z.strictObject({
  part: z.enum(['header', 'body', 'footer', 'button']), place: z.number().int().min(1).max(100),
  from: z.array(z.union([at, z.strictObject({ text: z.string().min(1).max(2000) })], { error: 'name a field by of and field, or write a text' })).min(1).max(10),
});

const reference = z.union([z.string().trim().min(1).max(100), z.number().int()]).transform(String);

const automation = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'write up to 64 letters, digits and dashes'),
  name: z.string().trim().min(1).max(200),
  conditions: conditions.default({ hold: 'all', of: [] }),
  channel: z.literal('whatsapp').default('whatsapp'),
  groupId: reference, templateId: reference,
  values: z.array(value).max(100).default([]),
}).transform(translateAutomation);

/** As it is stored: calls are nothing that an automation could make. */
export type KeptAutomation = SendAutomation & { readonly channel: 'whatsapp' };

function translateAutomation(given: Omit<KeptAutomation, 'groupId' | 'templateId'> & { readonly groupId: string; readonly templateId: string }): KeptAutomation {
  return { ...given, groupId: given.groupId as GroupId, templateId: given.templateId as TemplateId };
}

/** Automations of a connection as they are given and stored (SND-02). */
export const automationList = z.array(automation).max(100)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'give each automation an id of its own');
