import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { load, type Load, type LoadWish } from '../load.ts';
import { parseCrmCount, parseCrmOrders, type CrmCount, type CrmOrders } from './lead-orders.ts';
import { startNodeRed } from './node-red.ts';
import { start } from './started.ts';

type Wish = Pick<LoadWish, 'seconds' | 'connections' | 'perSecond'>;

/** Something that makes persons and cards of purchases. */
interface Worker {
  readonly door: string;
  readonly flood: Wish;
  cpuSeconds(): number;
  /** Resolves when so many leads have ended in all. */
  untilEnded(leads: number): Promise<void>;
  /** From acceptance to the end of the lead, of the last load, in milliseconds. */
  latency(of: Load): { readonly p50: number; readonly p99: number };
  close(): Promise<void>;
}

/** What came of it. */
export interface Outcome {
  /** Leads that ended in a second, when more than that came. */
  readonly perSecond: number;
  /** At a gentle rate. */
  readonly p50: number;
  readonly p99: number;
  /** At a gentle rate, for each lead: requests to the CRM, and processor time. */
  readonly calls: number;
  readonly cpuMs: number;
  /** Deliveries that were not taken, and leads whose person or card is not there or is there twice. */
  readonly wrong: number;
}

/** More than can be worked off: what is kept, at a rate, and its rest afterwards; what is answered when it is done, as fast as it is answered. */
const FLOODS = { kept: { perSecond: 100, seconds: 3, connections: 64 }, answered: { seconds: 4, connections: 64 } } as const;
/** What is borne easily. */
const GENTLE = { perSecond: 5, seconds: 10, connections: 16 } as const;
const WARM_UP = { perSecond: 20, seconds: 3, connections: 16 } as const;
const LONGEST_REST_MS = 120_000;
const LOOK_EVERY_MS = 20;
/** What the CRM reports of its own writes is read until then. */
const REPORTS_MS = 1_000;

/** Purchases through a hub on SQLite that keeps each and every one. */
export const throughHub = async (file: string): Promise<Outcome> => await withCrm(async (crm, count) => await driven(await startHub(file, crm), count));

/** Purchases through a Node-RED that keeps none. */
export const throughNodeRed = async (program: string): Promise<Outcome> => await withCrm(async (crm, count) => {
  const { toCrm: door, ...others } = await startNodeRed(program, crm);
  return await driven({ ...others, door, flood: FLOODS.answered, untilEnded: async () => undefined, latency: ({ p50, p99 }) => ({ p50, p99 }) }, count);
});

async function startHub(file: string, crm: CrmOrders): Promise<Worker> {
  const hub = await start(new URL('hub-process.ts', import.meta.url), JSON.stringify({ file, crm, works: 'yes' }));
  const store = new DatabaseSync(file, { readOnly: true });
  const countEnded = store.prepare("select count(*) as ended from delivery where kind = 'lead-actions' and state = 'done'");
  const lastEnded = store.prepare(`select (julianday(ended_at) - julianday(received_at)) * 86400000 as ms from delivery
    where kind = 'lead-actions' and state = 'done' order by received_at desc limit ?`);
  return {
    door: hub.first, flood: FLOODS.kept, cpuSeconds: hub.cpuSeconds,
    async untilEnded(leads) {
      for (const until = performance.now() + LONGEST_REST_MS; performance.now() < until && Number(countEnded.get()?.['ended']) < leads;) await sleep(LOOK_EVERY_MS);
    },
    latency({ sent }) {
      const ms = lastEnded.all(sent).map((row) => Number(row['ms'])).toSorted((a, b) => a - b);
      const at = (share: number): number => ms[Math.min(ms.length - 1, Math.floor(ms.length * share))] ?? Infinity;
      return { p50: at(0.5), p99: at(0.99) };
    },
    async close() {
      store.close();
      await hub.close();
    },
  };
}

type Count = () => Promise<CrmCount>;

async function withCrm<Result>(work: (crm: CrmOrders, count: Count) => Promise<Result>): Promise<Result> {
  const crm = await start(new URL('crm-process.ts', import.meta.url));
  try {
    return await work(parseCrmOrders(crm.first), async () => parseCrmCount(await crm.ask()));
  } finally {
    await crm.close();
  }
}

async function driven(worker: Worker, count: Count): Promise<Outcome> {
  let [sent, failed] = [0, 0];
  /** Everybody is new: the numbers go on. */
  async function drive(wish: Wish): Promise<{ readonly given: Load; readonly seconds: number }> {
    const given = await load({ urls: [worker.door], ...wish, firstSession: sent, what: 'purchases' });
    const loaded = performance.now();
    sent += given.sent;
    failed += given.failed;
    await worker.untilEnded(sent);
    return { given, seconds: given.sent / given.perSecond + (performance.now() - loaded) / 1000 };
  }

  try {
    await drive(WARM_UP);
    const flood = await drive(worker.flood);
    await sleep(REPORTS_MS);
    const [before, cpuBefore] = [await count(), worker.cpuSeconds()];
    const { given } = await drive(GENTLE);
    const latency = worker.latency(given);
    await sleep(REPORTS_MS);
    const [after, cpuAfter] = [await count(), worker.cpuSeconds()];
    return {
      perSecond: flood.given.sent / flood.seconds, ...latency,
      calls: (after.calls - before.calls) / given.sent, cpuMs: ((cpuAfter - cpuBefore) * 1000) / given.sent,
      wrong: failed + Math.abs(after.persons - sent) + Math.abs(after.cards - sent),
    };
  } finally {
    await worker.close();
  }
}
