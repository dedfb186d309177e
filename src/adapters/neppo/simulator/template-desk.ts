import { groupNamed } from './names.ts';
import { badField } from './refusal.ts';
import type { TemplateParameterRow, TemplateRow } from './rows.ts';
import type { Json } from './wire-shape.ts';
import type { World } from './world.ts';

/** A template as a test makes one; one of the same name is changed. */
export interface SaveTemplate {
  /** Meta's name of it. */
  readonly name: string;
  /** Its text, with `{{1}}` where a value goes. */
  readonly text: string;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  /** ACTIVE, PENDING, REJECTED, PAUSED or DISABLED. @defaultValue 'ACTIVE' */
  readonly status?: string | undefined;
  /** @defaultValue 'MARKETING' */
  readonly category?: string | undefined;
  /** @defaultValue 'pt_BR' */
  readonly language?: string | undefined;
  /** What goes into its places, in their order. @defaultValue a text for each place of its text */
  readonly parameters?: readonly TemplateParameterRow[] | undefined;
  /** The groups that may send it, by name. @defaultValue all */
  readonly groups?: readonly string[] | undefined;
}

/** The templates that Meta was shown. */
export interface TemplateDesk {
  readonly save: (template: SaveTemplate) => TemplateRow;
  readonly ofGroup: (groupId: number) => readonly TemplateRow[];
  /** The places of a template, as the tenant's host lists them. */
  readonly parametersOf: (templateId: number) => readonly Json[];
}

export function createTemplateDesk({ store }: Pick<World, 'store'>): TemplateDesk {
  return {
    save: ({ name, text, status = 'ACTIVE', category = 'MARKETING', language = 'pt_BR', header, footer, parameters, groups }) => {
      if (!STATUSES.includes(status)) throw badField('status', `"${status}" is none of ${STATUSES.join(', ')}`);
      const known = store.templates.all().find(({ elementName }) => elementName === name);
      const groupIds = groups?.map((group) => groupNamed(store, group).id);
      const places = parameters ?? shownIn(text);
      const row = (id: number): TemplateRow => ({
        id, elementName: name, template: text, status, category, language, parameters: places,
        parameterCount: places.filter(({ paramType }) => paramType !== 'MEDIA').length,
        mediaParameterCount: places.filter(({ paramType }) => paramType === 'MEDIA').length,
        ...(header === undefined ? {} : { header }), ...(footer === undefined ? {} : { footer }), ...(groupIds === undefined ? {} : { groupIds }),
      });
      return known ? store.templates.put(row(known.id)) : store.templates.insert(row);
    },
    ofGroup: (groupId) => store.templates.all().filter(({ groupIds }) => groupIds === undefined || groupIds.includes(groupId)),
    parametersOf: (templateId) => {
      const template = store.templates.get(templateId);
      const places = template?.parameters ?? shownIn(template?.template ?? '');
      return places.map(({ type, paramType, example }, at) => ({ id: templateId * 100 + at + 1, hsmTemplateId: templateId, type, paramType, example: example ?? null }));
    },
  };
}

const STATUSES: readonly string[] = ['ACTIVE', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'];

const shownIn = (text: string): readonly TemplateParameterRow[] =>
  [...new Set([...text.matchAll(/\{\{(\d+)\}\}/g)].map(([, place]) => place))].map(() => ({ type: 'BODY', paramType: 'TEXT' }));
