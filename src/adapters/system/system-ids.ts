import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { IdSource } from '../../ports/id-source.ts';

const TOKEN_BYTES = 32;
const FRACTION_STEPS = 2 ** 47;
/** Twelve bits after the milliseconds keep the order of ids that are made within one of them. */
const COUNTER_LIMIT = 4096;
/** A new millisecond starts low, so that there is room to count up. */
const COUNTER_START_LIMIT = 1024;

/**
 * Sortable ids (UUID version 7) and 256-bit tokens from the system's own randomness.
 *
 * @param options - `nowMs` stands in for the computer's clock in tests.
 */
export function createSystemIds({ nowMs = Date.now }: { readonly nowMs?: () => number } = {}): IdSource {
  let ms = 0;
  let counter = 0;

  // A clock that was set back must not make later ids sort first: the last millisecond is kept until it is passed.
  const step = (): void => {
    const current = nowMs();
    if (current > ms) [ms, counter] = [current, randomInt(COUNTER_START_LIMIT)];
    else if (counter + 1 < COUNTER_LIMIT) counter += 1;
    else [ms, counter] = [ms + 1, 0];
  };

  return {
    id() {
      step();
      return uuidOf(ms, counter);
    },
    token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    fraction: () => randomInt(FRACTION_STEPS) / FRACTION_STEPS,
  };
}

/** The variant and 62 random bits stand at the end of a random UUID, which the system makes many of at once. */
const randomTail = (): string => randomUUID().slice(-18);

function uuidOf(ms: number, counter: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const middle = `7${counter.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}${randomTail()}`;
}
