import * as z from 'zod';
import { availableIn, closeRequest, closeSession, outgoingMessage, sendMessage, transferRequest, transferSession } from './attendance-acts.ts';
import type { Desks } from './desks.ts';
import { fileRoutes } from './files.ts';
import { parseInput } from './input.ts';
import { sessionNamed } from './names.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { Route, SimRequest } from './router.ts';
import type { FieldRow } from './rows.ts';
import type { Json } from './wire-shape.ts';
import type { World } from './world.ts';

/** What agents do in sessions. The paths of those that Neppo's own widget does over its socket are assumed (N1). */
export function attendanceRoutes(world: World, desks: Desks): Route[] {
  return [...actRoutes(world, desks), ...targetRoutes(world), ...fieldRoutes(world), ...callRoutes(world), ...fileRoutes(world.store)];
}

const post = (pattern: string, answer: Route['answer']): Route => ({ method: 'POST', pattern, answer });
const list = (pattern: string, answer: Route['answer']): Route => ({ method: 'GET', pattern, empty: [], answer });
const idOf = ({ params }: SimRequest): number => Number(params['id']);

const actRoutes = (world: World, desks: Desks): Route[] => [
  post('/api/send/message', ({ body }) => sendMessage(world, desks, parseInput(outgoingMessage, body))),
  post('/api/sessions/transfer', ({ body }) => transferSession(world, desks, parseInput(transferRequest, body))),
  post('/api/sessions/close', ({ body }) => closeSession(world, desks, parseInput(closeRequest, body))),
];

/** Whom a session may go to: everybody but who has it, whether or not they can take it now. */
function targetRoutes(world: World): Route[] {
  const { store, wire } = world;
  return [
    list('/api/agents/agents/transfer/{id}', (request) => {
      const session = sessionNamed(store, idOf(request));
      return store.agents.all().filter(({ id }) => id !== session.agentId).map(wire.agent);
    }),
    list('/api/agents/groups/transfer/{id}', (request) => {
      sessionNamed(store, idOf(request));
      return store.groups.all().filter(({ active }) => active).map((group) => ({ ...wire.group(group), agentsOnline: availableIn(world, group).length }));
    }),
  ];
}

const fieldValues = z.looseObject({
  customFields: z.array(z.looseObject({ id: z.coerce.number().int(), value: z.looseObject({ value: z.union([z.string(), z.number()]).transform(String) }) })),
  classificationId: z.coerce.number().int(),
});

function fieldRoutes({ store }: World): Route[] {
  return [
    list('/api/classifications/custom-fields/{id}', (request) => store.fields.find('nodeId', idOf(request)).map(fieldWire)),
    post('/api/classifications/session/{id}/custom-fields', (request) => {
      const session = sessionNamed(store, idOf(request));
      const { customFields, classificationId } = parseInput(fieldValues, request.body);
      const asked = store.fields.find('nodeId', classificationId);
      const missing = asked.find(({ required, id }) => required && !customFields.some((field) => field.id === id && field.value.value.trim() !== ''));
      if (missing) throw new SimulatorRefusal(422, 'CUSTOM_FIELD.REQUIRED', { code: 'CUSTOM_FIELD.REQUIRED' });
      for (const { id } of store.fieldValues.find('sessionId', session.id)) store.fieldValues.remove(id);
      return customFields.map(({ id: fieldId, value }) => store.fieldValues.insert((id) => ({ id, sessionId: session.id, fieldId, value: value.value })));
    }),
  ];
}

const fieldWire = ({ id, name, type, required, options }: FieldRow): Json => ({
  id, name, label: name, type, required, active: true, options: options.map((label, at) => ({ id: at + 1, value: label })),
});

const callBegun = z.looseObject({
  call_id: z.string().min(1),
  sessionId: z.coerce.number().int().nullish(),
  agentId: z.coerce.number().int().nullish(),
  phone: z.string().nullish(),
  direction: z.string().nullish(),
});

const callEnded = z.looseObject({
  call: z.looseObject({ call_id: z.string().min(1), audio_url: z.string().nullish() }),
  event_code: z.literal('call.finished'),
});

function callRoutes(world: World): Route[] {
  const { store, clock } = world;
  const known = (callId: string) => store.calls.find('callId', callId)[0];
  return [
    post('/api/callLog/create', ({ body }) => {
      const { call_id: callId, sessionId, agentId, phone, direction } = parseInput(callBegun, body);
      return known(callId) ?? store.calls.insert((id) => ({
        id, callId, sessionId: sessionId ?? null, agentUserId: agentId ?? null, phone: phone ?? null, direction: direction ?? null, startedAt: clock.second(), finishedAt: null,
      }));
    }),
    post('/api/callLog/finish', ({ body }) => {
      const { call: { call_id: callId, audio_url: audioUrl } } = parseInput(callEnded, body);
      const call = known(callId);
      if (!call) throw new SimulatorRefusal(404, 'Chamada não encontrada');
      const { sessionId, finishedAt } = call;
      if (finishedAt !== null) return call;
      if (sessionId !== null && audioUrl) store.recordings.insert((id) => ({ id, sessionId, audioUrl, createdAt: clock.second() }));
      return store.calls.put({ ...call, finishedAt: clock.second() });
    }),
  ];
}
