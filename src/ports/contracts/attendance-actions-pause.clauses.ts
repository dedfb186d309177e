import assert from 'node:assert/strict';
import type { AttendanceActionsSubject as Subject } from './attendance-actions-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;

/** Whether agents take sessions, and their calls (PAN-08, PAN-09). */
export const pausingClauses: Clauses<Subject> = {
  'lists reasons for a pause, each once, with how long it is where that is set': async ({ actions }) => {
    const reasons = await actions.pauseReasons();
    assert.equal(new Set(reasons.map(({ id }) => id)).size, reasons.length);
    assert.ok(reasons.some(({ minutes }) => minutes === 15), 'the standard pause of 15 minutes is missing');
  },
  'pauses an agent, and tells the reason and since when': async ({ actions, agent, passTime, now }) => {
    const [reason] = await actions.pauseReasons();
    await passTime(MINUTE_MS);
    const before = await now();
    assert.equal((await actions.pause(agent, reason?.id ?? '')).outcome, 'done');
    await passTime(MINUTE_MS);
    const { state, reasonId, since } = await actions.availability(agent);
    assert.deepEqual([state, reasonId], ['paused', reason?.id]);
    assert.ok(since !== undefined && since >= before && since < (await now()), 'the time is another one');
  },
  'pauses for no reason that is not there': async ({ actions, agent }) => {
    const done = await actions.pause(agent, '9999');
    assert.equal(done.outcome === 'refused' && done.because, 'not-allowed');
  },
  'brings an agent back from a pause': async ({ actions, agent }) => {
    await actions.pause(agent, (await actions.pauseReasons())[0]?.id ?? '');
    assert.equal((await actions.resume(agent)).outcome, 'done');
    assert.equal((await actions.availability(agent)).state, 'available');
  },
  'tells that an agent is away': async ({ actions, agentAway }) => {
    assert.equal((await actions.availability(agentAway)).state, 'offline');
  },
  'lists the groups of an agent': async ({ actions, otherAgent, otherGroup }) => {
    assert.deepEqual((await actions.groupsOf(otherAgent)).map(({ id }) => id), [otherGroup]);
  },
  'gives the recording of a call to its part when the call is over': async ({ actions, conversations, start, group, agent, now }) => {
    const part = await start(group);
    const ref = await actions.upload({ name: 'ligacao.mp3', contentType: 'audio/mpeg', body: new TextEncoder().encode('mp3') });
    const call = { agentId: agent, callId: 'call-1' };
    await actions.noteCall({ ...call, part, phone: '5511987654321', direction: 'out', at: await now() });
    assert.deepEqual(await conversations.recordings(part), []);
    await actions.finishCall({ ...call, at: await now(), recordingRef: ref });
    assert.deepEqual((await conversations.recordings(part)).map((recording) => recording.ref), [ref]);
  },
};
