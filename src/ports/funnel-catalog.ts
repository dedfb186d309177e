import type { Funnel, FunnelId } from '../domain/funnel/funnel.ts';

/** The CRM's funnels. */
export interface FunnelCatalog {
  /** `undefined` when the funnel does not exist. `'recent'` may be up to a minute old; `'now'` asks the CRM (CRD-11). */
  find(funnelId: FunnelId, freshness: 'recent' | 'now'): Promise<Funnel | undefined>;
  /** All funnels, archived ones included, in the CRM's order. */
  list(): Promise<readonly Funnel[]>;
}
