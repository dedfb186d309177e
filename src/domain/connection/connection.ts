import type { Brand } from '../kernel/brand.ts';
import type { Instant } from '../kernel/instant.ts';
import type { FunnelMapping } from '../funnel/funnel-mapping.ts';

/** One activation of one Neppo environment with one Ploomes account (ACT-01). Nothing of one is visible to another. */
export type ConnectionId = Brand<string, 'ConnectionId'>;

/** When a session's interaction record is first made (SES-02). */
export type RecordMoment = 'at-start' | 'at-finish' | 'manual';

/** How automatic linking behaves for a connection, as it stood at one moment (ACT-03, CRD-17). */
export interface LinkingSettings {
  /** `off` while the flag or the connection is off (CRD-01). */
  readonly linking: 'on' | 'off';
  /** Since when flag and connection are both on; sessions created before act only on a later transfer (CRD-17). */
  readonly onSince?: Instant;
  readonly mappings: readonly FunnelMapping[];
  readonly recordMoment: RecordMoment;
  /** Which version of the settings this is, for the history of what came of it; absent when nobody numbers them. */
  readonly version?: number;
  /** How long a session waits for its client (CRD-10). */
  readonly waitingDays: number;
}
