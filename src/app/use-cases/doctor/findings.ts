import type { ToldFinding } from '../../../ports/index.ts';

const CREDENTIAL = {
  accepted: 'fine', missing: 'blocking', refused: 'blocking', 'not-allowed': 'blocking', unreachable: 'blocking', 'not-public': 'blocking',
  unexpected: 'blocking', busy: 'unknown',
} as const;
const WEBHOOK = { received: 'fine', silent: 'warning', never: 'warning' } as const;
const TICK = { ticked: 'fine', unticked: 'warning' } as const;

/**
 * Every check, with all that it may see and what that comes to (ACT-07). Both names are public: programs go by them, and so does the
 * catalogue of texts.
 */
export const CHECKS = {
  'ploomes-credential': CREDENTIAL,
  'ploomes-api-module': { answers: 'fine', 'not-allowed': 'blocking', untold: 'unknown' },
  'neppo-credential': CREDENTIAL,
  'neppo-webhooks-module': { seen: 'fine', ticked: 'fine', untold: 'blocking' },
  'ploomes-users': { enough: 'fine', 'too-few': 'blocking', untold: 'unknown' },
  'account-taken': { free: 'fine', taken: 'blocking', untold: 'unknown' },
  'neppo-newest-version': TICK,
  'released-by-support': TICK,
  'webhook-user': WEBHOOK,
  'webhook-agent': WEBHOOK,
  'webhook-classification': WEBHOOK,
  'webhook-session': WEBHOOK,
  'webhook-association': WEBHOOK,
  'webhook-addresses': { right: 'fine', old: 'warning', wrong: 'warning' },
  'integration-deliveries': { taken: 'fine', refused: 'warning' },
  'ploomes-subscriptions': { standing: 'fine', 'put-back': 'fine', refused: 'warning', 'not-yet': 'unknown', untold: 'unknown' },
  'ploomes-fields': { ready: 'fine', refused: 'warning', 'not-yet': 'unknown', untold: 'unknown' },
  'agents-field': { there: 'fine', missing: 'warning', untold: 'unknown' },
  agents: { 'all-fit': 'fine', 'some-do-not': 'warning', none: 'warning', untold: 'unknown' },
  funnels: { alive: 'fine', unavailable: 'warning', untold: 'unknown' },
  groups: { there: 'fine', gone: 'warning', 'made-anew': 'warning', untold: 'unknown' },
  'doubled-deliveries': { single: 'fine', doubled: 'warning' },
  'phone-numbers': { good: 'fine', 'many-invalid': 'warning', untold: 'unknown' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ToldFinding['outcome']>>>>;

/** The name of a check. */
export type CheckId = keyof typeof CHECKS;
/** What a check may see. */
export type SeenBy<Id extends CheckId> = keyof (typeof CHECKS)[Id];

/** What is told beside: counts and names, never a secret. */
export interface FindingFacts {
  readonly count?: number;
  readonly names?: readonly string[];
  readonly code?: string;
  readonly at?: string;
  readonly agents?: readonly { readonly name: string; readonly because: readonly string[] }[];
}

/** What one check saw. JSON-safe, so that it can be kept and told in any language later. */
export type Finding = { readonly [Id in CheckId]: { readonly id: Id; readonly seen: SeenBy<Id>; readonly facts: FindingFacts } }[CheckId];

/** A finding of a check, with what it is told with. */
export const found = <Id extends CheckId>(id: Id, seen: SeenBy<Id>, facts: FindingFacts = {}): Finding => parseFinding({ id, seen, facts });

/** The union's members differ by their names alone. */
const parseFinding = (finding: { readonly id: CheckId; readonly seen: PropertyKey; readonly facts: FindingFacts }): Finding => finding as Finding;

/** What a finding comes to. */
export function outcomeOf({ id, seen }: Finding): ToldFinding['outcome'] {
  const outcomes: Readonly<Record<string, ToldFinding['outcome']>> = CHECKS[id];
  return outcomes[seen] ?? 'unknown';
}
