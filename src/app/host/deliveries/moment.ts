import { InvalidArgumentError } from 'commander';
import { addMs, parseInstant, type Instant } from '../../../domain/index.ts';
import type { Words } from '../../wording/index.ts';

const MINUTE_MS = 60_000;
const UNITS: Readonly<Record<string, number>> = { min: MINUTE_MS, h: 60 * MINUTE_MS, d: 24 * 60 * MINUTE_MS };

/** Reads a moment as people type it: `2026-05-04`, `2026-05-04T14:30` (Brasília), with an offset, or so long ago: `90min`, `24h`, `7d`. */
export const pastMoment = (now: () => Instant, { complaint }: Words) => (text: string): Instant => {
  const [, count, unit = ''] = /^(\d{1,5})(min|h|d)$/.exec(text) ?? [];
  const unitMs = UNITS[unit];
  if (count !== undefined && unitMs !== undefined) return addMs(now(), -Number(count) * unitMs);
  const read = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);
  if (read.ok) return read.value;
  throw new InvalidArgumentError(complaint.moment);
};
