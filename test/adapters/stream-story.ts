import fc from 'fast-check';
import { expect } from 'vitest';
import { agentId, HERE } from '../../src/ports/contracts/builders.ts';
import type { Store, Stream, StreamedEvent } from '../../src/ports/index.ts';

const AGENTS = ['7', '8', '9'].map(agentId);

/** One turn of somebody who writes: how many events for each agent, all or none. */
const turn = fc.tuple(...AGENTS.map(() => fc.integer({ min: 0, max: 3 })));

/** What some write side by side, each one turn after the other, and how much a reader takes at once before it comes again. */
export const story = fc.record({
  writers: fc.array(fc.array(turn, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 4 }),
  limits: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
});

type Story = typeof story extends fc.Arbitrary<infer One> ? One : never;

/** Reads on from the last number until it has so many, and waits for news in between, as a panel does that is cut off again and again. */
async function follow(stream: Stream, agent: (typeof AGENTS)[number], wanted: number, limits: readonly number[]): Promise<readonly StreamedEvent[]> {
  const seen: StreamedEvent[] = [];
  for (let time = 0; seen.length < wanted; time += 1) {
    const after = seen.at(-1)?.seq ?? 0;
    const { events, gap } = await stream.read(HERE, agent, { after, limit: limits[time % limits.length] ?? 1 });
    expect(gap).toBe('no');
    if (events.length === 0) await stream.news(HERE, agent, { after, withinMs: 2_000 });
    seen.push(...events);
  }
  return seen;
}

/** Plays a story over processes that share a database, and checks that every reader was told everything once, and in order. */
export async function tellsEverythingOnce(processes: readonly Pick<Store, 'stream'>[], { writers, limits }: Story): Promise<void> {
  const streams = processes.map(({ stream }) => stream);
  const streamOf = (place: number): Stream => streams[place % streams.length] ?? expect.fail('nobody has the database open');
  const wantedOf = (place: number): number => writers.flat().reduce((sum, counts) => sum + (counts[place] ?? 0), 0);
  const readers = AGENTS.map(async (agent, place) => await follow(streamOf(place), agent, wantedOf(place), limits));
  await Promise.all(writers.map(async (turns, writer) => {
    for (const [number, counts] of turns.entries()) {
      const wishes = AGENTS.flatMap((agent, place) =>
        Array.from({ length: counts[place] ?? 0 }, (_, one) => ({ agent, event: { type: 'message.new', data: { writer, number, one } } as const })));
      await streamOf(writer).append(HERE, wishes);
    }
  }));
  for (const [place, events] of (await Promise.all(readers)).entries()) {
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    for (const [writer, turns] of writers.entries()) {
      const told = events.map(({ data }) => data).filter((data) => JSON.stringify(data).startsWith(`{"writer":${writer},`));
      expect(told).toEqual(turns.flatMap((counts, number) => Array.from({ length: counts[place] ?? 0 }, (_, one) => ({ writer, number, one }))));
    }
  }
}
