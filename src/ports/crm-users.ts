import type { CrmUser } from '../domain/agent/agent.ts';

/** The CRM's users, suspended ones and integration users marked as such. */
export interface CrmUsers {
  /** May be up to a minute old. */
  list(): Promise<readonly CrmUser[]>;
}
