/** Does things later, as long as the panel is open; each name has one alarm at a time. */
export interface Alarms {
  /** Sets it, in place of an earlier one of this name. */
  set(name: string, ms: number, act: () => void): void;
  cancel(name: string): void;
}

/** Timers of browsers hold no more. */
const LONGEST_MS = 2 ** 31 - 1;

export function createAlarms(signal: AbortSignal): Alarms {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const cancel = (name: string): void => {
    clearTimeout(timers.get(name));
    timers.delete(name);
  };
  signal.addEventListener('abort', () => [...timers.keys()].forEach(cancel), { once: true });
  return {
    cancel,
    set(name, ms, act) {
      cancel(name);
      if (signal.aborted) return;
      timers.set(name, setTimeout(() => {
        timers.delete(name);
        act();
      }, Math.min(Math.max(0, ms), LONGEST_MS)));
    },
  };
}
