import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DeliveryFilter, DeliveryRecord, DeliverySummary, Page, PageWish, Scope } from './history.ts';
import type { DeliveryId } from './inbox.ts';

/**
 * What a person looks for. A phone may be typed with or without DDI and ninth digit, with any mask; a number without DDI is taken for a
 * Brazilian one (PHN-01, PHN-04). One that cannot be read, or an e-mail, is refused with `InputRejected`.
 */
export interface DeliverySearch extends Omit<DeliveryFilter, 'subjects'> {
  readonly phone?: string;
  readonly email?: string;
  /** The protocol of a session. */
  readonly session?: string;
  readonly contact?: string;
  readonly card?: string;
  /** An interaction record. */
  readonly record?: string;
  /** The id of an integration: what came to it, and what was made of that. */
  readonly integration?: string;
}

/** Who asks for something to be done. */
export interface Asker {
  /** Kept with what was done. */
  readonly name: string;
  readonly scope: Scope;
}

/** One delivery with all that it is tied to (HUB-04). */
export interface DeliveryStory extends DeliveryRecord {
  /** The settings that decide what comes of it: which version, and since when it was in force. */
  readonly settings?: { readonly version: number; readonly validFrom: Instant };
  /** What it led to directly, replays among it; the oldest first, 200 at most. */
  readonly ledTo: readonly DeliverySummary[];
}

/**
 * By whose rules a delivery is played again: the settings in force now, or those that were in force when it was first accepted. What
 * the outside systems hold is asked for anew in either case.
 */
export type ReplaySettings = 'now' | 'then';

/** A delivery and the one that plays it again. */
export interface ReplayedAs {
  readonly id: DeliveryId;
  readonly as: DeliveryId;
}

/**
 * Why a delivery is not played again. `not-ended`: it is still being worked, or will be by itself. `connection-inactive`: nothing takes
 * effect there now (ACT-08). `payload-removed`: its time of keeping is over, or the person was erased (HUB-05). `run-over`: it played
 * others again, and was done with that.
 */
export type ReplayRefusal = 'not-ended' | 'connection-inactive' | 'payload-removed' | 'run-over';

/** What became of a wish to play deliveries again. Each one asked for is in exactly one of the lists. */
export interface Replay {
  readonly replayed: readonly ReplayedAs[];
  /** Played again before, and not a second time: whoever wants that plays the later one again. */
  readonly already: readonly ReplayedAs[];
  readonly refused: readonly { readonly id: DeliveryId; readonly because: ReplayRefusal }[];
  readonly notFound: readonly DeliveryId[];
}

/** Deliveries that ended and were not played again, to be played again all together. */
export interface BulkReplayWish {
  /** `state` must be one of those in which a delivery has ended. */
  readonly search: DeliverySearch & { readonly state: 'set-aside' | 'done' | 'awaiting' };
  /** How many there were, not played again yet, when they were shown: with more by now nothing is done. */
  readonly expected: number;
  readonly settings?: ReplaySettings;
  /** Two wishes with the same key are one. */
  readonly requestKey?: string;
}

/** A run that plays deliveries of one connection again; itself a delivery, whose history tells how far it came. */
export interface ReplayRun {
  readonly connection: ConnectionId;
  readonly id: DeliveryId;
  readonly count: number;
}

/** What became of a wish to play many again. `skipped`: connections that are off, with how many are left there. */
export type BulkReplay =
  | {
      readonly outcome: 'begun'; readonly count: number; readonly runs: readonly ReplayRun[];
      readonly skipped: readonly { readonly connection: ConnectionId; readonly count: number; readonly because: 'connection-inactive' }[];
    }
  | { readonly outcome: 'count-changed'; readonly count: number };

/** What became of a corrected delivery. `unreadable`: the correction cannot be read either, and nothing was done. */
export type EditedReplay =
  | { readonly outcome: 'replayed'; readonly as: DeliveryId }
  | { readonly outcome: 'already'; readonly as: DeliveryId }
  | { readonly outcome: 'refused'; readonly because: ReplayRefusal | 'not-from-outside' }
  | { readonly outcome: 'unreadable'; readonly reason: string; readonly detail: string }
  | { readonly outcome: 'not-found' };

/** Where deliveries are looked up and played again (HUB-02, HUB-04, WHK-07). What is outside of the scope is as if it were not there. */
export interface DeliveryDesk {
  /** Newest first. An `after` that no page gave is refused with `InputRejected`. */
  list(scope: Scope, search: DeliverySearch, page: PageWish): Promise<Page<DeliverySummary>>;
  show(scope: Scope, id: DeliveryId): Promise<DeliveryStory | undefined>;
  count(scope: Scope, search: DeliverySearch): Promise<number>;
  /**
   * Each named delivery is accepted once more, as a new one whose cause is the old one, read as it is read today; in the order in which
   * the old ones were accepted. A delivery is played again once, however often that is asked for.
   */
  replay(asker: Asker, ids: readonly DeliveryId[], settings?: ReplaySettings): Promise<Replay>;
  /** The same for all that pass, begun at once and carried on by the hub's own work, also over a restart; never more than were shown. */
  replayAll(asker: Asker, wish: BulkReplayWish): Promise<BulkReplay>;
  /** Plays a delivery from outside again with another body. The old one stays as it came. */
  editAndReplay(asker: Asker, id: DeliveryId, correction: { readonly body: string; readonly settings?: ReplaySettings }): Promise<EditedReplay>;
}
