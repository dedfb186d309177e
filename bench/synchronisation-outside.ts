import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { createNeppoSimulator, defaultCredentials } from '../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator } from '../src/adapters/ploomes/simulator/index.ts';
import type { OutsideAsk, OutsideOrders } from './synchronisation-trial.ts';

// The accounts that a hub synchronises, in a thread of their own, so that what they keep is not in the hub's memory. They read the hub's
// clock, which is wound by hand, and refuse what is more than their limit in any 60 seconds.

const { contacts, ploomesPerMinute, neppoPerMinute, clock: shared, group, funnel } = workerData as OutsideOrders;
const clock = { now: (): number => new Float64Array(shared)[0] ?? 0 };
const ploomes = await createPloomesSimulator({ ratePerMinute: ploomesPerMinute, clock });
const neppo = await createNeppoSimulator({ ratePerMinute: neppoPerMinute, clock });
ploomes.plantContacts(contacts);

const idOf = (name: string, rows: readonly { readonly Id: number; readonly Name?: unknown }[]): number => rows.find((row) => row.Name === name)?.Id ?? 0;
const groups = z.object({ groups: z.array(z.object({ id: z.number(), name: z.string() })) }).parse(structuredClone(neppo.state()));
const people = z.array(z.object({ phone: z.string().nullish(), name: z.string().nullish(), typeUser: z.string().nullish() }));

/** A client of the chat comes with a question. */
function startSession(nth: number): void {
  const clients = people.parse(neppo.users()).filter(({ phone }) => typeof phone === 'string' && phone !== '');
  const { phone, name } = clients[nth % clients.length] ?? {};
  neppo.startSession({ phone: phone ?? '', name: name ?? 'Cliente', group, channel: 'whatsapp' });
}

async function answer(ask: OutsideAsk): Promise<number> {
  switch (ask.type) {
    case 'hook': {
      neppo.subscribe('all', ask.url);
      return 0;
    }
    case 'session': {
      startSession(ask.nth);
      return 0;
    }
    case 'cards': return ploomes.deals().length;
    case 'records': return ploomes.interactionRecords().length;
    case 'settled': {
      await neppo.settled();
      await ploomes.settled();
      return 0;
    }
  }
}

parentPort?.on('message', ({ id, ask }: { readonly id: number; readonly ask: OutsideAsk }) => {
  void answer(ask).then((value) => parentPort?.postMessage({ id, value }, []));
});
parentPort?.postMessage({
  ploomesUrl: ploomes.url, userKey: ploomes.userKey, neppoUrl: neppo.url, credentials: defaultCredentials,
  groupId: groups.groups.find(({ name }) => name === group)?.id ?? 0, funnelId: idOf(funnel, ploomes.rows('Deals@Pipelines')),
}, []);
