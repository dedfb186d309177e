import { listed, type CheckTexts, type WhyNotIntegrated } from './check-texts.ts';

const more = (count: number): string => `and ${count} more`;

const whyNotIntegrated: Readonly<Record<WhyNotIntegrated, string>> = {
  'profile-not-agent': 'the profile in Neppo is neither agent nor supervisor-agent',
  'no-chat-token': 'no chat token was made in Neppo',
  'no-email': 'there is no e-mail',
  'email-shared-by-agents': 'more than one Neppo account has this e-mail',
  'no-crm-user': 'no active Ploomes user has this e-mail',
  'crm-user-shared': 'more than one Ploomes user has this e-mail',
  'user-suspended': 'the user is suspended in Ploomes',
  'integration-user': 'it is an integration user of Ploomes',
  'no-agent': 'no Neppo account has this e-mail',
};

const credential = (system: string, where: string, again: string) => ({
  accepted: `${system} accepted the credential.`,
  missing: ['The credential was not given.', where],
  refused: [`${system} refused the credential.`, again],
  'not-allowed': [`${system} knows the credential, and does not let it use the API.`, `Ask ${system} to release the API for this credential: the module may not have been bought.`],
  unreachable: [`${system} did not answer.`, 'Check the address; if it is right, try again in some minutes.'],
  'not-public': ['The address is not public, and the hub does not call it.', 'Give the public address of the system; simulators need allowPrivateAddresses.'],
  unexpected: [({ code }: { readonly code?: string }) => `${system} answered something unexpected (${code ?? '?'}).`, 'Check the address: the answer does not look like one of the API.'],
  busy: `${system} asked for a pause (limit of requests); the credential could not be tried now.`,
} as const);

const untold = 'It could not be told: the system did not answer this question.';

const webhook = (entity: string, brings: string, happened: string) => ({
  title: `Webhook ${entity}`,
  why: brings,
  cases: {
    received: ({ at }: { readonly at?: string }) => `Last received at ${at ?? '?'} (UTC).`,
    silent: [({ at }: { readonly at?: string }) => `${happened}, and nothing has come in since ${at ?? '?'} (UTC).`,
      `In Neppo, under Webhooks, see whether the webhook of the entity ${entity} is active and has the right address.`],
    never: ['Never received.', `In Neppo, under Webhooks › Criar novo, make a webhook of the type Entidade, entity ${entity}, with the address of this connection.`],
  },
} as const);

/** What the doctor says, in English. */
export const englishChecks: CheckTexts = {
  whyNotIntegrated,
  webhookSteps: (entity) => [
    'In Neppo, search for "Webhooks" and open the page.',
    'Click "Criar novo".',
    'Tipo do webhook: Entidade.',
    `Entidade: ${entity}.`,
    'URL: paste the address of this connection.',
    'Click "Salvar".',
  ],
  checks: {
    'ploomes-credential': {
      title: 'Credential of Ploomes',
      why: 'Without it nothing is read from Ploomes or written there.',
      cases: credential('Ploomes', 'In Ploomes, under Administração › Integrações › Usuários de integração, make a user and copy its User-Key.',
        'Copy the User-Key of the integration user again, in Ploomes, under Administração › Integrações › Usuários de integração.'),
    },
    'ploomes-api-module': {
      title: 'API module of Ploomes',
      why: 'The integration speaks to Ploomes through its API; without the module every call is refused.',
      cases: {
        answers: 'The API answered.',
        'not-allowed': ['Ploomes refused the use of the API.', 'Buy the API module from Ploomes (suporte@ploomes.com) and try again.'],
        untold: 'It cannot be told while the credential is not accepted.',
      },
    },
    'neppo-credential': {
      title: 'Credential of Neppo',
      why: 'Without it nothing is read from Neppo or written there.',
      cases: credential('Neppo', 'In Neppo, as an administrator, under Integrações › Neppo Token API › Criar Token, copy the values.',
        'Copy the four values under Integrações › Neppo Token API again, of a token that the hub alone uses.'),
    },
    'neppo-webhooks-module': {
      title: 'Webhooks module of Neppo',
      why: 'Through it Neppo tells of sessions, clients and agents; without it the hub hears of nothing.',
      cases: {
        seen: 'Webhooks of Neppo have come in.',
        ticked: 'A person said that the page Webhooks is there in Neppo.',
        untold: ['Nothing has come in yet, and nobody said that the module is active.', 'In Neppo, search for "Webhooks": if the page opens, say so here; if not, ask your Neppo representative for the module.'],
      },
    },
    'ploomes-users': {
      title: 'Users of Ploomes',
      why: 'The integration asks for at least 5 users in Ploomes, not counting suspended and integration users.',
      cases: {
        enough: ({ count }) => `${count} users.`,
        'too-few': [({ count }) => `Only ${count} users count.`, 'Buy or put back users in Ploomes until there are 5.'],
        untold,
      },
    },
    'account-taken': {
      title: 'Accounts in one connection alone',
      why: 'The same Neppo and the same Ploomes in two connections would do everything twice.',
      cases: {
        free: 'No other connection joins these accounts.',
        taken: [({ names }) => `The connection ${names?.join(', ')} joins these two accounts already.`, 'Use that connection, or name another account.'],
        untold: 'It cannot be told while the credentials are not accepted.',
      },
    },
    'neppo-newest-version': {
      title: 'Version of Neppo',
      why: 'Old versions of Neppo do not tell of everything; nobody but a person can see the version.',
      cases: { ticked: 'A person said that Neppo is in its newest version.', unticked: ['Nobody has said so.', 'Ask your Neppo representative whether the environment is in its newest version, and say so here.'] },
    },
    'released-by-support': {
      title: 'Release by support',
      why: 'Ploomes releases the integration when asked; without that parts of it may not be shown to users.',
      cases: { ticked: 'A person said that support has released the integration.', unticked: ['Nobody has said so.', 'Ask the support of Ploomes (suporte@ploomes.com) for the release, and say so here.'] },
    },
    'webhook-user': webhook('User', 'Tells of new and changed clients in Neppo.', 'Clients were changed in Neppo'),
    'webhook-agent': webhook('Agent', 'Tells of new and changed agents; without it the pair of agent and user grows old.', 'Agents were changed in Neppo'),
    'webhook-classification': webhook('ClassificationServices', 'Brings the classification that the agent gives the session.', 'There are sessions with a classification in Neppo'),
    'webhook-session': webhook('ChatSession', 'Without it no session becomes an interaction record or a card.', 'There are younger sessions in Neppo'),
    'webhook-association': webhook('AssociationClientsToAgents', 'Brings what changes in Neppo\'s portfolio to the field "Agentes (Neppo)".', 'The portfolio was changed in Neppo'),
    'webhook-addresses': {
      title: 'Addresses of the webhooks',
      why: 'What goes to an address where nobody listens is lost.',
      cases: {
        right: 'In the last 24 hours nothing went to an address where nobody listens.',
        old: [({ count, names, at }) => `A webhook of ${names?.join(', ')} still points to an old address of this connection: ${count} came in within 24 hours, the last ones in the hour from ${at ?? '?'} (UTC).`,
          ({ names }) => `In ${names?.join(', ')}, under Webhooks, put the present address of this connection into every webhook; where it is not known any more, rotate it and copy the new one whole.`],
        wrong: [({ count, names, at }) => `A webhook of ${names?.join(', ')} points to an address that belongs to no connection, perhaps one of this connection: ${count} came in within 24 hours, the last ones in the hour from ${at ?? '?'} (UTC).`,
          ({ names }) => `In ${names?.join(', ')}, under Webhooks, compare every address with the one of this connection; where it is not known any more, rotate it and copy the new one whole.`],
      },
    },
    'integration-deliveries': {
      title: 'Deliveries to integrations',
      why: 'A delivery that nothing shows to be of its platform is refused and kept nowhere, so that its lead does not come in.',
      cases: {
        taken: 'In the last 24 hours no delivery to an integration of this connection was refused.',
        refused: [({ count, at }) => `Deliveries to integrations of this connection were refused: ${count} within 24 hours, the last ones in the hour from ${at ?? '?'} (UTC). Most likely the signing secret of an integration is wrong or was exchanged at its platform.`,
          'Open the integration whose last receipt is older than it should be, and enter the signing secret and the address anew as its platform has them now; then let the platform send again what was refused.'],
      },
    },
    'ploomes-subscriptions': {
      title: 'Notices of Ploomes',
      why: 'Ploomes switches off notices that failed, and says nothing; without them changes of contacts and deals do not come in.',
      cases: {
        standing: 'Ploomes tells this connection of contacts and deals.',
        'put-back': ({ count }) => `${count} notices were switched off or lacking, and were put back just now.`,
        refused: [({ code }) => `Ploomes did not let the notices be switched on (${code}).`, 'Give the integration user the right to make webhooks in Ploomes; the hub tries again by itself.'],
        'not-yet': 'They are switched on when the connection is activated.',
        untold,
      },
    },
    'ploomes-fields': {
      title: "The hub's fields in Ploomes",
      why: 'The field "Chave Vínculo" keeps a card or a record from being made twice.',
      cases: {
        ready: 'The fields are there.',
        refused: [({ code }) => `The fields could not be made (${code}).`, 'Give the integration user the right to make fields in Ploomes; the hub tries again by itself.'],
        'not-yet': 'They are made when the connection is activated.',
        untold,
      },
    },
    'agents-field': {
      title: 'Field "Agentes (Neppo)"',
      why: 'Through it a client has further agents beside the owner.',
      cases: {
        there: 'The field is there and can be read.',
        missing: ['The field is not there or cannot be read.', 'In Ploomes, edit the form of persons (Pessoas) and add the field "Agentes (Neppo)".'],
        untold: 'It cannot be told yet.',
      },
    },
    agents: {
      title: 'Integrated agents',
      why: 'Who does not fit does not see the chat in Ploomes, and has sessions without a user.',
      cases: {
        'all-fit': ({ count }) => `${count} agents are integrated.`,
        'some-do-not': [({ agents = [] }) => `${listed(agents.map(({ name, because }) => `${name} (${because.map(inWords).join('; ')})`), more)}.`,
          'Mend in each account what stands in brackets, in Neppo or in Ploomes.'],
        none: ['Neppo has no active agents.', 'Make the agents in Neppo, with the e-mail that they have in Ploomes.'],
        untold,
      },
    },
    funnels: {
      title: 'Mapped funnels',
      why: 'A funnel that was archived or deleted takes no cards: the session gets a record that says so, and nothing more.',
      cases: {
        alive: 'All mapped funnels are active.',
        unavailable: [({ names }) => `Archived or deleted: ${listed(names, more)}.`, 'Restore the funnel in Ploomes, or map the group to another.'],
        untold,
      },
    },
    groups: {
      title: 'Mapped groups',
      why: "A mapping holds the group's id: a group made anew under the same name is not mapped.",
      cases: {
        there: 'All mapped groups are there.',
        gone: [({ names }) => `No longer in Neppo: ${listed(names, more)}.`, 'Take the mapping away, or map the group that came in its place.'],
        'made-anew': [({ names }) => `Made anew in Neppo and not mapped: ${listed(names, more)}.`, 'Map the new group.'],
        untold,
      },
    },
    'doubled-deliveries': {
      title: 'Doubled deliveries',
      why: 'A leftover "Executor de Rotinas" delivers what the webhooks deliver already. Nothing is done twice, and all of it is worked twice.',
      cases: {
        single: 'What Neppo delivers comes once.',
        doubled: [({ count }) => `${count} of Neppo's latest deliveries came more than once within seconds.`, 'In Neppo, search for "Executor de Rotinas" and disable the executors that are active.'],
      },
    },
    'phone-numbers': {
      title: "Contacts' phones",
      why: 'The phone is the key in Neppo: an incomplete number becomes no client.',
      cases: {
        good: 'Few numbers are invalid, or none.',
        'many-invalid': [({ count, names = [] }) => `${count} invalid numbers${names.length > 0 ? `, made by ${listed(names, more)}` : ''}.`,
          'Use the masks of Ploomes, and make the DDI mandatory on the forms of whatever creates contacts.'],
        untold: 'They were not counted yet.',
      },
    },
  },
};

const reasons: Readonly<Record<string, string>> = whyNotIntegrated;
const inWords = (reason: string): string => reasons[reason] ?? reason;
