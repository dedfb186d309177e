import type { NonEmpty } from '../kernel/non-empty.ts';
import { isNonEmpty } from '../kernel/non-empty.ts';
import type { Agent, AgentId, CrmUser, CrmUserId } from './agent.ts';

/** Both sides' accounts, as they are now. The agent asked about may or may not be listed. */
export interface EligibilityFacts {
  readonly allAgents: readonly Agent[];
  readonly crmUsers: readonly CrmUser[];
}

/** A condition of AGT-01 that an agent fails. */
export type EligibilityProblem =
  | 'profile-not-agent'
  | 'no-chat-token'
  | 'no-email'
  | 'email-shared-by-agents'
  | 'no-crm-user'
  | 'crm-user-shared';

/** Whether an agent's sessions are credited to a CRM user, or every reason why not (AGT-01, AGT-06). */
export type Eligibility =
  | { readonly outcome: 'integrated'; readonly crmUserId: CrmUserId }
  | { readonly outcome: 'not-integrated'; readonly because: NonEmpty<EligibilityProblem> };

/**
 * Tells whether an agent is integrated, and if not, every condition that fails (AGT-01, AGT-06).
 *
 * The chat's accounts count whether active or not, since a retired account with the same e-mail still makes it unclear whose
 * it is. CRM users who are suspended, and those of integrations, do not count. Without an e-mail the conditions on it
 * are not judged.
 */
export function decideEligibility(agent: Agent, { allAgents, crmUsers }: EligibilityFacts): Eligibility {
  const email = comparable(agent.email);
  const users = email === '' ? [] : distinctIds(crmUsers.filter((user) => canServe(user) && comparable(user.email) === email));
  const [crmUserId] = users;
  const because = [...accountProblems(agent), ...emailProblems(agent, allAgents, users.length)];
  if (isNonEmpty(because)) return { outcome: 'not-integrated', because };
  return crmUserId === undefined ? { outcome: 'not-integrated', because: ['no-crm-user'] } : { outcome: 'integrated', crmUserId };
}

/** Why a CRM user is no integrated agent: no account answers to it, or what is wrong with the one that does. */
export type UserEligibility =
  | { readonly outcome: 'integrated'; readonly agentId: AgentId }
  | {
      readonly outcome: 'not-integrated';
      readonly because: NonEmpty<EligibilityProblem | 'user-suspended' | 'integration-user' | 'no-agent'>;
    };

/** The same question asked from the CRM's side: may this user attend, and why not (AGT-06). */
export function decideUserEligibility(user: CrmUser, facts: EligibilityFacts): UserEligibility {
  if (user.integration) return { outcome: 'not-integrated', because: ['integration-user'] };
  if (user.suspended) return { outcome: 'not-integrated', because: ['user-suspended'] };
  const email = comparable(user.email);
  if (email === '') return { outcome: 'not-integrated', because: ['no-email'] };

  const [agent] = facts.allAgents.filter((other) => comparable(other.email) === email).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  if (!agent) return { outcome: 'not-integrated', because: ['no-agent'] };
  const listed = facts.crmUsers.some(({ id }) => id === user.id) ? facts.crmUsers : [...facts.crmUsers, user];
  const found = decideEligibility(agent, { ...facts, crmUsers: listed });
  return found.outcome === 'integrated' ? { outcome: 'integrated', agentId: agent.id } : found;
}

const accountProblems = ({ profile, hasChatToken }: Agent): readonly EligibilityProblem[] => [
  ...(profile === 'other' ? (['profile-not-agent'] as const) : []),
  ...(hasChatToken ? [] : (['no-chat-token'] as const)),
];

function emailProblems(agent: Agent, allAgents: readonly Agent[], userCount: number): readonly EligibilityProblem[] {
  const email = comparable(agent.email);
  if (email === '') return ['no-email'];
  const isShared = allAgents.some((other) => other.id !== agent.id && comparable(other.email) === email);
  return [
    ...(isShared ? (['email-shared-by-agents'] as const) : []),
    ...(userCount === 0 ? (['no-crm-user'] as const) : []),
    ...(userCount > 1 ? (['crm-user-shared'] as const) : []),
  ];
}

const canServe = ({ suspended, integration }: CrmUser): boolean => !suspended && !integration;

const distinctIds = (users: readonly CrmUser[]): readonly CrmUserId[] => [...new Set(users.map(({ id }) => id))];

/** Case and spaces are ignored (AGT-01). */
const comparable = (email = ''): string => email.replace(/\s+/g, '').toLowerCase();
