import type { EligibilityProblem } from '../../domain/index.ts';
import type { CheckId, FindingFacts, SeenBy } from '../use-cases/doctor/findings.ts';

/** A text, or one that tells counts and names. */
export type Told = string | ((facts: FindingFacts) => string);

/** What was seen; and, where something is to be mended, the one step that does. */
export type CaseText = Told | readonly [seen: Told, mend: Told];

/** Why somebody is not integrated (AGT-01, AGT-06). */
export type WhyNotIntegrated = EligibilityProblem | 'user-suspended' | 'integration-user' | 'no-agent';

/** Every text of the doctor: a check or a case that lacks one does not compile. */
export interface CheckTexts {
  readonly checks: {
    readonly [Id in CheckId]: { readonly title: string; readonly why: string; readonly cases: { readonly [Seen in SeenBy<Id>]: CaseText } };
  };
  readonly whyNotIntegrated: Readonly<Record<WhyNotIntegrated, string>>;
  /** How a webhook is entered in the chat, step by step (ACT-05, ACT-10). */
  readonly webhookSteps: (entity: string) => readonly string[];
}

/** Names as a list in a sentence; many are counted. */
export function listed(names: readonly string[] = [], more: (count: number) => string): string {
  const shown = names.slice(0, MOST_NAMED);
  const left = names.length - shown.length;
  return [...shown, ...(left > 0 ? [more(left)] : [])].join(', ');
}

const MOST_NAMED = 10;
