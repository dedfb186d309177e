import * as z from 'zod';
import { ConfigRejected, recordWording, type Language } from '../domain/index.ts';
import type { Clock, IdSource, StoreFactory, Telemetry } from '../ports/index.ts';
import type { ChatConnector, CrmConnector } from './connections.ts';
import type { MayAddIntegration } from './use-cases/leads/integration-desk.ts';

/** What a host gives to {@link createVinculo}. */
export interface VinculoOptions {
  /** Where everything is kept, e.g. `sqliteStore('vinculo.db')`. */
  readonly store: StoreFactory;
  /** Seals the stored credentials; a long random text that is kept. Without it they cannot be read again. */
  readonly secretKey: string;
  /** The secretKey before this one: what it sealed still opens, until `rotateSecrets` has sealed everything anew. */
  readonly previousSecretKey?: string;
  /** The address under which the outside world reaches `fetch`, e.g. `https://hub.example.com.br`. */
  readonly publicUrl: string;
  /** Keys with which operators call `/v1` and `/metrics`; none means nobody may. At least 16 characters each. */
  readonly operatorKeys?: readonly string[];
  /** The language of what is written into the CRM. @defaultValue 'pt-BR' */
  readonly language?: Language;
  /** The time zone in which people read dates. @defaultValue 'America/Sao_Paulo' */
  readonly timeZone?: string;
  /** The host's page of a session's full history (SES-06). @defaultValue the hub's own, which asks who is there */
  readonly sessionUrl?: (session: { readonly connection: string; readonly protocol: string }) => string;
  /**
   * What this process does where several share one store: `intake` accepts deliveries and works none, `worker` works them and
   * accepts none. @defaultValue 'all'
   */
  readonly role?: HubRole;
  /**
   * Whether an activated connection's customer base is synchronised by itself: a first run, the webhooks' changes from then on, and a
   * reconciliation a day (SYN-02). `off`: only when somebody begins a run. @defaultValue 'on'
   */
  readonly synchronisation?: 'on' | 'off';
  /** So long after a run of the customer base has ended the next one begins by itself; up to 30 days. @defaultValue 24 */
  readonly reconcileHours?: number;
  /** How many lanes are worked on at once. @defaultValue 16 */
  readonly inFlight?: number;
  /** While a session runs its record is rewritten at most this often. @defaultValue 60 000 */
  readonly recordUpdateEveryMs?: number;
  /** How far apart two answers "not there" must be before something is made again. @defaultValue 60 000 */
  readonly askAgainAfterMs?: number;
  /** The folder of what browsers load, where the package was bundled into another file. @defaultValue `dist/ui` of the package */
  readonly uiFolder?: string;
  /** @defaultValue Ploomes */
  readonly crm?: CrmConnector;
  /** @defaultValue Neppo */
  readonly chat?: ChatConnector;
  /** Asked before a connection gets a further integration, by the host's own plans; what it refuses with is told to whoever wanted it (WHK-10). @defaultValue yes to all */
  readonly mayAddIntegration?: MayAddIntegration;
  /** @defaultValue the computer's */
  readonly clock?: Clock;
  readonly ids?: IdSource;
  /** Where logs and traces go. What is counted goes there too, and is shown by `/metrics` in any case. @defaultValue warnings on the console */
  readonly telemetry?: Telemetry;
  /**
   * Lets connections name addresses of this machine and of private networks: for simulators and test servers, never where
   * somebody else sets up connections. @defaultValue false
   */
  readonly allowPrivateAddresses?: boolean;
  /**
   * Sends every request to the outside systems; which addresses it may reach is then the host's to see to.
   * @defaultValue one that reaches public addresses only, and obeys no proxy of the environment
   */
  readonly outgoingFetch?: typeof fetch;
}

/** What a process does for its hub. */
export type HubRole = 'all' | 'intake' | 'worker';

/** Where the people are who read dates, unless a host says otherwise. */
export const DEFAULT_TIME_ZONE = 'America/Sao_Paulo';

/** Whatever webhooks missed for longer than that was not meant to be kept alike. */
export const MOST_RECONCILE_HOURS = 720;

const settings = z.object({
  secretKey: z.string().min(16, 'has fewer than 16 characters; give a long random text and keep it'),
  previousSecretKey: z.string().min(16, 'has fewer than 16 characters, so that it cannot have been a secretKey').optional(),
  publicUrl: z.url({ protocol: /^https?$/, error: 'is no web address; give one such as https://hub.example.com.br' }).transform((url) => url.replace(/\/+$/, '')),
  operatorKeys: z.array(z.string().min(16, 'has fewer than 16 characters; give longer ones')).default([]),
  language: z.enum(['pt-BR', 'en'], { error: 'is not known; write pt-BR or en' }).default('pt-BR'),
  timeZone: z.string().refine(isTimeZone, 'is no time zone; write one such as America/Sao_Paulo').default(DEFAULT_TIME_ZONE),
  role: z.enum(['all', 'intake', 'worker'], { error: 'is not known; write all, intake or worker' }).default('all'),
  synchronisation: z.enum(['on', 'off'], { error: 'is not known; write on or off' }).default('on'),
  reconcileHours: z.int('is no whole number of hours').min(1, 'is less than an hour; write 1 or more').max(MOST_RECONCILE_HOURS, 'is more than 30 days; write 720 or less').default(24),
  inFlight: z.int().min(1).max(1000).default(16),
  recordUpdateEveryMs: z.int().min(0).default(60_000),
  askAgainAfterMs: z.int().min(0).default(60_000),
  allowPrivateAddresses: z.boolean({ error: 'is neither true nor false; leave it out' }).default(false),
});

/** The plain settings of a hub, with every default filled in. */
export type HubSettings = z.infer<typeof settings>;

/** @throws {@link ConfigRejected} naming the key, the reason and the mend. */
export function parseHubSettings(options: VinculoOptions): HubSettings {
  const parsed = settings.safeParse(options);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new ConfigRejected('config.invalid', `The hub cannot start: ${faults.join('; ')}.`);
}

export const wordingOf = ({ language }: HubSettings): (typeof recordWording)[Language] => recordWording[language];

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
