import { createPloomesSimulator } from '../../src/adapters/ploomes/simulator/index.ts';
import type { CrmOrders } from './lead-orders.ts';

// A Ploomes of its own process, without a limit of requests. Says where it is in one line, and after each line that it is told, how many
// requests it has had; ends when its input ends.
// node bench/leads/crm-process.ts

const ploomes = await createPloomesSimulator({ ratePerMinute: 0 });
const [funnel] = ploomes.rows('Deals@Pipelines');
const orders: CrmOrders = { url: ploomes.url, userKey: ploomes.userKey, funnelId: funnel?.Id ?? 0 };
process.stdin.on('data', () => {
  process.stdout.write(`${JSON.stringify({ calls: ploomes.calls().total, persons: ploomes.contacts().length, cards: ploomes.deals().length })}\n`);
}).on('end', () => void ploomes.close());
process.stdout.write(`${JSON.stringify(orders)}\n`);
