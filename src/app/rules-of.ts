import * as z from 'zod';
import type { Settlement } from '../ports/index.ts';
import type { KnownConnection } from './connection-settings.ts';

const decided = z.looseObject({
  outcome: z.string(),
  because: z.string().optional(),
  rule: z.looseObject({ behaviour: z.enum(['always-create', 'link-last']) }).optional(),
  verdict: z.looseObject({ type: z.string() }).optional(),
  card: z.string().optional(),
  waiting: z.string().optional(),
  records: z.array(z.string()).optional(),
});

type Decided = z.infer<typeof decided>;

/** The rules of the specification that decisions of a kind come from. */
const BY_OUTCOME: Readonly<Record<string, readonly string[]>> = {
  chosen: ['CRD-04'],
  'funnel-unavailable': ['CRD-11'],
  'session-begun': ['SES-09'],
  'session-followed': ['SES-09'],
  'client-looked-for': ['SES-13'],
  'client-linked': ['PAN-02'],
  'client-lost': ['CRD-19'],
  'contact-read': ['CRD-10', 'SES-07'],
  'contact-changed': ['SES-03'],
  'contact-forgotten': ['CRD-19'],
  'contact-registered': ['SYN-03'],
  'contact-synchronised': ['SYN-03'],
  'page-synchronised': ['SYN-02'],
  'card-deleted': ['CRD-19'],
  'card-unlinked': ['CRD-19'],
  'card-linked-by-hand': ['CRD-13'],
  'card-unlinked-by-hand': ['CRD-13'],
  'saved-by-hand': ['SES-08'],
  'waiting-ended': ['CRD-10'],
  'leads-came': ['WHK-02'],
  'lead-kept': ['WHK-10'],
  'lead-company': ['ACL-05'],
  'lead-person': ['ACL-05'],
  'lead-card': ['ACL-03'],
  'lead-captured': ['ACL-02', 'WHK-06'],
  'lead-written-to': ['WHK-06'],
  'records-refreshed': ['SES-02'],
};

const BY_REASON: Readonly<Record<string, readonly string[]>> = {
  'connection-inactive': ['ACT-08'],
  echo: ['SYN-08'],
  'person-erased': ['HUB-05'],
  'event-unknown': ['WHK-05'],
  'lead-unmapped': ['WHK-07'],
  'integration-draft': ['WHK-02'],
  'integration-paused': ['WHK-04'],
  'integration-removed': ['WHK-04'],
};

/**
 * Says in a decision by which rules it was made, and by which version of the connection's settings, so that whatever came of it can be
 * followed back to both (HUB-04). What a decision says of these itself stays.
 */
export function withReasons(settlement: Settlement, { version }: Pick<KnownConnection, 'version'>): Settlement {
  const { decision } = settlement;
  const read = decided.safeParse(decision);
  if (!read.success) return settlement;
  const rules = rulesOf(read.data);
  return { ...settlement, decision: { ...(rules.length === 0 ? {} : { rules }), settings: version, ...Object(decision) } };
}

/** The rules behind a decision, as far as it tells. */
export const rulesOfDecision = (decision: unknown): readonly string[] => {
  const read = decided.safeParse(decision);
  return read.success ? rulesOf(read.data) : [];
};

const rulesOf = (decision: Decided): readonly string[] => [...new Set([
  ...openedBy(decision),
  ...(BY_OUTCOME[decision.verdict?.type ?? decision.outcome] ?? []),
  ...(BY_REASON[decision.because ?? ''] ?? []),
  ...(decision.waiting === 'yes' ? ['CRD-10'] : []),
  ...recordedBy(decision),
])].toSorted();

/** A card is opened because the group asks for one each time, or because the client had none to link to. */
const openedBy = ({ outcome, rule }: Decided): readonly string[] =>
  outcome !== 'opened' || rule === undefined ? [] : [rule.behaviour === 'always-create' ? 'CRD-03' : 'CRD-04'];

/** An automatic link makes its record at once; any other is made, and all are kept, as the connection says. */
function recordedBy({ records = [], card }: Decided): readonly string[] {
  const begins = (what: string): boolean => records.some((each) => each.startsWith(what));
  return [
    ...(begins('notice:') ? ['CRD-11'] : []),
    ...(begins('record-written:') && !begins('notice:') ? [card === undefined ? 'SES-02' : 'CRD-07'] : []),
    ...(begins('record-amended:') ? ['SES-02'] : []),
    ...(begins('record-rewritten:') ? ['SES-09'] : []),
  ];
}
