import { createSecretBox, markKeyOf, type SecretBox } from '../adapters/system/index.ts';
import { ConfigRejected, type ConnectionId } from '../domain/index.ts';
import type { SecretRotation, Secrets } from '../ports/index.ts';
import { rotateSecrets } from './rotate-secrets.ts';
import { SHARED } from './shared-secrets.ts';

/** The keys that a host gives. */
export interface HostKeys {
  readonly secretKey: string;
  readonly previousSecretKey?: string | undefined;
}

/** The hub's keys: the host's, and the one that marks are made with, which outlives them. */
export interface Keyring {
  readonly box: SecretBox;
  /**
   * Keeps the mark key, sealed, from the first stored secret on: marks name effects, lanes and people for as long as the database lasts,
   * also under another secretKey.
   */
  keep(): Promise<void>;
  /**
   * Looks at everything that is stored, since a hub that cannot read a credential would set all that comes for it aside.
   *
   * @throws {@link ConfigRejected} `config.secret-key-wrong`, naming the connections that the keys do not open.
   */
  refuseWrongKeys(): Promise<void>;
  /** Seals everything under today's key; after that the previous one is no longer needed. */
  rotate(): Promise<SecretRotation>;
}

/** The hub's own secrets stand under a name that no connection can have; the audit knows the hub by it too. */
const HUB = '*';
const MARK_KEY = 'mark-key';
const PURPOSE = `${HUB}/${MARK_KEY}`;

/** Opens the keyring of a store. Nothing is written, since a wrong key may only want to look. */
export async function openKeyring(secrets: Secrets, { secretKey, previousSecretKey }: HostKeys): Promise<Keyring> {
  const hub = parseHub();
  const previous = previousSecretKey === undefined ? {} : { previousSecretKey };
  const opener = createSecretBox(secretKey, previous);
  const sealed = await secrets.find(hub, MARK_KEY);
  const found = sealed === undefined ? await originOfMarks(secrets, { secretKey, previousSecretKey }) : openedWith(opener, sealed, PURPOSE);
  const markKey = typeof found === 'string' ? Buffer.from(found, 'base64url') : found;
  // What a wrong key sealed would be unreadable under the right one.
  const box = markKey === undefined ? { ...opener, mark: () => refuse(), seal: () => refuse() } : createSecretBox(secretKey, { ...previous, markKey });
  let kept = sealed !== undefined;

  async function keep(): Promise<void> {
    if (kept || markKey === undefined) return;
    await secrets.put(hub, MARK_KEY, box.seal(markKey.toString('base64url'), PURPOSE));
    kept = true;
  }

  return {
    box, keep,
    async refuseWrongKeys() {
      if (markKey === undefined) refuse();
      const unreadable = (await everySecret(secrets)).filter(({ sealed, purpose }) => openedWith(box, sealed, purpose) === undefined);
      if (unreadable.length > 0) refuse([...new Set(unreadable.map(({ connection }) => connection))]);
    },
    async rotate() {
      if (markKey === undefined) refuse();
      await keep();
      // The mark key comes last, so that one look at it tells whether a rotation came to its end.
      const others = (await secrets.connections()).filter((connection) => connection !== hub);
      return await rotateSecrets(secrets, box, [...others, hub]);
    },
  };
}

/**
 * Databases of releases before rotation hold no mark key: theirs belongs to the key that sealed their secrets. What one of the two keys
 * sealed first was there before what the other did.
 */
async function originOfMarks(secrets: Secrets, { secretKey, previousSecretKey }: HostKeys): Promise<Buffer | undefined> {
  const stored = await everySecret(secrets);
  const sealedUnder = (key: string): boolean => stored.some(({ sealed, purpose }) => openedWith(createSecretBox(key), sealed, purpose) !== undefined);
  if (previousSecretKey !== undefined && sealedUnder(previousSecretKey)) return markKeyOf(previousSecretKey);
  return stored.length === 0 || sealedUnder(secretKey) ? markKeyOf(secretKey) : undefined;
}

interface StoredSecret {
  readonly connection: ConnectionId;
  readonly sealed: string;
  readonly purpose: string;
}

/** What processes share, such as a live token, is left out: what cannot be read of it is made anew. */
async function everySecret(secrets: Secrets): Promise<readonly StoredSecret[]> {
  const stored: StoredSecret[] = [];
  for (const connection of await secrets.connections()) {
    if (connection === SHARED) continue;
    for (const name of await secrets.names(connection)) {
      const sealed = await secrets.find(connection, name);
      if (sealed !== undefined) stored.push({ connection, sealed, purpose: `${connection}/${name}` });
    }
  }
  return stored;
}

function openedWith(box: SecretBox, sealed: string, purpose: string): string | undefined {
  try {
    return box.open(sealed, purpose);
  } catch {
    // Sealed under another key.
    return undefined;
  }
}

const refuse = (connections: readonly ConnectionId[] = []): never => {
  const what = connections.length === 0 ? 'what it stored' : `the credentials of ${connections.join(', ')}`;
  throw new ConfigRejected(
    'config.secret-key-wrong',
    `The hub cannot read ${what}: it was sealed under another secretKey. Give the one that the connections were added with, ` +
      'as secretKey, or as previousSecretKey until the secrets are rotated.',
  );
};

const parseHub = (): ConnectionId => HUB as ConnectionId;
