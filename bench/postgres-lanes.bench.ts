import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { postgresStore } from '../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../src/adapters/system/index.ts';
import type { ConnectionId } from '../src/domain/index.ts';
import type { DeliveryId, LaneKey, NewDelivery, Store } from '../src/ports/index.ts';
import { median } from './load.ts';
import { commitRate, query, withPostgres } from './postgres.ts';
import type { Figure } from './run.ts';

const WORKER = fileURLToPath(new URL('lanes-worker.ts', import.meta.url));
const [JOBS, LANES, BACKLOG] = [30_000, 10_000, 100_000] as const;
/** Lanes with one job each, as those of the backlog are: several jobs of a lane are cheaper than as many lanes. */
const SINGLES = 15_000;
const BATCH = 500;
const CONNECTIONS = 200;
const IN_FLIGHT = '64';
const ROUNDS = 3;
const SECONDS = 2.5;
/** Hubs' tables in one database: jobs that follow each other in their lanes, single ones, and a backlog of single ones. */
const SCHEMAS = { rows: 'bench_rows', singles: 'bench_singles', backlog: 'bench_backlog' } as const;

type Rates = Record<'commits' | 'accepted' | 'one' | 'two' | 'singles' | 'behind', number[]>;

/** Ordered jobs on PostgreSQL beside what it can commit at all, turn about: with one process, with two, and behind a backlog. */
export async function measurePostgresLanes(): Promise<readonly Figure[]> {
  return await withPostgres(async ({ url }) => {
    const [rows, singles, backlog] = [await openBenchStore(url, SCHEMAS.rows), await openBenchStore(url, SCHEMAS.singles), await openBenchStore(url, SCHEMAS.backlog)];
    await preload(backlog, BACKLOG, BACKLOG);
    const atOnce = await jobsPerSecond(url, SCHEMAS.backlog, 1);
    await query(url, 'analyze'); // as PostgreSQL does by itself within a minute or two
    const rates: Rates = { commits: [], accepted: [], one: [], two: [], singles: [], behind: [] };
    let by = '';
    for (let round = 0; round < ROUNDS; round++) {
      const commits = await commitRate(url);
      by = commits.by;
      rates.commits.push(commits.perSecond);
      rates.accepted.push(await preload(rows, JOBS, LANES));
      rates.one.push(await jobsPerSecond(url, SCHEMAS.rows, 1));
      rates.two.push(await jobsPerSecond(url, SCHEMAS.rows, 2));
      await preload(singles, SINGLES, SINGLES);
      rates.singles.push(await jobsPerSecond(url, SCHEMAS.singles, 1));
      rates.behind.push(await jobsPerSecond(url, SCHEMAS.backlog, 1));
    }
    const outOfOrder = await countOutOfOrder(url, SCHEMAS.rows) + await countOutOfOrder(url, SCHEMAS.singles);
    await Promise.all([rows.close(), singles.close(), backlog.close()]);
    return [
      { name: `PostgreSQL: rows committed one by one, ${by}`, value: median(rates.commits), unit: '/s' },
      { name: `PostgreSQL: jobs accepted in batches of ${BATCH}`, value: median(rates.accepted), unit: '/s' },
      { name: `PostgreSQL: ordered jobs over ${LANES} lanes, 1 process`, value: median(rates.one), unit: '/s' },
      { name: 'PostgreSQL: ordered jobs, share of commits, 1 process', key: 'postgresJobsShareOfCommits', value: shareOf(rates.one, rates.commits), unit: '' },
      { name: 'PostgreSQL: ordered jobs, 2 processes', value: median(rates.two), unit: '/s' },
      { name: 'PostgreSQL: ordered jobs, 2 processes, share of 1 process', value: shareOf(rates.two, rates.one), unit: '' },
      { name: `PostgreSQL: jobs in ${SINGLES} lanes of one each, 1 process`, value: median(rates.singles), unit: '/s' },
      { name: `PostgreSQL: jobs in ${BACKLOG} lanes of one each, 1 process`, value: median(rates.behind), unit: '/s' },
      { name: 'PostgreSQL: behind that backlog, share of without it', key: 'postgresBacklogShare', value: shareOf(rates.behind, rates.singles), unit: '' },
      { name: 'PostgreSQL: behind that backlog before it has statistics of it', value: atOnce, unit: '/s' },
      { name: 'PostgreSQL: jobs out of order', key: 'postgresJobsOutOfOrder', value: outOfOrder, unit: '' },
    ];
  });
}

/** Of what was measured one after the other, so that a machine that becomes slower does so for both. */
const shareOf = (some: readonly number[], others: readonly number[]): number => median(some.map((value, nth) => value / (others[nth] ?? value)));

const openBenchStore = async (url: string, schema: string): Promise<Store> => await postgresStore(url, { schema })({ clock: createSystemClock(), ids: createSystemIds() });

/** @returns how many were accepted a second. */
async function preload({ inbox }: Store, jobs: number, lanes: number): Promise<number> {
  const [clock, ids] = [createSystemClock(), createSystemIds()];
  const job = (nth: number): NewDelivery => ({
    id: parseId(ids.id()), connection: parseConnection(`bench-${nth % CONNECTIONS}`), source: 'internal', kind: 'job',
    lane: parseLane(`lane:${nth % lanes}`), body: String(nth), headers: {}, receivedAt: clock.now(),
  });
  const begun = performance.now();
  await Promise.all(Array.from({ length: jobs / BATCH }, async (_, batch) => await inbox.accept(Array.from({ length: BATCH }, (__, nth) => job(batch * BATCH + nth)))));
  return jobs / ((performance.now() - begun) / 1000);
}

/** Processes that are up are told to begin, and after some seconds to stop; what has ended then is counted, and nothing before. */
async function jobsPerSecond(url: string, schema: string, processes: number): Promise<number> {
  const workers = await Promise.all(Array.from({ length: processes }, async () => await startWorker(url, schema)));
  const before = await countEnded(url, schema);
  const begun = performance.now();
  for (const { stdin } of workers) stdin.write('go\n');
  await sleep(SECONDS * 1000);
  const stopped = workers.map(async ({ stdin, stdout }) => {
    stdin.end();
    await once(stdout, 'data');
  });
  await Promise.all(stopped);
  const seconds = (performance.now() - begun) / 1000;
  await Promise.all(workers.map(async (worker) => worker.exitCode ?? await once(worker, 'exit')));
  return (await countEnded(url, schema) - before) / seconds;
}

async function startWorker(url: string, schema: string): Promise<ChildProcessByStdio<Writable, Readable, null>> {
  const worker = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WORKER, url, schema, IN_FLIGHT], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(worker.stdout, 'data');
  return worker;
}

async function countEnded(url: string, schema: string): Promise<number> {
  const [row] = await query(url, `select count(*) as ended from ${schema}.delivery where ended_at is not null`);
  return Number(row?.['ended']);
}

/** Jobs that were begun before the one before them in their lane had ended. */
async function countOutOfOrder(url: string, schema: string): Promise<number> {
  const [row] = await query(url, `select count(*) as many from (
    select first_tried_at, lag(ended_at) over (partition by lane order by seq) as before from ${schema}.delivery where ended_at is not null
  ) job where first_tried_at < before`);
  return Number(row?.['many']);
}

const parseId = (text: string): DeliveryId => text as DeliveryId;
const parseConnection = (text: string): ConnectionId => text as ConnectionId;
const parseLane = (text: string): LaneKey => text as LaneKey;
