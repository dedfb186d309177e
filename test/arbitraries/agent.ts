import fc from 'fast-check';
import { parseAgentId, parseCrmUserId, type Agent, type AgentId, type CrmUser, type CrmUserId, type EligibilityFacts } from 'vinculo/domain';
import { present } from './present.ts';

/** The chat's id of an agent, of few, so that two generated ones are often equal. */
export const agentId = (): fc.Arbitrary<AgentId> => fc.integer({ min: 1, max: 40 }).map((id) => present(parseAgentId(id)));

/** The CRM's id of a user, of few likewise. */
export const crmUserId = (): fc.Arbitrary<CrmUserId> => fc.integer({ min: 1, max: 40 }).map((id) => present(parseCrmUserId(id)));

// Few addresses, so that accounts often share one.
const accountEmail = (): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('bia', 'caio', 'davi', 'eva', 'filipe'), fc.constantFrom('@exemplo.test', '@Exemplo.Test', '@exemplo.test ')).map((parts) => parts.join(''));

/** An account of the chat, right or wrong for integration. */
export const agent = (): fc.Arbitrary<Agent> =>
  fc.record(
    {
      id: agentId(),
      userId: fc.integer({ min: 100, max: 999 }).map(String),
      name: fc.constantFrom('Bia', 'Caio', 'Davi'),
      email: fc.oneof({ weight: 9, arbitrary: accountEmail() }, { weight: 1, arbitrary: fc.constant(' ') }),
      profile: fc.constantFrom('agent', 'agent', 'supervisor-agent', 'other'),
      hasChatToken: fc.constantFrom(true, true, false),
      active: fc.boolean(),
    },
    { requiredKeys: ['id', 'name', 'profile', 'hasChatToken', 'active'] },
  );

/** An account of the CRM. */
export const crmUser = (): fc.Arbitrary<CrmUser> =>
  fc.record(
    {
      id: crmUserId(),
      name: fc.constantFrom('Bia', 'Caio', 'Davi'),
      email: accountEmail(),
      suspended: fc.constantFrom(false, false, false, true),
      integration: fc.constantFrom(false, false, false, true),
    },
    { requiredKeys: ['id', 'name', 'suspended', 'integration'] },
  );

/** The accounts of both sides; each id occurs once on its side. */
export const eligibilityFacts = (): fc.Arbitrary<EligibilityFacts> =>
  fc.record({
    allAgents: fc.uniqueArray(agent(), { maxLength: 6, selector: ({ id }) => id }),
    crmUsers: fc.uniqueArray(crmUser(), { maxLength: 6, selector: ({ id }) => id }),
  });
