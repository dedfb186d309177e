import type { Funnel, FunnelId, FunnelStage } from '../domain/funnel/funnel.ts';

/** The CRM's funnels. */
export interface FunnelCatalog {
  /** `undefined` when the funnel does not exist. `'recent'` may be up to a minute old; `'now'` asks the CRM (CRD-11). */
  find(funnelId: FunnelId, freshness: 'recent' | 'now'): Promise<Funnel | undefined>;
  /** All funnels, archived ones included, in the CRM's order. */
  list(): Promise<readonly Funnel[]>;
  /** Of one funnel, in the order of its board; none for a funnel that does not exist. Absent where the CRM has no stages to choose. */
  stages?(funnelId: FunnelId): Promise<readonly FunnelStage[]>;
}
