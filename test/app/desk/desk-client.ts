import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { BIANCA, CAIO, following, PAGE, type Following } from '../../rig/desk-hub.ts';
import { createWorld, type World, type WorldOptions } from '../../rig/world.ts';

export { BIANCA, CAIO };

/** The only phone of the tests' client. */
export const JOAO = { phone: '5511987654321', name: 'João da Silva' } as const;

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
  const answered = async (response: Response): Promise<DeskAnswer> => ({ status: response.status, json: parseJson(await response.text()) });
  return {
    bearer, raw,
    get: async (path) => await answered(await raw(path)),
    post: async (path, body = {}, key = `test-key-${++keys}`) => await answered(await raw(path, { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } })),
    follow: async (lastEventId) => following(await raw('stream', lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } })),
  };
}

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

/** The rows of a list in an answer. */
export const rowsIn = (answer: DeskAnswer, name = 'rows'): readonly Json[] => parseRows(answer.json[name]);

/** What a stream told, piece by piece: number, name and data of each event. */
export function eventsIn(told: string): readonly { readonly id: number; readonly event: string; readonly data: Json }[] {
  return [...told.matchAll(/^id: (\d+)\nevent: (\S+)\ndata: (.*)$/gm)].map(([, id, event = '', data = '{}']) => ({ id: Number(id), event, data: parseJson(data) }));
}

export const parseJson = (text: string): Json => JSON.parse(text) as Json;
const parseRows = (rows: unknown): readonly Json[] => rows as readonly Json[];
const parseHeaders = (headers: unknown): Readonly<Record<string, string>> => (headers ?? {}) as Readonly<Record<string, string>>;
