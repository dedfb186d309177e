import type { ConnectionId } from '../domain/connection/connection.ts';
import type { AccessKey, AccessRole } from './access-keys.ts';

/** A key that is to be given to somebody. */
export interface AccessKeyWish {
  /** Who or what uses it, for people. */
  readonly name: string;
  /** The connections that it may reach. Absent: every one, also those that are added later. */
  readonly connections?: readonly string[];
  /** @defaultValue 'see' */
  readonly role?: AccessRole;
}

/** A key as it is given out: the text that opens the hub is shown this once. */
export interface IssuedAccessKey extends AccessKey {
  readonly key: string;
}

/** What became of the stored secrets. The previous key is no longer needed when none is unreadable. */
export interface SecretRotation {
  /** Sealed anew just now. */
  readonly resealed: number;
  /** Sealed under today's key already. */
  readonly current: number;
  /** Sealed under neither of the two keys: give the credentials of these connections again. */
  readonly unreadable: readonly { readonly connection: ConnectionId; readonly name: string }[];
}

/** Who may reach the hub, and under which key its secrets lie. For those alone whose key reaches every connection. */
export interface AccessDesk {
  /** Refused with `InputRejected` where a connection is not known. */
  addKey(wish: AccessKeyWish): Promise<IssuedAccessKey>;
  /** Withdrawn ones too, in the order of their creation. */
  listKeys(): Promise<readonly AccessKey[]>;
  /** It opens nothing from then on; the first withdrawal stands. `undefined` when there is no such key. */
  withdrawKey(id: string): Promise<AccessKey | undefined>;
  /** Seals every stored secret under today's key. May be called again, also after it was cut short. */
  rotateSecrets(): Promise<SecretRotation>;
}
