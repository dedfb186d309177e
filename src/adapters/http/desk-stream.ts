import { epochMsOf } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Stream, StreamedEvent } from '../../ports/stream.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { answerStream } from './answer.ts';
import type { Seated } from './desk-guard.ts';

export interface DeskStreamNeeds {
  readonly stream: Stream;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** @defaultValue 15,000 */
  readonly heartbeatMs?: number;
}

/** Tells an agent's panel what happens, from a number on: the `Last-Event-ID` that it saw last. */
export type DeskStream = (seated: Seated, lastEventId: string | undefined) => Promise<Response>;

const HEARTBEAT_MS = 15_000;
/** After so long a browser that lost its stream asks again; it has a jitter of its own. */
const RETRY_MS = 1_000;
/** So many events are read at once; they are read when the panel has taken those before. */
const AT_ONCE = 100;
/** So many streams of one agent stay open: tabs, and those whose browser went without a word. The oldest make room. */
const MOST_OF_AN_AGENT = 20;
/** A wake that brought nothing is followed by no other at once. */
const BREATH_MS = 10;

/**
 * Server-sent events over fetch (SSE): `ready` with the number from which on events follow, for a panel that has seen none; what was missed, for
 * one that has; `gap` where some of that is kept no more, so that lists have to be loaded anew; a comment every 15 seconds; `end` when the
 * bearer is over. Each event has its number as `id`.
 *
 * Nothing is read ahead of the panel: one that takes its time is told the rest later, and costs no memory meanwhile.
 */
export function createDeskStream({ stream, clock, telemetry, heartbeatMs = HEARTBEAT_MS }: DeskStreamNeeds): DeskStream {
  const open = new Map<string, Set<() => void>>();

  return async ({ pass, isStillSeated }, lastEventId) => {
    const { connection, agent, expiresAt } = pass;
    const gone = new AbortController();
    const leave = takeSeat(open, JSON.stringify([connection, agent]), () => gone.abort());
    let after = parseEventId(lastEventId);
    let begun = false;
    let listening = true;
    let seenAt = performance.now();

    async function beginning(): Promise<string> {
      begun = true;
      const retry = `retry: ${RETRY_MS}\n`;
      if (after === undefined) return `${retry}${await newest(lastEventId === undefined ? 'ready' : 'gap')}`;
      return `${retry}\n`;
    }

    async function newest(type: 'ready' | 'gap'): Promise<string> {
      after = await stream.head(connection, agent);
      return messageOf({ seq: after, type, data: {} });
    }

    async function mayStay(): Promise<boolean> {
      if (clock.now() >= expiresAt) return false;
      if (performance.now() - seenAt < heartbeatMs) return true;
      seenAt = performance.now();
      return await isStillSeated();
    }

    /** What is told next; `undefined` when there is no more. */
    async function next(): Promise<string | undefined> {
      if (!begun) return await beginning();
      while (!gone.signal.aborted) {
        if (!(await mayStay())) return undefined;
        const { events, gap } = await stream.read(connection, agent, { after: after ?? 0, limit: AT_ONCE });
        if (gap === 'yes') return await newest('gap');
        after = events.at(-1)?.seq ?? after;
        if (events.length > 0) return events.map(messageOf).join('');
        if ((await wait()) === 'nothing') return ':\n\n';
      }
      return undefined;
    }

    async function wait(): Promise<'nothing' | 'perhaps'> {
      const [began, withinMs] = [performance.now(), Math.min(heartbeatMs, Math.max(0, epochMsOf(expiresAt) - epochMsOf(clock.now())))];
      await stream.news(connection, agent, { after: after ?? 0, withinMs, signal: gone.signal });
      const waitedMs = performance.now() - began;
      if (waitedMs < BREATH_MS) await new Promise((resolve) => void setTimeout(resolve, BREATH_MS));
      return waitedMs >= heartbeatMs ? 'nothing' : 'perhaps';
    }

    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const told = await next();
          if (gone.signal.aborted) return end(controller);
          controller.enqueue(encoder.encode(told ?? END));
          if (told === undefined) end(controller);
        } catch (failure) {
          // The panel asks again from where it is; what is wrong with the store is told by whoever needs it.
          if (!gone.signal.aborted) telemetry.log('warn', 'desk-stream.cut', { agent, name: failure instanceof Error ? failure.name : typeof failure });
          end(controller);
        }
      },
      cancel() {
        listening = false;
        leave();
        gone.abort();
      },
    }, { highWaterMark: 0 });

    function end(controller: ReadableStreamDefaultController<Uint8Array>): void {
      leave();
      if (listening) controller.close();
    }
    return answerStream(body, 'text/event-stream; charset=utf-8');
  };
}

/** The bearer is over: the panel comes again with another. */
const END = 'event: end\ndata: {}\n\n';

/** JSON holds no line break of its own, so that one line holds it. */
const messageOf = ({ seq, type, data }: Pick<StreamedEvent, 'seq' | 'data'> & { readonly type: string }): string =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

const parseEventId = (text: string | undefined): number | undefined => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** @returns what gives the seat back. */
function takeSeat(open: Map<string, Set<() => void>>, whose: string, leave: () => void): () => void {
  const seats = open.get(whose) ?? new Set();
  open.set(whose, seats.add(leave));
  const [oldest] = seats;
  if (seats.size > MOST_OF_AN_AGENT && oldest !== undefined) {
    seats.delete(oldest);
    oldest();
  }
  return () => {
    seats.delete(leave);
    if (seats.size === 0 && open.get(whose) === seats) open.delete(whose);
  };
}
