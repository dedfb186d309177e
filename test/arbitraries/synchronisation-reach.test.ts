import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decidePortfolio, planChatClient } from 'vinculo/domain';
import { chatClientPlanFacts, portfolioFacts } from './synchronisation.ts';

// Fixed, since these ask what the generators can make and not what is true.
const many = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] => fc.sample(arbitrary, { numRuns: 3000, seed: 4 });

test('the generator of contacts and chat clients reaches every way to match, every way to miss and every write', () => {
  const plans = many(chatClientPlanFacts()).map(planChatClient);
  const met = new Set(
    plans.flatMap(({ match, steps }) => [
      match.outcome,
      ...(match.outcome === 'known' ? match.clients.map(({ matchedBy }) => matchedBy) : match.outcome === 'conflict' ? [] : [match.because]),
      ...steps.map((step) => (step.type === 'UnlinkChatClient' ? step.because : step.type)),
    ]),
  );
  expect([...met].toSorted()).toEqual([
    'CreateChatClient', 'UpdateChatClient', 'WriteContact', 'companies-left-out', 'conflict', 'cpf', 'email', 'external-code', 'has-another-phone',
    'known', 'link', 'linked-to-another', 'nobody-matches', 'not-asked', 'phone', 'phone-changed', 'phone-of-another', 'phone-removed', 'several-match', 'unknown',
  ]);
});

test('the generator of portfolios reaches every step and every note', () => {
  const plans = many(portfolioFacts()).map(decidePortfolio);
  const met = new Set(plans.flatMap(({ steps, notes }) => [...steps.map((step) => (step.type === 'AssociateAgent' ? step.because : step.type)), ...notes.map(({ type }) => type)]));
  expect([...met].toSorted()).toEqual(['DissociateAgent', 'WriteAgentsField', 'field', 'owner', 'owner-left-out', 'owner-put-back']);
});
