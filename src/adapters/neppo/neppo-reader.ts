import { createHash } from 'node:crypto';
import { parseAgentId } from '../../domain/agent/agent.ts';
import type { PartId, Protocol } from '../../domain/attendance/sighting.ts';
import type { DeliveryReader, ReadWebhook, RowChange, WebhookMessage } from '../../ports/delivery-reader.ts';
import { keysOfUser, translateClientId } from './translate/client.ts';
import { translateSighting } from './translate/sighting.ts';
import { entityOf, type WebhookEntity } from './translate/webhook-entity.ts';
import { wireClient, wireSession } from './wire/session.ts';
import { idIn, parseWireObject, protocolIn, sessionIdIn, textIn, wireAction, type WireObject } from './wire/webhook.ts';

/** What the reading of webhooks depends on; both are keys of the Neppo settings. */
export interface NeppoReading {
  /** @defaultValue `-03:00` */
  readonly timeZone?: string;
  readonly webhook?: { readonly refetch?: 'when-incomplete' | 'always' };
}

const CONTENT_MALFORMED = 'The field "content" is neither an object nor the JSON of one.';
const ENTITY_UNKNOWN = 'Neither a name nor the fields tell which entity this is about.';

type Refusal = Exclude<ReadWebhook, { readonly ok: true }>['reason'];

type Reading = { readonly message: WebhookMessage } | { readonly refusal: Refusal; readonly detail: string };

/**
 * Reads what Neppo's webhooks say. Their shape is not published, so that any shape seen with receivers is taken: the entity
 * under one of four names or told by its fields, the content as an object or as JSON in a text.
 *
 * A session's row that tells all is believed; one that does not is a reason to read the session again. Neppo signs
 * nothing: what keeps strangers out is the token in the address (ACT-04).
 */
export function createNeppoReader({ timeZone = '-03:00', webhook = {} }: NeppoReading = {}): DeliveryReader {
  const refetch = webhook.refetch === 'always';

  const readers: Readonly<Record<WebhookEntity, (content: WireObject, body: WireObject) => Reading>> = {
    ChatSession: (content, body) => readSession(content, body, refetch ? undefined : timeZone),
    ClassificationServices: (content, body) => touched('classification', sessionIdIn(content) ?? sessionIdIn(body)),
    User: readUser,
    Agent: readAgent,
    AssociationClientsToAgents: readAssociation,
    Message: readMessage,
  };

  return {
    authentic: () => true,
    withoutSecrets: (headers, body) => ({ headers, body }),
    read: (text) => {
      const body = parseWireObject(text);
      if (body === undefined) return refused('unknown', 'payload-malformed', 'The body is no JSON object.');
      const content = body['content'] === undefined ? body : parseWireObject(body['content']);
      if (content === undefined) return refused('unknown', 'payload-malformed', CONTENT_MALFORMED);
      const entity = entityOf(body, content);
      if (entity === undefined) return refused('unknown', 'entity-unknown', ENTITY_UNKNOWN);
      const reading = readers[entity](content, body);
      const kind = kindOf(entity, body);
      if ('refusal' in reading) return refused(kind, reading.refusal, reading.detail);
      return { ok: true, kind, message: reading.message, ...repeatKeyOf(text, body, content) };
    },
  };
}

const refused = (kind: string, reason: Refusal, detail: string): ReadWebhook => ({ ok: false, kind, reason, detail });

function kindOf(entity: WebhookEntity, body: WireObject): string {
  const action = wireAction.safeParse(body['action']);
  return action.success ? `${entity}.${action.data}` : entity;
}

/** A time that tells two states of one second apart: with a fraction, or a count of milliseconds. */
const EXACT_TIME = /[.,]\d{1,9}|^\d{13}$/;

/**
 * Equal bodies are repeats only where they carry a time of their own that is exact: a bare "session 7 changed" may be news each
 * time, and so may a session that went from one group to another and back within the second that Neppo's dates stop at.
 */
function repeatKeyOf(text: string, body: WireObject, content: WireObject): { readonly repeatKey?: string } {
  const times = [textIn(content['updatedAt']), textIn(body['updatedAt']), textIn(body['timestamp'])];
  if (!times.some((time) => time !== undefined && EXACT_TIME.test(time))) return {};
  return { repeatKey: createHash('sha256').update(text).digest('hex') };
}

/** @param timeZone - absent when every session is to be read again. */
function readSession(content: WireObject, body: WireObject, timeZone: string | undefined): Reading {
  const row = timeZone === undefined ? undefined : wireSession.safeParse(content).data;
  const sighting = row && timeZone !== undefined ? translateSighting(row, timeZone) : undefined;
  if (sighting?.ok === true && actionOf(body) !== 'DELETE') {
    const opening = actionOf(body) === 'CREATE' ? { opening: 'yes' } as const : {};
    return { message: { type: 'session-sighted', sighting: { ...sighting.value, ...opening } } };
  }
  const id = idIn(content['id']) ?? idIn(body['id']) ?? idIn(body['entityId']) ?? sessionIdIn(content);
  return touched('session', id, protocolIn(content['protocol']));
}

/** What a row last said before a DELETE is no news of the session. */
const actionOf = (body: WireObject): string | undefined => wireAction.safeParse(body['action']).data;

function touched(what: 'session' | 'classification', part: string | undefined, protocol?: string): Reading {
  if (part === undefined) return { refusal: 'subject-missing', detail: 'No field tells the id of the session.' };
  return {
    message: { type: 'part-touched', part: part as PartId, what, ...(protocol === undefined ? {} : { protocol: protocol as Protocol }) },
  };
}

/** Clients and agents share one entity; an agent's account says so. */
function readUser(content: WireObject, body: WireObject): Reading {
  const user = wireClient.safeParse(content).data;
  const id = idIn(content['id']) ?? idIn(body['id']) ?? idIn(body['entityId']);
  if (user === undefined || id === undefined) {
    return { refusal: 'subject-missing', detail: 'No fields tell which user changed.' };
  }
  const change = changeOf(body);
  if (user.typeUser === 'AGENT') return { message: { type: 'agent-changed', change } };
  return { message: { type: 'chat-client-changed', client: translateClientId(id), keys: keysOfUser(user), change } };
}

function readAgent(content: WireObject, body: WireObject): Reading {
  const id = parseAgentId(idIn(content['id']) ?? '');
  return { message: { type: 'agent-changed', change: changeOf(body), ...(id.ok ? { agent: id.value } : {}) } };
}

/** Client and agent are named by an id, or by a row that has one. */
function readAssociation(content: WireObject, body: WireObject): Reading {
  const [client, agent] = [idNamed(content, 'client'), idNamed(content, 'agent')];
  return {
    message: {
      type: 'portfolio-changed', change: changeOf(body),
      ...(client === undefined ? {} : { client: translateClientId(client) }),
      ...(agent === undefined ? {} : { agent }),
    },
  };
}

const idNamed = (row: WireObject, name: 'client' | 'agent'): string | undefined =>
  idIn(row[`${name}Id`]) ?? idIn(parseWireObject(row[name])?.['id']);

function changeOf(body: WireObject): RowChange {
  const action = actionOf(body);
  if (action === 'CREATE') return 'created';
  return action === 'DELETE' ? 'deleted' : 'updated';
}

/** A message is a sign that its session goes on. One that names no session tells nothing that is followed here. */
function readMessage(content: WireObject, body: WireObject): Reading {
  const component = parseWireObject(body['component']) ?? {};
  const part = sessionIdIn(content) ?? sessionIdIn(component) ?? sessionIdIn(body);
  return part === undefined ? { refusal: 'entity-unknown', detail: 'The message names no session.' } : touched('session', part);
}
