import { hashToken, sameSecret } from '../../adapters/system/index.ts';
import { addMs, type Instant } from '../../domain/index.ts';
import type { AccessKey, AccessKeyId, AccessKeys, Clock, Operator, OperatorDesk, Telemetry } from '../../ports/index.ts';

export interface AuthorizeNeeds {
  readonly accessKeys: AccessKeys;
  /** The host's own keys: every connection, and everything. They hold without a store, so that somebody can always get in. */
  readonly operatorKeys: readonly string[];
  /** Tells a host's key from every other without showing it. */
  readonly markOf: (text: string) => string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Longer than any key that was ever given out; a text of megabytes is not even hashed. */
const LONGEST_KEY = 500;
/** The moment of a key's last use is kept no finer: it costs a write. */
const USE_EVERY_MS = 60_000;

/** Who a bearer's key lets in, and where. Keys are compared whole: what is looked up is a hash, of which a guess tells nothing. */
export function createAuthorize({ accessKeys, operatorKeys, markOf, clock, telemetry }: AuthorizeNeeds): OperatorDesk['authorize'] {
  const noted = new Map<AccessKeyId, Instant>();

  /** Not waited for: nobody's answer depends on it. */
  function noteUse({ id }: AccessKey): void {
    const [before, now] = [noted.get(id), clock.now()];
    if (before !== undefined && now < addMs(before, USE_EVERY_MS)) return;
    noted.set(id, now);
    accessKeys.noteUse(id, now).catch(() => telemetry.log('warn', 'operator-key.use-not-noted', { key: id }));
  }

  return async (bearer) => {
    if (bearer === undefined || bearer.length > LONGEST_KEY) return 'refused';
    // Each of them is compared, so that time does not tell which one was like it.
    if (operatorKeys.filter((key) => sameSecret(key, bearer)).length > 0) return hostsOwn(markOf(`operator-key/${bearer}`));
    const key = await accessKeys.find(hashToken(bearer));
    if (key === undefined) return 'refused';
    noteUse(key);
    return { key: `key:${key.id}`, name: key.name, scope: key.scope, role: key.role };
  };
}

const hostsOwn = (key: string): Operator => ({ key, name: 'operator', scope: 'every-connection', role: 'operate' });
