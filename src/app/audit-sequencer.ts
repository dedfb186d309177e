import { isIntegrationError } from '../domain/index.ts';
import type { AuditLog, Clock, Telemetry } from '../ports/index.ts';

/** How soon what was done is in its chain. */
const EVERY_MS = 1_000;
/** A store that does not answer is asked ever less often. */
const LONGEST_PAUSE_MS = 60_000;

/** Chains what was done, beside the work and never in its way. Where several processes share a store, each may do it. */
export interface AuditSequencer {
  start(): void;
  /** Resolves when nothing of it is under way any more. */
  stop(): Promise<void>;
  /** Chains all there is now. */
  catchUp(): Promise<void>;
}

export interface AuditSequencerNeeds {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, 'log'>;
}

export function createAuditSequencer({ audit, clock, telemetry }: AuditSequencerNeeds): AuditSequencer {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let failures = 0;

  async function chainAll(): Promise<void> {
    for (let heads = await audit.chain(clock.now()); heads.length > 0; heads = await audit.chain(clock.now())) {
      // Heads in a log that is kept elsewhere prove later that no chain was cut off.
      for (const { chain, seq, hash } of heads) telemetry.log('info', 'audit.chained', { chain, seq, hash });
    }
    failures = 0;
  }

  const catchUp = async (): Promise<void> => {
    const before = running;
    const own = before.catch(() => undefined).then(chainAll);
    running = own.catch(() => undefined);
    await own;
  };

  function tellOnce(failure: unknown): void {
    const code = isIntegrationError(failure) ? failure.code : 'defect.unexpected';
    if (failures === 0) telemetry.log('warn', 'audit.not-chained', { code });
    failures += 1;
  }

  // Real time, whatever the hub's clock shows: nothing waits for a moment here.
  function goOn(): void {
    timer = setTimeout(() => {
      void catchUp().catch(tellOnce).then(() => timer === undefined ? undefined : goOn());
    }, Math.min(EVERY_MS * 2 ** failures, LONGEST_PAUSE_MS)).unref();
  }

  return {
    start: () => void (timer === undefined && goOn()),
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
    catchUp,
  };
}
