import { expect, test } from 'vitest';
import { checkPeople } from '../../../src/app/use-cases/doctor/checks/people.ts';
import type { HealthFacts, NumberQuality } from '../../../src/app/use-cases/doctor/facts.ts';
import { tellFinding } from '../../../src/app/wording/index.ts';

const UNTOLD = { known: 'no', code: 'not-asked' } as const;

function told(numbers: NumberQuality | 'untold') {
  const facts: Pick<HealthFacts, 'agents' | 'users' | 'agentsField' | 'numbers'> = { agents: UNTOLD, users: UNTOLD, agentsField: 'untold', numbers };
  const finding = checkPeople(facts).find(({ id }) => id === 'phone-numbers');
  if (finding === undefined) throw new Error('There is no such check.');
  return tellFinding(finding, 'pt-BR');
}

test('PHN-06: a notable share of invalid numbers brings the advice, and names the integrations that made them', () => {
  expect(told({ checked: 100, invalid: 5, sources: ['Formulário do site', 'RD Station'] })).toMatchObject({
    outcome: 'warning', text: '5 números inválidos, criados por Formulário do site, RD Station.', mend: expect.stringContaining('DDI obrigatório') as unknown,
  });
});

test.each([
  ['a small share', { checked: 100, invalid: 4, sources: [] }, 'fine'],
  ['too few to tell', { checked: 19, invalid: 19, sources: [] }, 'fine'],
  ['nobody has counted', 'untold', 'unknown'],
] as const)('PHN-06: nothing is advised: %s', (_why, numbers, outcome) => {
  expect(told(numbers)).toMatchObject({ outcome });
});
