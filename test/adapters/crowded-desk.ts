import { after, AGENT, HERE, protocolOf } from '../../src/ports/contracts/builders.ts';
import type { DeskLists, DeskQuery } from '../../src/ports/index.ts';

/** How many sessions a hub holds, and how many of them are one agent's. */
export const CROWD = { sessions: 100_000, oneIn: 20 } as const;

/** Makes the rows of so many sessions, 5,000 of them one agent's, in the tables themselves. `numbers` is a subselect of `i` from 0 on. */
export function crowdStatements(schema: string, numbers: string): readonly string[] {
  const text = (value: string): string => `cast(${value} as text)`;
  const at = `'2026-05-' || ${text('10 + i * 7919 % 20')} || 'T1' || ${text('i % 10')} || ':00:' || ${text('10 + i % 50')} || '.' || ${text('100 + i % 900')} || 'Z'`;
  const row = JSON.stringify({ agents: [], at: after(0), row: { preview: 'x'.repeat(250) } });
  return [
    `insert into ${schema}desk_session (connection, protocol, phase, started_at, entry, entry_at, name, digits, talk, talk_at, unread, at)
      select '${HERE}', ${text('100000000 + i')}, case when i % 11 = 0 then 'running' else 'ended' end, '${after(0)}', '${row}', '${after(0)}',
        'ana conceicao da silva ' || ${text('i * 7919 % 100003')}, '5511' || ${text('900000000 + i * 7919 % 99999989')}, '${row}', '${after(0)}', i % 3, ${at}
      from (${numbers}) as numbers`,
    `insert into ${schema}desk_place (connection, agent, phase, at, protocol, name, digits, unread)
      select connection, case when cast(protocol as integer) % ${CROWD.oneIn} = 0 then '${AGENT}' else ${text('100 + cast(protocol as integer) % 60')} end,
        phase, at, protocol, name, digits, unread from ${schema}desk_session`,
  ];
}

const WISHES: Readonly<Record<string, Partial<DeskQuery>>> = {
  'the first page': {},
  'a page far behind': { after: { at: after(10 * 24 * 3600), protocol: protocolOf('1') } },
  'a part of a name': { search: 'Conceição da Silva 99' },
  'three digits': { search: '123' },
  'a name that nobody has': { search: 'zebedeu' },
  'a number that nobody has': { search: '00000000000' },
};

const TIMES = 40;
/** Other tests have the processors too, and may take them for a while: then it is measured again. */
const MOST_ROUNDS = 10;
const WANTED_MS = 50;

async function middleOf(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[TIMES / 2] ?? Infinity;
}

async function quickestRound(ask: () => Promise<unknown>): Promise<number> {
  let quickest = Infinity;
  for (let round = 0; round < MOST_ROUNDS && quickest > WANTED_MS; round += 1) quickest = Math.min(quickest, await middleOf(ask));
  return quickest;
}

/** How many milliseconds the middle one of many questions takes, in the quickest round that there was need of, by what is asked. */
export async function measureLists(lists: DeskLists): Promise<Readonly<Record<string, number>>> {
  const measured: [string, number][] = [];
  for (const [name, wish] of Object.entries(WISHES)) {
    measured.push([name, await quickestRound(async () => await lists.page(HERE, { agent: AGENT, phase: 'ended', limit: 50, ...wish }))]);
  }
  measured.push(['counts', await quickestRound(async () => await lists.counts(HERE, AGENT))]);
  return Object.fromEntries(measured);
}
