import { AGENT, BEGINNING, COLLEAGUE, ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { Settlement, Stream, StreamedEvent, StreamReading } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const streamWith = (change: (stream: Stream) => Partial<Stream>): Saboteur => ({ stream }) => ({ stream: { ...stream, ...change(stream) } });

type Asked = Parameters<Stream['read']>;

const reading = (change: (reading: StreamReading, ...asked: Asked) => StreamReading): Saboteur =>
  streamWith((stream) => ({ read: async (...asked) => change(await stream.read(...asked), ...asked) }));

const events = (change: (event: StreamedEvent, all: readonly StreamedEvent[]) => StreamedEvent): Saboteur =>
  reading((read) => ({ ...read, events: read.events.map((event) => change(event, read.events)) }));

const neverEnding = async (): Promise<void> => await new Promise(() => undefined);

/** Hears nothing any more once something came that it is deaf to, while somebody waits. */
function createEars(stream: Stream) {
  let waiting = 0;
  let deaf = false;
  const news: Stream['news'] = async (...asked) => {
    waiting += 1;
    await stream.news(...asked);
    waiting -= 1;
    if (deaf) await neverEnding();
  };
  return { news, goDeaf: (): void => void (deaf ||= waiting > 0) };
}

export const streamSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives events back as they were written, with the time of that': events((event) => (event.type === 'message.patch' ? { ...event, at: BEGINNING } : event)),
  'numbers the events of an agent from 1, in their order, without holes': events((event, all) => (all.length === 3 ? { ...event, seq: event.seq * 2 } : event)),
  'carries nothing to an agent that is for another': streamWith((stream) => ({
    async read(connection, agent, query) {
      const read = await stream.read(connection, agent, query);
      const hears = agent === COLLEAGUE && read.events.some(({ data }) => data === 'his');
      return hears ? { ...read, events: [...read.events, ...(await stream.read(connection, AGENT, query)).events] } : read;
    },
  })),
  'tells agents of two connections apart': streamWith((stream) => ({
    async read(connection, agent, query) {
      const read = await stream.read(connection, agent, query);
      return { ...read, events: [...read.events, ...(await stream.read(ELSEWHERE, agent, query)).events] };
    },
  })),
  'reads on behind a number, no more than was asked': streamWith((stream) => ({
    read: async (connection, agent, { after, limit }) => await stream.read(connection, agent, { after, limit: limit === 2 ? 50 : limit }),
  })),
  'knows the number of the newest event, and 0 where there was none': streamWith((stream) => ({ head: async (...asked) => Math.max(0, await stream.head(...asked) - 1) })),
  'finds no gap where everything was read': reading((read) => ({ ...read, gap: read.events.length === 0 ? 'yes' : read.gap })),
  'finds a gap behind a number that was never given': reading((read) => ({ ...read, gap: read.events.length === 0 ? 'no' : read.gap })),
  'is written with the settlement of a delivery': (subject) =>
    tamper(subject, { settlement: (one) => (one.stream?.length === 2 ? { ...one, stream: one.stream.slice(0, 1) } : one) }),
  'tells of a session as both its halves stand once the settlement is written': (subject) => tamper(subject, {
    settlement: ({ telling, ...one }) => (telling === undefined ? one : { ...one, telling: { ...telling, tell: (stored) => telling.tell(stored && { ...stored, talk: undefined } as never) } }),
  }),
  'has nothing of a settlement that was not written': (subject) => tamper(subject, {
    async settlement(one): Promise<Settlement> {
      if (one.sessions !== undefined) await subject.stream.append(HERE, one.stream ?? []);
      return one;
    },
  }),
  'wakes whoever waits when something is written': ({ stream }) => {
    const { news, goDeaf } = createEars(stream);
    return { stream: { ...stream, news, append: async (...asked) => (goDeaf(), await stream.append(...asked)) } };
  },
  'wakes whoever waits when a settlement tells something': (subject) => {
    const { news, goDeaf } = createEars(subject.stream);
    return { ...tamper(subject, { settlement: (one) => (goDeaf(), one) }), stream: { ...subject.stream, news } };
  },
  'lets nobody wait for what was written before': streamWith((stream) => ({
    news: async (connection, agent, query) => {
      const isLate = await stream.head(connection, agent) > query.after;
      await (isLate ? neverEnding() : stream.news(connection, agent, query));
    },
  })),
  'lets whoever has read everything wait': streamWith((stream) => ({
    news: async (connection, agent, query) => (query.after > 0 ? undefined : await stream.news(connection, agent, query)),
  })),
  'lets nobody wait longer than that': streamWith((stream) => ({
    news: async (connection, agent, query) => await stream.news(connection, agent, { ...query, withinMs: 60_000 }),
  })),
  'drops what is older than 10 minutes but for the last 2,000 events, and tells of the gap': streamWith(() => ({ trim: async () => undefined })),
};
