import * as z from 'zod';
import { RUN_PHASES } from '../../../ports/index.ts';
import type { Terminal } from '../terminal.ts';

/** A run as a hub tells it. */
export const runShape = z.looseObject({
  number: z.number(), state: z.enum(['running', 'paused', 'asking', 'ended', 'cancelled']), phase: z.enum(RUN_PHASES),
  total: z.number().optional(), done: z.number(), failed: z.number(), open: z.number(),
  perMinute: z.number().optional(), secondsLeft: z.number().optional(),
  asks: z.object({ because: z.string(), unlinks: z.number() }).optional(), trouble: z.string().optional(),
});

export type Run = z.infer<typeof runShape>;

/** A run in some lines. */
export function composeRun(run: Run, { words: { sync } }: Pick<Terminal, 'words'>): string {
  return [
    sync.line(run.number, sync.state[run.state], sync.phase[run.phase]),
    sync.counts(run.done, totalOf(run), run.failed),
    ...(run.perMinute === undefined || run.secondsLeft === undefined ? [] : [sync.pace(run.perMinute, timeOf(run.secondsLeft))]),
    ...(run.asks === undefined || run.state !== 'asking' ? [] : [sync.asks(run.asks.unlinks)]),
    ...(run.trouble === undefined || run.state !== 'paused' ? [] : [sync.trouble(run.trouble)]),
  ].join('\n');
}

const BAR = 24;

/** The same in one line, with a bar: `[██████░░░░] 60 % …`. */
export function composeBar(run: Run, { words: { sync } }: Pick<Terminal, 'words'>): string {
  const share = shareOf(run);
  const full = Math.round(share * BAR);
  const pace = run.perMinute === undefined || run.secondsLeft === undefined ? '' : ` · ${sync.pace(run.perMinute, timeOf(run.secondsLeft))}`;
  return `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${percentOf(run)} % · ${sync.phase[run.phase]} · ${sync.counts(run.done, totalOf(run), run.failed)}${pace}`;
}

/** How much of a run is done, in whole hundredths. */
export const percentOf = (run: Run): number => Math.floor(shareOf(run) * 100);

const shareOf = ({ total, done, failed }: Run): number => (total === undefined || total === 0 ? 0 : Math.min(1, (done + failed) / total));

const totalOf = ({ total }: Run): string => (total === undefined ? '?' : String(total));

/** `3 h 05 min`, `12 min`, `40 s`. */
function timeOf(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
