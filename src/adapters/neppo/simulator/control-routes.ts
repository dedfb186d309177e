import * as z from 'zod';
import type { NeppoSimulatorControls } from './controls-face.ts';
import { httpFaultKinds, isRoute } from './http-faults.ts';
import * as input from './input.ts';
import { isMessageForm } from './message-webhook.ts';
import { badField } from './refusal.ts';
import type { Route, SimRequest } from './router.ts';
import { sendControlRoutes } from './send-controls.ts';
import { isContentForm, isNeppoEntity, neppoEntities } from './webhooks.ts';

const count = z.number().int().min(0);
const times = z.number().int().min(1);

const httpFault = z.looseObject({
  route: z.string().refine(isRoute, 'neither a route nor a regular expression').optional(),
  times: times.optional(),
  after: count.optional(),
  status: z.number().int().min(100).max(599).optional(),
  retryAfter: z.union([z.number().min(0), z.string()]).nullish(),
  kind: z.enum(httpFaultKinds).optional(),
  ms: z.number().min(0).optional(),
});

const webhookFault = z.looseObject({
  webhooks: z.enum(['duplicate', 'reorder', 'delay', 'drop', 'unnamed']),
  times: times.optional(),
  after: count.optional(),
  delayMs: z.number().min(0).optional(),
  entity: z.string().refine(isNeppoEntity, `one of ${neppoEntities.join(', ')}`).optional(),
});

const crowd = z.looseObject({ count: z.number().int().min(1).max(1_000_000) });
const quietness = z.looseObject({ quiet: z.boolean() });

const { parseInput } = input;

/** `/_sim`: the controls over HTTP, without a token. */
export function controlRoutes(controls: NeppoSimulatorControls): Route[] {
  return [sessionControlRoutes, tenantControlRoutes, sendControlRoutes, faultControlRoutes, webhookControlRoutes].flatMap((routes) => routes(controls));
}

const post = (pattern: string, answer: Route['answer']): Route => ({ method: 'POST', pattern, open: true, answer });
const get = (pattern: string, answer: Route['answer']): Route => ({ method: 'GET', pattern, open: true, answer });
const keyOf = ({ params }: SimRequest): string => params['id'] ?? '';

function sessionControlRoutes(controls: NeppoSimulatorControls): Route[] {
  const at = '/_sim/sessions';
  return [
    post(at, ({ body }) => controls.startSession(parseInput(input.startInput, body))),
    post(`${at}/{id}/transfer`, (request) => controls.transfer(keyOf(request), parseInput(input.transferInput, request.body))),
    post(`${at}/{id}/messages`, (request) => controls.message(keyOf(request), parseInput(input.messageInput, request.body))),
    post(`${at}/{id}/messages/{message}/retract`, (request) => controls.retract(keyOf(request), Number(request.params['message']))),
    post(`${at}/{id}/silence`, (request) => controls.fallSilent(keyOf(request))),
    post('/_sim/messages/{id}/fail', (request) => controls.failMessage(Number(keyOf(request)), parseInput(input.failInput, request.body).reason)),
    post('/_sim/patience', ({ body }) => {
      const { minutes } = parseInput(input.patienceInput, body);
      controls.setPatience(minutes);
      return { minutes };
    }),
    post(`${at}/{id}/comments`, (request) => {
      const { text, agent } = parseInput(input.commentInput, request.body);
      return controls.comment(keyOf(request), text, agent);
    }),
    post(`${at}/{id}/classify`, (request) => {
      const { classification, comment } = parseInput(input.classifyInput, request.body);
      return controls.classify(keyOf(request), classification, comment);
    }),
    post(`${at}/{id}/recordings`, (request) => controls.record(keyOf(request), parseInput(input.recordingInput, request.body).audioUrl)),
    post(`${at}/{id}/close`, (request) => controls.close(keyOf(request))),
    post(`${at}/{id}/reopen`, (request) => controls.reopen(keyOf(request))),
  ];
}

function tenantControlRoutes(controls: NeppoSimulatorControls): Route[] {
  return [
    post('/_sim/agents', ({ body }) => controls.saveAgent(parseInput(input.agentInput, body))),
    post('/_sim/users', ({ body }) => controls.saveUser(parseInput(input.userInput, body))),
    post('/_sim/users/{id}/remove', (request) => {
      controls.removeUser(Number(keyOf(request)));
      return { ok: true };
    }),
    get('/_sim/users/{id}', (request) => controls.user(Number(keyOf(request))) ?? null),
    post('/_sim/clients', ({ body }) => {
      const { count: howMany } = parseInput(crowd, body);
      controls.plantClients(howMany);
      return { planted: howMany };
    }),
    post('/_sim/quiet', ({ body }) => {
      const { quiet } = parseInput(quietness, body);
      controls.setQuiet(quiet);
      return { quiet };
    }),
    post('/_sim/groups', ({ body }) => controls.saveGroup(parseInput(input.groupInput, body))),
    post('/_sim/agents/{id}/status', (request) => {
      const { status, reason } = parseInput(input.statusInput, request.body);
      return controls.setAgentStatus(keyOf(request), status, reason);
    }),
    post('/_sim/files', ({ body }) => ({ address: controls.keepFile(parseInput(input.fileInput, body)) })),
    post('/_sim/files/remove', ({ body }) => {
      const { address } = parseInput(input.addressInput, body);
      controls.removeFile(address);
      return { address };
    }),
    post('/_sim/trees', ({ body }) => {
      const { group, ...tree } = parseInput(input.treeInput, body);
      return controls.plantTree(tree, group);
    }),
    post('/_sim/associations', ({ body }) => {
      controls.link(parseInput(input.linkInput, body));
      return { ok: true };
    }),
    post('/_sim/clock', ({ body }) => {
      controls.advance(parseInput(input.advanceInput, body).advanceMs);
      return { now: controls.now() };
    }),
    get('/_sim/clock', () => ({ now: controls.now() })),
    get('/_sim/state', () => controls.state()),
  ];
}

function faultControlRoutes(controls: NeppoSimulatorControls): Route[] {
  const live = () => ({ faults: controls.liveFaults() });
  return [
    get('/_sim/faults', live),
    post('/_sim/faults', ({ body }) => {
      const asked: readonly unknown[] = Array.isArray(body) ? body : [body];
      asked.map(faultIn).forEach((fault) => (fault === 'clear' ? controls.clearFaults() : controls.faults(fault)));
      return live();
    }),
    get('/_sim/calls', () => controls.calls()),
    post('/_sim/reset', ({ body }) => {
      controls.reset(parseInput(input.resetInput, body));
      return { ok: true };
    }),
  ];
}

const kindOfFault = z.looseObject({ clear: z.boolean().optional(), webhooks: z.unknown().optional() });

function faultIn(body: unknown) {
  const { clear, webhooks } = parseInput(kindOfFault, body);
  if (clear) return 'clear';
  return webhooks === undefined ? parseInput(httpFault, body) : parseInput(webhookFault, body);
}

/** The names of Neppo's own form are taken too: Tipo "Entidade", Entidade, URL. */
const subscription = z.looseObject({
  tipo: z.literal('Entidade').optional(),
  entity: z.string().optional(),
  entidade: z.string().optional(),
  all: z.boolean().optional(),
  url: z.url().nullish(),
  content: z.string().refine(isContentForm, 'alternate, object or string').optional(),
  shape: z.string().refine(isMessageForm, 'a, b or whole').optional(),
});

function webhookControlRoutes(controls: NeppoSimulatorControls): Route[] {
  const { addresses } = controls;
  return [
    get('/_sim/webhooks', () => addresses()),
    post('/_sim/webhooks', ({ body }) => {
      const asked = parseInput(subscription, body);
      if (asked.content !== undefined) controls.setContentForm(asked.content);
      if (asked.shape !== undefined) controls.setMessageForm(asked.shape);
      if (asked.url !== undefined) controls.subscribe(entityOf(asked), asked.url ?? undefined);
      else if (asked.content === undefined && asked.shape === undefined) throw badField('url', 'where should the webhooks go?');
      return addresses();
    }),
    get('/_sim/deliveries', () => ({ deliveries: controls.deliveries() })),
    post('/_sim/deliveries/{id}/again', async (request) => ({ status: (await controls.deliverAgain(Number(keyOf(request)))) ?? null })),
  ];
}

function entityOf({ all, entity, entidade }: z.output<typeof subscription>) {
  const name = entity ?? entidade ?? 'all';
  if (all === true || name === 'all') return 'all';
  if (isNeppoEntity(name)) return name;
  throw badField('entity', `"${name}" is none of ${neppoEntities.join(', ')}, all`);
}
