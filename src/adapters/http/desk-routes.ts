import { dialPlan } from '../../domain/desk/dial-plan.ts';
import { parseInstant } from '../../domain/kernel/instant.ts';
import type { Acted, AgentDesk, DeskAct, Made, Refused } from '../../ports/agent-desk.ts';
import { createAgentRoute, createUploadRoute, type AgentAsked, type AgentRoute } from './agent-route.ts';
import { answerJson } from './answer.ts';
import { DESK_MENDS as mends, deskAnswers as answers, deskBodies as bodies, deskQueries as queries } from './desk-schemas.ts';
import { serveFile } from './serve-file.ts';
import { problem } from './problem.ts';
import { NO_BODY, NO_QUERY } from './route.ts';

/** What the chat takes at most (WhatsApp: 16 MB of sound and film, 100 MB of documents; Ploomes' own limit is 10). */
const MOST_FILE_BYTES = 16 * 1024 * 1024;

/** The agents' desk over HTTP (PAN, SES-06, SES-08, SES-10): each route is for the agent of the bearer alone. */
export const deskRoutes = (desk: AgentDesk): readonly AgentRoute[] => [...lists(desk), ...sessionRoutes(desk), ...actRoutes(desk), ...clientRoutes(desk), ...ownRoutes(desk)];

const lists = (desk: AgentDesk): readonly AgentRoute[] => [
  createAgentRoute({
    method: 'get', path: '/v1/desk/me', operationId: 'showMe', needs: 'agent', mends, summary: 'Who you are, your groups, whether you are available, and your numbers.',
    query: NO_QUERY, body: NO_BODY, problems: [], answer: { description: 'You.', schema: answers.me },
    handle: async ({ pass }) => answerJson(await desk.me(pass)),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/counts', operationId: 'countMine', needs: 'agent', mends, summary: 'How many sessions stand in each of your lists.',
    query: NO_QUERY, body: NO_BODY, problems: [], answer: { description: 'The numbers.', schema: answers.counts },
    handle: async ({ pass }) => answerJson(await desk.counts(pass)),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions', operationId: 'listMySessions', needs: 'agent', mends, summary: 'Your sessions, the one in which something happened last first.',
    query: queries.sessions, body: NO_BODY, problems: [], answer: { description: 'A page.', schema: answers.sessions },
    handle: async ({ pass, query: { page, tab, search } }) => answerJson(await desk.sessions(pass, { ...page, tab, ...(search === undefined ? {} : { search }) })),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/pending', operationId: 'listPendingClassifications', needs: 'agent', mends, summary: 'Your sessions that ended without the classification that their group asks for.',
    query: queries.pending, body: NO_BODY, problems: [], answer: { description: 'A page.', schema: answers.pending },
    handle: async ({ pass, query }) => answerJson(await desk.pending(pass, query)),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/contacts', operationId: 'searchContacts', needs: 'agent', mends, summary: 'Persons and companies of the CRM, and by what each was found.',
    query: queries.contacts, body: NO_BODY, problems: [], answer: { description: 'A page.', schema: answers.contacts },
    handle: async ({ pass, query: { page, search } }) => answerJson(await desk.searchContacts(pass, { ...page, search })),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/funnels', operationId: 'listFunnels', needs: 'agent', mends, summary: 'Funnels in which a card may be opened.',
    query: NO_QUERY, body: NO_BODY, problems: [], answer: { description: 'The funnels.', schema: answers.funnels },
    handle: async ({ pass }) => answerJson({ funnels: await desk.funnels(pass) }),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/dial', operationId: 'planDial', needs: 'agent', mends, summary: 'What to dial for a number, and what was left out of it (PAN-09).',
    query: queries.dial, body: NO_BODY, problems: [], answer: { description: 'The plan.', schema: answers.dial },
    handle: async ({ query: { number, ddd } }) => answerJson(dialPlan(number, ddd === undefined ? {} : { ddd })),
  }),
];

const NO_CARD = (): Response => problem('not-found', 'This session is linked to no card. Link one of those that are offered for it.');

const sessionRoutes = (desk: AgentDesk): readonly AgentRoute[] => [
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol', operationId: 'showMySession', needs: 'agent', mends, summary: 'One of your sessions, whole.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The session.', schema: answers.session },
    handle: async ({ pass, params }) => shown(await desk.session(pass, protocolIn(params))),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/messages', operationId: 'listMessages', needs: 'agent', mends, summary: 'What was said, the newest page first; within a page the oldest first.',
    query: queries.messages, body: NO_BODY, problems: ['not-found'], answer: { description: 'A page.', schema: answers.messages },
    handle: async ({ pass, params, query }) => shown(await desk.messages(pass, protocolIn(params), query)),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/history', operationId: 'showHistory', needs: 'agent', mends, summary: 'The whole history: messages, comments, transfers, recordings (SES-06).',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The history.', schema: answers.history },
    handle: async ({ pass, params }) => shown(await desk.history(pass, protocolIn(params))),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/files/:message', operationId: 'openFile', needs: 'agent', mends, summary: 'The file of a message, or `recording:<number>` of a call. `Range` is heeded.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The file.', schema: answers.file, contentType: 'application/octet-stream' },
    async handle({ pass, params, request }) {
      const file = await desk.media(pass, protocolIn(params), params['message'] ?? '', request.headers.get('range') ?? undefined);
      return file === undefined ? noSuchThing() : serveFile(file);
    },
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/targets', operationId: 'listTransferTargets', needs: 'agent', mends, summary: 'To whom the session may go; those who cannot take it are listed with their state.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'Agents and groups.', schema: answers.targets },
    handle: async ({ pass, params }) => shown(await desk.targets(pass, protocolIn(params))),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/cards', operationId: 'listCandidateCards', needs: 'agent', mends, summary: 'The cards that the session may be linked to (PAN-03), newest first.',
    query: queries.cards, body: NO_BODY, problems: ['not-found'], answer: { description: 'A page.', schema: answers.cards },
    handle: async ({ pass, params, query: { page, search } }) => shown(await desk.candidates(pass, protocolIn(params), { ...page, ...(search === undefined ? {} : { search }) })),
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/card', operationId: 'showLinkedCard', needs: 'agent', mends, summary: 'The card that the session is linked to, as it stands in the CRM now.',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The card.', schema: answers.card },
    async handle({ pass, params }) {
      const card = await desk.linkedCard(pass, protocolIn(params));
      return card === 'none' ? NO_CARD() : shown(card);
    },
  }),
  createAgentRoute({
    method: 'get', path: '/v1/desk/sessions/:protocol/new', operationId: 'listOffers', needs: 'agent', mends, summary: 'What may be made for the client (task, document, proposal, sale), and why the rest may not (PAN-05).',
    query: NO_QUERY, body: NO_BODY, problems: ['not-found'], answer: { description: 'The offers.', schema: answers.offers },
    async handle({ pass, params }) {
      const offers = await desk.offers(pass, protocolIn(params));
      return shown(offers && { offers });
    },
  }),
];

/** The acts that are nothing but a body: each is carried out once for its `Idempotency-Key`. */
const actRoutes = (desk: AgentDesk): readonly AgentRoute[] => {
  const acts = async ({ pass, params, key }: Pick<AgentAsked<unknown, unknown>, 'pass' | 'params' | 'key'>, act: DeskAct): Promise<Response> => acted(await desk.act(pass, protocolIn(params), act, key));
  const act = { method: 'post', needs: 'agent', mends, query: NO_QUERY, repeatKey: 'needed', problems: ['not-found', 'act-refused'], answer: { description: 'What became of it.', schema: answers.acted } } as const;
  return [
    createAgentRoute({ ...act, path: '/v1/desk/sessions/:protocol/messages', operationId: 'sendMessage', summary: 'Writes to the client. The key comes back as `clientKey` of the message.', body: bodies.message, handle: async ({ body, ...asked }) => await acts(asked, { type: 'send', message: parseMessage(body) }) }),
    createAgentRoute({ ...act, path: '/v1/desk/sessions/:protocol/comments', operationId: 'addComment', summary: 'Writes a comment, which no client reads.', body: bodies.comment, handle: async ({ body: { text }, ...asked }) => await acts(asked, { type: 'comment', text }) }),
    createAgentRoute({ ...act, path: '/v1/desk/sessions/:protocol/transfer', operationId: 'transferSession', summary: 'Passes the session on to an agent or a group.', body: bodies.transfer, handle: async ({ body, ...asked }) => await acts(asked, { type: 'transfer', to: parseTarget(body) }) }),
    createAgentRoute({ ...act, path: '/v1/desk/sessions/:protocol/close', operationId: 'closeSession', summary: 'Ends the session, with its classification where the group asks for one (PAN-07).', body: bodies.close, handle: async ({ body, ...asked }) => await acts(asked, { type: 'close', ...(body.classification === undefined ? {} : { classification: parseChoice(body.classification) }) }) }),
    createAgentRoute({ ...act, path: '/v1/desk/sessions/:protocol/classify', operationId: 'classifySession', summary: 'Classifies the session, also after its end.', body: bodies.classify, handle: async ({ body, ...asked }) => await acts(asked, { type: 'classify', classification: parseChoice(body) }) }),
    createAgentRoute({ ...act, path: '/v1/desk/sessions/:protocol/read', operationId: 'markRead', summary: 'Says that all of it has been read.', body: bodies.nothing, handle: async (asked) => await acts(asked, { type: 'mark-read' }) }),
  ];
};

const clientRoutes = (desk: AgentDesk): readonly AgentRoute[] => {
  const wish = { method: 'post', needs: 'agent', mends, query: NO_QUERY, repeatKey: 'needed', problems: ['not-found', 'act-refused'] } as const;
  const done = { ...wish, answer: { description: 'What became of it.', schema: answers.acted } } as const;
  const maker = { ...wish, answer: { description: 'What was made, and where to look at it.', schema: answers.made } } as const;
  return [
    createAgentRoute({ ...maker, path: '/v1/desk/sessions/:protocol/contacts', operationId: 'createContact', summary: "Makes a person of the session's client, and links the session to it (PAN-02).", body: bodies.newContact, handle: async ({ pass, params, body, key }) => made(await desk.createContact(pass, protocolIn(params), withoutAbsent(body), key)) }),
    createAgentRoute({ ...done, path: '/v1/desk/sessions/:protocol/contact', operationId: 'linkContact', summary: 'Links the session to a contact, who gets its number (PAN-02).', body: bodies.contact, handle: async ({ pass, params, body: { contactId }, key }) => acted(await desk.linkContact(pass, protocolIn(params), contactId, key)) }),
    createAgentRoute({ ...maker, path: '/v1/desk/sessions/:protocol/cards', operationId: 'createCard', summary: "Opens a card for the session's client, and links the session to it (PAN-03).", body: bodies.newCard, handle: async ({ pass, params, body, key }) => made(await desk.createCard(pass, protocolIn(params), withoutAbsent(body), key)) }),
    createAgentRoute({ ...done, path: '/v1/desk/sessions/:protocol/card', operationId: 'linkCard', summary: 'Links the session to a card that is offered for it (PAN-03, SES-08).', body: bodies.card, handle: async ({ pass, params, body: { cardId }, key }) => acted(await desk.linkCard(pass, protocolIn(params), cardId, key)) }),
    createAgentRoute({ ...done, path: '/v1/desk/sessions/:protocol/unlink-card', operationId: 'unlinkCard', summary: 'Takes the session off its card.', body: bodies.nothing, handle: async ({ pass, params, key }) => acted(await desk.unlinkCard(pass, protocolIn(params), key)) }),
    createAgentRoute({ ...done, path: '/v1/desk/sessions/:protocol/save', operationId: 'saveSession', summary: 'Makes the interaction record now (SES-02, SES-08).', body: bodies.nothing, handle: async ({ pass, params, key }) => acted(await desk.saveSession(pass, protocolIn(params), key)) }),
    createAgentRoute({ ...maker, path: '/v1/desk/sessions/:protocol/new', operationId: 'makePaper', summary: 'Makes a task, a document, a proposal or a sale for the client (PAN-05).', body: bodies.paper,
      handle: async ({ pass, params, body: { dueAt, ...paper }, key }) => made(await desk.makePaper(pass, protocolIn(params), { ...withoutAbsent(paper), ...dueIn(dueAt) }, key)) }),
  ];
};

const ownRoutes = (desk: AgentDesk): readonly AgentRoute[] => [
  createAgentRoute({
    method: 'get', path: '/v1/desk/classifications/:node/fields', operationId: 'listClassificationFields', needs: 'agent', mends, summary: 'What is asked for beside a classification.',
    query: NO_QUERY, body: NO_BODY, problems: [], answer: { description: 'The fields.', schema: answers.fields },
    handle: async ({ pass, params }) => answerJson({ fields: await desk.classificationFields(pass, params['node'] ?? '') }),
  }),
  createAgentRoute({
    method: 'post', path: '/v1/desk/pause', operationId: 'pause', needs: 'agent', mends, summary: 'Pauses you, for one of the reasons configured in the chat (PAN-08).',
    query: NO_QUERY, body: bodies.pause, problems: ['act-refused'], answer: { description: 'What became of it.', schema: answers.acted },
    handle: async ({ pass, body: { reasonId } }) => acted(await desk.pause(pass, reasonId)),
  }),
  createAgentRoute({
    method: 'post', path: '/v1/desk/resume', operationId: 'resume', needs: 'agent', mends, summary: 'Ends your pause.',
    query: NO_QUERY, body: bodies.nothing, problems: ['act-refused'], answer: { description: 'What became of it.', schema: answers.acted },
    handle: async ({ pass }) => acted(await desk.resume(pass)),
  }),
  createUploadRoute({
    method: 'post', path: '/v1/desk/uploads', operationId: 'uploadFile', needs: 'agent', mends, mostBytes: MOST_FILE_BYTES, summary: 'Takes a file, the bytes as the body, to be sent with a message. Its name stands in `X-File-Name`, percent-encoded.',
    query: NO_QUERY, body: NO_BODY, problems: [], answer: { description: 'What a message names it by.', schema: answers.upload },
    handle: async ({ pass, body, request }) => answerJson(await desk.upload(pass, { name: fileNameOf(request), contentType: request.headers.get('content-type') ?? 'application/octet-stream', body })),
  }),
];

type Params = Readonly<Record<string, string>>;

const protocolIn = (params: Params): string => params['protocol'] ?? '';

const noSuchThing = (): Response => problem('not-found', 'You have no such session, or nothing of this kind in it. Your lists tell what there is.');

const shown = (answer: object | undefined): Response => (answer === undefined ? noSuchThing() : answerJson(answer));

/** Of a classification the field is named that is wrong. */
const refused = ({ because, text = because, mend = '', detail }: Refused): Response => problem('act-refused', [text, mend].filter(Boolean).join('. '), {
  because, ...(detail !== undefined && because.startsWith('classification-field') ? { errors: [{ field: detail, reason: because, mend }] } : {}),
});

function acted(answer: Acted | undefined): Response {
  if (answer === undefined) return noSuchThing();
  return answer.outcome === 'refused' ? refused(answer) : answerJson(answer, answer.outcome === 'later' ? 202 : 200);
}

function made(answer: Made | undefined): Response {
  if (answer === undefined) return noSuchThing();
  return answer.outcome === 'refused' ? refused(answer) : answerJson(answer, answer.outcome === 'later' ? 202 : 200);
}

/** The schema has read it; ids are any text that the chat may know. */
const parseMessage = (body: object): Extract<DeskAct, { type: 'send' }>['message'] => withoutAbsent(body) as Extract<DeskAct, { type: 'send' }>['message'];
const parseTarget = (body: object): Extract<DeskAct, { type: 'transfer' }>['to'] => body as Extract<DeskAct, { type: 'transfer' }>['to'];
const parseChoice = (body: object): Extract<DeskAct, { type: 'classify' }>['classification'] => withoutAbsent(body) as Extract<DeskAct, { type: 'classify' }>['classification'];

/** A schema gives `undefined` for what was not sent. */
const withoutAbsent = <Body extends object>(body: Body): Present<Body> => parsePresent(body, Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)));

type Present<Body> = { [Name in keyof Body]: Exclude<Body[Name], undefined> };

/** What is left of a body once all that was not sent is taken out. */
const parsePresent = <Body extends object>(_of: Body, rest: object): Present<Body> => rest as Present<Body>;

function dueIn(text: string | undefined): { readonly dueAt?: Parameters<AgentDesk['makePaper']>[2]['dueAt'] & string } {
  const due = text === undefined ? undefined : parseInstant(text);
  return due?.ok === true ? { dueAt: due.value } : {};
}

function fileNameOf(request: Request): string {
  const name = request.headers.get('x-file-name') ?? '';
  try {
    return decodeURIComponent(name) || 'arquivo';
  } catch {
    // Not percent-encoded: as it came.
    return name;
  }
}
