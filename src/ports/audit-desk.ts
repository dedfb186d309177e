import type { AuditPageWish, AuditRecord, ChainHead, ChainName, Verification } from './audit-log.ts';
import type { Page, Scope } from './history.ts';

/** Where people look at the chains of what was done, and have them verified. What lies outside of a scope is as if it were not there. */
export interface AuditDesk {
  /** The chains within the scope, the hub's own first where it is one of them. */
  chains(scope: Scope): Promise<readonly ChainName[]>;
  /** Newest first; what was done a moment ago is in it. `undefined` when there is no such connection. */
  entries(scope: Scope, chain: ChainName, page: AuditPageWish): Promise<Page<AuditRecord> | undefined>;
  /** @param noted - a head that somebody kept outside the hub. */
  verify(scope: Scope, chain: ChainName, noted?: ChainHead): Promise<Verification | undefined>;
}
