import type { Figure } from './run.ts';
import { trySynchronisation, type SynchronisationTrial } from './synchronisation-trial.ts';

/** A base of a third of these is synchronised before the whole one, so that it can be seen whether memory grows with them. */
const CONTACTS = Number(process.env['VINCULO_BENCH_CONTACTS'] ?? 900);
const SESSIONS = 6;
const PAGE_SIZE = 300;
const LIMITS = { ploomes: 120, neppo: 60 } as const;

/** The first synchronisation of a customer base by a hub with a clock that is wound, over HTTP to accounts that refuse what is too much. */
export async function measureSynchronisation(): Promise<readonly Figure[]> {
  const third = await trySynchronisation({ contacts: Math.ceil(CONTACTS / 3), sessions: 0 });
  const whole = await trySynchronisation({ contacts: CONTACTS, sessions: SESSIONS, tell: CONTACTS > LONG ? tell : undefined });
  const name = (what: string): string => `First synchronisation of ${CONTACTS.toLocaleString('en')} contacts, ${what}`;
  return [
    { name: name('not ended, or failed'), key: 'synchronisationLeft', value: CONTACTS - whole.done + whole.failed + (whole.state === 'ended' ? 0 : 1), unit: '' },
    { name: name('pages asked for, of those that there are'), key: 'synchronisationListings', value: whole.listings / Math.ceil(CONTACTS / PAGE_SIZE), unit: '' },
    { name: name('share of Neppo\'s budget used'), key: 'synchronisationShare', value: whole.shareUsed.neppo, unit: '' },
    { name: name('share of Ploomes\' budget used'), value: whole.shareUsed.ploomes, unit: '' },
    { name: name('calls to Ploomes in any 60 s'), key: 'synchronisationPloomesMinute', value: busiest(whole, 'ploomes'), unit: `of ${LIMITS.ploomes}` },
    { name: name('calls to Neppo in any 60 s'), key: 'synchronisationNeppoMinute', value: busiest(whole, 'neppo'), unit: `of ${LIMITS.neppo}` },
    { name: name('answers that it was too much'), key: 'synchronisationRefused', value: third.refused.run + whole.refused.run, unit: '' },
    { name: name('calls for each contact'), key: 'synchronisationCalls', value: (whole.calls.ploomes + whole.calls.neppo) / CONTACTS, unit: '' },
    { name: name('longest wait of a session in its midst'), key: 'synchronisationLiveWaitMs', value: Math.max(...whole.liveWaitsMs, 0), unit: 'ms' },
    { name: name('memory, beyond that of a third of them'), key: 'synchronisationMemoryMb', value: Math.max(...whole.heapMb) - Math.max(...third.heapMb), unit: 'MB' },
    { name: name('time'), value: whole.hours, unit: 'h' },
  ];
}

/** What takes longer than a minute tells how it stands. */
const LONG = 5_000;
const tell = ({ done, contacts, heapMb, realSeconds }: SynchronisationTrial): void =>
  void process.stderr.write(`${done} of ${contacts} after ${Math.round(realSeconds)} s, ${Math.round(Math.max(...heapMb))} MB\n`);

const busiest = ({ busiestMinute }: SynchronisationTrial, account: 'ploomes' | 'neppo'): number => busiestMinute.run[account];
