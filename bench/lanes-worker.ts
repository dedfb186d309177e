import { once } from 'node:events';
import { postgresStore } from '../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../src/adapters/system/index.ts';

// A process that works lanes and does nothing with what is in them. Says that it is ready, begins when it is told to, and says when it
// has stopped.
// node bench/lanes-worker.ts <address of PostgreSQL> <schema> <lanes at once>

const [url = '', schema = 'vinculo', inFlight = '64'] = process.argv.slice(2);
const store = await postgresStore(url, { schema })({ clock: createSystemClock(), ids: createSystemIds() });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
await store.queue.run(async () => await Promise.resolve({ end: { type: 'done' } }), { inFlight: Number(inFlight), inFlightPerConnection: Number(inFlight) });
await once(process.stdin, 'end');
await store.queue.stop();
process.stdout.write('stopped\n');
await store.close();
