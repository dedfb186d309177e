import { createServer, type Server } from 'node:http';
import { createNeppoSimulator, defaultCredentials, type NeppoSimulator, type NeppoSimulatorOptions } from '../../src/adapters/neppo/simulator/index.ts';
import { toNodeListener } from '../../src/adapters/node/index.ts';
import { createPloomesSimulator, type PloomesSimulator, type PloomesSimulatorOptions } from '../../src/adapters/ploomes/simulator/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo, type ConnectionOptions, type MappingInput, type Vinculo, type VinculoOptions } from '../../src/app/index.ts';

/** The outside and one hub, all over real HTTP on this machine. */
export interface World {
  readonly ploomes: PloomesSimulator;
  readonly neppo: NeppoSimulator;
  /** The hub that runs now; another one after `restart`. */
  hub(): Vinculo;
  readonly hubUrl: string;
  readonly hooks: { readonly neppo: string; readonly ploomes: string };
  readonly connection: string;
  /** Waits until webhooks, lanes and answers have come to rest. */
  rest(): Promise<void>;
  /** Stops the hub and opens another one on the same store. */
  restart(): Promise<void>;
  /** Leaves the hub as a killed process would, its callers without an answer, and opens another one on the same store. */
  crash(): Promise<void>;
  setOptions(options: ConnectionOptions): Promise<void>;
  /** A group mapped to a funnel, by their names in the simulators. */
  mapping(group: string, funnel: string, behaviour: MappingInput['behaviour']): MappingInput;
  funnelId(name: string): number;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly hub?: Partial<VinculoOptions>;
  readonly ploomes?: PloomesSimulatorOptions;
  readonly neppo?: NeppoSimulatorOptions;
  /** A file when the world is to be restarted. @defaultValue ':memory:' */
  readonly database?: string;
  readonly options?: ConnectionOptions;
  /** How long lists of funnels and users are believed. @defaultValue 60 */
  readonly pollSeconds?: number;
  /** What the hub may use of Ploomes' limit. @defaultValue as much as it wants, since the simulator has none by default either */
  readonly budget?: { readonly perMinute?: number; readonly share?: number; readonly burst?: number };
  /** What bulk work may use of Neppo's. @defaultValue the adapter's own */
  readonly chatBudget?: { readonly perMinute?: number };
  /** How the hub hears of messages. @defaultValue the adapter's own */
  readonly messages?: { readonly source?: 'webhook' | 'poll'; readonly everySeconds?: number };
  /** Contacts on one page of Ploomes' lists. @defaultValue as many as it gives */
  readonly pageSize?: number;
  /** Whether Neppo's assumed routes of chatbots and quick replies are asked. @defaultValue the adapter's own */
  readonly leadSends?: 'off' | 'assumed';
  /** How long the hub waits for an answer of Ploomes or Neppo, in real milliseconds. @defaultValue theirs */
  readonly timeoutMs?: number;
}

export const SECRET_KEY = 'a-secret-key-for-tests-only';
export const OPERATOR_KEY = 'an-operator-key-for-tests';

/** Starts simulators and a hub with one connection whose webhooks all arrive. */
export async function createWorld({ hub: given = {}, ploomes: ploomesOptions, neppo: neppoOptions, database = ':memory:', options, pollSeconds = 60, budget = { perMinute: 0 }, chatBudget, messages, leadSends, pageSize, timeoutMs }: WorldOptions = {}): Promise<World> {
  const ploomes = await createPloomesSimulator({ ratePerMinute: 0, ...ploomesOptions });
  const neppo = await createNeppoSimulator(neppoOptions);
  let current: Vinculo | undefined;
  const server = createServer(toNodeListener(async (request) => current === undefined ? new Response(null, { status: 503 }) : await current.fetch(request)));
  const hubUrl = await listen(server);

  const open = async (): Promise<Vinculo> => {
    const opened = await createVinculo({
      store: sqliteStore(database), secretKey: SECRET_KEY, publicUrl: hubUrl, operatorKeys: [OPERATOR_KEY],
      recordUpdateEveryMs: 0, askAgainAfterMs: 50, telemetry: createConsoleTelemetry({ level: 'silent' }), allowPrivateAddresses: true, synchronisation: 'off', ...given,
    });
    await opened.start();
    return opened;
  };
  const hub = (): Vinculo => {
    if (current === undefined) throw new Error('The hub of this world is not open.');
    return current;
  };
  current = await open();
  const patience = timeoutMs === undefined ? {} : { timeoutMs };
  const { hooks, id } = await hub().connections.add({
    id: 'acme', name: 'Acme',
    ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, pollSeconds, budget, ...(pageSize === undefined ? {} : { pageSize }), ...patience },
    neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials, ...(chatBudget === undefined ? {} : { budget: chatBudget }), ...(messages === undefined ? {} : { messages }), ...(leadSends === undefined ? {} : { leadSends }), ...patience },
    ...(options === undefined ? {} : { options }),
  });
  neppo.subscribe('all', hooks.neppo);

  // A call that the machine's load let fail is tried again a moment later; a hand-wound clock is for its test to wind.
  const nothingIsPutOff = async (): Promise<boolean> => (await hub().deliveries.list({ state: 'later' }, { limit: 1 })).rows.length === 0;

  const funnelId = (name: string): number => {
    const found = ploomes.rows('Deals@Pipelines').find((row) => row['Name'] === name);
    if (found === undefined) throw new Error(`The simulator has no pipeline ${name}.`);
    return found.Id;
  };

  return {
    ploomes, neppo, hub, hubUrl, hooks, connection: id, funnelId,
    async rest() {
      for (let quiet = 0; quiet < 3; quiet++) {
        await neppo.settled();
        await ploomes.settled();
        await hub().settled();
      }
      if (given.clock === undefined) await waitFor(nothingIsPutOff);
    },
    async restart() {
      await hub().close();
      current = undefined;
      current = await open();
    },
    async crash() {
      current = undefined;
      server.closeAllConnections();
      current = await open();
    },
    setOptions: async (changed) => void (await hub().connections.setOptions(id, changed)),
    mapping: (group, funnel, behaviour) => ({ groupId: groupId(neppo, group), groupName: group, funnelId: funnelId(funnel), behaviour }),
    async close() {
      await current?.close();
      await Promise.all([neppo.stop(), ploomes.close()]);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function groupId(neppo: NeppoSimulator, name: string): number {
  const groups = JSON.parse(JSON.stringify(neppo.state())) as { groups: { id: number; name: string }[] };
  const found = groups.groups.find((group) => group.name === name);
  if (found === undefined) throw new Error(`The simulator has no group ${name}.`);
  return found.id;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const LONGEST_REST_MS = 3_000;

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + LONGEST_REST_MS; Date.now() < until && !await holds();) await new Promise((resolve) => setTimeout(resolve, 50));
}
