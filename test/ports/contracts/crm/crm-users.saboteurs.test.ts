import { describe } from 'vitest';
import type { CrmUser } from '../../../../src/domain/agent/agent.ts';
import { crmUsersContract, type CrmUsersSubject } from '../../../../src/ports/contracts/index.ts';
import { inMemoryUsers } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

const listing = (twist: (users: readonly CrmUser[]) => readonly CrmUser[]): Saboteur<CrmUsersSubject> => (subject) => ({
  ...subject,
  users: { list: async () => twist(await subject.users.list()) },
});

describe('the contract of CrmUsers', () => {
  provesEveryClause(crmUsersContract, inMemoryUsers, {
    'lists a user with name and e-mail': listing((users) => users.map(({ email: _email, ...user }) => user)),
    'marks a suspended user as such': listing((users) => users.map((user) => ({ ...user, suspended: false }))),
    "marks an integration's user as such": listing((users) => users.map((user) => ({ ...user, integration: false }))),
    'marks nobody else': listing((users) => users.map((user) => ({ ...user, suspended: true }))),
    'lists everybody once': listing((users) => [...users, ...users]),
  });
});
