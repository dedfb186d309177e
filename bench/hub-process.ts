import { toNodeListener } from '../src/adapters/node/index.ts';
import { createVinculo } from '../src/app/index.ts';
import { serve } from './load.ts';
import { createMemoryAccounts } from './memory-accounts.ts';
import { hubOptions, parseHubOrders } from './hub-orders.ts';

// A hub as a host would run it, with accounts in its memory. Says its address in one line once it works; told a number, that account's CRM
// falls silent, and told -1, none is silent any more. Ends in order when its input ends.
// node bench/hub-process.ts <orders as JSON>

const orders = parseHubOrders(process.argv[2] ?? '');
const accounts = createMemoryAccounts();
const vinculo = await createVinculo(hubOptions(orders, accounts));
const server = await serve(toNodeListener(vinculo.fetch));
await vinculo.start();
process.stdin.on('data', (line: Buffer) => {
  const account = Number(line.toString());
  accounts.silence(account < 0 ? undefined : account);
}).on('end', () => {
  server.close();
  void vinculo.close();
});
process.stdout.write(`${server.url}\n`);
