import { ACTIONS } from './actions.ts';
import type { SentFile } from './actions.ts';
import { checkModule } from './modules.ts';
import { listRows, createShape } from './odata-list.ts';
import { parseQuery } from './odata-parse.ts';
import { addressedKind } from './schema.ts';
import type { Kind } from './schema.ts';
import { createRow, deleteRow, existing, patchRow } from './write.ts';
import { ApiError, badRequest, idOf, isRow, parseJson } from './wire.ts';
import type { Json, Reply, Row } from './wire.ts';
import type { World } from './world.ts';

/** One request to the platform's own API, its address taken apart. */
export interface ApiCall {
  readonly method: string;
  readonly target: Target;
  readonly rawQuery: string;
  readonly body: string;
  readonly files: readonly SentFile[];
  readonly userKey: string | undefined;
  /** Scheme and host under which the simulator is reached, for `@odata.context`. */
  readonly origin: string;
}

export interface Target {
  readonly entity: string;
  readonly key: string | undefined;
  readonly action: string | undefined;
}

const TARGET = /^\/([A-Za-z@]+)(?:\((\d+|'[^']*')\))?(?:\/([A-Za-z]+))?\/?$/;

/** Reads `/Deals(5)/Win`; `undefined` for an address the platform cannot have. */
export function parseTarget(path: string): Target | undefined {
  const found = TARGET.exec(path);
  return found ? { entity: found[1] ?? '', key: found[2], action: found[3] } : undefined;
}

/** The address without its id, as calls are counted: `PATCH /Deals(id)`. */
export const routeOf = (method: string, path: string): string =>
  `${method} ${path.replace(/\((?:\d+|'[^']*')\)/g, '(id)')}`;

/** Text answers come as the platform wraps them: an OData value that is a string. */
export const textReply = (origin: string, status: number, text: string, headers: Reply['headers'] = {}): Reply => ({
  status, headers, body: { '@odata.context': `${origin}/$metadata#Edm.String`, value: text },
});

/** Who a key belongs to; a suspended user's key opens nothing. */
export function actorFor(world: World, userKey: string | undefined): number | undefined {
  const owner = world.store.rows('~Keys').find((each) => each['Key'] === userKey);
  const user = owner ? world.store.get('Users', idOf(owner)) : undefined;
  return user && user['Suspended'] !== true ? idOf(user) : undefined;
}

/** Answers one request by the platform's rules; refusals are thrown as `ApiError`. */
export function answer(world: World, call: ApiCall, actorId: number): Reply {
  if (call.method === 'PUT') return { status: 405 };
  const kind = addressedKind(call.target.entity);
  if (!kind) return { status: 404 };
  checkModule(world, kind);
  const { key, action } = call.target;
  if (action !== undefined) return answerAction(world, kind, call, actorId);
  if (key === undefined) return answerCollection(world, kind, call, actorId);
  return answerRow(world, kind, rowIdOf(world, kind, key), call, actorId);
}

function answerCollection(world: World, kind: Kind, call: ApiCall, actorId: number): Reply {
  if (call.method === 'GET') return list(world, kind, world.store.rows(kind.path), call);
  if (call.method !== 'POST' || !kind.writable) return { status: 405 };
  const shape = createShape(world, kind, parseQuery(call.rawQuery));
  return envelope(kind, [shape(createRow(world, kind, bodyOf(call), actorId))], call);
}

function answerRow(world: World, kind: Kind, id: number, call: ApiCall, actorId: number): Reply {
  if (call.method === 'GET') {
    if (!world.switches.getByKey) return { status: 404 };
    return list(world, kind, [existing(world, kind, id)], call);
  }
  if (!kind.writable) return { status: 405 };
  if (call.method === 'DELETE') {
    deleteRow(world, kind, id, actorId);
    return { status: 200 };
  }
  if (call.method !== 'PATCH') return { status: 405 };
  const shape = createShape(world, kind, parseQuery(call.rawQuery));
  return envelope(kind, [shape(patchRow(world, kind, id, bodyOf(call), actorId))], call);
}

function answerAction(world: World, kind: Kind, call: ApiCall, actorId: number): Reply {
  const { key, action } = call.target;
  if (call.method === 'GET' && kind.path === 'Deals' && action === 'GetDeletedDeals') {
    return list(world, kind, world.store.rows('~Deals'), call);
  }
  const act = ACTIONS[`${kind.path}/${action}`];
  if (!act || key === undefined) return { status: 404 };
  if (call.method !== 'POST') return { status: 405 };
  const query = parseQuery(call.rawQuery);
  const row = existing(world, kind, rowIdOf(world, kind, key));
  const body = call.files.length > 0 ? {} : bodyOf(call);
  const done = act({ world, kind, row, body, files: call.files, actorId });
  return envelope(done.kind, [createShape(world, done.kind, query)(done.row)], call);
}

function list(world: World, kind: Kind, all: readonly Row[], call: ApiCall): Reply {
  const query = parseQuery(call.rawQuery);
  const { rows, total } = listRows(world, kind, all, query);
  return envelope(kind, rows, call, query.count ? total : undefined);
}

function envelope(kind: Kind, rows: readonly Row[], { origin }: ApiCall, count?: number): Reply {
  const body: Json = {
    '@odata.context': `${origin}/$metadata#${kind.path}`,
    ...(count === undefined ? {} : { '@odata.count': count }),
    value: rows,
  };
  return { status: 200, body };
}

function bodyOf(call: ApiCall): Row {
  if (call.body.trim() === '') return {};
  const body = parseJson(call.body);
  if (!isRow(body)) throw badRequest('The request body is not a valid JSON object.');
  return body;
}

/** Fields are addressed by their key in quotes, everything else by its number. */
function rowIdOf(world: World, kind: Kind, key: string): number {
  if (!key.startsWith("'")) return Number(key);
  const found = world.store.rows(kind.path).find((each) => each['Key'] === key.slice(1, -1));
  if (!found) throw new ApiError(404, `The ${kind.type} ${key} does not exist.`);
  return idOf(found);
}
