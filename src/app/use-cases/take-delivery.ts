import { hashToken, type SecretBox } from '../../adapters/system/index.ts';
import type {
  Clock, DeliveryIntake, IdSource, Inbox, Intake, NewDelivery, RawDelivery, ReadWebhook, Settings, Telemetry,
} from '../../ports/index.ts';
import type { ConnectionId, Instant } from '../../domain/index.ts';
import type { Connections } from '../connections.ts';
import { lanes, parseDeliveryId } from '../deliveries.ts';
import { laneOfWebhook } from './work-delivery.ts';

export interface TakeDeliveryNeeds {
  readonly settings: Settings;
  readonly inbox: Inbox;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  readonly telemetry: Telemetry;
}

/** The largest body that is taken. */
const MOST_BYTES = 1024 * 1024;

/** Accepts first, then works (HUB-01): a delivery is durable before it is answered, and is understood only as far as its lane needs. */
export function createTakeDelivery({ settings, inbox, connections, clock, ids, box, telemetry }: TakeDeliveryNeeds): DeliveryIntake {
  const decoder = new TextDecoder('utf-8');

  const refuse = (outcome: Exclude<Intake['outcome'], 'stored' | 'repeated' | 'set-aside'>, system: string): Intake => {
    telemetry.count('vinculo_deliveries_refused_total', { system, reason: outcome });
    return { outcome };
  };

  return {
    async take(raw) {
      const address = await settings.hook(hashToken(raw.token));
      if (address === undefined || address.system !== raw.system) return refuse('unknown-token', raw.system);
      if (raw.body.byteLength > MOST_BYTES) return refuse('too-large', raw.system);
      const systems = await connections.systems(address.connection);
      const reader = systems.readers[raw.system];
      const body = decoder.decode(raw.body);
      const validationKey = raw.system === 'ploomes' ? systems.validationKey : undefined; // Neppo signs nothing (N9)
      if (!reader.authentic(raw.headers, body, validationKey)) return refuse('not-authentic', raw.system);
      const kept = reader.withoutSecrets(raw.headers, body);
      const delivery = newDelivery({ ...raw, headers: kept.headers }, kept.body, reader.read(kept.body), {
        connection: address.connection, receivedAt: clock.now(), id: ids.id(), box,
      });
      const [accepted] = await inbox.accept([delivery]);
      const outcome = accepted?.repeated === true ? 'repeated' : delivery.unusable === undefined ? 'stored' : 'set-aside';
      telemetry.count('vinculo_deliveries_taken_total', { system: raw.system, outcome });
      return { outcome, id: accepted?.id ?? delivery.id };
    },
  };
}

function newDelivery(
  raw: RawDelivery, body: string, read: ReadWebhook,
  { connection, receivedAt, id, box }: { readonly connection: ConnectionId; readonly receivedAt: Instant; readonly id: string; readonly box: SecretBox },
): NewDelivery {
  const stored = { id: parseDeliveryId(id), connection, source: raw.system, kind: read.kind, body, headers: raw.headers, receivedAt };
  if (!read.ok) return { ...stored, lane: lanes.unread, unusable: { reason: read.reason, detail: read.detail } };
  return {
    ...stored,
    lane: laneOfWebhook(read.message, box),
    ...(read.repeatKey === undefined ? {} : { repeatKey: read.repeatKey }),
  };
}
