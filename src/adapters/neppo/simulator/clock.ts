/** Where the simulator reads the time, in epoch milliseconds. */
export interface SimulatorClock {
  now(): number;
}

/** The real clock or the given one, plus what was wound forward since. */
export interface WindableClock {
  /** Epoch milliseconds, whole seconds only: Neppo's dates have no fraction. */
  readonly second: () => number;
  readonly now: () => number;
  readonly advance: (ms: number) => void;
}

export interface WoundTime {
  readonly read: () => number;
  readonly write: (ms: number) => void;
}

/** Makes a clock that can be wound forward; what was wound is kept by `wound`, so that a restart does not go back in time. */
export function createWindableClock(source: SimulatorClock, wound: WoundTime): WindableClock {
  const now = (): number => source.now() + wound.read();
  return {
    now,
    second: () => Math.floor(now() / 1000) * 1000,
    advance: (ms) => wound.write(wound.read() + ms),
  };
}

const BRASILIA_MS = -3 * 60 * 60 * 1000;

/** Writes a moment as Neppo does: Brasília time, to the second, without an offset. */
export const brasiliaText = (epochMs: number): string => new Date(epochMs + BRASILIA_MS).toISOString().slice(0, 19);

export const brasiliaTextOrNull = (epochMs: number | null): string | null =>
  epochMs === null ? null : brasiliaText(epochMs);

/** Reads a date that {@link brasiliaText} wrote; `NaN` when it is no date. */
export const brasiliaMs = (text: string): number => Date.parse(`${text}-03:00`);
