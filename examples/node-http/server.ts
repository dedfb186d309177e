// A hub in a Node server of one's own. See README.md beside this file.
import { createServer } from 'node:http';
import { createVinculo } from 'vinculo';
import { toNodeListener } from 'vinculo/adapters/node';
import { sqliteStore } from 'vinculo/adapters/sqlite';

const { VINCULO_SECRET_KEY = '', VINCULO_OPERATOR_KEY, PUBLIC_URL = 'http://127.0.0.1:8787', PORT = '8787' } = process.env;

const vinculo = await createVinculo({
  store: sqliteStore('vinculo.db'),
  secretKey: VINCULO_SECRET_KEY,
  publicUrl: PUBLIC_URL,
  operatorKeys: VINCULO_OPERATOR_KEY === undefined ? [] : [VINCULO_OPERATOR_KEY],
});
const server = createServer(toNodeListener(vinculo.fetch)).listen(Number(PORT));
await vinculo.start();
console.log(`The hub answers on port ${PORT}; ${(await vinculo.connections.list()).length} connections.`);

process.once('SIGTERM', () => {
  server.close();
  void vinculo.close();
});
