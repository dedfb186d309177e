import type { Brand } from '../domain/kernel/brand.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Scope } from './history.ts';

/** The hub's own id of an operator's key. It opens nothing. */
export type AccessKeyId = Brand<string, 'AccessKeyId'>;

/** Whether the bearer of a key may look on, or also act. */
export type AccessRole = 'see' | 'operate';

/** An operator's key, as far as it is told: the key itself is only known as a hash. */
export interface AccessKey {
  readonly id: AccessKeyId;
  /** Who or what uses it, for people. */
  readonly name: string;
  readonly scope: Scope;
  readonly role: AccessRole;
  readonly createdAt: Instant;
  /** To the minute or so; absent when it never was. */
  readonly lastUsedAt?: Instant;
  /** From then on it opens nothing. */
  readonly withdrawnAt?: Instant;
}

/** Keys with which people and programs look after the hub. They belong to no connection. Writes are durable when they resolve. */
export interface AccessKeys {
  /** An id or a hash that is there already is refused with `port.conflict`. */
  add(key: Omit<AccessKey, 'lastUsedAt' | 'withdrawnAt'>, hash: string): Promise<void>;
  /** The key of this hash. One that was withdrawn is not found. */
  find(hash: string): Promise<AccessKey | undefined>;
  /** All of them, withdrawn ones too, in the order of their creation. */
  list(): Promise<readonly AccessKey[]>;
  /** The first withdrawal stands. `undefined` when there is no such key. */
  withdraw(id: AccessKeyId, at: Instant): Promise<AccessKey | undefined>;
  /** Notes that it was used; a moment before the one that was noted changes nothing. */
  noteUse(id: AccessKeyId, at: Instant): Promise<void>;
}
