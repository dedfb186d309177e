import { addMs, isIntegrationError } from '../../../domain/index.ts';
import type { AgentPasses, Clock, Stream, Telemetry } from '../../../ports/index.ts';

/** Drops events that are kept no more and passes that are over. */
export interface DeskTidying {
  /** Looks in a while, and again and again. */
  start(): void;
  /** Resolves when what was begun has ended. */
  stop(): Promise<void>;
}

export interface DeskTidyingNeeds {
  readonly stream: Stream;
  readonly agentPasses: AgentPasses;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const EVERY_MS = 60_000;

export function createDeskTidying({ stream, agentPasses, clock, telemetry }: DeskTidyingNeeds): DeskTidying {
  let cancel: (() => void) | undefined;
  let state: 'on' | 'off' = 'off';
  let tidying: Promise<unknown> = Promise.resolve();

  async function tidy(): Promise<void> {
    const now = clock.now();
    await stream.trim(now);
    await agentPasses.trim(now);
  }

  function tidyLater(): void {
    if (state === 'off') return;
    cancel = clock.wake(addMs(clock.now(), EVERY_MS), () => {
      tidying = tidy().catch((failure: unknown) => {
        telemetry.log('warn', 'desk.not-tidied', { code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
      }).finally(tidyLater);
    });
  }

  return {
    start() {
      state = 'on';
      tidyLater();
    },
    async stop() {
      state = 'off';
      cancel?.();
      await tidying;
    },
  };
}
