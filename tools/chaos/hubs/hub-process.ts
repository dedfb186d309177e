import { createServer } from 'node:http';
import { toNodeListener } from '../../../src/adapters/node/index.ts';
import { createVinculo } from '../../../src/app/index.ts';
import { createFreezingFetch } from './freezing-fetch.ts';
import { parseHubOrders, readHubOptions } from './hub-orders.ts';

// A hub as a host would run it, to be killed and frozen. Says one line once it works.
const orders = parseHubOrders(process.argv[2] ?? '');
const vinculo = await createVinculo({ ...readHubOptions(orders), outgoingFetch: createFreezingFetch() });
if (orders.role !== 'worker') {
  const server = createServer(toNodeListener(vinculo.fetch));
  await new Promise<void>((resolve) => server.listen(orders.port, '127.0.0.1', resolve));
}
await vinculo.start();
console.log('ready');
