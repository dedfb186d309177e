import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Page, PageWish } from './history.ts';

/** Whose chain is meant: a connection's, or the hub's own, which holds what belongs to no connection. */
export type ChainName = ConnectionId | '*';

/** What was done or changed. The store itself notes the first seven, whoever writes; the others are noted by those who do them. */
export type AuditKind =
  | 'settings-changed' | 'effect-made' | 'effect-withdrawn' | 'secret-changed' | 'hook-added' | 'hook-ended' | 'replayed'
  | 'key-added' | 'key-withdrawn' | 'erased';

/** Something to be chained. */
export interface AuditFact {
  readonly chain: ChainName;
  readonly kind: AuditKind;
  /** Which one, by its id: `settings:3`, an effect's key, `secret:crm`, `delivery:<id>`. It stays for ever, so it names nobody. */
  readonly subject: string;
  /** @defaultValue when it is chained */
  readonly at?: Instant;
  /** What it was, JSON-safe. It stands beside the chain and can be erased. */
  readonly value?: unknown;
}

/** A link of a chain. None is ever changed or removed. */
export interface AuditEntry {
  readonly chain: ChainName;
  /** From 1, without a gap. */
  readonly seq: number;
  readonly at: Instant;
  readonly kind: AuditKind;
  readonly subject: string;
  /** SHA-256 over a salt of its own and the value; absent where there was none. */
  readonly valueHash?: string;
  /** The hash of the entry before; empty for the first. */
  readonly previous: string;
  /** SHA-256 over all of the above. */
  readonly hash: string;
}

/** An entry with what it was, as long as that was not erased. */
export interface AuditRecord extends AuditEntry {
  readonly valueIs: 'kept' | 'erased' | 'none';
  readonly value?: unknown;
}

/** Where a chain ends. Noted down outside, it proves later that nothing before it was changed or cut off. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Which part of a chain. */
export interface AuditPageWish extends PageWish {
  /** Only entries about this. */
  readonly subject?: string;
}

/**
 * How a chain is broken at an entry. `entry-missing`: the next one is not there. `entry-changed`: it does not have its own hash.
 * `order-changed`: it does not follow the one before. `value-changed`: what stands beside it is not what it was. `tail-cut`: the
 * chain ends before its head. `head-changed`: the head is another, or gone. `not-as-noted`: the entry that was noted down outside is
 * another, or gone. `never-chained`: settings are there that no entry tells of.
 */
export type ChainBreak =
  | 'entry-missing' | 'entry-changed' | 'order-changed' | 'value-changed' | 'tail-cut' | 'head-changed' | 'not-as-noted' | 'never-chained';

/** What came of verifying a chain: it is whole, or where it is first broken. */
export type Verification =
  | { readonly outcome: 'whole'; readonly entries: number; /** Entries whose value was erased. */ readonly erased: number; readonly head?: ChainHead }
  | { readonly outcome: 'broken'; readonly seq: number; readonly because: ChainBreak; readonly head?: ChainHead };

/**
 * What was done and changed, one append-only chain for each connection: each entry holds the hash of the one before, so that none
 * can be changed, moved or taken out unseen. Values and their salts stand beside the chain; without them the chain stays valid and
 * tells nothing of anybody.
 */
export interface AuditLog {
  /** Durable when it resolves; chained a moment later. */
  note(facts: readonly AuditFact[]): Promise<void>;
  /**
   * Chains what was noted and is not chained yet, in the order in which it was noted, a share of it at once; gives the heads that
   * moved, none when nothing is left. Of several processes that chain at once each makes a part of the same chain.
   */
  chain(now: Instant): Promise<readonly (ChainHead & { readonly chain: ChainName })[]>;
  /** Newest first. */
  list(chain: ChainName, page: AuditPageWish): Promise<Page<AuditRecord>>;
  /** Goes through a whole chain, its values and its head. `noted` is a head that somebody kept outside. */
  verify(chain: ChainName, noted?: ChainHead): Promise<Verification>;
  /** Erases the values of all entries about these, also of those that are not chained yet; the chain stays as it is. Gives how many. */
  erase(chain: ChainName, subjects: readonly string[]): Promise<number>;
}
