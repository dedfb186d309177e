import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createConsoleTelemetry } from '../../../adapters/system/index.ts';
import type { VinculoOptions } from '../../config.ts';
import { createVinculo } from '../../create-vinculo.ts';
import { Complaint, EXIT, isDatabaseInUse } from '../complaint.ts';
import { openKeyring } from '../demo/keys.ts';
import { readControlFile } from '../serve/control-file.ts';
import { chooseStore, type ChosenStore } from '../serve/choose-store.ts';
import type { Terminal } from '../terminal.ts';
import { createHubDoor, type HubDoor } from './hub-door.ts';

/** How a person names the hub that is meant. */
export interface HubWish {
  readonly url?: string;
  readonly key?: string;
  readonly db?: string;
  readonly postgres?: string;
  readonly secretKeyEnv?: string;
  readonly previousSecretKeyEnv?: string;
}

/**
 * What is to be done there: to find a person or to replay, what is sealed must be readable; to rotate, under the key before as well. To act on
 * the outside the hub has to run: only then are its addresses known.
 */
export type Purpose = 'look' | 'find' | 'replay' | 'rotate' | 'act';

/**
 * The hub at `--url`; else the one that owns the database, found by its control file; else the database itself, when nobody
 * owns it. A server may stand in the environment, where nothing else is named.
 */
export async function findHub({ url, key, db, postgres: given, secretKeyEnv, previousSecretKeyEnv }: HubWish, { env, words }: Terminal, purpose: Purpose): Promise<HubDoor> {
  const { complaint } = words;
  const postgres = given ?? (url === undefined && db === undefined && env['VINCULO_URL'] === undefined ? env['VINCULO_POSTGRES_URL'] : undefined);
  const address = url ?? (db === undefined && postgres === undefined ? env['VINCULO_URL'] : undefined);
  if (address !== undefined) {
    const shown = key ?? env['VINCULO_KEY'];
    if (shown === undefined) throw new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.keyMissing, mend: complaint.keyMend });
    if (!URL.canParse(address)) throw new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.valueInvalid('--url'), mend: complaint.hubUnnamedMend });
    return createHubDoor({ url: address, key: shown, words });
  }
  if (db === undefined && postgres === undefined) throw new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.hubUnnamed, mend: complaint.hubUnnamedMend });
  if (db !== undefined && postgres === undefined) {
    if (!existsSync(db)) throw new Complaint(EXIT.notFound, { what: complaint.readFile(db), why: complaint.fileMissing, mend: complaint.fileMissingMend });
    const control = readControlFile(db);
    if (control !== undefined && (await isAlive(control.url))) return createHubDoor({ ...control, words });
  }
  if (purpose === 'act') throw new Complaint(EXIT.notFound, { what: complaint.reachHub, why: words.connection.needsRunningHub, mend: words.connection.needsRunningHubMend });
  const previousSecretKey = env[previousSecretKeyEnv ?? ''];
  if (purpose === 'rotate' && previousSecretKey === undefined) {
    throw new Complaint(EXIT.refused, { what: complaint.rotateSecrets, why: complaint.previousKeyUnknown, mend: complaint.previousKeyUnknownMend });
  }
  const store = chooseStore({ ...(db === undefined ? {} : { db }), ...(postgres === undefined ? {} : { postgres }) }, { env, words });
  return await openStore(store, { secretKey: secretKeyOf(db, secretKeyEnv, { env, words }, purpose), previousSecretKey }, words);
}

async function isAlive(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    // Left by a hub that was killed.
    return false;
  }
}

/** Looking needs no secret; a text that opens nothing stands in for it. */
function secretKeyOf(db: string | undefined, name: string | undefined, { env, words }: Pick<Terminal, 'env' | 'words'>, purpose: Purpose): string {
  const given = name === undefined ? undefined : env[name];
  if (given !== undefined) return given;
  if (db !== undefined && existsSync(`${db}.key`)) return openKeyring(db, words).keys.secretKey;
  if (purpose === 'look') return randomBytes(32).toString('base64url');
  const { complaint } = words;
  const what = { find: complaint.reachHub, replay: complaint.replay, rotate: complaint.rotateSecrets, act: complaint.reachHub }[purpose];
  throw new Complaint(EXIT.refused, { what, why: complaint.secretUnknown, mend: complaint.secretUnknownMend });
}

/** A hub that is not started: it answers, and works nothing. A server may be asked while other hubs work on it. */
async function openStore({ factory, name, complain }: ChosenStore, { secretKey, previousSecretKey }: Pick<VinculoOptions, 'secretKey'> & { readonly previousSecretKey: string | undefined }, words: Terminal['words']): Promise<HubDoor> {
  const key = randomBytes(32).toString('base64url');
  const url = 'http://vinculo.localhost';
  try {
    const hub = await createVinculo({
      store: factory, secretKey, ...(previousSecretKey === undefined ? {} : { previousSecretKey }), publicUrl: url, operatorKeys: [key], telemetry: createConsoleTelemetry({ level: 'silent' }),
    });
    return createHubDoor({ url, key, words, fetch: hub.fetch, close: hub.close });
  } catch (cause) {
    if (!isDatabaseInUse(cause)) return complain(cause);
    const { complaint } = words;
    throw new Complaint(EXIT.notFound, { what: complaint.reachHub, why: complaint.databaseOwned(name), mend: complaint.databaseOwnedMend, cause });
  }
}
