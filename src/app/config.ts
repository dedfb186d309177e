import * as z from 'zod';
import { ConfigRejected, recordWording, type Language } from '../domain/index.ts';
import type { Clock, IdSource, StoreFactory, Telemetry } from '../ports/index.ts';
import type { ChatConnector, CrmConnector } from './connections.ts';

/** What a host gives to {@link createVinculo}. */
export interface VinculoOptions {
  /** Where everything is kept, e.g. `sqliteStore('vinculo.db')`. */
  readonly store: StoreFactory;
  /** Seals the stored credentials; a long random text that is kept. Without it they cannot be read again. */
  readonly secretKey: string;
  /** The address under which the outside world reaches `fetch`, e.g. `https://hub.example.com.br`. */
  readonly publicUrl: string;
  /** Keys with which operators call `/v1` and `/metrics`; none means nobody may. At least 16 characters each. */
  readonly operatorKeys?: readonly string[];
  /** The language of what is written into the CRM. @defaultValue 'pt-BR' */
  readonly language?: Language;
  /** The time zone in which people read dates. @defaultValue 'America/Sao_Paulo' */
  readonly timeZone?: string;
  /** The host's page of a session's full history (SES-06). Absent: records carry no link. */
  readonly sessionUrl?: (session: { readonly connection: string; readonly protocol: string }) => string;
  /** How many lanes are worked on at once. @defaultValue 16 */
  readonly inFlight?: number;
  /** While a session runs its record is rewritten at most this often. @defaultValue 60 000 */
  readonly recordUpdateEveryMs?: number;
  /** How far apart two answers "not there" must be before something is made again. @defaultValue 60 000 */
  readonly askAgainAfterMs?: number;
  /** @defaultValue Ploomes */
  readonly crm?: CrmConnector;
  /** @defaultValue Neppo */
  readonly chat?: ChatConnector;
  /** @defaultValue the computer's */
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly telemetry?: Telemetry & { metricsText?(): string };
  /** Sends every request to the outside systems. @defaultValue the platform's `fetch` */
  readonly outgoingFetch?: typeof fetch;
}

/** Where the people are who read dates, unless a host says otherwise. */
export const DEFAULT_TIME_ZONE = 'America/Sao_Paulo';

const settings = z.object({
  secretKey: z.string().min(16, 'has fewer than 16 characters; give a long random text and keep it'),
  publicUrl: z.url({ protocol: /^https?$/, error: 'is no web address; give one such as https://hub.example.com.br' }).transform((url) => url.replace(/\/+$/, '')),
  operatorKeys: z.array(z.string().min(16, 'has fewer than 16 characters; give longer ones')).default([]),
  language: z.enum(['pt-BR', 'en'], { error: 'is not known; write pt-BR or en' }).default('pt-BR'),
  timeZone: z.string().refine(isTimeZone, 'is no time zone; write one such as America/Sao_Paulo').default(DEFAULT_TIME_ZONE),
  inFlight: z.int().min(1).max(1000).default(16),
  recordUpdateEveryMs: z.int().min(0).default(60_000),
  askAgainAfterMs: z.int().min(0).default(60_000),
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
