import { createServer } from 'node:net';
import { once } from 'node:events';
import { defaultCredentials } from '../../../adapters/neppo/simulator/index.ts';
import { sqliteStore } from '../../../adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../../adapters/system/index.ts';
import type { ConnectionView, HookAddresses } from '../../use-cases/manage-connections.ts';
import { createVinculo, type Vinculo } from '../../create-vinculo.ts';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT, isDatabaseInUse } from '../complaint.ts';
import { removeControlFile, writeControlFile } from '../serve/control-file.ts';
import { databaseComplaint, refuseOtherFiles } from '../serve/database-file.ts';
import { isPortTaken, listen, patienceOf, patiently, type Listening, type Patience } from '../serve/listen.ts';
import type { Terminal } from '../terminal.ts';
import { mappingsFor } from './furnishing.ts';
import { openKeyring, type DemoKeys, type DemoPorts } from './keys.ts';
import { funnelsOf, groupsOf } from './outside.ts';
import { startSimulators, type Simulators } from './simulators.ts';

/** A hub and its outside in one process. */
export interface Demo extends Pick<Simulators, 'ploomes' | 'neppo'> {
  readonly hub: Vinculo;
  readonly hubUrl: string;
  readonly hooks: HookAddresses;
  readonly keys: DemoKeys;
  readonly connection: ConnectionView;
  /** `begun` when the connection was made just now; `continued` when the database had it. */
  readonly story: 'begun' | 'continued';
  /** Resolves when webhooks, lanes and answers have come to rest. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export interface DemoWish {
  readonly db?: string;
  readonly port?: number;
  readonly rate?: number;
}

const HOST = '127.0.0.1';
const USUAL_PORT = 8787;
const CONNECTION = 'demo';
/** A process that was killed a moment ago frees its ports and its database within this time. */
const PATIENCE_MS = 2_000;

/** What of a demo is open so far. */
interface Opened {
  server?: Listening;
  hub?: Vinculo;
  simulators?: Simulators;
  /** The database whose control file is ours. */
  controlled?: string;
}

/**
 * Opens a demo, or goes on with the one that its database holds. The hub is started and its linking is on when this resolves;
 * when it rejects, nothing is left open.
 */
export async function openDemo(wish: DemoWish, terminal: Terminal): Promise<Demo> {
  const opened: Opened = {};
  try {
    return await open(wish, terminal, opened);
  } catch (cause) {
    await closeAll(opened);
    if (wish.db === undefined) throw cause;
    return databaseComplaint(wish.db, terminal.words)(cause);
  }
}

async function open({ db, port, rate }: DemoWish, { words, language }: Terminal, opened: Opened): Promise<Demo> {
  const patience = patienceOf(PATIENCE_MS);
  if (db !== undefined) refuseOtherFiles(db, words);
  const { keys, keepPorts } = openKeyring(db, words);
  const finder = createPortFinder({ asked: port, kept: keys.ports, patience, words });

  // The hub has to know its own address before it is made.
  const fetch = async (request: Request): Promise<Response> => await opened.hub?.fetch(request) ?? new Response(undefined, { status: 503 });
  const server = opened.server = await finder('hub', async (at) => await listen(fetch, at, HOST));
  const hooks = hooksAt(server.url, keys);
  const hub = opened.hub = await patiently(patience, isDatabaseInUse, async () => await createVinculo({
    store: sqliteStore(db ?? ':memory:'), secretKey: keys.secretKey, publicUrl: server.url, operatorKeys: [keys.operatorKey], language,
    telemetry: createConsoleTelemetry({ level: 'error' }),
  }));
  const simulators = opened.simulators = await startSimulators({ database: db, hooks, ratePerMinute: rate, atPort: finder });
  const ports = { hub: server.port, ploomes: simulators.ploomes.port, neppo: simulators.neppo.port };
  const { connection, story } = await connect(hub, simulators, keys, ports);
  keepPorts(ports);
  await hub.start();
  if (db !== undefined) {
    writeControlFile(db, { url: server.url, key: keys.operatorKey });
    opened.controlled = db;
  }

  return {
    hub, hubUrl: server.url, hooks, keys, connection, story, ...simulators,
    rest: async () => await atRest(hub, simulators),
    close: async () => await closeAll(opened),
  };
}

const hooksAt = (url: string, { hookTokens }: DemoKeys): HookAddresses => ({
  neppo: `${url}/hooks/neppo/${hookTokens.neppo}`,
  ploomes: `${url}/hooks/ploomes/${hookTokens.ploomes}`,
});

/** The demo's connection: made, or led to where the simulators are now. */
async function connect(hub: Vinculo, { ploomes, neppo }: Simulators, { hookTokens, ports }: DemoKeys, now: DemoPorts): Promise<Pick<Demo, 'connection' | 'story'>> {
  const systems = {
    ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey },
    neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
  };
  const known = (await hub.connections.list()).some(({ id }) => id === CONNECTION);
  if (known) {
    const stayed = ports !== undefined && ports.ploomes === now.ploomes && ports.neppo === now.neppo;
    return { connection: await hub.connections.setSystems(CONNECTION, { ...(stayed ? {} : systems), hookTokens }), story: 'continued' };
  }
  const mappings = mappingsFor(groupsOf(neppo), funnelsOf(ploomes));
  const connection = await hub.connections.add({
    id: CONNECTION, name: 'Demonstração', ...systems, options: { linking: 'on', mappings }, hookTokens,
  });
  return { connection, story: 'begun' };
}

async function atRest(hub: Vinculo, { neppo, ploomes }: Simulators): Promise<void> {
  // What the hub writes makes Ploomes send again, and that may make the hub work again.
  for (let quiet = 0; quiet < 2; quiet++) {
    await neppo.settled();
    await ploomes.settled();
    await hub.settled();
  }
}

/** The senders go first, so that nothing is sent to a hub that has gone. */
async function closeAll({ server, simulators, hub, controlled }: Opened): Promise<void> {
  await simulators?.close();
  await server?.close();
  await hub?.close();
  if (controlled !== undefined) removeControlFile(controlled);
}

type PortOf = keyof DemoPorts;
type PortFinder = <Result>(which: PortOf, start: (port: number) => Promise<Result>) => Promise<Result>;

const OFFSET: Readonly<Record<PortOf, number>> = { hub: 0, ploomes: 1, neppo: 2 };

/**
 * Where each server listens: on the ports that were asked for and no others; else on those of the run before, so that
 * addresses stay; else on the usual ones. Nobody asked for those last two, so that a free port stands in for a taken one.
 */
function createPortFinder({ asked, kept, patience, words: { complaint } }: {
  readonly asked: number | undefined; readonly kept: DemoPorts | undefined; readonly patience: Patience; readonly words: Words;
}): PortFinder {
  const wanted = (which: PortOf): number =>
    asked === undefined ? (kept?.[which] ?? USUAL_PORT + OFFSET[which]) : asked === 0 ? 0 : asked + OFFSET[which];
  return async (which, start) => {
    const port = wanted(which);
    const worthWaiting = asked !== undefined || kept !== undefined;
    try {
      await patiently(worthWaiting ? patience : patienceOf(0), isPortTaken, async () => await tryPort(port));
    } catch (cause) {
      if (!isPortTaken(cause)) throw cause;
      if (asked !== undefined) throw new Complaint(EXIT.refused, { what: complaint.listen(port), why: complaint.portTaken, mend: complaint.portMend, cause });
      return await start(0);
    }
    return await start(port);
  };
}

/** A simulator that cannot listen has opened its files already, so a port is tried beforehand. */
async function tryPort(port: number): Promise<void> {
  const server = createServer();
  server.listen(port, HOST);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
