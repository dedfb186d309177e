import * as z from 'zod';
import type { LeadAction, LeadCapture } from '../../domain/lead/lead.ts';
import type { Json, Mapping } from '../../domain/mapping/mapping.ts';
import type { DeliveryId } from '../../ports/inbox.ts';
import { CHECKED_ROWS, MAX_ROWS } from './page-limits.ts';

const text = z.string().min(1).max(500);
const longText = z.string().max(10_000);
const secret = z.string().min(1).max(5000);
const moment = z.iso.datetime().describe('In UTC.');

/** The hub looks more closely than a schema can, and tells what is wrong where, with the mend. */
const parseMapping = (given: object): Mapping => given as Mapping;
const parseAction = (given: object): LeadAction => given as LeadAction;
const parseJson = (given: unknown): Json => given as Json;
const parseDelivery = (given: string): DeliveryId => given as DeliveryId;

const mapping = z.looseObject({ v: z.literal(1), fields: z.record(z.string(), z.unknown()) }).transform(parseMapping)
  .meta({ id: 'Mapping', description: 'What stands where in deliveries: `each`, `ddi`, and `fields` by target, each with `from`. See the reference of mappings.' });

const action = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('add-tag'), tag: longText }),
  z.strictObject({ type: z.literal('remove-tag'), tag: longText }),
  z.strictObject({ type: z.literal('update-field'), field: longText.describe('A field of the integration, or `person:<field>` of the CRM.'), value: longText.describe('May name fields of the lead: `{{product}}`.') }),
  z.strictObject({ type: z.literal('send-chatbot'), chatbot: longText }),
  z.strictObject({ type: z.literal('send-message'), text: longText.describe('May name fields of the lead: `{{name}}`.') }),
  z.strictObject({ type: z.literal('send-quick-reply'), quickReply: longText }),
]).transform(parseAction).meta({ id: 'LeadAction', description: 'Cumulative ones run in their order, each once; of those that send there is at most one.' });

const event = { name: longText, identification: longText.describe('As the mapping finds it; compared exactly after trimming.'), actions: z.array(action).max(200) };

/** It stands in addresses: one that is called `..` would lead to the integration itself. */
const eventId = z.string().regex(/^[\w-]{1,100}$/).describe('Letters, digits, _ and -. Made by the hub where it is left out.');

const capture = z.strictObject({
  behaviour: z.enum(['company+person+card', 'person+card', 'company+person'] satisfies readonly LeadCapture['behaviour'][]),
  funnelId: text.exactOptional(),
  stageId: text.exactOptional().describe("Absent: the funnel's first stage."),
  unlessOpenCard: z.enum(['yes', 'no']).default('no').describe('`yes`: no other card while an open one exists for the client, in any funnel.'),
}).meta({ id: 'LeadCapture', description: 'What is made of a lead in the CRM.' });

const customFields = z.array(z.strictObject({ name: longText, description: longText.default('') })).max(1000).describe("Fields of one's own; all of them.");

const settings = {
  mapping: mapping.exactOptional(), customFields: customFields.exactOptional(),
  capture: z.union([z.literal('off'), capture]).exactOptional().describe('`off`: leads are not brought into the CRM.'),
  events: z.array(z.strictObject({ id: eventId.exactOptional(), ...event })).max(1000).exactOptional().describe('Conversion events; all of them.'),
};

const sample = z.strictObject({
  body: z.string().max(1_000_000).describe('As it was sent, as text.'),
  contentType: text.exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(), query: z.record(z.string(), z.string()).exactOptional(),
  callback: z.unknown().transform(parseJson).exactOptional().describe('What the platform answered when it was asked for the contact.'),
});

const lang = z.enum(['pt-BR', 'en']).exactOptional().describe('The language of mends, English unless said.');

/** What is sent about integrations. */
export const integrationBodies = {
  language: z.strictObject({ lang }),
  /** A POST is sent with a body. */
  nothing: z.strictObject({}),
  wish: z.strictObject({ name: longText, platform: text.describe('Of /v1/platforms; `other` for one that is not in the list.') }),
  change: z.strictObject({ name: longText.exactOptional(), platform: text.exactOptional(), scheme: text.exactOptional(), ...settings }),
  event: z.strictObject(event),
  eventChange: z.strictObject({ name: event.name.exactOptional(), identification: event.identification.exactOptional(), actions: event.actions.exactOptional() }),
  rotate: z.strictObject({ graceHours: z.number().min(0).max(720).exactOptional().describe('For so long what was there before goes on; 0 ends it at once. 24 unless said otherwise.') }),
  secret: z.strictObject({ secret, graceHours: z.number().min(0).max(720).exactOptional().describe('For so long the one before it counts too. 24 unless said otherwise.') }),
  credentials: z.strictObject({ credentials: z.record(z.string().min(1).max(100), secret) }),
  account: z.strictObject({ url: text, key: secret }),
  suggest: z.strictObject({ samples: z.array(sample).min(1).max(20).exactOptional().describe('The last deliveries that came in, unless said otherwise.') }),
  trial: z.strictObject({
    sample: sample.exactOptional(), delivery: text.transform(parseDelivery).exactOptional().describe('One of the integration, instead of a sample.'),
    with: z.strictObject(settings).exactOptional().describe('Settings that are not kept; what is left out is as the integration has it.'),
    live: z.enum(['yes', 'no']).exactOptional().describe('Whether platform and CRM are asked what they know. Nothing is written in either case.'),
  }).refine(({ sample: one, delivery: other }) => (one === undefined) !== (other === undefined), { path: ['sample'] }),
};

const limit = z.string().regex(/^\d{1,4}$/).transform(Number).pipe(z.number().int().min(1).max(MAX_ROWS));
const leadSearch = {
  integration: text.optional().describe('Through which it came.'), tag: text.optional(),
  search: text.optional().describe('A part of the name or the e-mail, or at least three digits of the phone.'),
};

interface LeadWords { readonly integration?: string | undefined; readonly tag?: string | undefined; readonly search?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined }

const wished = ({ integration, tag, search, after, limit: rows = CHECKED_ROWS }: LeadWords) => ({
  search: { ...(integration === undefined ? {} : { integration }), ...(tag === undefined ? {} : { tag }), ...(search === undefined ? {} : { search }) },
  page: { limit: rows, ...(after === undefined ? {} : { after }) },
});

/** How leads are looked for; with a body, so that a phone or an e-mail is in no address. */
export const leadQueries = {
  list: z.strictObject({ ...leadSearch, limit: limit.optional().describe(`How many rows, 1 to ${MAX_ROWS}. ${CHECKED_ROWS} unless said.`), after: text.optional().describe('The `next` of the page before, unchanged.') }).transform(wished),
  search: z.strictObject({ ...leadSearch, limit: z.number().int().min(1).max(MAX_ROWS).default(CHECKED_ROWS), after: text.optional() }).transform(wished),
};

const mend = z.object({ pt: z.string(), en: z.string() });
const fault = z.looseObject({ field: z.string(), reason: z.string(), mend });
const sheet = z.looseObject({
  id: z.string(), name: z.string(), platform: z.string(), version: z.number().int(), validFrom: moment,
  status: z.enum(['draft', 'active', 'paused']).describe('A draft listens and keeps what comes; nothing takes effect.'),
  scheme: z.string(), mapping: z.looseObject({}).optional(), customFields: z.array(z.looseObject({ name: z.string() })), capture: z.looseObject({}).optional(),
  events: z.array(z.looseObject({ id: z.string(), name: z.string(), identification: z.string() })),
  account: z.object({ url: z.string() }).optional(),
  secret: z.enum(['not-needed', 'missing', 'stored', 'exchanged']), secretUntil: moment.optional(), credentials: z.array(z.string()).describe('Names alone.'),
  missing: z.array(fault).describe('What keeps it from being enabled, in the order in which it is set up.'),
  lastReceivedAt: moment.optional(),
  refusals: z.array(z.object({ why: z.string(), count: z.number().int(), lastAt: moment })).describe('What was refused within a week, by reasons: `signature-wrong`, `body-compressed` …; the last first.'),
}).meta({ id: 'Integration' });
const platform = z.looseObject({
  id: z.string(), name: z.string(), events: z.array(z.looseObject({ identification: z.string(), name: mend })),
  schemes: z.array(z.looseObject({ id: z.string(), secret: mend.optional() })), credentials: z.array(z.looseObject({ name: z.string(), label: mend })),
  unknowns: z.array(mend),
});
const fields = z.array(z.looseObject({ key: z.string(), name: z.string(), type: z.string() }));
const lead = z.looseObject({ key: z.string(), name: z.string().optional(), phone: z.string().optional(), tags: z.array(z.string()), integrations: z.array(z.string()), updatedAt: moment });
const leadPage = z.object({ rows: z.array(lead), next: z.string().optional() });

/** What is answered. */
export const integrationAnswers = {
  platforms: z.object({ rows: z.array(platform) }),
  platform: platform.extend({ mapping: z.looseObject({}) }),
  list: z.object({ rows: z.array(sheet) }),
  sheet,
  made: z.object({ integration: sheet, address: z.string().describe('Shown this once.') }),
  enabled: z.object({ integration: sheet, address: z.string().optional().describe('Shown this once; absent where its addresses were given out before.') }),
  removed: z.object({ removed: z.literal(true) }),
  rotated: z.object({ address: z.string().describe('Shown this once.'), until: moment.describe('When the earlier addresses end, at the latest.') }),
  structure: z.object({ of: z.number().int().describe('Of so many deliveries.'), paths: z.array(z.object({ path: z.string(), types: z.record(z.string(), z.number()) })) }),
  fields: z.object({
    custom: z.array(z.looseObject({ name: z.string() })), crm: z.object({ person: fields, company: fields, card: fields }).optional(),
    funnels: z.array(z.looseObject({ id: z.string(), name: z.string(), archived: z.boolean(), stages: z.array(z.object({ id: z.string(), name: z.string() })) })).optional(),
    source: z.array(z.looseObject({ path: z.string(), name: z.string(), type: z.string() })).optional(),
  }),
  suggestion: z.looseObject({ mapping: z.looseObject({}), suggestions: z.array(z.looseObject({ target: z.string(), score: z.number() })), missing: z.array(z.string()), samples: z.number().int() }),
  trial: z.looseObject({
    outcome: z.enum(['tried', 'unreadable']), because: z.string().optional(),
    events: z.array(z.looseObject({ becomes: z.enum(['lead', 'event-unknown', 'without-person', 'unmapped']), lead: z.looseObject({}), actions: z.array(z.looseObject({})), calls: z.array(z.looseObject({ call: z.string() })) })).optional(),
  }),
  versions: z.object({ rows: z.array(z.looseObject({ version: z.number().int(), validFrom: moment, changes: z.array(z.looseObject({ field: z.string() })), mapping: z.array(z.looseObject({ target: z.string(), change: z.string() })) })) }),
  leads: leadPage,
  lead,
} as const;

/** What to send instead, by field. */
export const INTEGRATION_MENDS = {
  name: 'send 1 to 200 characters', platform: 'send the id of one of /v1/platforms', scheme: "send the id of one of the platform's schemes",
  mapping: 'send {"v": 1, "ddi": …, "fields": {…}} as the reference of mappings shows', v: 'send 1', customFields: 'send a list of {"name", "description"}',
  capture: 'send off, or {"behaviour", "funnelId", "unlessOpenCard"}', behaviour: 'send company+person+card, person+card or company+person', unlessOpenCard: 'send yes or no',
  events: 'send a list of {"name", "identification", "actions"}', id: 'send 1 to 100 letters, digits, _ and -, or leave it out', actions: 'send a list of actions such as {"type": "add-tag", "tag": "cliente"}', type: 'send add-tag, remove-tag, update-field, send-chatbot, send-message or send-quick-reply',
  secret: 'send 1 to 2000 characters', credentials: 'send an object with the names that the platform asks for', url: 'send a whole address such as https://acme.api-us1.com', key: 'copy it from Settings → Developer of the account',
  sample: 'send either a sample with its body, or the id of a delivery', samples: 'send 1 to 20 samples, each with its body', delivery: 'send the id of a delivery of this integration',
  with: 'send mapping, customFields, capture or events', live: 'send yes or no', graceHours: 'send a number of hours from 0 to 720', lang: 'send pt-BR or en',
  limit: `send a whole number from 1 to ${MAX_ROWS}`, after: 'send the `next` of the page before, unchanged', body: 'send a JSON object, {} where nothing is to be said',
} as const;
