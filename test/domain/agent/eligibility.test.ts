import { describe, expect, test } from 'vitest';
import { parseAgentId, parseCrmUserId, type Agent, type CrmUser } from '../../../src/domain/agent/agent.ts';
import { decideEligibility, decideUserEligibility } from '../../../src/domain/agent/eligibility.ts';
import { present } from '../../arbitraries/present.ts';

const anAgent = ({ id = 15, ...rest }: Partial<Omit<Agent, 'id'>> & { id?: number } = {}): Agent => ({
  id: present(parseAgentId(id)), name: 'Bia', email: 'bia@exemplo.test', profile: 'agent', hasChatToken: true, active: true, ...rest,
});
const aUser = ({ id = 7, ...rest }: Partial<Omit<CrmUser, 'id'>> & { id?: number } = {}): CrmUser => ({
  id: present(parseCrmUserId(id)), name: 'Bia', email: 'bia@exemplo.test', suspended: false, integration: false, ...rest,
});
const bia = anAgent();
const withoutEmail: Agent = { id: bia.id, name: 'Bia', profile: 'agent', hasChatToken: true, active: true };
const facts = { allAgents: [bia], crmUsers: [aUser()] };

test('an id is a number or its text, and never empty', () => {
  expect(parseAgentId(7)).toEqual(parseAgentId(' 7 '));
  expect(parseCrmUserId(7)).toEqual(parseCrmUserId('7'));
  expect(parseAgentId('')).toEqual({ ok: false, reason: 'empty' });
  expect(parseCrmUserId(' ')).toEqual({ ok: false, reason: 'empty' });
});

describe('AGT-01: an agent is integrated', () => {
  test.each(['agent', 'supervisor-agent'] as const)('with the profile %s, a token, an e-mail of its own and a user with it', (profile) => {
    expect(decideEligibility(anAgent({ profile }), facts)).toEqual({ outcome: 'integrated', crmUserId: '7' });
  });

  test.each([' BIA@exemplo.test ', 'bia @exemplo.test'])('case and spaces of the e-mail are ignored, as in "%s"', (email) => {
    expect(decideEligibility(anAgent({ email }), facts).outcome).toBe('integrated');
    expect(decideEligibility(bia, { ...facts, crmUsers: [aUser({ email })] }).outcome).toBe('integrated');
  });

  test('whether or not it is listed among the accounts', () => {
    expect(decideEligibility(bia, { ...facts, allAgents: [] }).outcome).toBe('integrated');
    expect(decideEligibility(bia, { ...facts, allAgents: [bia, bia] }).outcome).toBe('integrated');
  });

  test('suspended users, and those of integrations, with the same e-mail do not count', () => {
    const crmUsers = [aUser({ id: 1, suspended: true }), aUser({ id: 2, integration: true }), aUser()];
    expect(decideEligibility(bia, { ...facts, crmUsers })).toEqual({ outcome: 'integrated', crmUserId: '7' });
  });
});

describe('AGT-01: each failing condition is a named reason', () => {
  const reasons = (agent: Agent, change: Partial<typeof facts> = {}): readonly string[] => {
    const found = decideEligibility(agent, { ...facts, ...change });
    return found.outcome === 'integrated' ? [] : found.because;
  };

  test('the profile is another', () => expect(reasons(anAgent({ profile: 'other' }))).toEqual(['profile-not-agent']));

  test('no token was made', () => expect(reasons(anAgent({ hasChatToken: false }))).toEqual(['no-chat-token']));

  test('there is no e-mail, so that nothing else about it is said', () => {
    expect(reasons(withoutEmail)).toEqual(['no-email']);
    expect(reasons(anAgent({ email: '  ' }), { allAgents: [anAgent({ id: 2, email: '' })], crmUsers: [aUser({ email: ' ' })] })).toEqual(['no-email']);
  });

  test('another account of the chat has the e-mail, active or not', () => {
    for (const active of [true, false]) {
      expect(reasons(bia, { allAgents: [bia, anAgent({ id: 16, email: 'BIA@exemplo.test', profile: 'other', active })] })).toEqual(['email-shared-by-agents']);
    }
  });

  test('no user has the e-mail', () => {
    expect(reasons(bia, { crmUsers: [aUser({ email: 'caio@exemplo.test' })] })).toEqual(['no-crm-user']);
    expect(reasons(bia, { crmUsers: [aUser({ suspended: true })] })).toEqual(['no-crm-user']);
    expect(reasons(bia, { crmUsers: [aUser({ integration: true })] })).toEqual(['no-crm-user']);
  });

  test('two users have the e-mail', () => expect(reasons(bia, { crmUsers: [aUser(), aUser({ id: 8 })] })).toEqual(['crm-user-shared']));

  test('all that fail are listed, in the order of the rule', () => {
    const agent = anAgent({ profile: 'other', hasChatToken: false });
    expect(reasons(agent, { allAgents: [anAgent({ id: 16 })], crmUsers: [] })).toEqual([
      'profile-not-agent', 'no-chat-token', 'email-shared-by-agents', 'no-crm-user',
    ]);
    expect(reasons({ ...withoutEmail, profile: 'other', hasChatToken: false })).toEqual(['profile-not-agent', 'no-chat-token', 'no-email']);
  });
});

describe('AGT-06: whether a user is integrated, and why not', () => {
  test('the agent is named', () => expect(decideUserEligibility(aUser(), facts)).toEqual({ outcome: 'integrated', agentId: '15' }));

  test('a user who is not listed can be asked about', () => {
    expect(decideUserEligibility(aUser(), { ...facts, crmUsers: [] })).toEqual({ outcome: 'integrated', agentId: '15' });
  });

  test.each([
    [aUser({ suspended: true }), 'user-suspended'],
    [aUser({ integration: true }), 'integration-user'],
    [aUser({ email: ' ' }), 'no-email'],
    [aUser({ email: 'caio@exemplo.test' }), 'no-agent'],
  ])('%j is refused as %s', (user, reason) => {
    expect(decideUserEligibility(user, facts)).toEqual({ outcome: 'not-integrated', because: [reason] });
  });

  test('what is wrong with the agent’s account is told', () => {
    const allAgents = [anAgent({ hasChatToken: false })];
    expect(decideUserEligibility(aUser(), { ...facts, allAgents })).toEqual({ outcome: 'not-integrated', because: ['no-chat-token'] });
    expect(decideUserEligibility(aUser(), { allAgents: [bia], crmUsers: [aUser(), aUser({ id: 8 })] })).toEqual({
      outcome: 'not-integrated', because: ['crm-user-shared'],
    });
  });
});
