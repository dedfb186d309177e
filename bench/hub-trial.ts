import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../tools/chaos/hubs/postgres-server.ts';
import { addAccounts, connectionOf, startHub, type HubProcess } from './hub-fleet.ts';
import { load, type Load } from './load.ts';
import { query } from './postgres.ts';

/** A hub of an intake and a worker on PostgreSQL, with accounts that are driven over HTTP. */
export interface HubTrial {
  readonly processes: Readonly<Record<'intake' | 'worker' | 'PostgreSQL', Used>>;
  /** Drives the first so many accounts, and waits until all that came of it has ended. */
  run(wish: { readonly perSecond: number; readonly seconds: number; readonly accounts: number }): Promise<Stretch>;
  /** From now on the CRM of this account answers nobody; with `undefined`, all answer. */
  silence(account: number | undefined): void;
  /** From the acceptance of each webhook to its end, in milliseconds and in order of size, of all accounts but this one. */
  latencies(from: Date, until: Date, exceptAccount?: number): Promise<readonly number[]>;
  /** What PostgreSQL keeps and has written, in bytes; and how many deliveries of its own and of others the hub has. */
  kept(): Promise<Kept>;
  close(): Promise<void>;
}

/** One load from its beginning to its last end. */
export interface Stretch {
  readonly load: Load;
  readonly latencies: readonly number[];
  /** How long the webhooks took that were left when the load had ended. */
  readonly leftMs: number;
}

export interface Kept {
  readonly disk: number;
  readonly log: number;
  readonly deliveries: number;
  readonly webhooks: number;
}

type Used = Pick<HubProcess, 'cpuSeconds'> & Partial<Pick<HubProcess, 'memory'>>;

export const ACCOUNTS = 200;
/** How often a session is told of: opened, eight changes, closed. */
export const TELLINGS = 10;
const SENDERS = 64;
const WARM_UP = { perSecond: 50, seconds: 6, accounts: ACCOUNTS } as const;
const LONGEST_REST_MS = 60_000;
const LOOK_EVERY_MS = 50;

export async function createHubTrial(server: PostgresServer): Promise<HubTrial> {
  const { url } = server;
  const paths = await addAccounts(url, ACCOUNTS);
  const [intake, worker] = await Promise.all([startHub({ role: 'intake', postgres: url }), startHub({ role: 'worker', postgres: url })]);
  let sessions = 0;

  async function latencies(from: Date, until: Date, exceptAccount = -1): Promise<readonly number[]> {
    const rows = await query(url, `select (extract(epoch from ended_at::timestamptz) - extract(epoch from received_at::timestamptz)) * 1000 as ms from vinculo.delivery
      where received_at >= $1 and received_at < $2 and source = 'neppo' and connection <> $3 order by 1`, [from.toISOString(), until.toISOString(), connectionOf(exceptAccount)]);
    return rows.map(({ ms }) => (ms === null ? Infinity : Number(ms)));
  }

  /** @returns how long it took until nothing was left of it. */
  async function rest(of: 'webhooks' | 'everything'): Promise<number> {
    const begun = performance.now();
    const sources = of === 'webhooks' ? ['neppo'] : ['neppo', 'internal'];
    for (let pending = 1; pending > 0 && performance.now() - begun < LONGEST_REST_MS;) {
      const [row] = await query(url, `select count(*) as pending from vinculo.delivery
        where ended_at is null and (due_at is null or due_at <= $1) and source = any ($2::text[])`, [new Date().toISOString(), sources]);
      pending = Number(row?.['pending']);
      if (pending > 0) await sleep(LOOK_EVERY_MS);
    }
    return performance.now() - begun;
  }

  const run: HubTrial['run'] = async ({ perSecond, seconds, accounts }) => {
    const begun = new Date();
    const urls = paths.slice(0, accounts).map((path) => `${intake.url}${path}`);
    const firstSession = sessions;
    sessions += Math.ceil((perSecond * seconds) / accounts / TELLINGS) + 1;
    const sent = await load({ urls, seconds, connections: SENDERS, perSecond, tellings: TELLINGS, firstSession });
    const leftMs = await rest('webhooks');
    await rest('everything'); // so that it is not in the way of the next load
    return { load: sent, latencies: await latencies(begun, new Date()), leftMs };
  };

  await run(WARM_UP);
  await query(url, 'analyze'); // as PostgreSQL does by itself within a minute
  return {
    processes: { intake, worker, PostgreSQL: server },
    run, latencies,
    silence: worker.silence,
    async kept() {
      const [row] = await query(url, `select pg_database_size(current_database()) as disk, pg_current_wal_lsn() - '0/0'::pg_lsn as log,
        (select count(*) from vinculo.delivery) as deliveries, (select count(*) from vinculo.delivery where source = 'neppo') as webhooks`);
      const number = (name: string): number => Number(row?.[name]);
      return { disk: number('disk'), log: number('log'), deliveries: number('deliveries'), webhooks: number('webhooks') };
    },
    close: async () => void (await Promise.all([worker.close(), intake.close()])),
  };
}

/** Of values in order of size. */
export const at = (share: number, sorted: readonly number[]): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
