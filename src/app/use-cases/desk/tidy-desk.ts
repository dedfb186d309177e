import { isIntegrationError } from '../../../domain/index.ts';
import type { AgentPasses, Clock, Stream, Telemetry } from '../../../ports/index.ts';
import { createRegularLook, type RegularLook } from '../../regular-look.ts';

export interface DeskTidyingNeeds {
  readonly stream: Stream;
  readonly agentPasses: AgentPasses;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

const EVERY_MS = 60_000;

/** Drops events that are kept no more and passes that are over. */
export function createDeskTidying({ stream, agentPasses, clock, telemetry }: DeskTidyingNeeds): RegularLook {
  return createRegularLook({
    clock, everyMs: EVERY_MS, first: 'later',
    async look() {
      const now = clock.now();
      await stream.trim(now);
      await agentPasses.trim(now);
    },
    failed: (failure) => telemetry.log('warn', 'desk.not-tidied', { code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' }),
  });
}
