import type { HealthFacts } from '../facts.ts';
import { found, type Finding } from '../findings.ts';

/** Both credentials, each by itself (ACT-02), and what was bought with the CRM (ACT-07). */
export function checkCredentials({ trials: { ploomes, neppo } }: Pick<HealthFacts, 'trials'>): readonly Finding[] {
  return [
    found('ploomes-credential', ploomes.seen, codeFact(ploomes.code)),
    found('ploomes-api-module', ploomes.seen === 'accepted' ? 'answers' : ploomes.seen === 'not-allowed' ? 'not-allowed' : 'untold'),
    found('neppo-credential', neppo.seen, codeFact(neppo.code)),
  ];
}

const codeFact = (code: string | undefined): { readonly code?: string } => (code === undefined ? {} : { code });
