// Accepts and works deliveries until it is killed, telling on standard output what it was promised and what it does.
// Arguments: the database, and how long each delivery takes it; with `accept` as a third one it accepts without end, with
// `close` it closes its store when nothing is left to do.
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery } from '../../../src/ports/contracts/builders.ts';

const [url = '', takesMs = '0', then] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const telemetry = { count: () => undefined, log: (_level: string, event: string) => say(`told ${event}`) };

const store = await postgresStore(url, { leaseSeconds: 10, telemetry })({ clock: createSystemClock(), ids: createSystemIds() });
await store.queue.run(
  async ({ id, hold }) => {
    say(`begun ${id}`);
    if (takesMs !== '0') await delay(Number(takesMs));
    if (!hold.isSure()) say(`unsure ${id}`);
    say(`worked ${id}`);
    const forward = id.startsWith('forwarding') ? [aDelivery(`of ${id}, by child`, { lane: 'forwarded' })] : [];
    return { end: { type: 'done' }, decision: { by: 'child' }, forward };
  },
  { inFlight: 4, inFlightPerConnection: 4 },
);
const acceptBatch = async (round: number): Promise<void> => {
  const batch = Array.from({ length: 20 }, (_, place) => aDelivery(`d${round * 20 + place}`, { lane: `lane-${place % 7}` }));
  await Promise.all(batch.map(async (delivery) => await store.inbox.accept([delivery]).then(() => say(`accepted ${delivery.id}`))));
};
if (then === 'accept') for (let round = 0; ; round += 1) await acceptBatch(round);
if (then === 'close') {
  await store.queue.idle();
  await store.queue.stop();
  await store.close();
  say('told closed');
}
