import * as z from 'zod';
import { wireId, wireText } from './values.ts';

/** A row of the message templates. `template` is its text. */
export interface WireTemplate {
  readonly id: string;
  readonly elementName: string;
  readonly nameSpace?: string | undefined;
  readonly template: string;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  readonly parameterCount?: number | undefined;
  readonly mediaParameterCount?: number | undefined;
  readonly active?: boolean | undefined;
  readonly status?: string | undefined;
  readonly language?: string | undefined;
  readonly category?: string | undefined;
}

const count = z.coerce.number().int().min(0).nullish().transform((value) => value ?? undefined).catch(undefined);

export const wireTemplate: z.ZodType<WireTemplate> = z
  .object({
    id: wireId,
    elementName: wireText,
    name: wireText,
    nameSpace: wireText,
    template: z.string().nullish().transform((text) => text ?? ''),
    header: wireText.catch(undefined),
    footer: wireText.catch(undefined),
    parameterCount: count,
    mediaParameterCount: count,
    active: z.boolean().nullish().transform((value) => value ?? undefined),
    status: wireText,
    language: wireText,
    languageCode: wireText,
    category: wireText,
  })
  .transform(({ elementName, name, language, languageCode, ...row }, context) => {
    const called = elementName ?? name;
    if (called !== undefined) return { ...row, elementName: called, language: language ?? languageCode };
    context.addIssue({ code: 'custom', message: 'neither elementName nor name', path: ['elementName'] });
    return z.NEVER;
  });

/** A place of a template: its part (`type`), what it takes (`paramType`), and its number within the part where that is told. */
export interface WireParameter {
  readonly type: string;
  readonly paramType?: string | undefined;
  readonly place?: number | undefined;
  readonly example?: string | undefined;
}

export const wireParameter: z.ZodType<WireParameter> = z
  .object({ type: z.string(), paramType: wireText, position: count, order: count, index: count, example: wireText.catch(undefined) })
  .transform(({ position, order, index, ...row }) => ({ ...row, place: position ?? order ?? index }));
