import type { Language } from '../../domain/index.ts';
import type { ToldFinding } from '../../ports/index.ts';
import { outcomeOf, type Finding, type FindingFacts } from '../use-cases/doctor/findings.ts';
import type { CaseText, CheckTexts, Told } from './check-texts.ts';
import { englishChecks } from './english-checks.ts';
import { portugueseChecks } from './portuguese-checks.ts';

/** What the doctor says, by language. */
export const checkTexts: Readonly<Record<Language, CheckTexts>> = { 'pt-BR': portugueseChecks, en: englishChecks };

/** A finding in somebody's language. */
export function tellFinding(finding: Finding, language: Language): ToldFinding {
  const { id, seen, facts } = finding;
  const { title, why, cases } = checkTexts[language].checks[id];
  const texts: Readonly<Record<string, CaseText>> = cases;
  const text = texts[seen] ?? seen;
  const [what, mend] = isPair(text) ? text : [text, undefined];
  return { id, outcome: outcomeOf(finding), seen, title, text: told(what, facts), why, ...(mend === undefined ? {} : { mend: told(mend, facts) }) };
}

const isPair = (text: CaseText): text is readonly [Told, Told] => Array.isArray(text);

const told = (text: Told, facts: FindingFacts): string => (typeof text === 'string' ? text : text(facts));
