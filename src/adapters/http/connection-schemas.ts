import * as z from 'zod';
import { parsePanelOrigin } from '../../domain/desk/panel-origin.ts';
import { parseTransferPattern } from '../../domain/desk/transfer-code.ts';
import type { AutomationInput } from '../../ports/connection-options.ts';

const id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const name = z.string().trim().min(1).max(200).describe('Whose connection it is, for people.');
const reference = z.union([z.string().min(1).max(100), z.number().int()]);
const onOff = z.enum(['on', 'off']);
const text = z.string().trim().min(1).max(2000);
const moment = z.iso.datetime().describe('In UTC.');
const lang = z.enum(['pt-BR', 'en']).exactOptional().describe("The language of the texts; the hub's own unless said otherwise.");

/** The hub checks the rest, and says what is wrong where. */
const parseAutomation = (given: object): AutomationInput => given as AutomationInput;

const mapping = z.strictObject({
  groupId: reference, groupName: z.string().min(1).max(500), funnelId: reference,
  behaviour: z.enum(['always-create', 'link-last']),
  counting: z.enum(['won-and-lost-too', 'open-ones-only']).exactOptional(),
});

const options = z.strictObject({
  linking: onOff.exactOptional(),
  mappings: z.array(mapping).max(1000).exactOptional().describe('All of them: those left out are mapped no longer.'),
  recordMoment: z.enum(['at-start', 'at-finish', 'manual']).exactOptional(),
  waitingDays: z.number().int().min(1).max(365).exactOptional(),
  payloadDays: z.number().int().min(1).max(3650).exactOptional(),
  companies: z.enum(['synced', 'left-out']).exactOptional(),
  unlinkOnRemoval: onOff.exactOptional(),
  createUnknownContacts: onOff.exactOptional(),
  defaultCountry: z.string().regex(/^(off|[A-Z]{2})$/).exactOptional(),
  panelOrigins: z.array(z.string().max(300).refine((raw) => parsePanelOrigin(raw).ok)).max(20).exactOptional().describe("Origins of the pages in which the agents' panel may sit; all of them."),
  transferCode: z.string().max(40).refine((raw) => parseTransferPattern(raw).ok).exactOptional(),
  automations: z.array(z.looseObject({
    id: z.string(), name: z.string(), conditions: z.looseObject({}).exactOptional(), channel: z.literal('whatsapp').exactOptional(), groupId: reference, templateId: reference,
    values: z.array(z.looseObject({})).exactOptional(),
  }).transform(parseAutomation)).max(100).exactOptional().describe('What automations of the CRM send; all of them. See the reference of options.'),
}).meta({ id: 'ConnectionOptions', description: 'What is left out stays as it was. See the reference of options.' });

const ploomes = z.looseObject({ userKey: text.exactOptional() })
  .describe('The settings of the Ploomes adapter, whole, `userKey` included. They are sealed, and what is secret never comes back.');
const neppo = z.looseObject({
  tenantUrl: z.url({ protocol: /^https?$/ }).exactOptional(),
  credentials: z.strictObject({ consumerKey: text, consumerSecret: text, username: text, password: text }).exactOptional(),
}).describe('The settings of the Neppo adapter, whole, `credentials` included. They are sealed, and what is secret never comes back.');

/** What is sent about connections. */
export const connectionBodies = {
  language: z.strictObject({ lang }),
  draft: z.strictObject({ id: id.exactOptional(), name, ploomes: ploomes.exactOptional(), neppo: neppo.exactOptional(), options: options.exactOptional() }),
  change: z.strictObject({ name: name.exactOptional(), ploomes: ploomes.exactOptional(), neppo: neppo.exactOptional(), options: options.exactOptional() }),
  /** A POST is sent with a body. */
  nothing: z.strictObject({}),
  rotate: z.strictObject({ graceHours: z.number().min(0).max(720).exactOptional().describe('For so long the earlier addresses go on; 0 revokes them at once. 24 unless said otherwise.') }),
  trial: z.strictObject({ systems: z.array(z.enum(['ploomes', 'neppo'])).min(1).max(2).exactOptional().describe('Both, one after the other, unless said otherwise.') }),
  ticks: z.strictObject({
    'neppo-newest-version': z.enum(['yes', 'no']).exactOptional(),
    'released-by-support': z.enum(['yes', 'no']).exactOptional(),
    'webhooks-module': z.enum(['yes', 'no']).exactOptional(),
  }).describe('What a person says is so.'),
  who: z.strictObject({ lang, who: z.string().min(1).max(254).exactOptional().describe("An agent's id, a user's id, or an e-mail.") }),
} as const;

const system = z.looseObject({ credential: z.enum(['stored', 'missing']), settings: z.record(z.string(), z.unknown()).optional().describe('Without what is secret.') });
const ticks = z.record(z.string(), moment).describe('Since when a person says so.');
const sheet = z.looseObject({
  id: z.string(), name: z.string(), status: z.enum(['draft', 'active', 'inactive']), version: z.number().int(),
  systems: z.looseObject({ ploomes: system, neppo: system }), options: z.looseObject({ linking: onOff, mappings: z.array(z.looseObject({ groupId: z.string(), funnelId: z.string() })) }), ticks,
}).meta({ id: 'Connection' });
const finding = z.looseObject({
  id: z.string().describe('The check; programs go by it.'), outcome: z.enum(['fine', 'warning', 'blocking', 'unknown']), seen: z.string(),
  title: z.string(), text: z.string().describe('What was seen.'), why: z.string(), mend: z.string().optional().describe('The one step that mends it.'),
}).meta({ id: 'Finding' });
const group = z.looseObject({ id: z.string(), name: z.string() });

/** What is answered about connections. */
export const connectionAnswers = {
  sheet,
  list: z.looseObject({ rows: z.array(sheet) }),
  differences: z.looseObject({ differences: z.array(z.looseObject({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional(), secret: z.boolean().optional() })) }),
  choices: z.looseObject({
    groups: z.array(group),
    funnels: z.array(group.extend({ archived: z.boolean() })),
    mappings: z.array(z.looseObject({ groupId: z.string(), group: z.enum(['there', 'gone', 'made-anew']), funnel: z.enum(['alive', 'archived', 'gone']) })),
  }),
  activated: z.looseObject({ connection: sheet, hook: z.string().optional().describe("The address for the chat's webhooks, shown this once; absent when one was given out before.") }),
  deactivated: z.looseObject({ connection: sheet, subscriptions: z.enum(['removed', 'left']) }),
  rotated: z.looseObject({ address: z.string().describe('Shown this once.'), until: moment.describe('When the earlier addresses end, at the latest.') }),
  findings: z.looseObject({ findings: z.array(finding) }),
  checkup: z.looseObject({ at: moment.optional().describe('Absent while nobody has looked.'), findings: z.array(finding) }),
  checklist: z.looseObject({ rows: z.array(z.looseObject({ entity: z.string(), lastReceivedAt: moment.optional().describe('Absent: never.'), steps: z.array(z.string()) })) }),
  ticks: z.looseObject({ ticks }),
  agents: z.looseObject({
    rows: z.array(z.looseObject({
      agent: z.looseObject({ id: z.string(), name: z.string() }).optional(), user: z.looseObject({ id: z.string(), name: z.string() }).optional(),
      outcome: z.enum(['integrated', 'not-integrated']), because: z.array(z.looseObject({ reason: z.string(), text: z.string() })),
    })),
  }),
} as const;

/** What to send instead, by field. */
export const CONNECTION_MENDS = {
  id: 'send up to 64 letters, digits and dashes that no other connection has', name: 'send 1 to 200 characters',
  ploomes: 'send the settings of the Ploomes adapter whole, userKey included',
  'ploomes.userKey': 'copy the User-Key in Ploomes, under Administração › Integrações › Usuários de integração',
  neppo: 'send the settings of the Neppo adapter whole, tenantUrl and credentials included; and no accounts that another connection joins',
  tenantUrl: 'send a whole address such as https://empresa.neppo.com.br/',
  credentials: 'send consumerKey, consumerSecret, username and password, from Integrações › Neppo Token API in Neppo',
  consumerKey: 'copy it from Integrações › Neppo Token API in Neppo', consumerSecret: 'copy it from Integrações › Neppo Token API in Neppo',
  username: 'copy it from Integrações › Neppo Token API in Neppo', password: 'copy it from Integrações › Neppo Token API in Neppo',
  'options.mappings': 'map each group to one funnel, with groupId, groupName, funnelId and behaviour', options: 'send options that the reference names',
  linking: 'send on or off', unlinkOnRemoval: 'send on or off', createUnknownContacts: 'send on or off', companies: 'send synced or left-out',
  recordMoment: 'send at-start, at-finish or manual', waitingDays: 'send a whole number from 1 to 365', payloadDays: 'send a whole number from 1 to 3650',
  defaultCountry: 'send two capital letters such as BR, or off', panelOrigins: 'send up to 20 origins such as https://app.ploomes.com, without a path',
  transferCode: 'send digits, * and # around one <extension>, such as *1*<extension>', automations: 'send up to 100, each with id, name, groupId and templateId as the reference of options shows', behaviour: 'send always-create or link-last', counting: 'send won-and-lost-too or open-ones-only',
  graceHours: 'send a number of hours from 0 to 720', system: 'give the credentials of both systems first, and rotate the address of Ploomes while the connection is active',
  systems: 'send a list of ploomes, neppo, or both', lang: 'send pt-BR or en', who: "send an agent's id, a user's id or an e-mail",
  'neppo-newest-version': 'send yes or no', 'released-by-support': 'send yes or no', 'webhooks-module': 'send yes or no',
  body: 'send a JSON object, {} where nothing is to be said',
} as const;
