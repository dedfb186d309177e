import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { postgresStore } from '../src/adapters/postgres/index.ts';
import { sqliteStore } from '../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../src/adapters/system/index.ts';
import { HERE } from '../src/ports/contracts/builders.ts';
import type { LeadBook, LeadQuery, Store, StoreFactory } from '../src/ports/index.ts';
import { crowdOfLeads, LEADS, LISTINGS, SEARCHES } from './leads/crowded-leads.ts';
import { withPostgres } from './postgres.ts';
import type { Figure } from './run.ts';

const TIMES = 60;
const PAGE = 50;
/** What a search cannot be quicker than, unless it finds early: to look at each row once. */
const SCAN = "select count(*) from lead_place where words like '%zebedeu%'";

/** Pages of 50 among 100,000 leads of one account, on both stores: what is listed, and what all leads have to be looked at for. */
export async function measureLeadLists(): Promise<readonly Figure[]> {
  return [...await onSqlite(), ...await onPostgres()];
}

async function onSqlite(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vinculo-bench-'));
  const file = join(folder, 'bench.db');
  await (await opened(sqliteStore(file))).close();
  const database = new DatabaseSync(file);
  const numbers = `with recursive n (i) as (select 0 union all select i + 1 from n where i < ${LEADS - 1}) select i from n`;
  for (const statement of crowdOfLeads('', numbers)) database.exec(statement);
  const store = await opened(sqliteStore(file));
  try {
    return await figuresOf('SQLite', 'sqlite', store.leads, () => database.prepare(SCAN).get());
  } finally {
    database.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(): Promise<readonly Figure[]> {
  return await withPostgres(async ({ url }) => {
    const store = await opened(postgresStore(url));
    const client = new pg.Client(url);
    await client.connect();
    try {
      for (const statement of crowdOfLeads('vinculo.', `select i from generate_series(0, ${LEADS - 1}) i`)) await client.query(statement);
      await client.query('vacuum analyze'); // as PostgreSQL does by itself within a minute
      await client.query('set search_path = vinculo');
      return await figuresOf('PostgreSQL', 'postgres', store.leads, async () => await client.query(SCAN));
    } finally {
      await client.end();
      await store.close();
    }
  });
}

const opened = async (store: StoreFactory): Promise<Store> => await store({ clock: createSystemClock(), ids: createSystemIds() });

/** The quickest of many counts for what is promised: what else runs on the machine only ever adds. */
async function figuresOf(name: string, id: string, leads: LeadBook, scan: () => unknown): Promise<readonly Figure[]> {
  const [listed, searched] = [await slowest(leads, LISTINGS), await slowest(leads, SEARCHES)];
  const bare = await timesOf(scan);
  const among = `of ${LEADS.toLocaleString('en')} leads, ${name}`;
  return [
    { name: `list ${among}: p95 of ${listed.what}, the slowest`, value: listed.p95, unit: 'ms' },
    { name: `search ${among}: p95 of ${searched.what}, the slowest`, value: searched.p95, unit: 'ms' },
    { name: `search ${among}: p50 of the same`, value: searched.p50, unit: 'ms' },
    { name: `search ${among}: quickest of the same`, value: searched.quickest, unit: 'ms' },
    { name: `look at each of them in SQL alone, ${name}: quickest`, value: bare.quickest, unit: 'ms' },
    { name: `list ${among}: times of that`, key: `leadListTimesOfScan.${id}`, value: listed.quickest / bare.quickest, unit: '' },
    { name: `search ${among}: times of that`, key: `leadSearchTimesOfScan.${id}`, value: searched.quickest / bare.quickest, unit: '' },
  ];
}

interface Times {
  readonly quickest: number;
  readonly p50: number;
  readonly p95: number;
}

async function slowest(leads: LeadBook, wishes: Readonly<Record<string, Partial<LeadQuery>>>): Promise<Times & { readonly what: string }> {
  const measured: (Times & { readonly what: string })[] = [];
  for (const [what, wish] of Object.entries(wishes)) measured.push({ what, ...await timesOf(async () => await leads.list(HERE, { limit: PAGE, ...wish })) });
  return measured.reduce((one, other) => (other.quickest > one.quickest ? other : one));
}

async function timesOf(ask: () => unknown): Promise<Times> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(TIMES * share)] ?? Infinity;
  return { quickest: at(0), p50: at(0.5), p95: at(0.95) };
}
