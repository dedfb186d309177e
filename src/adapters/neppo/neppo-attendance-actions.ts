import type { AttendanceActions } from '../../ports/attendance-actions.ts';
import type { AttendanceRegistry } from '../../ports/attendance-registry.ts';
import type { Clock } from '../../ports/clock.ts';
import { createAgentAccounts } from './agent-accounts.ts';
import { createNeppoCalls } from './neppo-calls.ts';
import { createNeppoClassifying } from './neppo-classifying.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { createNeppoHandingOver } from './neppo-handing-over.ts';
import { createNeppoPausing } from './neppo-pausing.ts';
import { createNeppoSending } from './neppo-sending.ts';

interface AttendanceActionsNeeds {
  readonly config: NeppoConfig;
  readonly registry: AttendanceRegistry;
  readonly clock: Clock;
}

/**
 * What agents do in a Neppo account. Each act names the agent by the account behind it, as Neppo's own forms do; the calls themselves
 * are made with the one credential of the hub.
 */
export function createNeppoAttendanceActions(client: NeppoClient, { config, registry, clock }: AttendanceActionsNeeds): AttendanceActions {
  const accountOf = createAgentAccounts(client, config, clock);
  return {
    ...createNeppoSending(client, config, accountOf),
    ...createNeppoHandingOver(client, { config, registry, accountOf }),
    ...createNeppoClassifying(client, { config, accountOf, clock }),
    ...createNeppoPausing(client, config, accountOf),
    ...createNeppoCalls(client, accountOf),
  };
}
