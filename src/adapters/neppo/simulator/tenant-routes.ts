import { attendanceRoutes } from './attendance-routes.ts';
import { brasiliaText } from './clock.ts';
import type { Desks } from './desks.ts';
import { sendFreeText } from './free-text.ts';
import { sayByItself } from './lead-sends.ts';
import { chatbotInput, classificationInput, freeTextInput, parseInput, quickReplyInput, tenantCommentInput, tenantSendInput } from './input.ts';
import { sessionNamed } from './names.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { Route, SimRequest } from './router.ts';
import type { AgentRow, UserRow } from './rows.ts';
import type { World } from './world.ts';

/** The reasons for a pause that agents choose from. */
const PAUSE_REASONS = [
  { id: 1, description: 'Pausa Padrão', timeInMinutes: 15, active: true },
  { id: 2, description: 'Almoço', timeInMinutes: 60, active: true },
  { id: 3, description: 'Reunião', timeInMinutes: 30, active: true },
];

/** What the tenant's own host serves to the vendor's widget, and to whoever brings the same bearer. */
export function tenantRoutes(world: World, desks: Desks, apiUser: string): Route[] {
  return [
    ...sessionRoutes(world, desks, apiUser),
    ...classificationRoutes(world, desks),
    ...userRoutes(world, apiUser),
    ...agentRoutes(world, desks),
    ...sendRoutes(world, desks),
    ...attendanceRoutes(world, desks),
  ];
}

const get = (pattern: string, answer: Route['answer'], empty?: unknown): Route => ({
  method: 'GET',
  pattern,
  answer,
  ...(empty === undefined ? {} : { empty }),
});

const post = (pattern: string, answer: Route['answer']): Route => ({ method: 'POST', pattern, answer });

const idOf = ({ params }: SimRequest): number => Number(params['id']);

function sessionRoutes({ store, wire }: World, { sessions }: Desks, apiUser: string): Route[] {
  return [
    get('/api/sessions/active/check', ({ query }) => {
      const open = store.sessions.all().filter(({ status }) => status !== 'CLOSED').map(wire.session);
      const [channel, contact] = [query.get('channel'), query.get('contact')];
      return open.some((row) => row['channel'] === channel && row['externalProtocol'] === contact);
    }),
    get('/api/sessions/notClassified/{agentId}/{page}/{size}', ({ params }) => notClassified({ store, wire }, params), []),
    get('/api/sessions/{id}/session', (request) => wire.session(sessionNamed(store, idOf(request)))),
    get('/api/sessions/comment/{id}', (request) => store.comments.find('sessionId', idOf(request)).map(wire.comment), []),
    post('/api/sessions/comment', ({ body }) => {
      const { sessionId, comment, createdBy } = parseInput(tenantCommentInput, body);
      return wire.comment(sessions.comment(sessionId, comment, createdBy ?? apiUser));
    }),
    get('/api/callLog/sessionId/{id}', (request) =>
      store.recordings.find('sessionId', idOf(request)).map(({ id, sessionId, audioUrl, createdAt }) => ({ id, sessionId, audio_url: audioUrl, createdAt: brasiliaText(createdAt) })), []),
  ];
}

function notClassified({ store, wire }: Pick<World, 'store' | 'wire'>, params: SimRequest['params']) {
  const agent = store.agents.find('userId', Number(params['agentId']))[0];
  const [page, size] = [Number(params['page']), Number(params['size'])];
  const all = store.sessions.all().filter((session) =>
    session.status === 'CLOSED' && session.agentId === agent?.id && store.classifications.find('sessionId', session.id).length === 0);
  return { total: all.length, content: all.slice(page * size, (page + 1) * size).map(wire.session) };
}

function classificationRoutes({ store, wire }: World, { classifications }: Desks): Route[] {
  const treeOf = (nodeId: number) => {
    const root = classifications.rootOf(nodeId);
    if (!root) throw new SimulatorRefusal(404, 'Classificação não encontrada');
    return wire.tree(root);
  };
  const save: Route['answer'] = ({ body }) => wire.classification(classifications.save(parseInput(classificationInput, body)));
  const paths = ['classification-tree', 'classificationServices'].flatMap((folder) => [
    `/api/${folder}/newClassificationServices`,
    `/api/${folder}/classificationServices`,
  ]);
  return [
    get('/api/classification-tree/bySession/{id}', (request) => {
      const session = sessionNamed(store, idOf(request));
      const chosen = store.classifications.find('sessionId', session.id);
      const root = store.nodes.all().find(({ parentId }) => parentId === null);
      return { ...(root ? wire.tree(root) : {}), classificationServices: chosen.map(wire.classification) };
    }),
    get('/api/classification-tree/{id}', (request) => treeOf(idOf(request))),
    ...paths.map((path) => post(path, save)),
  ];
}

/** The user of the API credential, who is no agent of the list. */
const LOGGED_IN = { id: 1, typeUser: 'AGENT', active: true, profile: { id: 1 } };

function userRoutes({ store, wire }: World, apiUser: string): Route[] {
  const found = (row: UserRow | undefined): UserRow => {
    if (row) return row;
    throw new SimulatorRefusal(404, 'Usuário não encontrado');
  };
  return [
    get('/api/users/logged', () => ({ ...LOGGED_IN, userName: apiUser, name: apiUser, displayName: apiUser })),
    get('/api/users/external-code/{code}', ({ params }) => wire.user(found(store.users.find('externalCode', params['code'] ?? '')[0]))),
    get('/api/userAttributes/userAttributeByUserId/{id}', (request) => wire.attributes(found(store.users.get(idOf(request)))), []),
  ];
}

function agentRoutes({ store, wire }: World, { people }: Desks): Route[] {
  const groupsOf = (agent: AgentRow | undefined) =>
    (agent?.groupIds ?? []).flatMap((id) => store.groups.get(id) ?? []).map(wire.group);
  return [
    get('/api/pauseReason/listPauseReason', () => PAUSE_REASONS, []),
    get('/api/agents/getGroupsByAgent/{id}', (request) => groupsOf(store.agents.get(idOf(request))), []),
    get('/api/agents/getGroupsByUserId/{id}', (request) => groupsOf(store.agents.find('userId', idOf(request))[0]), []),
    post('/api/agents/{userName}/status', ({ params, query }) => {
      const status = query.get('status') ?? 'ONLINE';
      const reason = Number(query.get('pauseReasonsId') ?? '');
      return wire.agent(people.setStatus(params['userName'] ?? '', status, status === 'ONLINE' || reason === 0 ? null : reason));
    }),
    post('/api/chat-agent/login', ({ query }) => {
      const token = query.get('agentToken');
      const agent = store.agents.all().find(({ agentToken }) => agentToken !== null && agentToken === token);
      if (!agent) throw new SimulatorRefusal(401, 'Token inválido');
      return `sim.${agent.id}.jwt`;
    }),
  ];
}

function sendRoutes(world: World, desks: Desks): Route[] {
  return [
    post('/api/send/messages', ({ body }) =>
      parseInput(tenantSendInput, body).map(({ phone, group, ...rest }) =>
        world.wire.directMessage(desks.sends.save({ ...rest, phoneNumber: phone, groupName: group })))),
    post('/api/send/free-text', ({ body }) => sendFreeText(world, desks, parseInput(freeTextInput, body))),
    post('/api/chatbot/start', ({ body }) => {
      const { phone, chatbot } = parseInput(chatbotInput, body);
      return sayByItself(world, desks, { phone, text: `Chatbot ${chatbot}` });
    }),
    post('/api/quick-reply/send', ({ body }) => {
      const { phone, quickReply } = parseInput(quickReplyInput, body);
      return sayByItself(world, desks, { phone, text: `Quick reply ${quickReply}` });
    }),
    get('/api/hsm/group/{id}', (request) => desks.templates.ofGroup(idOf(request)).map(world.wire.template), []),
    get('/api/hsm/parameters/{id}', (request) => desks.templates.parametersOf(idOf(request)), []),
  ];
}
