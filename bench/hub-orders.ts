import { postgresStore } from '../src/adapters/postgres/index.ts';
import { createConsoleTelemetry } from '../src/adapters/system/index.ts';
import type { VinculoOptions } from '../src/app/index.ts';
import type { MemoryAccounts } from './memory-accounts.ts';

/** What a hub in a process of its own is told. */
export interface HubOrders {
  readonly role: 'all' | 'intake' | 'worker';
  /** The address of its PostgreSQL. */
  readonly postgres: string;
}

/** As a hub is that nobody has told anything else, but for the customer base: `synchronisation.bench.ts` measures that. */
export const hubOptions = ({ role, postgres }: HubOrders, { crm, chat }: Pick<MemoryAccounts, 'crm' | 'chat'>): VinculoOptions => ({
  store: postgresStore(postgres), secretKey: 'a-secret-key-for-the-bench', publicUrl: 'http://127.0.0.1', role, crm, chat, synchronisation: 'off',
  telemetry: createConsoleTelemetry({ level: 'error' }),
});

export const parseHubOrders = (text: string): HubOrders => JSON.parse(text) as HubOrders;
