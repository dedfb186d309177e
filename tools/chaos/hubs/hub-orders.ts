import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../../src/adapters/system/index.ts';
import type { VinculoOptions } from '../../../src/app/index.ts';
import type { StoreFactory } from '../../../src/ports/index.ts';

/** Which database a hub works on. */
export type StoreName = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

/** What a hub in a process of its own is told, as JSON in its first argument. */
export interface HubOrders {
  readonly role: 'all' | 'intake' | 'worker';
  readonly port: number;
  readonly store: StoreName;
  readonly publicUrl: string;
  /** Whoever is silent for so long loses its lanes; where several processes share one store. */
  readonly leaseSeconds: number;
  /** How far apart two answers "not there" have to be. */
  readonly askAgainAfterMs: number;
  readonly recordUpdateEveryMs: number;
  readonly log: 'silent' | 'error' | 'warn';
  /** How many lanes a process works at once. */
  readonly inFlight: number;
}

export const SECRET_KEY = 'a-secret-key-for-the-chaos-proof';
export const OPERATOR_KEY = 'an-operator-key-for-the-chaos-proof';

export const parseHubOrders = (text: string): HubOrders => JSON.parse(text) as HubOrders;

const storeOf = ({ store, leaseSeconds }: Pick<HubOrders, 'store' | 'leaseSeconds'>): StoreFactory =>
  store.kind === 'sqlite' ? sqliteStore(store.file) : postgresStore(store.url, { leaseSeconds });

export const readHubOptions = ({ log, role, publicUrl, askAgainAfterMs, recordUpdateEveryMs, inFlight, ...database }: HubOrders): VinculoOptions => ({
  store: storeOf(database), publicUrl, secretKey: SECRET_KEY, operatorKeys: [OPERATOR_KEY], role, allowPrivateAddresses: true,
  askAgainAfterMs, recordUpdateEveryMs, inFlight, telemetry: createConsoleTelemetry({ level: log }),
  synchronisation: 'off', // what is told of sessions is proven here, and nothing else is to write into the outside systems
});
