import type { ConnectionId, IdentityKey, Instant } from '../domain/index.ts';
import type { SecretBox } from '../adapters/system/index.ts';
import type { Erasure } from '../ports/index.ts';
import { personSubjects } from './subjects.ts';

/** Tells who was erased, so that nobody brings them back (HUB-05). */
export interface Privacy {
  /** Whether the person with these keys was erased after that moment: what began before it is not taken in again. */
  isErasedSince(connection: ConnectionId, keys: readonly IdentityKey[], begunAt: Instant): Promise<boolean>;
  /** Whether the person with these keys was ever erased. */
  wasErased(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<boolean>;
}

export function createPrivacy(erasure: Erasure, box: SecretBox): Privacy {
  const erasedAt = async (connection: ConnectionId, keys: readonly IdentityKey[]): Promise<Instant | undefined> =>
    keys.length === 0 ? undefined : await erasure.erasedAt(connection, personSubjects(box, keys));
  return {
    async isErasedSince(connection, keys, begunAt) {
      const at = await erasedAt(connection, keys);
      return at !== undefined && begunAt <= at;
    },
    wasErased: async (connection, keys) => (await erasedAt(connection, keys)) !== undefined,
  };
}
