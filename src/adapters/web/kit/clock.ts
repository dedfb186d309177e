import { signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** What a clock runs on: the page's, unless told. */
export interface ClockWorks {
  readonly now: () => number;
  /** Runs the beat again and again until the answer is called. */
  readonly every: (ms: number, beat: () => void) => () => void;
  readonly isHidden: () => boolean;
  readonly onVisibility: (changed: () => void) => void;
}

/** The one clock of a page: what counts time shares its interval, which rests while nobody looks. */
export interface Clock {
  /** Now, told anew as often as this; only what is read somewhere keeps the clock running. */
  now(everyMs?: number): ReadonlySignal<number>;
}

const BEAT_MS = 1000;

export function createClock(works: ClockWorks = pageWorks()): Clock {
  const hands = new Map<number, Signal<number>>();
  const watched = new Set<number>();
  let stop: (() => void) | undefined;
  const beat = (): void => {
    const at = works.now();
    for (const everyMs of watched) {
      const hand = hands.get(everyMs);
      if (hand !== undefined && Math.floor(at / everyMs) !== Math.floor(hand.peek() / everyMs)) hand.value = at;
    }
  };
  const wind = (): void => {
    const runs = watched.size > 0 && !works.isHidden();
    if (runs === (stop !== undefined)) return;
    stop?.();
    stop = runs ? works.every(BEAT_MS, beat) : undefined;
    if (runs) beat();
  };
  works.onVisibility(wind);
  const createHand = (everyMs: number): Signal<number> => signal(works.now(), {
    watched() {
      watched.add(everyMs);
      wind();
    },
    unwatched() {
      watched.delete(everyMs);
      wind();
    },
  });
  return {
    now(everyMs = BEAT_MS) {
      const hand = hands.get(everyMs) ?? createHand(everyMs);
      hands.set(everyMs, hand);
      return hand;
    },
  };
}

function pageWorks(): ClockWorks {
  return {
    now: () => Date.now(),
    every(ms, beat) {
      const timer = setInterval(beat, ms);
      return () => clearInterval(timer);
    },
    isHidden: () => document.hidden,
    onVisibility: (changed) => document.addEventListener('visibilitychange', changed),
  };
}

let pageClock: Clock | undefined;

/** Now, by the page's clock; read `.value` where it is shown. */
export function useNow(everyMs = BEAT_MS): ReadonlySignal<number> {
  pageClock ??= createClock();
  return pageClock.now(everyMs);
}
