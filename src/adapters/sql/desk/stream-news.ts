import type { AgentId } from '../../../domain/agent/agent.ts';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { Stream, StreamWish } from '../../../ports/stream.ts';

/** Whose stream somebody waits for, and what was read of it. */
export interface Waiting {
  readonly connection: ConnectionId;
  readonly agent: AgentId;
  readonly after: number;
}

/** Lets readers of streams wait until something was written for their agents. */
export interface StreamNews {
  /** This process wrote for these, and it is committed. */
  ring(connection: ConnectionId, wishes: readonly StreamWish[]): void;
  wait: Stream['news'];
  /** Nobody waits any longer. */
  close(): void;
}

export interface StreamNewsParts {
  /** Tells for whom there is something that was not read. */
  look(waiting: readonly Waiting[]): Promise<readonly Waiting[]>;
  /** How often others are looked for who write to the same database. `never`: there are none, and whoever begins to wait is looked for alone. */
  readonly lookEveryMs: number | 'never';
}

interface Listener extends Waiting {
  readonly wake: () => void;
}

export function createStreamNews({ look, lookEveryMs }: StreamNewsParts): StreamNews {
  const listeners = new Map<string, Set<Listener>>();
  let polling = false;
  let lastLook = 0;
  let closed = false;

  const wakeAll = (key: string): void => {
    for (const { wake } of listeners.get(key) ?? []) wake();
  };

  async function lookFor(waiting: readonly Waiting[]): Promise<void> {
    // A database that is away is told by whoever reads next; these go on waiting.
    const found = await look(waiting).catch((): readonly Waiting[] => []);
    for (const { connection, agent } of found) wakeAll(keyOf(connection, agent));
  }

  /** One question for all who wait, again and again while anybody does. */
  async function poll(everyMs: number): Promise<void> {
    if (polling) return;
    polling = true;
    while (listeners.size > 0) {
      const rest = lastLook + everyMs - performance.now();
      if (rest > 0) await pause(rest);
      lastLook = performance.now();
      await lookFor([...listeners.values()].flatMap((some) => [...some]));
    }
    polling = false;
  }

  function listen(listener: Listener): () => void {
    const key = keyOf(listener.connection, listener.agent);
    const some = listeners.get(key) ?? new Set();
    listeners.set(key, some.add(listener));
    return () => {
      some.delete(listener);
      if (some.size === 0 && listeners.get(key) === some) listeners.delete(key);
    };
  }

  return {
    ring(connection, wishes) {
      if (listeners.size === 0) return;
      for (const agent of new Set(wishes.map(({ agent: one }) => one))) wakeAll(keyOf(connection, agent));
    },
    async wait(connection, agent, { after, withinMs, signal }) {
      if (closed || signal?.aborted === true) return;
      await new Promise<void>((resolve) => {
        const listener: Listener = { connection, agent, after, wake };
        const stop = listen(listener);
        const timeout = setTimeout(wake, withinMs).unref();
        signal?.addEventListener('abort', wake);
        function wake(): void {
          stop();
          clearTimeout(timeout);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
        // What was written since the last reading was rung for nobody.
        void (lookEveryMs === 'never' ? lookFor([listener]) : poll(lookEveryMs));
      });
    },
    close() {
      closed = true;
      for (const key of listeners.keys()) wakeAll(key);
    },
  };
}

const keyOf = (connection: ConnectionId, agent: AgentId): string => JSON.stringify([connection, agent]);

const pause = async (ms: number): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, ms).unref());
