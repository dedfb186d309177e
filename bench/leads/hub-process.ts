import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { createNeppoReader } from '../../src/adapters/neppo/index.ts';
import { toNodeListener } from '../../src/adapters/node/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry, createSecretBox, hashToken } from '../../src/adapters/system/index.ts';
import { platforms } from '../../src/adapters/webhook-mapper/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import { createIntegrationSecrets } from '../../src/app/use-cases/leads/integration-secrets.ts';
import { instantOf, type ConnectionId, type IntegrationId } from '../../src/domain/index.ts';
import type { Store } from '../../src/ports/index.ts';
import { serve } from '../load.ts';
import { parseLeadHubOrders } from './lead-orders.ts';
import { HOTTOK } from './purchases.ts';

// A hub on a SQLite file that makes persons and cards of Hotmart's purchases. Says the address for them in one line once it works; ends in
// order when its input ends.
// node bench/leads/hub-process.ts <orders as JSON>

const SECRET_KEY = 'a-secret-key-for-the-bench';
const TOKEN = 'token-of-the-bench';

const { file, crm, works } = parseLeadHubOrders(process.argv[2] ?? '');
let [store, hub]: [Store | undefined, Vinculo | undefined] = [undefined, undefined];
const open = sqliteStore(file);
const server = await serve(toNodeListener(async (request) => (hub === undefined ? new Response(null, { status: 503 }) : await hub.fetch(request))));
const { chat } = inMemoryConnectors(createInMemoryCrm(), createInMemoryChat());
hub = await createVinculo({
  store: async (inside) => (store = await open(inside)), secretKey: SECRET_KEY, publicUrl: server.url, allowPrivateAddresses: true, synchronisation: 'off',
  chat: { ...chat, reader: () => createNeppoReader() }, telemetry: createConsoleTelemetry({ level: 'error' }),
});
const { id } = await hub.connections.add({ name: 'bench', ploomes: { baseUrl: crm.url, userKey: crm.userKey, budget: { perMinute: 0 } }, neppo: {} });
await integrate(store, parseConnection(id));
if (works === 'yes') {
  await hub.start();
  await hub.settled();
}
process.stdin.resume().on('end', () => {
  server.close();
  void hub.close();
});
process.stdout.write(`${server.url}/hooks/webhook/${TOKEN}\n`);

async function integrate(inside: Store | undefined, connection: ConnectionId): Promise<void> {
  const hotmart = platforms.find('hotmart');
  if (hotmart === undefined || inside === undefined) throw new Error('The bench found no preset of Hotmart, or no store.');
  const integration = parseIntegration('hotmart');
  await inside.integrations.put({
    connection, id: integration, version: 1, validFrom: instantOf(0), name: 'Hotmart', platform: hotmart.id, status: 'active', scheme: 'hottok', mapping: hotmart.mapping,
    customFields: [], events: [], capture: { behaviour: 'person+card', funnelId: String(crm.funnelId), unlessOpenCard: 'no' },
  });
  await createIntegrationSecrets({ secrets: inside.secrets, box: createSecretBox(SECRET_KEY) }).put(connection, integration, { signing: HOTTOK });
  await inside.hooks.add(hashToken(TOKEN), { connection, system: 'webhook', integration });
}

function parseConnection(text: string): ConnectionId {
  return text as ConnectionId;
}

function parseIntegration(text: string): IntegrationId {
  return text as IntegrationId;
}
