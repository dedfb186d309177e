import type { SecretBox } from '../adapters/system/index.ts';
import { isIntegrationError, type ConnectionId } from '../domain/index.ts';
import type { SecretRotation, Secrets } from '../ports/index.ts';

type Outcome = 'resealed' | 'current' | 'unreadable' | 'gone';

/**
 * Seals the secrets of these connections under today's key, in this order. One that is changed meanwhile is looked at again; ended half-way,
 * it goes on where it was when it is called again.
 */
export async function rotateSecrets(secrets: Secrets, box: SecretBox, connections: readonly ConnectionId[]): Promise<SecretRotation> {
  const outcomes: { connection: ConnectionId; name: string; outcome: Outcome }[] = [];
  for (const connection of connections) {
    for (const name of await secrets.names(connection)) outcomes.push({ connection, name, outcome: await reseal(secrets, box, connection, name) });
  }
  const count = (wanted: Outcome): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const unreadable = outcomes.filter(({ outcome }) => outcome === 'unreadable').map(({ connection, name }) => ({ connection, name }));
  return { resealed: count('resealed'), current: count('current'), unreadable };
}

async function reseal(secrets: Secrets, box: SecretBox, connection: ConnectionId, name: string): Promise<Outcome> {
  const sealed = await secrets.find(connection, name);
  if (sealed === undefined) return 'gone';
  if (box.isCurrent(sealed)) return 'current';
  const purpose = `${connection}/${name}`;
  const plain = opened(box, sealed, purpose);
  if (plain === undefined) return 'unreadable';
  const done = await secrets.replace(connection, name, { from: sealed, to: box.seal(plain, purpose) });
  return done === 'replaced' ? 'resealed' : await reseal(secrets, box, connection, name);
}

function opened(box: SecretBox, sealed: string, purpose: string): string | undefined {
  try {
    return box.open(sealed, purpose);
  } catch (failure) {
    if (isIntegrationError(failure) && failure.code === 'defect.secret-unreadable') return undefined;
    throw failure;
  }
}
