import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planChatClient, type ChatClientPlanFacts } from '../../../src/domain/index.ts';
import { chatClientPlanFacts } from '../../arbitraries/synchronisation.ts';

test('SYN-03: the order in which clients and contacts were found never matters, nor does finding them twice', () => {
  const shuffled = chatClientPlanFacts().chain((facts) =>
    fc.tuple(
      fc.constant(facts),
      fc.record({
        candidates: fc.shuffledSubarray([...facts.candidates, ...facts.candidates], { minLength: facts.candidates.length * 2 }),
        rivals: fc.shuffledSubarray([...facts.rivals, ...facts.rivals], { minLength: facts.rivals.length * 2 }),
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([facts, again]) => {
      const [plan, other] = [planChatClient(facts), planChatClient({ ...facts, ...again })];
      expect(other.match).toEqual(plan.match);
      const inOrder = (steps: ChatClientSteps): readonly string[] => steps.map((step) => JSON.stringify(step)).toSorted();
      expect(inOrder(other.steps)).toEqual(inOrder(plan.steps));
    }),
  );
});

test('SYN-01, SYN-04: a number or a name of the CRM is never written, and a number of the chat only where there is none', () => {
  fc.assert(
    fc.property(chatClientPlanFacts(), (facts) => {
      for (const step of planChatClient(facts).steps) {
        if (step.type === 'WriteContact') expect(['link', 'client', 'email', 'cpf']).toEqual(expect.arrayContaining(Object.keys(step.change)));
        if (step.type === 'UpdateChatClient' && step.change.phone !== undefined) expect(clientIn(facts, step.client)).not.toHaveProperty('phone');
      }
    }),
  );
});

test('SYN-07: every conflict names this contact and another one', () => {
  fc.assert(
    fc.property(chatClientPlanFacts(), (facts) => {
      const { match } = planChatClient(facts);
      for (const { kept, other } of match.outcome === 'not-asked' ? [] : match.conflicts) {
        expect(kept).not.toBe(other);
        expect([kept, other]).toContain(facts.contact.id);
      }
    }),
  );
});

type ChatClientSteps = ReturnType<typeof planChatClient>['steps'];

const clientIn = ({ candidates }: ChatClientPlanFacts, wanted: string): unknown => candidates.find(({ id }) => id === wanted);
