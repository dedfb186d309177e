import { Agent, createServer, request, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { Chance } from './chance.ts';
import { createTakenDeliveries, type TakenDeliveries } from './taken-deliveries.ts';

/** The address under which the outside knows the hub: it hands each delivery to one of the hub's doors, as a load balancer does. */
export interface Front {
  readonly url: string;
  /** The ports at which somebody listens now. */
  setDoors(ports: readonly number[]): void;
  /** Takes nothing more, and resolves when all that was taken has its answer. */
  shut(): Promise<void>;
  /** Whose addresses these are: by the last part of their path. */
  learn(token: string, connection: string): void;
  /** All that was answered with 2xx, as the senders saw it. */
  readonly taken: TakenDeliveries;
  readonly counts: FrontCounts;
  close(): Promise<void>;
}

export interface FrontCounts {
  /** Deliveries that were answered with 2xx. */
  accepted: number;
  /** Attempts that nobody took: their sender tries again. */
  refused: number;
  /** Deliveries that were handed to two doors at the same time. */
  sentTwice: number;
  readonly acceptMs: number[];
}

export interface FrontOptions {
  readonly port: number;
  readonly chance: Chance;
  /** Which share of the deliveries comes twice at the same moment, at two doors where there are two. */
  readonly twice: number;
  /** How long a door may take to answer before the sender is told that nobody is there. */
  readonly patienceMs: number;
}

const KEPT_TIMES = 200_000;
/** What a sender is told when a door was shut, cut the connection or took too long. */
const NOBODY = 502;
const PASSED_BY_MS = 2_000;

export async function openFront({ port, chance, twice, patienceMs }: FrontOptions): Promise<Front> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const taken = createTakenDeliveries();
  const connections = new Map<string, string>();
  const counts: FrontCounts = { accepted: 0, refused: 0, sentTwice: 0, acceptMs: [] };
  /** Doors that did not answer lately, and until when they are passed by. */
  const silent = new Map<number, number>();
  let doors: readonly number[] = [];
  let turn = 0;
  let shut = false;
  const inHand = new Set<Promise<unknown>>();

  function nextDoor(): number | undefined {
    const now = performance.now();
    const well = doors.filter((door) => (silent.get(door) ?? 0) < now);
    const open = well.length > 0 ? well : doors;
    return shut ? undefined : open[turn++ % Math.max(1, open.length)];
  }

  async function hand(sent: Sent): Promise<number> {
    const begun = performance.now();
    const door = nextDoor();
    const status = door === undefined ? 503 : await post(agent, door, sent, patienceMs);
    if (door !== undefined && status === NOBODY) silent.set(door, performance.now() + PASSED_BY_MS);
    if (status < 200 || status > 299) {
      counts.refused += 1;
      return status;
    }
    counts.accepted += 1;
    if (counts.acceptMs.length < KEPT_TIMES) counts.acceptMs.push(performance.now() - begun);
    taken.note(connections.get(tokenOf(sent.path)) ?? 'nobody', sent.body);
    return status;
  }

  const server = createServer((incoming, response) => {
    const work = readSent(incoming).then(async (sent) => {
      const again = sent.path.startsWith('/hooks/') && chance.happens(twice);
      if (again) counts.sentTwice += 1;
      const [status] = await Promise.all([hand(sent), ...(again ? [hand(sent)] : [])]);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    }).catch(() => response.destroy()).finally(() => inHand.delete(work));
    inHand.add(work);
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${port}`, taken, counts,
    setDoors: (ports) => void (doors = ports),
    async shut() {
      shut = true;
      await Promise.all(inHand);
    },
    learn: (token, connection) => void connections.set(token, connection),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Sent {
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

const tokenOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function readSent(incoming: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  const { host: _, connection: __, 'transfer-encoding': ___, 'content-length': ____, ...headers } = incoming.headers;
  const body = Buffer.concat(chunks);
  return { path: incoming.url ?? '/', headers: { ...headers, 'content-length': body.byteLength }, body };
}

/** The status; {@link NOBODY} when the door was shut, cut the connection or took too long. */
async function post(agent: Agent, port: number, { path, headers, body }: Sent, patienceMs: number): Promise<number> {
  return await new Promise((resolve) => {
    const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers, timeout: patienceMs }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? NOBODY)).on('error', () => resolve(NOBODY));
    });
    sent.on('timeout', () => sent.destroy()).on('error', () => resolve(NOBODY));
    sent.end(body);
  });
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
}
