import type { Telemetry } from '../../ports/telemetry.ts';

const LEVELS = ['info', 'warn', 'error'] as const;

/** What is written, and where. */
export interface ConsoleTelemetryOptions {
  /** The least that is worth a line; `silent` writes none. @defaultValue 'info' */
  readonly level?: (typeof LEVELS)[number] | 'silent';
  /** Takes one line without its end. @defaultValue the error stream, so that standard output stays the program's own */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
}

/** Writes what happens as lines of JSON. What is counted is left to the hub's own `/metrics`. */
export function createConsoleTelemetry(options: ConsoleTelemetryOptions = {}): Telemetry {
  const { level: least = 'info', write = writeError, now = () => new Date() } = options;
  return {
    count: () => undefined,
    log(level, event, fields = {}) {
      if (least === 'silent' || LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
      const line = { at: now().toISOString(), level, event };
      // A field called like one of ours must not take its place.
      write(JSON.stringify({ ...line, ...fields, ...line }));
    },
  };
}

const writeError = (line: string): void => void process.stderr.write(`${line}\n`);
