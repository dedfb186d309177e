import { hashToken } from '../../adapters/system/index.ts';
import { InputRejected, type ConnectionId } from '../../domain/index.ts';
import type { AccessKey, AccessKeyId, AccessKeys, AccessKeyWish, AuditFact, AuditLog, Clock, IdSource, IssuedAccessKey, Scope, Settings } from '../../ports/index.ts';

/** Keys of the people and programs that look after the hub. Each is shown once, and kept as a hash. */
export interface ManageOperators {
  /** @throws {@link InputRejected} where the name is empty or a connection is not known. */
  add(wish: AccessKeyWish): Promise<IssuedAccessKey>;
  /** Withdrawn ones too, in the order of their creation. */
  list(): Promise<readonly AccessKey[]>;
  /** It opens nothing from then on. `undefined` when there is no such key. */
  withdraw(id: string): Promise<AccessKey | undefined>;
}

export interface ManageOperatorsNeeds {
  readonly accessKeys: AccessKeys;
  readonly settings: Settings;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** By it a key that was left lying around is recognised, also by programs that search for such. */
const PREFIX = 'vnc_';
const LONGEST_NAME = 100;
const MOST_CONNECTIONS = 1_000;

export function createManageOperators({ accessKeys, settings, audit, clock, ids }: ManageOperatorsNeeds): ManageOperators {
  async function scopeOf(wanted: readonly string[] | undefined): Promise<Scope> {
    if (wanted === undefined) return 'every-connection';
    const known = await settings.connections();
    const only = [...new Set(wanted)].map((id) => known.find((each) => each === id) ?? refuseUnknown(id));
    if (only.length > 0 && only.length <= MOST_CONNECTIONS) return { only };
    throw refused('connections', `name 1 to ${MOST_CONNECTIONS} connections, or leave them out for every one`);
  }

  return {
    async add({ name, connections, role = 'see' }) {
      const trimmed = name.trim();
      if (trimmed === '' || trimmed.length > LONGEST_NAME) throw refused('name', `write 1 to ${LONGEST_NAME} characters that say who uses the key`);
      if (!['see', 'operate'].includes(role)) throw refused('role', 'write see or operate');
      const key = `${PREFIX}${ids.token()}`;
      const kept = { id: parseKeyId(ids.id()), name: trimmed, scope: await scopeOf(connections), role, createdAt: clock.now() };
      await accessKeys.add(kept, hashToken(key));
      await audit.note([factOf('key-added', kept)]);
      return { ...kept, key };
    },
    list: async () => await accessKeys.list(),
    async withdraw(id) {
      const withdrawn = await accessKeys.withdraw(parseKeyId(id), clock.now());
      if (withdrawn !== undefined) await audit.note([factOf('key-withdrawn', withdrawn)]);
      return withdrawn;
    },
  };
}

const factOf = (kind: AuditFact['kind'], { id, name, scope, role }: Pick<AccessKey, 'id' | 'name' | 'scope' | 'role'>): AuditFact =>
  ({ chain: '*', kind, subject: `key:${id}`, value: { name, scope, role } });

const refused = (field: keyof AccessKeyWish, mend: string): InputRejected =>
  new InputRejected('input.operator-invalid', `The key cannot be made: its ${field} cannot be used; ${mend}.`, { field });

function refuseUnknown(id: string): ConnectionId {
  throw new InputRejected('input.connection-unknown', `There is no connection ${JSON.stringify(id.slice(0, 80))}. List the connections to see their ids.`, { field: 'connections' });
}

/** Any text may be asked for; only known ones answer. */
const parseKeyId = (id: string): AccessKeyId => id as AccessKeyId;
