import assert from 'node:assert/strict';
import type { ClassificationNode } from '../attendance-actions.ts';
import type { AttendanceActionsSubject as Subject } from './attendance-actions-subject.ts';
import type { Clauses } from './kit.ts';

const leavesOf = (node: ClassificationNode | undefined): readonly ClassificationNode[] =>
  node === undefined ? [] : node.children.length === 0 ? [node] : node.children.flatMap(leavesOf);

/** The id of what can be chosen under a label. */
async function leaf({ actions, strictGroup }: Subject, label: string): Promise<string> {
  const { tree } = await actions.classificationOf(strictGroup);
  const found = leavesOf(tree).find((node) => node.label === label);
  assert.ok(found !== undefined, `there is no ${label} to choose`);
  return found.id;
}

const labelOf = async ({ registry }: Subject, part: Parameters<Subject['registry']['findPart']>[0]): Promise<string | undefined> =>
  (await registry.classificationOf([part]))?.label;

/** What sessions were about (PAN-07, PAN-10). */
export const classifyingClauses: Clauses<Subject> = {
  'tells whether a group asks for a classification': async ({ actions, strictGroup, group }) => {
    assert.deepEqual([(await actions.classificationOf(strictGroup)).mandatory, (await actions.classificationOf(group)).mandatory], ['yes', 'no']);
  },
  'tells what can be chosen in a group': async ({ actions, strictGroup, leaves }) => {
    const { tree } = await actions.classificationOf(strictGroup);
    assert.deepEqual(leavesOf(tree).map(({ label }) => label).toSorted(), leaves.toSorted());
  },
  'classifies a part, with a comment': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    const nodeId = await leaf(subject, subject.leaves[0]);
    assert.equal((await subject.actions.classify(part, { nodeId, comment: 'até sexta' }, subject.agent)).outcome, 'done');
    assert.deepEqual(await subject.registry.classificationOf([part]), { label: subject.leaves[0], comment: 'até sexta' });
  },
  'ends a part that was classified': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    await subject.actions.classify(part, { nodeId: await leaf(subject, subject.leaves[0]) }, subject.agent);
    assert.equal((await subject.actions.close(part, subject.agent)).outcome, 'done');
  },
  'replaces what was chosen before': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    for (const label of subject.leaves) {
      const fields = [{ id: (await subject.actions.fieldsOf(await leaf(subject, subject.leaves[1])))[0]?.id ?? '', value: '10' }];
      await subject.actions.classify(part, { nodeId: await leaf(subject, label), ...(label === subject.leaves[1] ? { fields } : {}) }, subject.agent);
    }
    assert.equal(await labelOf(subject, part), subject.leaves[1]);
  },
  'classifies a part that has ended': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    await subject.end(part);
    assert.equal((await subject.actions.classify(part, { nodeId: await leaf(subject, subject.leaves[0]) }, subject.agent)).outcome, 'done');
    assert.equal(await labelOf(subject, part), subject.leaves[0]);
  },
  'classifies no part that never was': async (subject) => {
    const done = await subject.actions.classify(subject.unknownPart, { nodeId: await leaf(subject, subject.leaves[0]) }, subject.agent);
    assert.equal(done.outcome === 'refused' && done.because, 'session-unknown');
  },
  'tells the fields that are asked for beside a choice, and of others none': async (subject) => {
    const fields = await subject.actions.fieldsOf(await leaf(subject, subject.leaves[1]));
    assert.deepEqual(fields.map(({ label, type, required }) => [label, type, required]), [[subject.field, 'text', 'yes']]);
    assert.deepEqual(await subject.actions.fieldsOf(await leaf(subject, subject.leaves[0])), []);
  },
  'classifies nothing while a field is empty that has to be filled in': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    const nodeId = await leaf(subject, subject.leaves[1]);
    const [field] = await subject.actions.fieldsOf(nodeId);
    const done = await subject.actions.classify(part, { nodeId, fields: [{ id: field?.id ?? '', value: '' }] }, subject.agent);
    assert.equal(done.outcome === 'refused' && done.because, 'classification-missing');
    assert.equal(await labelOf(subject, part), undefined);
  },
  'lists the parts of an agent that ended without a classification, until they have one': async (subject) => {
    const part = await subject.start(subject.strictGroup);
    await subject.end(part);
    const { total, sessions } = await subject.actions.pending(subject.agent, { page: 0, size: 10 });
    assert.deepEqual([total, sessions.map((session) => session.part)], [1, [part]]);
    await subject.actions.classify(part, { nodeId: await leaf(subject, subject.leaves[0]) }, subject.agent);
    assert.deepEqual(await subject.actions.pending(subject.agent, { page: 0, size: 10 }), { total: 0, sessions: [] });
  },
  'lists no parts of other agents as waiting for a classification': async ({ actions, start, end, strictGroup, otherAgent }) => {
    await end(await start(strictGroup));
    assert.deepEqual(await actions.pending(otherAgent, { page: 0, size: 10 }), { total: 0, sessions: [] });
  },
};
