import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { parseAgentId, type AgentId, type ConnectionId } from '../../src/domain/index.ts';
import type { Store, StreamWish, Telemetry } from '../../src/ports/index.ts';
import { createEmptyHub, type Answer, type EmptyHub } from './empty-hub.ts';

/** The page in which the panel sits. */
export const PAGE = 'https://app.ploomes.com';
export const BIANCA = 'bianca.prado@empresa.example';
export const CAIO = 'caio.nunes@empresa.example';

/** A hub with one active connection, `acme`, whose panel may sit in {@link PAGE}; its store within reach, and all that it logs. */
export interface DeskHub extends EmptyHub {
  readonly store: Store;
  readonly logged: readonly string[];
  /** Asks for a launch token with the host's own key, or another. */
  launch(wish?: { readonly connection?: string; readonly agent?: string; readonly origin?: string }, key?: string): Promise<Answer>;
  openSession(token: string, origin?: string): Promise<Answer>;
  /** A bearer of that agent. */
  bearerOf(agent: string): Promise<string>;
  agentId(email: string): Promise<AgentId>;
  tell(agent: string, ...events: readonly StreamWish['event'][]): Promise<void>;
  /** The agent's stream, after a number where one is given. */
  follow(bearer: string, lastEventId?: string): Promise<Following>;
}

/** A stream as a browser's script reads it. */
export interface Following {
  readonly response: Response;
  /** Reads until a text has come, or the stream has ended; gives all that came so far. */
  until(text: string): Promise<string>;
  untilTheEnd(): Promise<string>;
  leave(): Promise<void>;
}

const ACME = 'acme';

/** @param onEnd - is given what closes all of it, once. */
export async function createDeskHub(onEnd: (close: () => Promise<void>) => void, { database = ':memory:' }: { readonly database?: string } = {}): Promise<DeskHub> {
  const logged: string[] = [];
  let opened: Store | undefined;
  const telemetry: Telemetry = { count: () => {}, log: (level, event, fields) => void logged.push(`${level} ${event} ${JSON.stringify(fields)}`) };
  const hub = await createEmptyHub(onEnd, {
    hub: { telemetry, store: async (inside) => (opened = await sqliteStore(database)(inside)) },
  });
  const { hooks } = await hub.hub.connections.add({ id: ACME, name: 'Acme', ...hub.given, options: { panelOrigins: [PAGE] } });
  for (const what of ['all', 'Message'] as const) hub.neppo.subscribe(what, hooks.neppo);
  if (opened === undefined) throw new Error('The hub opened no store.');
  const store: Store = opened;

  const asked = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${hub.hubUrl}${path}`, init);
    const text = await response.text();
    return { status: response.status, text, json: parseJson(text) };
  };
  const launch: DeskHub['launch'] = async (wish = {}, key) => await hub.post('/v1/launch-tokens', { connection: ACME, agent: BIANCA, origin: PAGE, ...wish }, key === undefined ? {} : { authorization: `Bearer ${key}` });
  const openSession: DeskHub['openSession'] = async (token, origin = PAGE) => await asked('/v1/session', { method: 'POST', body: JSON.stringify({ token, origin }) });
  const agentId: DeskHub['agentId'] = async (email) => {
    const [found] = (await hub.hub.doctor.agents(ACME)).filter(({ agent }) => agent?.email === email);
    const id = parseAgentId(found?.agent?.id ?? '');
    if (!id.ok) throw new Error(`The simulator has no agent ${email}.`);
    return id.value;
  };
  return {
    ...hub, store, logged, launch, openSession, agentId,
    bearerOf: async (agent) => String((await openSession(String((await launch({ agent })).json['token']))).json['bearer']),
    async tell(agent, ...events) {
      const id = await agentId(agent);
      await store.stream.append(parseConnection(ACME), events.map((event) => ({ agent: id, event })));
    },
    follow: async (bearer, lastEventId) =>
      following(await fetch(`${hub.hubUrl}/v1/desk/stream`, { headers: { authorization: `Bearer ${bearer}`, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) } })),
  };
}

/** Reads a stream piece by piece, as it comes. */
export function following(response: Response): Following {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let came = '';
  const readOn = async (isEnough: () => boolean): Promise<string> => {
    while (!isEnough()) {
      const read = await reader?.read();
      if (read === undefined || read.done) return came;
      came += read.value;
    }
    return came;
  };
  return {
    response,
    until: async (text) => await readOn(() => came.includes(text)),
    untilTheEnd: async () => await readOn(() => false),
    leave: async () => await reader?.cancel(),
  };
}

export const parseConnection = (id: string): ConnectionId => id as ConnectionId;
const parseJson = (text: string): Answer['json'] => JSON.parse(text) as Answer['json'];
