import type { EffectLedger } from './effect-ledger.ts';
import type { History } from './history.ts';
import type { Identities } from './identities.ts';
import type { IdSource } from './id-source.ts';
import type { Clock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { Secrets } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import type { WorkQueue } from './work-queue.ts';

/** All inside ports over one database, so that what ends together is committed together. */
export interface Store {
  readonly inbox: Inbox;
  readonly queue: WorkQueue;
  readonly ledger: EffectLedger;
  readonly identities: Identities;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly secrets: Secrets;
  readonly history: History;
  /** Lets go of the database; `queue.stop()` comes first. */
  close(): Promise<void>;
}

/** Opens a store with the hub's own clock and ids. Migrations run forward; a database newer than the code is refused. */
export type StoreFactory = (inside: { readonly clock: Clock; readonly ids: IdSource }) => Promise<Store>;
