import { expect } from 'vitest';
import type { AgentRoute } from '../../../src/adapters/http/agent-route.ts';
import { deskRoutes } from '../../../src/adapters/http/desk-routes.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { BIANCA, CAIO, following, PAGE, type Following } from '../../rig/desk-hub.ts';
import { createWorld, type World, type WorldOptions } from '../../rig/world.ts';

export { BIANCA, CAIO };

/** The only phone of the tests' client. */
const JOAO = { phone: '5511987654321', name: 'João da Silva' } as const;

type Json = Readonly<Record<string, unknown>>;

/** An answer of the hub, with its status beside its fields. */
export interface DeskAnswer {
  readonly status: number;
  readonly json: Json;
}

/** The desk as an agent's panel reaches it: over HTTP, with a bearer that came of a launch token. */
export interface DeskClient {
  readonly bearer: string;
  get(path: string): Promise<DeskAnswer>;
  /** Sends a wish under a key of its own, or under the given one. */
  post(path: string, body?: object, key?: string): Promise<DeskAnswer>;
  /** As it comes, for files and uploads. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  follow(lastEventId?: string): Promise<Following>;
}

let keys = 0;

/** Opens the panel of an agent, by e-mail: launch token, then bearer, then the desk. */
export async function openDesk(world: Pick<World, 'hub' | 'hubUrl' | 'connection'>, email: string): Promise<DeskClient> {
  const launch = await world.hub().agents.launch({ connection: world.connection, agent: email, origin: PAGE });
  if (launch.outcome !== 'minted') throw new Error(`No token for ${email}: ${launch.because}.`);
  const opened = await fetch(`${world.hubUrl}/v1/session`, { method: 'POST', body: JSON.stringify({ token: launch.token, origin: PAGE }) });
  return deskOf(world.hubUrl, String(parseJson(await opened.text())['bearer']));
}

export function deskOf(hubUrl: string, bearer: string): DeskClient {
  const raw = async (path: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
    await fetch(`${hubUrl}/v1/desk/${path}`, { ...init, headers: { authorization: `Bearer ${bearer}`, ...parseHeaders(headers) } });
  const asked = async (path: string, init: RequestInit = {}): Promise<DeskAnswer> => {
    const response = await raw(path, init);
    const json = parseJson(await response.text());
    if (response.ok) expectDescribed(init.method ?? 'GET', path, json);
    return { status: response.status, json };
  };
  return {
    bearer, raw,
    get: async (path) => await asked(path),
    post: async (path, body = {}, key = `test-key-${++keys}`) => await asked(path, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } }),
    follow: async (lastEventId) => following(await raw('stream', lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } })),
  };
}

/** Every answer is as the reference of the interface tells it, in whatever test it was given. */
function expectDescribed(method: string, path: string, json: Json): void {
  const address = `/v1/desk/${path.replace(/\?.*$/, '')}`;
  const route = ROUTES.find((each) => each.method.toUpperCase() === method && new RegExp(`^${each.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(address));
  const read = route?.answer.schema.safeParse(json);
  if (read?.success !== true) throw new Error(`${method} ${address} answers what its description does not know: ${read?.error.message ?? 'no such route'}`);
}

/** Told, and never served: none of them asks a desk before it is asked. */
const ROUTES: readonly AgentRoute[] = deskRoutes(parseNoDesk({}));

/** A world in which message webhooks arrive and the panel may be opened. */
export async function createDeskWorld(options: WorldOptions = {}): Promise<World> {
  return withMessages(await createWorld(withPanel(options)));
}

/** The same, with one clock that the test winds. */
export async function createHandWoundDesk(options: WorldOptions = {}): Promise<HandWoundWorld> {
  return withMessages(await createHandWoundWorld(withPanel(options)));
}

const withPanel = (options: WorldOptions): WorldOptions => ({ ...options, options: { ...options.options, panelOrigins: [PAGE] } });

function withMessages<Each extends World>(world: Each): Each {
  world.neppo.subscribe('Message', world.hooks.neppo);
  return world;
}

/** A session of João's that an agent attends, in which he has written. */
export async function attended(world: World, { agent = 'Bianca Prado', ...session }: { readonly agent?: string; readonly phone?: string; readonly name?: string; readonly group?: string; readonly channel?: string } = {}): Promise<string> {
  const { protocol } = world.neppo.startSession({ ...JOAO, group: 'Vendas', ...session });
  world.neppo.transfer(protocol, { agent });
  world.neppo.message(protocol, { from: 'client', text: 'Bom dia' });
  await world.rest();
  return protocol;
}

/** A text that holds this one, and an object that has these fields, within what an answer is compared with. */
export const holding = (text: string): unknown => expect.stringContaining(text);
export const having = (fields: object): unknown => expect.objectContaining(fields);

/** The rows of a list in an answer. */
export const rowsIn = (answer: DeskAnswer, name = 'rows'): readonly Json[] => parseRows(answer.json[name]);

/** What a stream told, piece by piece: number, name and data of each event. */
export function eventsIn(told: string): readonly { readonly id: number; readonly event: string; readonly data: Json }[] {
  return [...told.matchAll(/^id: (\d+)\nevent: (\S+)\ndata: (.*)$/gm)].map(([, id, event = '', data = '{}']) => ({ id: Number(id), event, data: parseJson(data) }));
}

const parseJson = (text: string): Json => JSON.parse(text) as Json;
const parseRows = (rows: unknown): readonly Json[] => rows as readonly Json[];
function parseNoDesk(desk: object): Parameters<typeof deskRoutes>[0] {
  return desk as Parameters<typeof deskRoutes>[0];
}
const parseHeaders = (headers: unknown): Readonly<Record<string, string>> => (headers ?? {}) as Readonly<Record<string, string>>;
