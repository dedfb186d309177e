import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureAccepts } from './accepts.bench.ts';
import { measureCrmCalls } from './crm-calls.bench.ts';
import { measureDay, measureDayOnPostgres } from './day.bench.ts';
import { measureDecisions } from './decisions.bench.ts';
import { measureDomain } from './domain-size.bench.ts';
import { measureHub } from './hub.bench.ts';
import { measureLanes } from './lanes.bench.ts';
import { measureLeadLists } from './lead-lists.bench.ts';
import { measureLeads } from './leads.bench.ts';
import { measureMapping } from './mapping.bench.ts';
import { measurePanel } from './panel.bench.ts';
import { measurePostgresLanes } from './postgres-lanes.bench.ts';
import { measureSynchronisation } from './synchronisation.bench.ts';

/** One measured figure; with a key it has a budget in `budgets.json`. */
export interface Figure {
  readonly name: string;
  readonly key?: string;
  readonly value: number;
  readonly unit: string;
}

interface Budget {
  readonly atLeast?: number;
  readonly atMost?: number;
}

const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8')) as Record<string, Budget>;

function verdict({ key, value }: Figure): string {
  const budget = key === undefined ? undefined : budgets[key];
  if (budget === undefined) return '';
  const kept = value >= (budget.atLeast ?? -Infinity) && value <= (budget.atMost ?? Infinity);
  const wanted = budget.atLeast === undefined ? `at most ${budget.atMost}` : `at least ${budget.atLeast}`;
  if (!kept) process.exitCode = 1;
  return kept ? `within: ${wanted}` : `OUTSIDE: ${wanted}`;
}

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2).replace(/\.00$/, ''));

// Its processes and its databases end with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const measures = { measureDomain, measureDecisions, measureMapping, measureLanes, measureCrmCalls, measureDay, measureDayOnPostgres, measureSynchronisation, measureAccepts, measurePostgresLanes, measureLeadLists, measureLeads, measurePanel, measureHub };

async function run(measure: () => readonly Figure[] | Promise<readonly Figure[]>): Promise<void> {
  for (const figure of await measure()) {
    process.stdout.write(`${figure.name.padEnd(72)} ${`${shown(figure.value)} ${figure.unit}`.padStart(14)}  ${verdict(figure)}\n`);
  }
}

/** Each measure has a process of its own, so that what one leaves behind in memory and in compiled code is not in the next one's figures. */
async function runApart(name: string): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), name], { stdio: 'inherit' });
  process.once('exit', () => child.kill());
  const [code] = await once(child, 'exit') as [number | null];
  if (code !== 0) process.exitCode = 1;
}

const [, , only] = process.argv;
for (const [name, measure] of Object.entries(measures)) {
  if (only === name) await run(measure);
  if (only === undefined) await runApart(name);
}
