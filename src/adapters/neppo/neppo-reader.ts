import { createHash } from 'node:crypto';
import { parseAgentId } from '../../domain/agent/agent.ts';
import type { PartId, Protocol } from '../../domain/attendance/sighting.ts';
import type { ChatMessage } from '../../domain/conversation/message.ts';
import type { DeliveryReader, ReadWebhook, RowChange, WebhookMessage } from '../../ports/delivery-reader.ts';
import { keysOfUser, translateClientId } from './translate/client.ts';
import { isNote, translateMessage } from './translate/message.ts';
import { translateSighting } from './translate/sighting.ts';
import { entityOf, type WebhookEntity } from './translate/webhook-entity.ts';
import { wireMessage } from './wire/message.ts';
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
    Message: (content, body) => readMessage(content, body, timeZone),
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
      return { ok: true, kind, message: reading.message, ...(entity === 'Message' ? repeatKeyOfMessage(reading.message, body, content) : repeatKeyOf(text, body, content)) };
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

/** A message has one id for ever: told twice, in whatever form, it is one. A later state of ours is news, which told without the state would look the same. */
function repeatKeyOfMessage(told: WebhookMessage, body: WireObject, content: WireObject): { readonly repeatKey?: string } {
  const id = idIn(content['id']) ?? idIn(body['id']);
  const tellsItsState = textIn(content['status']) !== undefined || textIn(content['sendBy'])?.toUpperCase() === 'USER';
  if (id === undefined || !tellsItsState) return {};
  const said = ['message', 'text', 'body', 'caption', 'status', 'command'].map((key) => content[key] ?? null);
  return { repeatKey: createHash('sha256').update(JSON.stringify(['message', id, told, said])).digest('hex') };
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

const PHONES = ['phone', 'phoneNumber', 'phoneContact'] as const;

/**
 * Something was said (N19). Neppo's message webhooks were seen with the client's number and no session, and with the session and
 * little else: only one that tells session, id, author and time is a message, the others are a reason to read. One that names
 * neither session nor number tells nothing that can be followed.
 */
function readMessage(content: WireObject, body: WireObject, timeZone: string): Reading {
  const component = parseWireObject(body['component']) ?? {};
  const part = sessionIdIn(content) ?? sessionIdIn(component) ?? sessionIdIn(body);
  const user = parseWireObject(content['user']) ?? {};
  const phone = [...PHONES.map((key) => content[key]), content['externalProtocol'], user['phone']].map(numberIn).find((digits) => digits !== undefined);
  if (part === undefined && phone === undefined) return { refusal: 'entity-unknown', detail: 'The message names no session.' };
  const message = part === undefined ? undefined : messageIn(content, body, { part, timeZone });
  return {
    message: {
      type: 'message-told',
      ...(part === undefined ? {} : { part: part as PartId }),
      ...(phone === undefined ? {} : { phone }),
      ...(message === undefined ? {} : { message }),
    },
  };
}

const numberIn = (value: unknown): string | undefined => /^\+?(\d{8,15})$/.exec(textIn(value) ?? '')?.[1];

interface MessagePlace {
  readonly part: string;
  readonly timeZone: string;
}

/** A note among agents is no message, and who wrote is not guessed at here: the list of messages tells it. */
function messageIn(content: WireObject, body: WireObject, { part, timeZone }: MessagePlace): ChatMessage | undefined {
  const row = wireMessage.safeParse({ id: body['id'], ...content }).data;
  if (row === undefined || isNote(row) || (row.sendBy === undefined && row.command === undefined)) return undefined;
  const message = translateMessage({ ...row, sessionId: part }, timeZone);
  return message.ok ? message.value : undefined;
}
