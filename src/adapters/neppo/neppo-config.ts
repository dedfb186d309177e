import * as z from 'zod';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import { CHAT_REFUSALS, type ChatRefusal } from '../../ports/attendance-actions.ts';
import { sendHabits, type SendHabits, type SendSettings } from './send-habits.ts';
import type { AgentReading } from './translate/agent.ts';

/** The four values of "Neppo Token API" (N2). All are secrets. */
export interface NeppoCredentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly username: string;
  readonly password: string;
}

/** Where an operation lives: on the API gateway, or on the tenant's own address (N1). */
export interface NeppoRoute {
  readonly host: 'gateway' | 'tenant';
  /** What stands in braces is filled in. */
  readonly path: string;
}

/** What is asked of Neppo; each has a route that can be set (N1). */
export type NeppoOperation =
  | 'sessions' | 'groups' | 'agents' | 'classification' | 'classificationTree' | 'comments'
  | 'users' | 'userSave' | 'associations' | 'associationSave' | 'associationDelete'
  | 'messages' | 'messageSend' | 'upload' | 'commentSave' | 'transfer' | 'transferAgents' | 'transferGroups' | 'close'
  | 'classificationSave' | 'classificationSaveMandatory' | 'customFields' | 'customFieldSave' | 'notClassified'
  | 'pauseReasons' | 'agentStatus' | 'agentGroups' | 'calls' | 'callCreate' | 'callFinish'
  | 'directMessages' | 'directMessageSave' | 'templates' | 'groupTemplates' | 'templateParameters'
  | 'chatbotStart' | 'quickReplySend';

/** How clients are looked for, written and judged where Neppo's public material is silent. */
export interface ClientHabits {
  readonly phone: { readonly lookupForms: 'both' | 'as-given' };
  readonly emailOperators: readonly ('EQ' | 'LIKE')[];
  readonly attributes: { readonly companyName: string; readonly shape: 'description' | 'name' };
  readonly emptying: 'null' | 'empty-text';
  readonly saving: 'given-fields' | 'whole';
  readonly refusals: { readonly numberWords: readonly string[] };
  readonly associations: { readonly agentId: 'account' | 'agent' };
}

/** Why the chat said no, by the last part of the code that it gave. */
export type RefusalCodes = Readonly<Record<string, ChatRefusal>>;

/** A Neppo account as the adapter uses it, with every assumption filled in. */
export interface NeppoConfig {
  readonly gatewayUrl: string;
  readonly tokenUrl: string;
  readonly tenantUrl: string;
  readonly credentials: NeppoCredentials;
  readonly routes: Readonly<Record<NeppoOperation, NeppoRoute>>;
  readonly timeZone: string;
  readonly webhook: { readonly refetch: 'when-incomplete' | 'always' };
  readonly agents: AgentReading;
  readonly clients: ClientHabits;
  readonly messages: { readonly source: 'webhook' | 'poll'; readonly everySeconds: number };
  /** Hosts that have files of conversations, beside the tenant's and the gateway's. */
  readonly mediaHosts: readonly string[];
  readonly actions: { readonly refusalCodes: RefusalCodes; readonly pauseStatus: string; readonly uploadField: string };
  readonly sends: SendHabits;
  readonly leadSends: 'off' | 'assumed';
  readonly budget: { readonly perMinute: number };
  readonly timeoutMs: number;
}

/**
 * A Neppo account as a host writes it. What Neppo's public material leaves open is one key each, with the assumption made
 * as its default.
 */
export interface NeppoSettings {
  /** `https://<company>.neppo.com.br/`, as in the browser (ACT-01). */
  readonly tenantUrl: string;
  readonly credentials: NeppoCredentials;
  /** @defaultValue `https://api.neppo.com.br` */
  readonly gatewayUrl?: string;
  /** @defaultValue `https://api-auth.neppo.com.br/oauth2/token` */
  readonly tokenUrl?: string;
  /** `gateway:/path` or `tenant:/path` by operation (N1, N3, N5, N6, N7). */
  readonly routes?: Partial<Readonly<Record<NeppoOperation, string>>>;
  /** The ISO offset of dates that carry none (N14). @defaultValue `-03:00`, Brasília */
  readonly timeZone?: string;
  readonly webhook?: {
    /** Whether a session is read again although its webhook tells all (N8). @defaultValue `when-incomplete` */
    readonly refetch?: 'when-incomplete' | 'always';
  };
  readonly agents?: {
    /** Ids of the profiles agent and supervisor-agent; 2 and 16 were seen in one tenant. */
    readonly profileIds?: { readonly agent?: readonly (string | number)[]; readonly supervisorAgent?: readonly (string | number)[] };
    /** Fields of an agent's row that tell of a chat token. @defaultValue `agentToken`, `chatToken`, `token` */
    readonly chatTokenFields?: readonly string[];
    /** What holds when no row has such a field. @defaultValue `assume-generated` */
    readonly chatTokenWhenUntold?: 'assume-generated' | 'assume-missing';
  };
  readonly clients?: {
    readonly phone?: {
      /** Whether a Brazilian mobile is looked for with and without its ninth digit (N16). @defaultValue `both` */
      readonly lookupForms?: 'both' | 'as-given';
    };
    /** Operators by which e-mails are looked for; `EQ` may mind capitals. @defaultValue `EQ` and `LIKE` */
    readonly emailOperators?: readonly ('EQ' | 'LIKE')[];
    readonly attributes?: {
      /** The attribute that holds the company's name. @defaultValue `Empresa (Ploomes)` */
      readonly companyName?: string;
      /** What an attribute's name is called where one is written (N17). @defaultValue `description` */
      readonly shape?: 'description' | 'name';
    };
    /** How an external code or another value is taken away (N4). @defaultValue `null` */
    readonly emptying?: 'null' | 'empty-text';
    /** Whether saving a user keeps what is not sent, or empties it, so that the whole row has to be read and sent (N3). @defaultValue `given-fields` */
    readonly saving?: 'given-fields' | 'whole';
    readonly refusals?: {
      /** Words by which a refusal tells that it is the number that is not taken (N15). @defaultValue telefone, phone, número, number, celular, DDI, DDD */
      readonly numberWords?: readonly string[];
    };
    readonly associations?: {
      /** Whether an association names the account behind the agent, as classifications do, or the agent (N5). @defaultValue `account` */
      readonly agentId?: 'account' | 'agent';
    };
  };
  readonly messages?: {
    /**
     * How new messages become known (N19): `webhook` where the tenant sends them to the hub's address; `poll`: conversations that
     * are looked at are read again and again. Neppo's own widget hears them over a socket (STOMP) with the agent's chat token;
     * that is not built.
     *
     * @defaultValue `webhook`
     */
    readonly source?: 'webhook' | 'poll';
    /**
     * How often a conversation is read that somebody attends, where `source` is `poll`: one call each. What else is to be done goes
     * before it, so that with many conversations, or a small `budget`, it may take longer; one that was not read for twice as long is
     * read all the same, within half of what the account is taken to bear.
     *
     * @defaultValue 15
     */
    readonly everySeconds?: number;
  };
  /**
   * Hosts that have files of conversations, such as `files.example.com`, beside the tenant's own and the gateway's. They are asked
   * without the credential, and no other host is asked at all, but where one of these sends on to it.
   *
   * @defaultValue none
   */
  readonly mediaHosts?: readonly string[];
  readonly actions?: {
    /** What a refusal's code means, by its last part: `{ NO_OPEN_WINDOW: 'window-shut' }`. Given codes join those that are known. */
    readonly refusalCodes?: RefusalCodes;
    /** The status of an agent who pauses. @defaultValue `FIRST_PAUSE` */
    readonly pauseStatus?: string;
    /** The form's field in which a file is uploaded. @defaultValue `file` */
    readonly uploadField?: string;
  };
  /** Active sends. */
  readonly sends?: SendSettings;
  /**
   * Chatbots and quick replies that events of integrations set off (WHK-06). Neppo's public material names no address for them: `assumed`
   * asks at `routes.chatbotStart` and `routes.quickReplySend`, which are to be set as the tenant has them.
   *
   * @defaultValue `off`: such a send is set aside, with the reason
   */
  readonly leadSends?: 'off' | 'assumed';
  readonly budget?: {
    /** Requests that Neppo is taken to bear in any 60 s (N10): only work that nobody waits for keeps to it. 0 lifts it. @defaultValue 60 */
    readonly perMinute?: number;
  };
  /** From sending to the last byte of an answer. @defaultValue 30 000 */
  readonly timeoutMs?: number;
}

const ADDRESS = 'write a whole address such as https://empresa.neppo.com.br/';
const PATHS = 'write gateway:/path or tenant:/path';
const IDS = 'write a list of ids such as [2]';
const NAMES = 'is no list; write a list of field names';
const NAME = 'is no name; write one such as Empresa (Ploomes)';
const WORDS = 'is no list; write a list of words such as [telefone]';
const OPERATORS = 'is no list of operators; write EQ, LIKE or both';
const NUMBER_WORDS = ['telefone', 'phone', 'número', 'numero', 'number', 'celular', 'ddi', 'ddd'];
const HOSTS = 'is no list of hosts; write one such as [files.example.com]';
const HOST = 'is no host; write one such as files.example.com';
const REFUSALS = 'is no refusal; write one of the reasons in docs/reference/options.md';
const WORD = 'is no word; write one such as FIRST_PAUSE';
const CALLS = 'is no count of calls; write a whole number from 2 on such as 60, or 0 to lift the limit';
const SECONDS = 'is no such count of seconds; write a whole number from 2 to 3600, such as 15';
const MILLISECONDS = 'is no count of milliseconds; write a whole number such as 30000';

const address = z
  .url({ protocol: /^https?$/, error: `is no web address; ${ADDRESS}` })
  .refine((url) => !hasCredentials(url), `holds a name or a password; ${ADDRESS}`)
  .transform((url) => url.replace(/\/+$/, ''));
/** They would be shown wherever the address is. A text that is no address was refused before. */
const hasCredentials = (url: string): boolean => URL.canParse(url) && new URL(url).username + new URL(url).password !== '';
/** A name, with its port where it has one of its own. */
const host = z.string({ error: HOST }).trim().toLowerCase().regex(/^[a-z0-9.-]+(:\d{1,5})?$/, HOST);

/** The codes of free text (seen in the vendor's own widget), and those assumed of what has no public form. */
const KNOWN_REFUSALS: RefusalCodes = {
  NO_OPEN_WINDOW: 'window-shut',
  SESSION_NOT_FOUND: 'session-unknown',
  USER_NOT_FOUND: 'client-unknown',
  USER_HAS_OPEN_SESSION: 'other-session-open',
  WHATSAPP_PARTNER_GROUP_NOT_FOUND: 'group-without-channel',
  SESSION_CLOSED: 'session-ended',
  AGENT_UNAVAILABLE: 'agent-unavailable',
  GROUP_WITHOUT_AGENTS: 'group-empty',
  CLASSIFICATION_REQUIRED: 'classification-missing',
  REQUIRED: 'classification-missing',
};

const SECRET_MISSING = 'is missing; copy it from Integrações › Neppo Token API';
const secret = z.string({ error: SECRET_MISSING }).trim().min(1, SECRET_MISSING);
const idList = (assumed: string) =>
  z
    .array(z.union([z.string(), z.int()], { error: `is no id; ${IDS}` }), { error: `is no list; ${IDS}` })
    .default([assumed])
    .transform((list) => list.map(String));

const choice = <const Word extends string>(words: readonly [Word, Word]) =>
  z.enum(words, { error: `is unknown; write ${words.join(' or ')}` });

const route = (assumed: `${NeppoRoute['host']}:/${string}`) =>
  z
    .string({ error: `is no text; ${PATHS}` })
    .regex(/^(gateway|tenant):\/\S+$/, `names no host; ${PATHS}`)
    .default(assumed)
    .transform(parseRoute);

const parseRoute = (text: string): NeppoRoute => ({
  host: text.startsWith('gateway:') ? 'gateway' : 'tenant',
  path: text.slice(text.indexOf('/')),
});

const neppoConfig: z.ZodType<NeppoConfig> = z.strictObject({
  tenantUrl: address,
  gatewayUrl: address.default('https://api.neppo.com.br'),
  tokenUrl: address.default('https://api-auth.neppo.com.br/oauth2/token'),
  credentials: z.strictObject(
    { consumerKey: secret, consumerSecret: secret, username: secret, password: secret },
    { error: 'is missing; give consumerKey, consumerSecret, username and password' },
  ),
  routes: z
    .strictObject({
      sessions: route('gateway:/chatapi/1.0/api/v2/user-session'),
      groups: route('gateway:/chatapi/1.0/api/group-conf'),
      agents: route('gateway:/chatapi/1.0/api/agent'),
      classification: route('gateway:/chatapi/1.0/api/classification-services'),
      classificationTree: route('tenant:/api/classification-tree/{id}'),
      comments: route('tenant:/api/sessions/comment/{id}'),
      users: route('gateway:/chatapi/1.0/api/users'),
      userSave: route('gateway:/chatapi/1.0/api/users/save'),
      associations: route('gateway:/chatapi/1.0/api/association-clients-to-agents'),
      associationSave: route('gateway:/chatapi/1.0/api/association-clients-to-agents/save'),
      associationDelete: route('gateway:/chatapi/1.0/api/association-clients-to-agents/delete'),
      messages: route('gateway:/chatapi/1.0/api/v2/messages'),
      messageSend: route('tenant:/api/send/message'),
      upload: route('tenant:/api/upload/'),
      commentSave: route('tenant:/api/sessions/comment'),
      transfer: route('tenant:/api/sessions/transfer'),
      transferAgents: route('tenant:/api/agents/agents/transfer/{id}'),
      transferGroups: route('tenant:/api/agents/groups/transfer/{id}'),
      close: route('tenant:/api/sessions/close'),
      classificationSave: route('tenant:/api/classification-tree/classificationServices'),
      classificationSaveMandatory: route('tenant:/api/classification-tree/newClassificationServices'),
      customFields: route('tenant:/api/classifications/custom-fields/{id}'),
      customFieldSave: route('tenant:/api/classifications/session/{id}/custom-fields'),
      notClassified: route('tenant:/api/sessions/notClassified/{id}/{page}/{size}'),
      pauseReasons: route('tenant:/api/pauseReason/listPauseReason'),
      agentStatus: route('tenant:/api/agents/{id}/status'),
      agentGroups: route('tenant:/api/agents/getGroupsByAgent/{id}'),
      calls: route('tenant:/api/callLog/sessionId/{id}'),
      callCreate: route('tenant:/api/callLog/create'),
      callFinish: route('tenant:/api/callLog/finish'),
      directMessages: route('gateway:/chatapi/1.0/api/direct-message'),
      directMessageSave: route('gateway:/chatapi/1.0/api/direct-message/save'),
      templates: route('gateway:/chatapi/1.0/api/hsm-template'),
      groupTemplates: route('tenant:/api/hsm/group/{id}'),
      templateParameters: route('tenant:/api/hsm/parameters/{id}'),
      chatbotStart: route('tenant:/api/chatbot/start'),
      quickReplySend: route('tenant:/api/quick-reply/send'),
    })
    .prefault({}),
  timeZone: z.string().regex(/^[+-]\d{2}:\d{2}$/, 'is no offset; write it like -03:00').default('-03:00'),
  webhook: z.strictObject({ refetch: choice(['when-incomplete', 'always']).default('when-incomplete') }).prefault({}),
  agents: z
    .strictObject({
      profileIds: z.strictObject({ agent: idList('2'), supervisorAgent: idList('16') }).prefault({}),
      chatTokenFields: z.array(z.string(), { error: NAMES }).default(['agentToken', 'chatToken', 'token']),
      chatTokenWhenUntold: choice(['assume-generated', 'assume-missing']).default('assume-generated'),
    })
    .prefault({}),
  clients: z
    .strictObject({
      phone: z.strictObject({ lookupForms: choice(['both', 'as-given']).default('both') }).prefault({}),
      emailOperators: z.array(choice(['EQ', 'LIKE']), { error: OPERATORS }).min(1, OPERATORS).default(['EQ', 'LIKE']),
      attributes: z
        .strictObject({
          companyName: z.string({ error: NAME }).trim().min(1, NAME).default('Empresa (Ploomes)'),
          shape: choice(['description', 'name']).default('description'),
        })
        .prefault({}),
      emptying: choice(['null', 'empty-text']).default('null'),
      saving: choice(['given-fields', 'whole']).default('given-fields'),
      refusals: z.strictObject({ numberWords: z.array(z.string(), { error: WORDS }).default(NUMBER_WORDS) }).prefault({}),
      associations: z.strictObject({ agentId: choice(['account', 'agent']).default('account') }).prefault({}),
    })
    .prefault({}),
  messages: z.strictObject({ source: choice(['webhook', 'poll']).default('webhook'), everySeconds: z.int({ error: SECONDS }).min(2, SECONDS).max(3_600, SECONDS).default(15) }).prefault({}),
  mediaHosts: z.array(host, { error: HOSTS }).default([]),
  sends: sendHabits.prefault({}),
  leadSends: choice(['off', 'assumed']).default('off'),
  actions: z
    .strictObject({
      refusalCodes: z
        .record(z.string(), z.enum(CHAT_REFUSALS, { error: REFUSALS }), { error: REFUSALS })
        .default({})
        .transform((given) => ({ ...KNOWN_REFUSALS, ...given })),
      pauseStatus: z.string({ error: WORD }).trim().min(1, WORD).default('FIRST_PAUSE'),
      uploadField: z.string({ error: WORD }).trim().min(1, WORD).default('file'),
    })
    .prefault({}),
  budget: z.strictObject({ perMinute: z.int(CALLS).refine((calls) => calls === 0 || calls >= 2, CALLS).default(60) }).prefault({}),
  timeoutMs: z.int(MILLISECONDS).min(1, MILLISECONDS).max(120_000, 'is above two minutes; write less').default(30_000),
});

/**
 * Checks a host's settings and fills in the assumptions.
 *
 * @throws {@link ConfigRejected} `config.invalid`, naming each key, the reason and the mend, and never a value.
 */
export function parseNeppoConfig(settings: NeppoSettings): NeppoConfig {
  const parsed = neppoConfig.safeParse(settings);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `${[...issue.path, issue.keys.join(', ')].join('.')} is not known; leave it out`
      : `${issue.path.join('.') || 'settings'} ${issue.message}`,
  );
  throw new ConfigRejected('config.invalid', `The Neppo settings cannot be used: ${faults.map((fault) => `neppo.${fault}`).join('. ')}.`);
}
