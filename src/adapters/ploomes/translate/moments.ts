import { addMs, parseInstant, type Instant } from '../../../domain/kernel/instant.ts';
import { senseless } from '../failures.ts';

const THREE_HOURS_MS = 3 * 60 * 60 * 1000;

/** A moment as Ploomes is known to take it: whole seconds, in Brasília time, with its offset. */
export const brasiliaTime = (at: Instant): string => `${addMs(at, -THREE_HOURS_MS).slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}-03:00`;

/** A moment that says more where it can be read, and is done without where it cannot. */
export function momentIn(text: string | null | undefined): Instant | undefined {
  const parsed = parseInstant(text ?? '');
  return parsed.ok ? parsed.value : undefined;
}

/** @throws {@link PortFailure} `port.drifted`, naming the column. */
export function translateMoment(text: string, column: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw senseless(`${column} is no moment`);
  return parsed.value;
}
