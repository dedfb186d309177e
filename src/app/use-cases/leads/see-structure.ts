import { isIntegrationError, type ConnectionId, type IntegrationId } from '../../../domain/index.ts';
import { mergeStructure, type Incoming } from '../../../domain/mapping/index.ts';
import type { Integrations, SeenStructure, Telemetry } from '../../../ports/index.ts';

/** Learns what deliveries of an integration look like (WHK-04). Nobody waits for it, and no value is kept. */
export interface SeenStructures {
  see(connection: ConnectionId, integration: IntegrationId, incoming: Incoming): void;
}

export interface SeenStructuresNeeds {
  readonly integrations: Integrations;
  readonly telemetry: Telemetry;
}

/** Whoever comes while so many wait looks like one of them. */
const MOST_WAITING = 50;
const MOST_TRIES = 5;

export function createSeenStructures({ integrations, telemetry }: SeenStructuresNeeds): SeenStructures {
  /** What waits to be written; of each integration one writer in this process. */
  const waiting = new Map<string, Incoming[]>();

  async function write(connection: ConnectionId, integration: IntegrationId, seen: readonly Incoming[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const before = await integrations.structure(connection, integration);
      const merged = seen.reduce<SeenStructure | undefined>(mergeStructure, before);
      try {
        if (merged !== undefined) await integrations.putStructure(connection, integration, merged, before?.of ?? 0);
        return;
      } catch (failure) {
        if (!isIntegrationError(failure) || failure.code !== 'port.conflict' || tries === MOST_TRIES) throw failure; // else another process was quicker
      }
    }
  }

  async function drain(connection: ConnectionId, integration: IntegrationId, queue: Incoming[]): Promise<void> {
    while (queue.length > 0) await write(connection, integration, queue.splice(0));
  }

  return {
    see(connection, integration, incoming) {
      const key = `${connection} ${integration}`;
      const queue = waiting.get(key);
      if (queue !== undefined) {
        if (queue.length < MOST_WAITING) queue.push(incoming);
        return;
      }
      const mine = [incoming];
      waiting.set(key, mine);
      drain(connection, integration, mine)
        .catch(() => telemetry.log('warn', 'integration.structure-not-kept', { connection, integration }))
        .finally(() => waiting.delete(key));
    },
  };
}
