import { createServer } from 'node:net';
import { once } from 'node:events';
import { defaultCredentials } from '../../../adapters/neppo/simulator/index.ts';
import { postgresStore } from '../../../adapters/postgres/index.ts';
import { sqliteStore } from '../../../adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../../adapters/system/index.ts';
import type { HookAddresses } from '../../use-cases/keep-hooks.ts';
import type { ConnectionView } from '../../use-cases/manage-connections.ts';
import { createVinculo, type Vinculo } from '../../create-vinculo.ts';
import { patience } from '../../patience.ts';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT, isDatabaseInUse } from '../complaint.ts';
import { removeControlFile, writeControlFile } from '../serve/control-file.ts';
import { databaseComplaint, refuseOtherFiles } from '../serve/database-file.ts';
import { isPortTaken, listen, patienceOf, patiently, type Listening, type Patience } from '../serve/listen.ts';
import { PLOOMES_RATE } from '../option-values.ts';
import type { Terminal } from '../terminal.ts';
import { createCrmPage, type CrmPage } from './crm-page.ts';
import { mappingsFor, PANEL_AGENTS } from './furnishing.ts';
import { integrate, type DemoIntegration } from './integrate.ts';
import { openKeyring, type DemoKeys, type DemoPorts } from './keys.ts';
import { funnelsOf, groupsOf, readPloomes } from './outside.ts';
import { startSimulators, type Simulators } from './simulators.ts';

/** A hub and its outside in one process. */
export interface Demo extends Pick<Simulators, 'ploomes' | 'neppo' | 'activecampaign'> {
  readonly hub: Vinculo;
  readonly hubUrl: string;
  readonly hooks: HookAddresses;
  readonly keys: DemoKeys;
  readonly connection: ConnectionView;
  /** Platforms that send leads. */
  readonly integrations: readonly DemoIntegration[];
  /** The page that stands in for the CRM, with the agents' panel in its corner. */
  readonly page: Pick<CrmPage, 'isOpen' | 'promiseClients'> & { readonly url: string };
  /** `begun` when the connection was made just now; `continued` when the database had it. */
  readonly story: 'begun' | 'continued';
  /** Resolves when webhooks, lanes and answers have come to rest. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

export interface DemoWish extends CallWish {
  readonly db?: string;
  /** The hub's store is there; what else is kept stays beside `db`. */
  readonly postgres?: string;
  readonly port?: number;
}

/** What the simulated Ploomes takes in a minute, and which part of that the hub may send at once. */
interface CallWish {
  readonly rate?: number | undefined;
  readonly atOnce?: number | undefined;
}

const HOST = '127.0.0.1';
const USUAL_PORT = 8787;
const CONNECTION = 'demo';
const SOME_AT_ONCE = 0.25;
const LOWEST_RATE = 3;
/** How long it is waited before it is looked again. */
const TURN_MS = 200;
/** A process that was killed a moment ago frees its ports and its database within this time. */
const PATIENCE_MS = 2_000;
/** How long the hub's last calls are waited for. */
const LAST_WORK_MS = 2_000;

/** What of a demo is open so far. */
interface Opened {
  server?: Listening;
  pageServer?: Listening;
  page?: CrmPage;
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

async function open({ db, postgres, port, rate, atOnce }: DemoWish, { words, language }: Terminal, opened: Opened): Promise<Demo> {
  const patience = patienceOf(PATIENCE_MS);
  if (db !== undefined) refuseOtherFiles(db, words);
  const { keys, keep } = openKeyring(db, words);
  const finder = createPortFinder({ asked: port, kept: keys.ports, patience, words });

  // The hub has to know its own address before it is made.
  const fetch = async (request: Request): Promise<Response> => await opened.hub?.fetch(request) ?? new Response(undefined, { status: 503 });
  const server = opened.server = await finder('hub', async (at) => await listen(fetch, at, HOST));
  const hooks = hooksAt(server.url, keys);
  const hub = opened.hub = await patiently(patience, isDatabaseInUse, async () => await createVinculo({
    // The story is about sessions; whoever wants to see a synchronisation begins one.
    synchronisation: 'off',
    store: postgres === undefined ? sqliteStore(db ?? ':memory:') : postgresStore(postgres), secretKey: keys.secretKey, publicUrl: server.url, operatorKeys: [keys.operatorKey], language,
    telemetry: createConsoleTelemetry({ level: 'error' }), allowPrivateAddresses: true,
  }));
  const simulators = opened.simulators = await startSimulators({ database: db, hooks, ratePerMinute: rate, atPort: finder });
  const pageServer = opened.pageServer = await finder('panel', async (at) => await listen(async (request) => await opened.page?.fetch(request) ?? new Response(undefined, { status: 503 }), at, HOST));
  const origin = pageOriginAt(pageServer.port);
  const ports = { hub: server.port, ploomes: simulators.ploomes.port, neppo: simulators.neppo.port, activecampaign: Number(new URL(simulators.activecampaign.url).port), panel: pageServer.port };
  const { connection, story } = await connect(hub, simulators, keys, { ports, rate, atOnce, origin });
  const integrations = await integrate({
    integrations: hub.integrations, connection: CONNECTION, hubUrl: server.url, activecampaign: simulators.activecampaign, secret: keys.platformSecret,
    paths: keys.leadPaths, crm: async () => await readPloomes(simulators.ploomes),
  });
  keep({ ports, rate, leadPaths: Object.fromEntries(integrations.map(({ platform, address }) => [platform, new URL(address).pathname])) });
  await hub.start();
  const page = opened.page = createCrmPage({
    origin, hubUrl: server.url, connection: CONNECTION, operatorKey: keys.operatorKey, agents: PANEL_AGENTS, language, ploomes: async () => await readPloomes(simulators.ploomes),
  });
  if (db !== undefined) {
    writeControlFile(db, { url: server.url, key: keys.operatorKey });
    opened.controlled = db;
  }

  return {
    hub, hubUrl: server.url, hooks, keys, connection, integrations, story, ...simulators, page: { url: origin, isOpen: page.isOpen, promiseClients: page.promiseClients },
    rest: async () => await atRest(hub, simulators),
    close: async () => await closeAll(opened),
  };
}

/** `localhost` is another host than that of the hub's address, so that browsers keep page and panel apart. */
const pageOriginAt = (port: number): string => `http://localhost:${port}`;

const hooksAt = (url: string, { hookTokens }: DemoKeys): HookAddresses => ({
  neppo: `${url}/hooks/neppo/${hookTokens.neppo}`,
  ploomes: `${url}/hooks/ploomes/${hookTokens.ploomes}`,
});

/** The demo's connection: made, or led to where the simulators are now. */
async function connect(
  hub: Vinculo, { ploomes, neppo }: Simulators, { hookTokens, ports, rate }: DemoKeys, { ports: now, origin, ...calls }: CallWish & { readonly ports: DemoPorts; readonly origin: string },
): Promise<Pick<Demo, 'connection' | 'story'>> {
  const systems = {
    ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, budget: budgetFor(calls) },
    neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
  };
  const known = (await hub.connections.list()).some(({ id }) => id === CONNECTION);
  if (known) {
    const stayed = ports !== undefined && ports.ploomes === now.ploomes && ports.neppo === now.neppo && rate === calls.rate;
    const connection = await hub.connections.setSystems(CONNECTION, { ...(stayed ? {} : systems), hookTokens });
    return { connection: await letPageIn(hub, connection, origin, ports?.panel), story: 'continued' };
  }
  const mappings = mappingsFor(groupsOf(neppo), funnelsOf(ploomes));
  const connection = await hub.connections.add({
    id: CONNECTION, name: 'Demonstração', ...systems, options: { linking: 'on', mappings, panelOrigins: [origin] }, hookTokens,
  });
  return { connection, story: 'begun' };
}

/** Puts the page's origin in the place of the one that it had before; others were added by people. */
async function letPageIn(hub: Vinculo, connection: ConnectionView, origin: string, before: number | undefined): Promise<ConnectionView> {
  const { panelOrigins } = connection.options;
  if (panelOrigins.some((each) => each === origin)) return connection;
  const others = panelOrigins.filter((each) => before === undefined || each !== pageOriginAt(before));
  return await hub.connections.setOptions(CONNECTION, { panelOrigins: [...others, origin] });
}

/** Nobody else uses the simulated account but people who try it out. Below that rate nothing is left for a budget. */
function budgetFor({ rate = PLOOMES_RATE, atOnce = SOME_AT_ONCE }: CallWish) {
  return rate < LOWEST_RATE ? { perMinute: 0 } : { perMinute: rate, share: 0.9, burst: Math.ceil(rate * atOnce) };
}

async function atRest(hub: Vinculo, { neppo, ploomes }: Simulators): Promise<void> {
  // What the hub writes makes Ploomes send again, and that may make the hub work again.
  for (let quiet = 0; quiet < 2; quiet++) {
    await neppo.settled();
    await ploomes.settled();
    await hub.settled();
    if (await anyWaitsForItsTurn(hub)) quiet = -1;
  }
}

/** What may be sent to Ploomes is used up for now: the story waits for what comes of it. */
async function anyWaitsForItsTurn(hub: Vinculo): Promise<boolean> {
  const { rows } = await hub.deliveries.list({ state: 'later', reason: 'budget-spent' }, { limit: 1 });
  if (rows.length > 0) await patience(TURN_MS);
  return rows.length > 0;
}

/**
 * The hub ends what it has in hand while those whom it asks are still there: a call that is cut off would have to be asked after. What the
 * simulators cannot send meanwhile they keep. One that never answers is not waited for.
 */
async function closeAll({ server, pageServer, simulators, hub, controlled }: Opened): Promise<void> {
  await Promise.all([server?.close(), pageServer?.close()]);
  const closed = hub?.close();
  try {
    await Promise.race([closed, patience(LAST_WORK_MS)]);
  } finally {
    await simulators?.close();
  }
  await closed;
  if (controlled !== undefined) removeControlFile(controlled);
}

type PortOf = keyof DemoPorts;
type PortFinder = <Result>(which: PortOf, start: (port: number) => Promise<Result>) => Promise<Result>;

const OFFSET: Readonly<Record<PortOf, number>> = { hub: 0, ploomes: 1, neppo: 2, activecampaign: 3, panel: 4 };

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
