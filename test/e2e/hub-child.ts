import { createServer } from 'node:http';
import { toNodeListener } from '../../src/adapters/node/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo, type NewConnection } from '../../src/app/index.ts';

/** What a hub in a process of its own is told, as JSON in its first argument. */
export interface HubChildOrders {
  readonly database: string;
  readonly port: number;
  readonly secretKey: string;
  readonly operatorKey: string;
  /** Added when the hub has none yet. */
  readonly connection: NewConnection;
}

// A hub as a host would run it, to be killed. It says on one line where its webhooks go, once it works.
const { database, port, secretKey, operatorKey, connection } = JSON.parse(process.argv[2] ?? '') as HubChildOrders;
const publicUrl = `http://127.0.0.1:${port}`;
const vinculo = await createVinculo({
  synchronisation: 'off',
  store: sqliteStore(database), secretKey, publicUrl, operatorKeys: [operatorKey],
  recordUpdateEveryMs: 0, askAgainAfterMs: 300, telemetry: createConsoleTelemetry({ level: 'silent' }), allowPrivateAddresses: true,
});
const server = createServer(toNodeListener(vinculo.fetch));
await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
await vinculo.start();
const known = await vinculo.connections.list();
const hooks = known.length > 0 ? undefined : (await vinculo.connections.add(connection)).hooks;
console.log(JSON.stringify({ ready: true, hooks }));
