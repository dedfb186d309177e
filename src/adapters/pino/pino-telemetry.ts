import { pino, stdTimeFunctions } from 'pino';
import type { Telemetry } from '../../ports/telemetry.ts';

type Write = (fields: object, message: string) => void;

/** What is asked of a logger: the host's own `pino` fits, and so does any child of it. */
export interface PinoLike {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

/** What is written by a logger of our own. */
export interface PinoOptions {
  /** The least that is worth a line. @defaultValue 'info' */
  readonly level?: 'info' | 'warn' | 'error' | 'silent';
  /** Takes one line with its end. @defaultValue the error stream, so that standard output stays the program's own */
  readonly write?: (line: string) => void;
}

/**
 * Writes what a hub does as lines of JSON through pino: the event's name is the message, ids and codes are the fields. What is
 * counted is left to the hub's own `/metrics`.
 *
 * @example
 * const telemetry = pinoTelemetry(createPino({ level: 'warn' }));
 */
export const pinoTelemetry = (logger: PinoLike = createPino()): Telemetry => ({
  count: () => undefined,
  // A field called like one of the line's own must not take its place.
  log: (level, event, { level: _level, time: _time, event: _event, ...fields } = {}) => logger[level](fields, event),
});

const STANDARD_ERROR = 2;

/** A logger as the command line has it: one line for each event, its time in ISO 8601, its level by name, nothing of the machine. */
export function createPino({ level = 'info', write }: PinoOptions = {}): PinoLike {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime, formatters: { level: (label: string) => ({ level: label }) }, messageKey: 'event' };
  return pino(options, write === undefined ? pino.destination(STANDARD_ERROR) : { write });
}
