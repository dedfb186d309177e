import assert from 'node:assert/strict';
import type { CrmUser, CrmUserId } from '../../domain/agent/agent.ts';
import type { CrmUsers } from '../crm-users.ts';
import { defineContract } from './kit.ts';

/** The users of an account in which three are known: one who attends, one who is suspended, one of an integration. */
export interface CrmUsersSubject {
  readonly users: CrmUsers;
  readonly attending: { readonly id: CrmUserId; readonly name: string; readonly email: string };
  readonly suspended: CrmUserId;
  readonly integration: CrmUserId;
}

async function listed({ users }: CrmUsersSubject, id: CrmUserId): Promise<CrmUser> {
  const user = (await users.list()).find((each) => each.id === id);
  assert.ok(user !== undefined, 'the user is listed');
  return user;
}

/** Runs the promises of {@link CrmUsers} (AGT-01, ACT-07). */
export const crmUsersContract = defineContract<CrmUsersSubject>({
  'lists a user with name and e-mail': async (subject) => {
    const { name, email } = await listed(subject, subject.attending.id);
    assert.deepEqual({ name, email }, { name: subject.attending.name, email: subject.attending.email });
  },
  'marks a suspended user as such': async (subject) => {
    assert.equal((await listed(subject, subject.suspended)).suspended, true);
  },
  "marks an integration's user as such": async (subject) => {
    assert.equal((await listed(subject, subject.integration)).integration, true);
  },
  'marks nobody else': async (subject) => {
    const { suspended, integration } = await listed(subject, subject.attending.id);
    assert.deepEqual({ suspended, integration }, { suspended: false, integration: false });
  },
  'lists everybody once': async ({ users }) => {
    const ids = (await users.list()).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  },
});
