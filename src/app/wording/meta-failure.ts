/** What Meta means by an error code, as far as an agent or an administrator can do something about it. */
export type MetaFailureKind =
  | 'not-on-whatsapp' | 'window-shut' | 'held-back-by-meta' | 'experiment' | 'refused-marketing' | 'account-locked' | 'account-blocked'
  | 'country-barred' | 'type-unsupported' | 'values-missing' | 'values-unfit' | 'template-unknown' | 'template-too-long' | 'template-content'
  | 'template-paused' | 'template-disabled' | 'flow-unusable' | 'too-soon' | 'too-much-spam' | 'too-fast' | 'payment' | 'file-unreadable'
  | 'number-unregistered' | 'name-unapproved' | 'own-number' | 'test-number' | 'credential' | 'request-malformed' | 'meta-trouble';

/** A failure as it can be told: what it means where that is known, and Meta's own code where there is one. */
export interface MetaFailure {
  readonly kind: MetaFailureKind | 'unknown';
  readonly code?: string;
}

const CODES: Readonly<Record<MetaFailureKind, readonly number[]>> = {
  'not-on-whatsapp': [131026, 1013],
  'window-shut': [131047, 470],
  'held-back-by-meta': [131049],
  experiment: [130472, 472],
  'refused-marketing': [131050],
  'account-locked': [131031],
  'account-blocked': [368],
  'country-barred': [130497],
  'type-unsupported': [131051],
  'values-missing': [132000, 131008],
  'values-unfit': [132012, 132018, 131009],
  'template-unknown': [132001],
  'template-too-long': [132005],
  'template-content': [132007],
  'template-paused': [132015],
  'template-disabled': [132016],
  'flow-unusable': [132068, 132069],
  'too-soon': [131056],
  'too-much-spam': [131048],
  'too-fast': [4, 80007, 130429],
  payment: [131042],
  'file-unreadable': [131052, 131053],
  'number-unregistered': [131045, 133006, 133010],
  'name-unapproved': [131037],
  'own-number': [131021],
  'test-number': [131030],
  credential: [0, 3, 10, 190, 131005],
  'request-malformed': [33, 100],
  'meta-trouble': [1, 2, 131000, 131016, 131057, 133004, 135000],
};

const KIND_OF: ReadonlyMap<string, MetaFailureKind> = new Map(parseKinds());

function parseKinds(): readonly (readonly [string, MetaFailureKind])[] {
  return (Object.entries(CODES) as [MetaFailureKind, readonly number[]][]).flatMap(([kind, codes]) => codes.map((code) => [String(code), kind] as const));
}

/**
 * Reads why a send failed from what the chat says of it, such as `131049 - not delivered` or `(#131047) Re-engagement message`.
 * A code of the Cloud API counts wherever it stands; another only where a code stands, since texts are full of numbers.
 */
export function readMetaFailure(text: string): MetaFailure {
  const [code] = [...text.matchAll(LONG_CODE), ...text.matchAll(SHORT_CODE)].map(([, digits = '']) => digits)
    .toSorted((a, b) => Number(KIND_OF.has(b)) - Number(KIND_OF.has(a)));
  if (code === undefined) return { kind: 'unknown' };
  return { kind: KIND_OF.get(code) ?? 'unknown', code };
}

// Six digits that begin with 13 are Meta's own; other long numbers are rather somebody's phone.
const LONG_CODE = /(?<![\d.,+-])(13\d{4})(?!\d|[.,-]\d)/g;
const SHORT_CODE = /(?:^\s*\(?|#|\b(?:code|código|codigo|erro|error)\b[\s:"=#]*)(\d{1,6})(?!\d|[.,-]\d)/gi;
