import assert from 'node:assert/strict';
import type { PartId, Sighting } from '../../domain/attendance/sighting.ts';
import type { ChatDone } from '../attendance-actions.ts';
import type { AttendanceActionsSubject as Subject } from './attendance-actions-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;

async function now({ registry }: Subject, part: PartId): Promise<Sighting> {
  const sighting = await registry.findPart(part);
  assert.ok(sighting !== undefined, 'the part was not found');
  return sighting;
}

const reasonOf = (done: ChatDone<object>): string | false => done.outcome === 'refused' && done.because;

/** How a session goes to somebody else, or ends (PAN-06, PAN-07). */
export const handingOverClauses: Clauses<Subject> = {
  'hands a part over to an agent': async (subject) => {
    const part = await subject.start(subject.group);
    assert.equal((await subject.actions.transfer(part, { agent: subject.otherAgent }, subject.agent)).outcome, 'done');
    assert.equal((await now(subject, part)).agent?.id, subject.otherAgent);
  },
  'hands a part over to a group, where it waits': async (subject) => {
    const part = await subject.start(subject.group);
    assert.equal((await subject.actions.transfer(part, { group: subject.otherGroup }, subject.agent)).outcome, 'done');
    const { group, state } = await now(subject, part);
    assert.deepEqual([group?.id, state], [subject.otherGroup, 'waiting']);
  },
  'leaves a part where it is when it is handed over again': async (subject) => {
    const part = await subject.start(subject.group);
    await subject.actions.transfer(part, { group: subject.otherGroup }, subject.agent);
    const before = await now(subject, part);
    await subject.passTime(MINUTE_MS);
    assert.equal((await subject.actions.transfer(part, { group: subject.otherGroup }, subject.agent)).outcome, 'done');
    assert.deepEqual(await now(subject, part), before);
  },
  'hands nothing over to an agent who is away': async ({ actions, start, group, agent, agentAway }) => {
    assert.equal(reasonOf(await actions.transfer(await start(group), { agent: agentAway }, agent)), 'agent-unavailable');
  },
  'hands nothing over to a group without anybody': async ({ actions, start, group, agent, emptyGroup }) => {
    assert.equal(reasonOf(await actions.transfer(await start(group), { group: emptyGroup }, agent)), 'group-empty');
  },
  'hands over no part that ended': async ({ actions, start, end, group, agent, otherGroup }) => {
    const part = await start(group);
    await end(part);
    assert.equal(reasonOf(await actions.transfer(part, { group: otherGroup }, agent)), 'session-ended');
  },
  'hands over no part that never was': async ({ actions, unknownPart, agent, otherGroup }) => {
    assert.equal(reasonOf(await actions.transfer(unknownPart, { group: otherGroup }, agent)), 'session-unknown');
  },
  'lists the agents who may be given a part, and those who cannot take it now': async ({ actions, start, group, otherAgent, agentAway }) => {
    const { agents } = await actions.targets(await start(group));
    const stateOf = new Map(agents.map(({ id, state }) => [id, state]));
    assert.deepEqual([stateOf.get(otherAgent), stateOf.get(agentAway)], ['available', 'offline']);
  },
  'lists the groups that may be given a part, with how many of their agents are there': async ({ actions, start, group, otherGroup, emptyGroup }) => {
    const { groups } = await actions.targets(await start(group));
    const countOf = new Map(groups.map(({ id, agentsAvailable }) => [id, agentsAvailable]));
    assert.deepEqual([countOf.get(otherGroup), countOf.get(emptyGroup)], [1, 0]);
  },
  'ends a part': async (subject) => {
    const part = await subject.start(subject.group);
    assert.equal((await subject.actions.close(part, subject.agent)).outcome, 'done');
    assert.equal((await now(subject, part)).state, 'closed');
  },
  'changes nothing about a part that has ended when it is ended again': async (subject) => {
    const part = await subject.start(subject.group);
    await subject.actions.close(part, subject.agent);
    const before = await now(subject, part);
    await subject.passTime(MINUTE_MS);
    assert.equal((await subject.actions.close(part, subject.agent)).outcome, 'done');
    assert.deepEqual(await now(subject, part), before);
  },
  'ends no part that never was': async ({ actions, unknownPart, agent }) => {
    assert.equal(reasonOf(await actions.close(unknownPart, agent)), 'session-unknown');
  },
  'ends no part without a classification where its group asks for one': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    assert.equal(reasonOf(await subject.actions.close(part, subject.agent)), 'classification-missing');
    assert.equal((await now(subject, part)).state, 'open');
  },
};
