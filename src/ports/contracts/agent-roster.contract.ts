import assert from 'node:assert/strict';
import type { Agent } from '../../domain/agent/agent.ts';
import type { AgentRoster } from '../agent-roster.ts';
import { defineContract } from './kit.ts';

/** An account to add, as the chat's own screens would. */
export type AgentToAdd = Pick<Agent, 'name' | 'profile' | 'hasChatToken' | 'active'> & { readonly email?: string };

/** A roster over an account that may have agents already. */
export interface AgentRosterSubject {
  readonly roster: AgentRoster;
  add(agent: AgentToAdd): Promise<void>;
  /** Lets time pass for the roster. */
  passTime(ms: number): Promise<void>;
}

const MINUTE_MS = 60_000;

/** More than two pages of any platform known. */
const CROWD = 115;

const aPerson = (wishes: Partial<AgentToAdd> = {}): AgentToAdd => ({
  name: 'Iara Teles',
  email: 'iara.teles@equipe.example',
  profile: 'agent',
  hasChatToken: true,
  active: true,
  ...wishes,
});

const SOMEBODY_ELSE = aPerson({ name: 'Ugo Reis', email: 'ugo@equipe.example' });

async function listed({ roster, add }: AgentRosterSubject, ...people: readonly AgentToAdd[]): Promise<readonly (Agent | undefined)[]> {
  for (const person of people) await add(person);
  const agents = await roster.list();
  return people.map(({ name }) => agents.find((agent) => agent.name === name));
}

/** Runs the promises of {@link AgentRoster} (AGT-01, AGT-02). */
export const agentRosterContract = defineContract<AgentRosterSubject>({
  'lists an agent by name, with its e-mail': async (subject) => {
    const [agent] = await listed(subject, aPerson());
    assert.equal(agent?.email, 'iara.teles@equipe.example');
  },
  'gives an agent without an e-mail none': async (subject) => {
    const { email: _, ...person } = aPerson();
    const [agent] = await listed(subject, person);
    assert.notEqual(agent, undefined);
    assert.equal(agent?.email, undefined);
  },
  'lists agents who were switched off, as such': async (subject) => {
    const [off, on] = await listed(subject, aPerson({ active: false }), SOMEBODY_ELSE);
    assert.deepEqual([off?.active, on?.active], [false, true]);
  },
  'tells agents from supervisor-agents': async (subject) => {
    const [agent, supervisor] = await listed(subject, aPerson(), { ...SOMEBODY_ELSE, profile: 'supervisor-agent' });
    assert.deepEqual([agent?.profile, supervisor?.profile], ['agent', 'supervisor-agent']);
  },
  'lists accounts that do not attend under the profile other': async (subject) => {
    const [agent] = await listed(subject, aPerson({ profile: 'other' }));
    assert.equal(agent?.profile, 'other');
  },
  'tells whether a chat token was generated': async (subject) => {
    const [without, having] = await listed(subject, aPerson({ hasChatToken: false }), SOMEBODY_ELSE);
    assert.deepEqual([without?.hasChatToken, having?.hasChatToken], [false, true]);
  },
  'lists all agents, each once, however many there are': async (subject) => {
    const crowd = Array.from({ length: CROWD }, (_, n) => aPerson({ name: `Agente ${n}`, email: `a${n}@equipe.example` }));
    assert.ok((await listed(subject, ...crowd)).every((agent) => agent !== undefined));
    const ids = (await subject.roster.list()).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  },
  'shows what changed after a minute at the latest': async ({ roster, add, passTime }) => {
    await roster.list();
    await add(aPerson());
    await passTime(MINUTE_MS);
    assert.ok((await roster.list()).some(({ name }) => name === 'Iara Teles'));
  },
});
