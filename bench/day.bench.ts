import { setTimeout as sleep } from 'node:timers/promises';
import type { Vinculo } from '../src/app/index.ts';
import { OPERATOR_KEY } from '../tools/chaos/hubs/hub-orders.ts';
import { openDayAccount, type DayAccount } from './day/account.ts';
import { openDayHub, type DayHub } from './day/hubs.ts';
import { openPanel, type Panel } from './day/panel.ts';
import { HASTE, shareOf, type DayPlan } from './day/plan.ts';
import { playDay, type DayDone, type Staffed } from './day/play-day.ts';
import { storeSessions } from './day/stored-sessions.ts';
import { at } from './hub-trial.ts';
import type { Figure } from './run.ts';

/** How much of the day is played: `VINCULO_BENCH_DAY=1` for all of it, a quarter of an hour for each store. */
const SHARE = Number(process.env['VINCULO_BENCH_DAY'] ?? '0.04');
const CLOSED_WITHIN_MS = 30_000;

/** A scripted day at the agents' desks, on SQLite with one process. */
export const measureDay = async (): Promise<readonly Figure[]> => await measureOn('sqlite');

/** The same on PostgreSQL with two. */
export const measureDayOnPostgres = async (): Promise<readonly Figure[]> => await measureOn('postgres');

async function measureOn(store: 'sqlite' | 'postgres'): Promise<readonly Figure[]> {
  const plan = shareOf(SHARE);
  const hub = await openDayHub(store, HASTE);
  const accounts = await Promise.all(Array.from({ length: plan.accounts }, async (_, nth) => await openDayAccount(nth, HASTE)));
  try {
    await connect(hub, accounts, plan);
    await hub.start();
    const staffed = await staff(hub, accounts);
    for (const { ploomes } of accounts) ploomes.resetCalls();
    const before = hub.cpuSeconds();
    const done = await playDay(plan, staffed);
    await untilHeard(done);
    const lost = await countLost(done);
    await Promise.all(staffed.flatMap(({ panels }) => panels.map(async (panel) => await panel.close())));
    return figures(`day on ${store === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`, { plan, done, lost, accounts, cpu: spent(before, hub.cpuSeconds()) });
  } finally {
    await hub.close();
    await Promise.all(accounts.map(async (account) => await account.close()));
  }
}

/** Adds the accounts, and fills the lists of the first one's agents. */
async function connect(hub: DayHub, accounts: readonly DayAccount[], { stored }: DayPlan): Promise<void> {
  const agents: string[] = [];
  await hub.prepare(async (vinculo) => {
    for (const [nth, { connection, neppo }] of accounts.entries()) {
      const { hooks } = await vinculo.connections.add(connection);
      const door = hub.doors[nth % hub.doors.length] ?? '';
      for (const what of ['all', 'Message'] as const) neppo.subscribe(what, `${door}${new URL(hooks.neppo).pathname}`);
      if (nth === 0) agents.push(...await agentIds(vinculo, connection.id ?? ''));
    }
  });
  await storeSessions(hub.open, { connection: accounts[0]?.connection.id ?? '', agents, count: stored });
}

const agentIds = async (vinculo: Vinculo, connection: string): Promise<readonly string[]> =>
  (await vinculo.doctor.agents(connection)).flatMap(({ agent }) => agent?.id ?? []);

async function staff(hub: DayHub, accounts: readonly DayAccount[]): Promise<readonly Staffed[]> {
  const staffed: Staffed[] = [];
  for (const account of accounts) {
    const open = async ({ email }: { readonly email: string }, nth: number): Promise<Panel> => {
      const doors = nth % 2 === 0 ? hub.doors : hub.doors.toReversed();
      return await openPanel({ connection: account.connection.id ?? '', agent: email, doors, operatorKey: OPERATOR_KEY });
    };
    staffed.push({ account, panels: await Promise.all(account.agents.map(open)) });
  }
  return staffed;
}

const unheardBy = (panel: Panel, texts: readonly string[]): readonly string[] => texts.filter((text) => !panel.heard.messages.has(text));

async function untilHeard({ written }: DayDone): Promise<void> {
  const all = (): boolean => [...written].every(([panel, texts]) => unheardBy(panel, texts).length === 0);
  for (const until = Date.now() + CLOSED_WITHIN_MS; !all() && Date.now() < until;) await sleep(100);
}

/** Messages that no stream told of, as those before the agent had the session, have to stand in the conversation. */
async function countLost({ written }: DayDone): Promise<number> {
  let lost = 0;
  for (const [panel, texts] of written) {
    for (const [protocol = '', theirs] of Map.groupBy(unheardBy(panel, texts), (text) => text.split(' ')[0] ?? '')) {
      const { messages } = await panel.desk.listMessages(protocol, { limit: 100 });
      lost += theirs.filter((text) => !messages.some((message) => message.text === text)).length;
    }
  }
  return lost;
}

const spent = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));

interface DayFacts {
  readonly plan: DayPlan;
  readonly done: DayDone;
  readonly lost: number;
  readonly accounts: readonly DayAccount[];
  readonly cpu: Readonly<Record<string, number>>;
}

function figures(name: string, { plan, done, lost, accounts, cpu }: DayFacts): readonly Figure[] {
  const heard = [...done.written.keys()].map((panel) => panel.heard);
  const delays = heard.flatMap(({ delaysMs }) => delaysMs).toSorted((a, b) => a - b);
  const [lists, searches] = [done.listMs, done.searchMs].map((times) => times.toSorted((a, b) => a - b));
  const sum = (count: (each: Panel['heard']) => number): number => heard.reduce((total, each) => total + count(each), 0);
  const texts = [...done.written.values()].reduce((total, { length }) => total + length, 0);
  const calls = accounts.map(({ ploomes }) => ploomes.calls());
  const refusals = [...done.refused].map(([reason, count]) => ({ name: `${name}: an agent was refused: ${reason}`, value: count, unit: '' }));
  return [
    { name: `${name}: ${plan.accounts} accounts, ${heard.length} agents, ${done.sessions} sessions, ${texts} messages`, value: done.seconds / 60, unit: 'min' },
    { name: `${name}: from a message written to the panel, p50`, value: at(0.5, delays), unit: 'ms' },
    { name: `${name}: from a message written to the panel, p95`, key: 'dayStreamP95', value: at(0.95, delays), unit: 'ms' },
    { name: `${name}: list of an agent, ${plan.stored} sessions stored, p95`, key: 'dayListP95', value: at(0.95, lists ?? []), unit: 'ms' },
    { name: `${name}: search in it, p95`, key: 'daySearchP95', value: at(0.95, searches ?? []), unit: 'ms' },
    { name: `${name}: streams cut`, value: sum(({ cuts }) => cuts), unit: '' },
    { name: `${name}: events told`, value: sum(({ events }) => events), unit: '' },
    { name: `${name}: events missing in a stream`, key: 'dayMissing', value: sum(({ skipped, gaps }) => skipped + gaps), unit: '' },
    { name: `${name}: messages told twice`, key: 'dayTwice', value: sum(({ messages }) => [...messages.values()].filter((times) => times > 1).length), unit: '' },
    { name: `${name}: messages lost`, key: 'dayLost', value: lost, unit: '' },
    { name: `${name}: CRM calls for each session: at most 5 at its start, 2 when an agent takes it, 1 at its end`, key: 'dayCrmCalls', value: calls.reduce((total, each) => total + each.total, 0) / done.sessions, unit: '' },
    { name: `${name}: answers of the CRM that it was too much`, key: 'dayTooMuch', value: calls.reduce((total, { byStatus }) => total + (byStatus['429'] ?? 0), 0), unit: '' },
    ...Object.entries(cpu).map(([process, seconds]) => ({ name: `${name}: processor time of ${process}, of its time`, value: seconds / done.seconds, unit: 'cores' })),
    ...refusals,
  ];
}
