import { decideEligibility, decidePhoneAdvice, type Agent, type CrmUser } from '../../../../domain/index.ts';
import type { HealthFacts } from '../facts.ts';
import { found, type Finding } from '../findings.ts';

type PeopleFacts = Pick<HealthFacts, 'agents' | 'users' | 'agentsField' | 'numbers'>;

/** Agents that do not fit, the field for further ones, and how good the numbers are (AGT-01, AGT-07, PHN-06). */
export const checkPeople = (facts: PeopleFacts): readonly Finding[] => [
  agents(facts), found('agents-field', facts.agentsField), numbers(facts),
];

function agents({ agents: asked, users }: PeopleFacts): Finding {
  if (asked.known === 'no') return found('agents', 'untold', { code: asked.code });
  if (users.known === 'no') return found('agents', 'untold', { code: users.code });
  const expected = asked.value.filter((agent) => agent.active && isExpected(agent, users.value));
  if (expected.length === 0) return found('agents', 'none');
  const unfit = expected.flatMap((agent) => {
    const { outcome, ...why } = decideEligibility(agent, { allAgents: asked.value, crmUsers: users.value });
    return outcome === 'not-integrated' && 'because' in why ? [{ name: agent.name, because: why.because }] : [];
  });
  return unfit.length === 0 ? found('agents', 'all-fit', { count: expected.length }) : found('agents', 'some-do-not', { count: unfit.length, agents: unfit });
}

/** Who attends, and who has an account on both sides; whoever only administers the chat is not expected to fit. */
const isExpected = (agent: Agent, users: readonly CrmUser[]): boolean =>
  agent.profile !== 'other' || users.some(({ email = '' }) => email.trim() !== '' && comparable(email) === comparable(agent.email));

const comparable = (email = ''): string => email.replace(/\s+/g, '').toLowerCase();

/**
 * Ploomes tells who made a contact, and which of its users belong to an integration: those are named. A person who types wrong numbers is
 * not, nor is a form or an import that has no user of its own.
 */
function numbers({ numbers: quality, users }: PeopleFacts): Finding {
  if (quality === 'untold') return found('phone-numbers', 'untold');
  const integrations = new Map(users.known === 'yes' ? users.value.filter(({ integration }) => integration).map(({ id, name }) => [id, name]) : []);
  const advice = decidePhoneAdvice(quality.map(({ createdBy, valid, invalid }) => ({ origin: (createdBy && integrations.get(createdBy)) ?? '', valid, invalid })));
  const sum = (count: 'valid' | 'invalid'): number => quality.reduce((all, each) => all + each[count], 0);
  return advice.outcome === 'advise'
    ? found('phone-numbers', 'many-invalid', { count: sum('invalid'), names: advice.origins.map(({ origin }) => origin) })
    : found('phone-numbers', 'good', { count: sum('valid') + sum('invalid') });
}
