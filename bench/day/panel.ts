import { createDeskClient, type DeskClient } from '../../src/client/index.ts';
import { PAGE } from './account.ts';

/** An agent's panel: it follows the stream all day, whatever becomes of its connection. */
export interface Panel {
  readonly desk: DeskClient;
  /** Cuts the stream; the panel comes back by itself, at the next door of the hub. */
  cut(): void;
  /** What the stream told. */
  readonly heard: Heard;
  close(): Promise<void>;
}

export interface Heard {
  /** Events whose number was not the one after the last. */
  skipped: number;
  /** Times at which the hub said that it remembers no more. */
  gaps: number;
  events: number;
  cuts: number;
  /** From the moment at which a message was written to that at which the panel was told, in milliseconds. */
  readonly delaysMs: number[];
  /** Each message that came, by its text, and how often. */
  readonly messages: Map<string, number>;
}

/** Who opens which panel where. */
export interface PanelWish {
  readonly connection: string;
  readonly agent: string;
  /** The hub's doors, taken in turn. */
  readonly doors: readonly string[];
  readonly operatorKey: string;
}

/** Opens a panel; resolves when its stream is there. */
export async function openPanel({ connection, agent, doors, operatorKey }: PanelWish): Promise<Panel> {
  const heard: Heard = { skipped: 0, gaps: 0, events: 0, cuts: 0, delaysMs: [], messages: new Map() };
  let door = 0;
  let connected = new AbortController();
  const closing = new AbortController();
  const [first = ''] = doors;

  const launch = async (): Promise<{ readonly token: string; readonly origin: string }> => {
    const answer = await fetch(`${first}/v1/launch-tokens`, {
      method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ connection, agent, origin: PAGE }),
    });
    if (!answer.ok) throw new Error(`No launch token for ${agent} of ${connection}: ${answer.status} ${await answer.text()}`);
    return { token: parseToken(await answer.json()), origin: PAGE };
  };
  const desk = createDeskClient({
    url: first, launch,
    fetch: async (input, init) => {
      const address = (input instanceof Request ? input.url : input.toString()).replace(first, doors[door % doors.length] ?? first);
      if (!address.endsWith('/v1/desk/stream')) return await fetch(address, init);
      connected = new AbortController();
      return await fetch(address, { ...init, signal: AbortSignal.any([connected.signal, ...(init?.signal ? [init.signal] : [])]) });
    },
  });

  let last: number | undefined;
  const isOpen = Promise.withResolvers<void>();
  const followed = desk.follow({
    signal: closing.signal,
    onGap: (because) => {
      if (because === 'missed') heard.gaps += 1;
      last = undefined;
    },
    onState: (state) => {
      if (state === 'live') isOpen.resolve();
    },
    onEvent: (event) => {
      heard.events += 1;
      if (last !== undefined && event.seq !== last + 1) heard.skipped += 1;
      last = event.seq;
      if (event.type === 'message.new') note(heard, event.data.message.text ?? '');
    },
  });
  await isOpen.promise;
  return {
    desk, heard,
    cut() {
      heard.cuts += 1;
      door += 1;
      connected.abort(new Error('The network is gone.'));
    },
    async close() {
      closing.abort();
      await followed;
    },
  };
}

/** Texts that were written end with the moment at which they were; lines of the system do not. */
function note({ delaysMs, messages }: Heard, text: string): void {
  const written = Number(/ (\d{13})$/.exec(text)?.[1]);
  if (Number.isNaN(written)) return;
  messages.set(text, (messages.get(text) ?? 0) + 1);
  delaysMs.push(Date.now() - written);
}

const parseToken = (answer: unknown): string => (answer as { readonly token: string }).token;
