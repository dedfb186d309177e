// Accepts and works deliveries until it is killed, telling on standard output what it was promised.
import { writeSync } from 'node:fs';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery } from '../../../src/ports/contracts/builders.ts';

const [file = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const store = await sqliteStore(file)({ clock: createSystemClock(), ids: createSystemIds() });
await store.queue.run(
  async ({ id }) => {
    say(`worked ${id}`);
    return { end: { type: 'done' } };
  },
  { inFlight: 4 },
);
for (let round = 0; ; round += 1) {
  const batch = Array.from({ length: 20 }, (_, place) => aDelivery(`d${round * 20 + place}`, { lane: `lane-${place % 7}` }));
  await Promise.all(batch.map((delivery) => store.inbox.accept([delivery]).then(() => say(`accepted ${delivery.id}`))));
}
