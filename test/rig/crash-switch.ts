import type { Store, StoreFactory } from '../../src/ports/index.ts';

/**
 * What goes wrong with the so-manieth thing that a hub asks of its store or of the outside: it dies before or after that is done, or, of
 * what it asks of the outside, lives on with a call that was never sent or whose answer was lost.
 */
export interface CrashPoint {
  readonly at: number;
  readonly when: 'before' | 'after' | 'never-sent' | 'answer-lost';
}

/**
 * Stands between a hub and everything it can touch, and ends it as `kill -9` would: from one moment on nothing that it asks for is done
 * and nobody answers it. Its store is closed when the next hub opens it.
 */
export interface CrashSwitch {
  readonly store: StoreFactory;
  readonly fetch: typeof fetch;
  /** Counts anew, and ends the hub at that point. */
  arm(point: CrashPoint): void;
  /** The hub lives on. */
  disarm(): void;
  /** What went wrong: `before POST /Deals`; `undefined` when the point was never reached. */
  metAt(): string | undefined;
  isDead(): boolean;
  /** Resolves when the hub dies. */
  readonly died: () => Promise<void>;
  /** Resolves when the hub has asked for nothing for a moment. */
  quiet(): Promise<void>;
}

const NEVER: Promise<never> = new Promise(() => undefined);
/** The history is read by people alone. */
const PORTS = ['inbox', 'ledger', 'identities', 'sessions', 'settings', 'secrets', 'baseContacts', 'baseClients', 'runs', 'issues', 'leads'] as const;

export function createCrashSwitch(open: StoreFactory): CrashSwitch {
  let life = createLife();
  let inner: Store | undefined;

  const store: StoreFactory = async (inside) => {
    await inner?.close();
    life = createLife();
    inner = await open(inside);
    return wrapped(inner, life);
  };
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    return await life.touch(`${request.method} ${pathname}`, async () => await fetch(request), lose);
  };
  return {
    store,
    fetch: send,
    arm: (point) => life.arm(point),
    disarm: () => life.disarm(),
    metAt: () => life.metAt(),
    isDead: () => life.isDead(),
    died: async () => await life.died,
    quiet: async () => await life.quiet(),
  };
}

/** As Node's fetch fails when nobody listens, or when the connection is cut. */
function lose(code: 'ECONNREFUSED' | 'ECONNRESET'): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

interface Life {
  touch<Result>(what: string, act: () => Promise<Result>, lost?: typeof lose): Promise<Result>;
  arm(point: CrashPoint): void;
  disarm(): void;
  metAt(): string | undefined;
  isDead(): boolean;
  readonly died: Promise<void>;
  quiet(): Promise<void>;
}

function createLife(): Life {
  const { promise: died, resolve: die } = Promise.withResolvers<void>();
  let asked = 0;
  let point: CrashPoint | undefined;
  let dead = false;
  let metAt: string | undefined;
  let busy = 0;
  let touched = 0;

  const end = (): Promise<never> => {
    dead = true;
    die();
    return NEVER;
  };
  /** Whether the point is here; `when` is noted once. */
  const meets = (what: string, at: number, when: CrashPoint['when']): boolean => {
    if (point?.at !== at || point.when !== when) return false;
    metAt = `${when} ${what}`;
    return true;
  };

  return {
    died,
    async touch(what, act, lost) {
      if (dead) return await NEVER;
      const at = asked++;
      touched += 1;
      if (meets(what, at, 'before')) return await end();
      if (lost !== undefined && meets(what, at, 'never-sent')) return lost('ECONNREFUSED');
      busy += 1;
      try {
        const result = await act();
        if (lost !== undefined && meets(what, at, 'answer-lost')) lost('ECONNRESET');
        return result;
      } finally {
        busy -= 1;
        if (dead) await NEVER;
        if (meets(what, at, 'after')) await end();
      }
    },
    arm(wanted) {
      asked = 0;
      point = wanted;
      metAt = undefined;
    },
    disarm() {
      point = undefined;
    },
    metAt: () => metAt,
    isDead: () => dead,
    async quiet() {
      for (let still = 0, before = -1; still < 3; still = busy === 0 && touched === before ? still + 1 : 0) {
        before = touched;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
  };
}

function wrapped(store: Store, life: Life): Store {
  const ports = Object.fromEntries(PORTS.map((name) => [name, wrappedPort(name, store[name], life)])) as unknown as Pick<Store, (typeof PORTS)[number]>;
  const { queue } = store;
  return {
    ...store,
    ...ports,
    queue: {
      ...queue,
      run: async (handler, options) =>
        await queue.run(async (delivery) => await life.touch(`work ${delivery.kind}`, async () => await handler(delivery)), options),
    },
  };
}

type Method = (...given: readonly unknown[]) => Promise<unknown>;

const wrappedPort = (port: string, methods: object, life: Life): Readonly<Record<string, Method>> =>
  Object.fromEntries(Object.entries(methods).map(([name, method]: [string, Method]) =>
    [name, async (...given: readonly unknown[]) => await life.touch(`${port}.${name}`, async () => await method(...given))]));
