import type { Page, PageWish, Scope } from './history.ts';
import type { KnownLead } from './lead-book.ts';

/** What people look for among leads. */
export interface LeadSearch {
  /** The id of an integration through which they came. */
  readonly integration?: string;
  /** A part of the name or the e-mail, or at least three digits of the phone. */
  readonly search?: string;
  readonly tag?: string;
}

/** Leads as the people see them who look after a connection (WHK-10). `undefined` where there is no such connection in the scope. */
export interface LeadDesk {
  /** Last changed first. An `after` that no page gave is refused with `InputRejected`. */
  list(scope: Scope, connection: string, search: LeadSearch, page: PageWish): Promise<Page<KnownLead> | undefined>;
  find(scope: Scope, connection: string, key: string): Promise<KnownLead | undefined>;
}
