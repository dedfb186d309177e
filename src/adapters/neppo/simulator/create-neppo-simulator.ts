import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createCallCounter, createRateLimit } from './calls.ts';
import { createWindableClock, type WindableClock } from './clock.ts';
import { controlRoutes } from './control-routes.ts';
import type { NeppoSimulatorControls } from './controls-face.ts';
import { createControls } from './controls.ts';
import { createCourier, defaultRetry } from './courier.ts';
import { createDesks } from './desks.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { OWN_ADDRESS } from './files.ts';
import { createHttpFaults } from './http-faults.ts';
import { defaultCredentials, type NeppoSimulatorOptions } from './options.ts';
import type { Route } from './router.ts';
import { defaultGroups, seed } from './seed.ts';
import { createSimulatorServer } from './server.ts';
import { openStore, type Store } from './store.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { createTokenDesk, type NeppoCredentials, type TokenDesk } from './token-desk.ts';
import { createWebhookFaults } from './webhook-faults.ts';
import { createWebhooks, isNeppoEntity, type Webhooks } from './webhooks.ts';
import { createWire } from './wire.ts';

/** A running simulated Neppo. */
export interface NeppoSimulator extends NeppoSimulatorControls {
  /** Gateway, token endpoint, tenant host and `/_sim` alike: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  readonly credentials: NeppoCredentials;
  /** Stops serving and sending; what is in the state file stays. */
  readonly stop: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/**
 * Starts a Neppo of one's own for tests and demonstrations: a real HTTP server that behaves as the real Neppo was seen
 * to behave, awkwardness included. See `docs/reference/simulators-neppo.md` for what it serves and how it is driven.
 *
 * @example
 * const neppo = await createNeppoSimulator({ webhooks: { ChatSession: 'http://127.0.0.1:8080/hooks/neppo/token' } });
 * const { id } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
 * neppo.close(id);
 * await neppo.stop();
 */
export async function createNeppoSimulator(options: NeppoSimulatorOptions = {}): Promise<NeppoSimulator> {
  const credentials = options.credentials ?? defaultCredentials;
  const store = openStore(options.stateFile);
  const clock = clockOf(options, store);
  const courier = createCourier(store.deliveries, options.webhookRetry ?? defaultRetry, store.commit);
  const webhookFaults = createWebhookFaults();
  const webhooks = createWebhooks(store, courier, webhookFaults, clock.second);
  const world = { store, clock, webhooks, wire: createWire(store, clock.now) };
  const desks = createDesks(world, { transferMakesNewPart: options.transferMakesNewPart ?? false });
  const plant = (): void => seed(store, desks.people, { groups: options.groups ?? defaultGroups, agents: options.agents, templates: options.templates });
  setUp(options, store, webhooks, plant);

  const [httpFaults, calls, apiUser] = [createHttpFaults(), createCallCounter(), credentials.username];
  const controls = createControls({ world, desks, courier, httpFaults, webhookFaults, calls, apiUser, seed: plant });
  const tokens = createTokenDesk(credentials, store.settings, options.seed ?? 1, clock.now);
  const routes = [tokenRoute(tokens), ...controlRoutes(controls), ...gatewayRoutes(world, desks, options.savingUsers ?? 'keeps'), ...tenantRoutes(world, desks, apiUser)];
  const limit = createRateLimit(options.ratePerMinute ?? 0, clock.now);
  const server = createSimulatorServer(routes, { calls, faults: httpFaults, limit, authorize: tokens.check, commit: store.commit });

  const host = options.host ?? '127.0.0.1';
  const port = await listening(server, options.port ?? 0, host);
  store.settings.set(OWN_ADDRESS, `http://${host}:${port}`);
  webhooks.goOn();
  const stop = async (): Promise<void> => {
    webhooks.close();
    await closed(server);
    store.close();
  };
  return { ...controls, url: `http://${host}:${port}`, port, credentials, stop, [Symbol.asyncDispose]: stop };
}

const clockOf = ({ clock }: NeppoSimulatorOptions, { settings }: Store): WindableClock =>
  createWindableClock(clock ?? Date, { read: () => settings.number('wound'), write: (ms) => settings.set('wound', ms) });

/** Furnishes the tenant, without telling the world, and notes where its webhooks go. */
function setUp(options: NeppoSimulatorOptions, store: Store, webhooks: Webhooks, plant: () => void): void {
  if (store.settings.text('webhooks') === undefined) store.settings.set('webhooks', (options.seed ?? 1) - 1);
  webhooks.quietly(plant);
  for (const [entity, url] of Object.entries(options.webhooks ?? {})) if (isNeppoEntity(entity)) webhooks.subscribe(entity, url);
  store.commit();
}

/** Grants come as a form or, with some clients, in the query string. */
const tokenRoute = (tokens: TokenDesk): Route => ({
  method: 'POST',
  pattern: '/oauth2/token',
  open: true,
  answer: ({ text, query, headers }) => {
    const form = new URLSearchParams([...query, ...new URLSearchParams(text)]);
    return tokens.mint(typeof headers['authorization'] === 'string' ? headers['authorization'] : undefined, form);
  },
});

async function listening(server: ReturnType<typeof createSimulatorServer>, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return portOf(server.address());
}

const portOf = (address: string | AddressInfo | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

function closed(server: ReturnType<typeof createSimulatorServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
