import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideEligibility, decideUserEligibility, type EligibilityFacts } from '../../../src/domain/agent/eligibility.ts';
import { agent, crmUser, eligibilityFacts } from '../../arbitraries/agent.ts';

const reversed = ({ allAgents, crmUsers }: EligibilityFacts): EligibilityFacts => ({
  allAgents: allAgents.toReversed(),
  crmUsers: crmUsers.toReversed(),
});

test('AGT-01: the order of the accounts never matters', () => {
  fc.assert(
    fc.property(agent(), crmUser(), eligibilityFacts(), (someone, user, facts) => {
      expect(decideEligibility(someone, reversed(facts))).toEqual(decideEligibility(someone, facts));
      expect(decideUserEligibility(user, reversed(facts))).toEqual(decideUserEligibility(user, facts));
    }),
  );
});

test('AGT-01: an integrated agent meets every condition of the rule', () => {
  fc.assert(
    fc.property(eligibilityFacts(), (facts) => {
      for (const someone of facts.allAgents) {
        const found = decideEligibility(someone, facts);
        if (found.outcome === 'not-integrated') continue;
        const email = someone.email?.trim().toLowerCase();
        expect(someone.hasChatToken && someone.profile !== 'other').toBe(true);
        expect(email).toBeTruthy();
        expect(facts.allAgents.filter((other) => other.email?.trim().toLowerCase() === email)).toHaveLength(1);
        expect(facts.crmUsers.find(({ id }) => id === found.crmUserId)?.email?.trim().toLowerCase()).toBe(email);
      }
    }),
  );
});

test('AGT-01: no reason is named twice, and no two agents get one user', () => {
  fc.assert(
    fc.property(eligibilityFacts(), (facts) => {
      const found = facts.allAgents.map((someone) => decideEligibility(someone, facts));
      for (const one of found) if (one.outcome === 'not-integrated') expect(new Set(one.because).size).toBe(one.because.length);
      const users = found.flatMap((one) => (one.outcome === 'integrated' ? [one.crmUserId] : []));
      expect(new Set(users).size).toBe(users.length);
    }),
  );
});

test('AGT-06: both sides give one answer', () => {
  fc.assert(
    fc.property(eligibilityFacts(), (facts) => {
      for (const user of facts.crmUsers) {
        const fromUser = decideUserEligibility(user, facts);
        const agents = facts.allAgents.filter((someone) => {
          const found = decideEligibility(someone, facts);
          return found.outcome === 'integrated' && found.crmUserId === user.id;
        });
        expect(fromUser.outcome === 'integrated' ? [fromUser.agentId] : []).toEqual(agents.map(({ id }) => id));
      }
    }),
  );
});
