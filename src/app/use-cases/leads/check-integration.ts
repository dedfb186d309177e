import type { Funnel, FunnelStage } from '../../../domain/index.ts';
import { checkEvents, unknownPlaces, type ConversionEvent, type LeadAction, type LeadCapture } from '../../../domain/lead/index.ts';
import { checkMapping, type KnownFields, type Mapping } from '../../../domain/mapping/index.ts';
import type { CrmField, IntegrationFault, IntegrationSettings, Platform } from '../../../ports/index.ts';
import { integrationMends, type IntegrationReason } from '../../wording/integration-faults.ts';

/** Fields of the CRM that leads may be mapped to. */
export interface CrmFieldLists {
  readonly person: readonly CrmField[];
  readonly company: readonly CrmField[];
  readonly card: readonly CrmField[];
}

/** What the CRM has, as far as it was asked. */
export interface KnownOfCrm {
  readonly fields?: CrmFieldLists;
  /** `none`: the connection has no CRM that takes leads. */
  readonly funnels?: readonly Funnel[] | 'none';
  /** Of the funnel that leads go to; absent where it has none to choose. */
  readonly stages?: readonly FunnelStage[];
}

export const faultOf = (field: string, reason: IntegrationReason): IntegrationFault => ({ field, reason, mend: integrationMends[reason] });

const LONGEST_NAME = 200;
const LONGEST_FIELD = 100;
const LONGEST_TEXT = 4000;
const LONGEST_DESCRIPTION = 500;
const MOST_FIELDS = 200;
const MOST_EVENTS = 200;
const MOST_ACTIONS = 50;

const isTextOf = (text: unknown, longest: number): text is string => typeof text === 'string' && text.trim() !== '' && text.length <= longest;

/** Names are shown in terminals and pages: what steers these is no part of one. */
// oxlint-disable-next-line eslint/no-control-regex
const STEERING = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
const isName = (text: unknown, longest: number): text is string => isTextOf(text, longest) && !STEERING.test(text.trim()) && text.isWellFormed();

export const checkName = (name: string): readonly IntegrationFault[] => (isName(name, LONGEST_NAME) ? [] : [faultOf('name', 'name-invalid')]);

export const checkScheme = (platform: Platform, scheme: string): readonly IntegrationFault[] =>
  platform.authenticity.some(({ id }) => id === scheme) ? [] : [faultOf('scheme', 'unknown-scheme')];

export function checkCustomFields(fields: IntegrationSettings['customFields']): readonly IntegrationFault[] {
  if (fields.length > MOST_FIELDS) return [faultOf('customFields', 'too-many')];
  return fields.flatMap(({ name, description }, at) => {
    if (!isName(name, LONGEST_FIELD) || typeof description !== 'string' || description.length > LONGEST_DESCRIPTION) return [faultOf(`customFields.${at}`, 'field-invalid')];
    return fields.findIndex((other) => other.name.trim() === name.trim()) < at ? [faultOf(`customFields.${at}`, 'field-taken')] : [];
  });
}

/** What somebody wrote, against what there is to map to (WHK-02, WHK-03). */
export function checkMapped(mapping: Mapping, customFields: IntegrationSettings['customFields'], { fields }: KnownOfCrm = {}): readonly IntegrationFault[] {
  const known: KnownFields = { custom: customFields.map(({ name }) => name), ...fields };
  return checkMapping(mapping, { fields: known }).map(({ target, reason, mend, path, at }) => ({
    field: `mapping.${target}`, reason, mend, ...(path === undefined ? {} : { path }), ...(at === undefined ? {} : { at }),
  }));
}

const BEHAVIOURS: readonly string[] = ['company+person+card', 'person+card', 'company+person'] satisfies readonly LeadCapture['behaviour'][];

/** Behaviour and funnel, against the live list (ACL-02, ACL-03). */
export function checkCapture({ behaviour, funnelId = '', stageId }: LeadCapture, { funnels, stages }: KnownOfCrm = {}): readonly IntegrationFault[] {
  if (!BEHAVIOURS.includes(behaviour)) return [faultOf('capture.behaviour', 'behaviour-unknown')];
  if (funnels === 'none') return [faultOf('capture', 'crm-unfit')];
  if (behaviour === 'company+person') return [];
  if (funnelId.trim() === '') return [faultOf('capture.funnelId', 'funnel-unset')];
  const funnel = funnels?.find(({ id }) => id === funnelId);
  if (funnels === undefined) return [];
  if (funnel?.archived === false) return stageId === undefined || stages === undefined || stages.some(({ id }) => id === stageId) ? [] : [faultOf('capture.stageId', 'stage-gone')];
  return [faultOf('capture.funnelId', funnel === undefined ? 'funnel-gone' : 'funnel-archived')];
}

/** Events and their actions: identifications are unique, sends at most one, and what texts and fields name is there (WHK-05, WHK-06, WHK-10). */
export function checkConversion({ events, customFields, mapping }: Pick<IntegrationSettings, 'events' | 'customFields' | 'mapping'>, { fields }: KnownOfCrm = {}): readonly IntegrationFault[] {
  if (events.length > MOST_EVENTS) return [faultOf('events', 'too-many')];
  const wrong = checkEvents(events).map(({ at, problem, action }) => faultOf(action === undefined ? `events.${at}${FIELDS[problem]}` : `events.${at}.actions.${action}`, problem));
  const known = fieldsOfLead({ customFields, mapping });
  return [...wrong, ...events.flatMap((event, at) => checkActions(event, `events.${at}`, known, fields))];
}

const FIELDS = { 'name-empty': '.name', 'identification-empty': '.identification', 'identification-taken': '.identification', 'second-send': '', 'action-empty': '' } as const;

function checkActions({ name, identification, actions }: ConversionEvent, field: string, known: readonly string[], crm: CrmFieldLists | undefined): readonly IntegrationFault[] {
  if (actions.length > MOST_ACTIONS) return [faultOf(`${field}.actions`, 'too-many')];
  if ([name, identification, ...actions.flatMap(textsOf)].some((text) => text.length > LONGEST_TEXT)) return [faultOf(field, 'event-invalid')];
  return actions.flatMap((action, place) => {
    const at = `${field}.actions.${place}`;
    if (unknownPlaces(filledTextOf(action), known).length > 0) return [faultOf(at, 'unknown-place')];
    return action.type === 'update-field' && action.field.trim() !== '' && !isField(action.field.trim(), known, crm) ? [faultOf(at, 'unknown-field')] : [];
  });
}

function isField(field: string, known: readonly string[], crm: CrmFieldLists | undefined): boolean {
  const ofPerson = /^person:(.+)$/.exec(field)?.[1];
  return ofPerson === undefined ? known.includes(field) : crm?.person.some(({ key }) => key === ofPerson) ?? true;
}

const textsOf = (action: LeadAction): readonly string[] => Object.values(action);

/** The text of an action in which places may stand. */
export const filledTextOf = (action: LeadAction): string => (action.type === 'send-message' ? action.text : action.type === 'update-field' ? action.value : '');

/** What a lead of the integration may bring beside what every lead has: fields of its own, and those that are mapped. */
export const fieldsOfLead = ({ customFields, mapping }: { readonly customFields: IntegrationSettings['customFields']; readonly mapping?: Mapping | undefined }): readonly string[] => [
  ...customFields.map(({ name }) => name),
  ...Object.keys(mapping?.fields ?? {}).map((target) => target.replace(/^custom\./, '')).filter((name) => !/^(?:person|company|card)\./.test(name)),
];

/** Whether anything names a field of the CRM, which is then to be looked up. */
export const namesCrmFields = ({ mapping, events }: Pick<IntegrationSettings, 'mapping' | 'events'>): boolean =>
  Object.keys(mapping?.fields ?? {}).some((target) => /^(?:person|company|card)\./.test(target))
  || events.some(({ actions }) => actions.some((action) => action.type === 'update-field' && action.field.trim().startsWith('person:')));
