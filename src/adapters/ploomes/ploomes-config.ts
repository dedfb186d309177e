import * as z from 'zod';
import { ConfigRejected } from '../../domain/kernel/error.ts';

const DEFAULT_BASE_URL = 'https://public-api2.ploomes.com';

/** They would be shown wherever the address is. A text that is no address was refused before. */
const hasCredentials = (url: string): boolean => URL.canParse(url) && new URL(url).username + new URL(url).password !== '';

const id = z.int().positive();
const name = z.string().trim().min(1);

const orNone = <Value extends z.ZodType>(value: Value) => z.union([z.literal('none'), value]);
const path = z.string().regex(/^\/.*\{id\}/, 'must begin with / and hold {id}');

const settings = z.strictObject({
  /** The API's address (P1). `https://api2.ploomes.com` is the same API; a simulator has its own. */
  baseUrl: z.url({ protocol: /^https?$/ }).refine((url) => !hasCredentials(url), 'must hold no name and no password').default(DEFAULT_BASE_URL),
  /** The key of an integration user (Administração › Integrações › Usuários de integração). A secret. */
  userKey: name,
  /** From sending to the last byte of the answer. Production clients use 10 to 30 s. */
  timeoutMs: z.int().positive().default(30_000),
  /** Rows asked for at once. Ploomes cuts pages above 300 silently. */
  pageSize: z.int().positive().max(300).default(300),
  /** What may be used of the account's limit (HUB-03, P2). */
  budget: z
    .strictObject({
      /** Requests that the account takes in any 60 s, over all its integrations; 0 lifts the limit, so that only its 429 is heeded. */
      perMinute: z.int().nonnegative().default(120),
      /** The part of them that is the hub's, above 0 and at most 1. */
      share: z.number().positive().max(1).default(0.8),
      /** Of these, calls that may be sent at once after a rest. */
      burst: z.int().positive().default(6),
    })
    .refine(({ perMinute, share }) => perMinute === 0 || perMinute * share >= 2, 'must leave at least 2 calls a minute; raise perMinute or share')
    .prefault({}),
  /** How long lists of funnels and users are believed; neither can be subscribed to (P17). */
  pollSeconds: z.int().nonnegative().default(60),
  /** Two ISO letters of the country of numbers that carry neither mask nor DDI (PHN-02). Absent: such numbers are not read. */
  defaultCountry: z.string().regex(/^[A-Za-z]{2}$/, 'must be two letters, such as BR').optional(),
  /** DDI of a phone field by its CountryId; only Brazil's is known. */
  ddiOfCountryId: z.record(z.string().regex(/^\d+$/), z.string().regex(/^\d{1,3}$/)).prefault({ 76: '55' }),
  /** Ways in which a phone is looked up, since it is not known whether SearchPhoneNumber holds the DDI (P7). */
  phoneLookup: z
    .strictObject({ strategies: z.array(z.enum(['search-number', 'masked-tail', 'raw-tail'])).min(1).default(['search-number', 'masked-tail', 'raw-tail']) })
    .prefault({}),
  /** Contact.TypeId of companies and people (P12). Absent: read by name at preparation, 1 and 2 until then. */
  contactTypes: z.strictObject({ company: id, person: id }).optional(),
  /** Deal.StatusId of open, won and lost cards. */
  cardStates: z.strictObject({ open: id.default(1), won: id.default(2), lost: id.default(3) }).prefault({}),
  /** Phones[].TypeId for numbers that we write; 1 is known to be accepted (P14). */
  phoneTypeId: id.default(1),
  interaction: z
    .strictObject({
      /** TypeId of the records that we write; the types are those of tasks. */
      typeId: id.default(1),
      /** Longest Content that is sent; longer HTML is clipped (P13). */
      maxChars: z.int().positive().default(60_000),
      /** Name of the user field that holds the agent, since a record has no user column; `none` leaves the agent to the text (P18). */
      userField: z.union([z.literal('none'), name]).default('Agente (Vínculo)'),
    })
    .prefault({}),
  /** Names of the fields that the hub makes for itself, whose keys are then looked up (P15). */
  fieldNames: z
    .strictObject({
      marker: name.default('Chave Vínculo'),
      channel: name.default('Canal (Vínculo)'),
      group: name.default('Grupo (Vínculo)'),
      classification: name.default('Classificação (Vínculo)'),
      /** On contacts: the users beside the owner who attend a client (AGT-04), the chat's user name (SYN-01), the mark of a deactivated client (SYN-05). */
      agents: name.default('Agentes (Neppo)'),
      userName: name.default('UserName (Neppo)'),
      inactive: name.default('Inativo na Neppo'),
    })
    .prefault({}),
  /** Field.TypeId of a short text, an options list, a user, and yes or no; seen in a few accounts only. */
  fieldTypes: z.strictObject({ text: id.default(1), options: id.default(7), user: id.default(9), flag: id.default(6) }).prefault({}),
  /** What leads write (ACL-04, WHK-06). */
  leads: z
    .strictObject({
      /** Field.TypeId of whole numbers, of which sources name two; other fields that hold whole numbers point at users, clients and the like, and are not offered. */
      wholeNumberTypeIds: z.array(id).default([3, 4]),
      /** Tag.EntityId of tags that contacts bear; assumed to be the number of the contacts' table, as with fields. */
      tagEntityId: id.default(1),
    })
    .prefault({}),
  /** Tasks, documents, proposals and sales (PAN-05). */
  paperwork: z
    .strictObject({
      /** TypeId of the tasks that are made. */
      taskTypeId: id.default(1),
      /** TemplateId of what is made, in accounts that want one. */
      templateIds: z.strictObject({ document: id.optional(), proposal: id.optional(), sale: id.optional() }).prefault({}),
      /**
       * EntityId under which the marker's field is made. Ploomes' own types give custom fields to proposals (7) and sales (4); none are
       * known of tasks, and no EntityId of documents: with `none` the marker ends the text of a task, and the name of a document.
       */
      markerEntityIds: z
        .strictObject({ task: orNone(id).default('none'), document: orNone(id).default('none'), proposal: orNone(id).default(7), sale: orNone(id).default(4) })
        .prefault({}),
      /** The column that holds a document's deal: seen on the rows of its products, and deals list their documents. */
      documentCardColumn: orNone(name).default('DealId'),
      /** The column that holds a document's owner; none is known. */
      documentOwnerColumn: orNone(name).default('none'),
      /** Columns of user profiles that say whether a kind may be made; assumed. Where one lacks, or profiles may not be read, it may. */
      profileColumns: z
        .strictObject({
          task: name.default('MayCreateTasks'), document: name.default('MayCreateDocuments'), proposal: name.default('MayCreateQuotes'), sale: name.default('MayCreateOrders'),
        })
        .prefault({}),
    })
    .prefault({}),
  /** Ploomes' own screens, where people look at things (PAN-04). The addresses of contacts, deals and orders were seen; the others are assumed. */
  app: z
    .strictObject({
      /** The number after `app` differs between accounts. */
      url: z.url({ protocol: /^https?$/ }).refine((url) => !hasCredentials(url), 'must hold no name and no password').default('https://app10.ploomes.com'),
      paths: z
        .strictObject({
          contact: path.default('/contact/{id}'), company: path.default('/contact/{id}'), card: path.default('/deal/{id}'), task: path.default('/task/{id}'),
          document: path.default('/document/{id}'), proposal: path.default('/quote/{id}'), sale: path.default('/order/{id}'),
        })
        .prefault({}),
    })
    .prefault({}),
  /** What the hub subscribes to: contacts and deals, created, updated and deleted (P9, P17). */
  webhook: z
    .strictObject({
      entityIds: z.array(id).min(1).default([1, 2]),
      actionIds: z.array(id).min(1).default([1, 2, 3]),
    })
    .prefault({}),
});

/** Where a Ploomes account is, how to get in, and what is assumed of it where its documentation is silent. */
export type PloomesConfig = z.infer<typeof settings>;

/** What a host may leave out or set. */
export type PloomesConfigInput = z.input<typeof settings>;

/**
 * Checks a Ploomes account's settings and fills in what is assumed.
 *
 * @throws {@link ConfigRejected} naming each key that cannot be used, why, and what to do.
 */
export function parsePloomesConfig(input: unknown): PloomesConfig {
  const parsed = settings.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `ploomes.${path.join('.') || '(all)'}: ${message}`);
  const missingKey = parsed.error.issues.some(({ path }) => path[0] === 'userKey');
  throw new ConfigRejected(
    missingKey ? 'config.credential-missing' : 'config.invalid',
    `The Ploomes settings cannot be used: ${problems.join('; ')}. ${missingKey ? MEND_KEY : MEND_ANY}`,
  );
}

const MEND_KEY = 'Create an integration user in Ploomes (Administração › Integrações) and give its key as ploomes.userKey.';
const MEND_ANY = 'Correct these keys, or leave them out to use what is assumed.';
