import type { SaveAgent } from './agents.ts';
import type { SimulatorClock } from './clock.ts';
import type { RetryPolicy } from './courier.ts';
import type { NeppoEntity } from './rows.ts';
import type { SaveTemplate } from './template-desk.ts';
import type { NeppoCredentials } from './token-desk.ts';

/** How the simulated Neppo is set up; every part has a default. */
export interface NeppoSimulatorOptions {
  /** @defaultValue 0, any free port */
  readonly port?: number;
  /** @defaultValue '127.0.0.1' */
  readonly host?: string;
  /** @defaultValue {@link defaultCredentials} */
  readonly credentials?: NeppoCredentials;
  /** Decides tokens and which form of webhook content comes first. @defaultValue 1 */
  readonly seed?: number;
  /** @defaultValue the real clock; either can be wound by `advance` */
  readonly clock?: SimulatorClock;
  /** Keeps the tenant here, so that a simulator that was killed goes on where it was. */
  readonly stateFile?: string;
  /** Attendance groups by name. @defaultValue Vendas, Suporte, Financeiro, Pós-venda */
  readonly groups?: readonly string[];
  readonly agents?: readonly SaveAgent[];
  /** Message templates. @defaultValue some in every state, with places of every type */
  readonly templates?: readonly SaveTemplate[];
  /** Where each entity's changes are sent. */
  readonly webhooks?: Partial<Record<NeppoEntity, string>>;
  readonly webhookRetry?: RetryPolicy;
  /** Requests in any 60 s before 429. @defaultValue 0, no limit */
  readonly ratePerMinute?: number;
  /** Whether a transfer to another group opens a new session id under the same protocol. @defaultValue false */
  readonly transferMakesNewPart?: boolean;
  /** What saving a known user does to what is not sent: Neppo's public material does not say. @defaultValue 'keeps' */
  readonly savingUsers?: 'keeps' | 'empties';
}

/** What the simulator accepts when it was told no credentials. */
export const defaultCredentials: NeppoCredentials = {
  consumerKey: 'sim-consumer-key',
  consumerSecret: 'sim-consumer-secret',
  username: 'integracao',
  password: 'sim-password',
};
