import assert from 'node:assert/strict';
import type { AgentPass } from '../agent-passes.ts';
import { after, AGENT, BEGINNING, COLLEAGUE, ELSEWHERE, HERE } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No tokens yet. */
export type AgentPassesSubject = Pick<InsideSubject, 'agentPasses'>;

const ORIGIN = 'https://app.ploomes.com';

const aPass = (wishes: Partial<AgentPass> = {}): AgentPass => ({ connection: HERE, agent: AGENT, origin: ORIGIN, expiresAt: after(60), ...wishes });

/** The exchange of a launch token for the bearer `bearer-<name>`. */
const redeem = async ({ agentPasses }: AgentPassesSubject, name: string, { origin = ORIGIN, seconds = 10 } = {}): Promise<AgentPass | 'refused'> =>
  await agentPasses.redeem(`launch-${name}`, { now: after(seconds), origin }, { hash: `bearer-${name}`, expiresAt: after(600) });

/** Keeps launch tokens and exchanges them. */
async function launched(subject: AgentPassesSubject, names: Readonly<Record<string, Partial<AgentPass>>>): Promise<void> {
  for (const [name, wishes] of Object.entries(names)) {
    await subject.agentPasses.keepLaunch(`launch-${name}`, aPass(wishes));
    await redeem(subject, name);
  }
}

/** Runs the promises of `AgentPasses` (DESIGN §7). */
export const agentPassesContract: Contract<AgentPassesSubject> = defineContract<AgentPassesSubject>({
  'exchanges a launch token for a bearer of the same agent': async (subject) => {
    await subject.agentPasses.keepLaunch('launch-1', aPass());
    assert.deepEqual(await redeem(subject, '1'), aPass({ expiresAt: after(600) }));
  },
  'finds the pass of a bearer': async (subject) => {
    await launched(subject, { 1: {}, 2: { agent: COLLEAGUE } });
    assert.deepEqual(await subject.agentPasses.find('bearer-2', after(20)), aPass({ agent: COLLEAGUE, expiresAt: after(600) }));
  },
  'takes no launch token for a bearer': async ({ agentPasses }) => {
    await agentPasses.keepLaunch('launch-1', aPass());
    assert.equal(await agentPasses.find('launch-1', BEGINNING), undefined);
  },
  'refuses a launch token that it does not know': async (subject) => {
    assert.equal(await redeem(subject, 'unknown'), 'refused');
  },
  'refuses a launch token that was used': async (subject) => {
    await launched(subject, { 1: {} });
    assert.equal(await subject.agentPasses.redeem('launch-1', { now: after(11), origin: ORIGIN }, { hash: 'bearer-again', expiresAt: after(600) }), 'refused');
  },
  'lets the bearer stand when its launch token comes again': async (subject) => {
    await launched(subject, { 1: {} });
    await subject.agentPasses.redeem('launch-1', { now: after(11), origin: 'https://evil.example' }, { hash: 'bearer-again', expiresAt: after(600) });
    assert.deepEqual(await subject.agentPasses.find('bearer-1', after(20)), aPass({ expiresAt: after(600) }));
  },
  'refuses a launch token that is over': async (subject) => {
    await subject.agentPasses.keepLaunch('launch-1', aPass());
    assert.equal(await redeem(subject, '1', { seconds: 60 }), 'refused');
  },
  'refuses a launch token in a page of another origin': async (subject) => {
    await subject.agentPasses.keepLaunch('launch-1', aPass());
    assert.equal(await redeem(subject, '1', { origin: 'https://evil.example' }), 'refused');
  },
  'uses up a launch token that was shown in a page of another origin': async (subject) => {
    await subject.agentPasses.keepLaunch('launch-1', aPass());
    await redeem(subject, '1', { origin: 'https://evil.example' });
    assert.equal(await redeem(subject, '1'), 'refused');
  },
  'gives one bearer to those who come at once with the same launch token': async (subject) => {
    await subject.agentPasses.keepLaunch('launch-1', aPass());
    const hashes = Array.from({ length: 8 }, (_, place) => `bearer-${place}`);
    const given = await Promise.all(hashes.map(async (hash) => await subject.agentPasses.redeem('launch-1', { now: after(1), origin: ORIGIN }, { hash, expiresAt: after(600) })));
    const found = await Promise.all(hashes.map(async (hash) => await subject.agentPasses.find(hash, after(2))));
    assert.deepEqual([given.filter((one) => one !== 'refused').length, found.filter((one) => one !== undefined).length], [1, 1]);
  },
  'finds no bearer that is over': async (subject) => {
    await launched(subject, { 1: {} });
    assert.equal(await subject.agentPasses.find('bearer-1', after(600)), undefined);
  },
  'withdraws the bearers of one agent alone': async (subject) => {
    await launched(subject, { 1: {}, 2: { agent: COLLEAGUE }, 3: { connection: ELSEWHERE } });
    await subject.agentPasses.withdraw(HERE, AGENT);
    const left = await Promise.all(['bearer-1', 'bearer-2', 'bearer-3'].map(async (hash) => (await subject.agentPasses.find(hash, after(20))) !== undefined));
    assert.deepEqual(left, [false, true, true]);
  },
  'withdraws launch tokens with the bearers': async (subject) => {
    await subject.agentPasses.keepLaunch('launch-1', aPass());
    await subject.agentPasses.withdraw(HERE, AGENT);
    assert.equal(await redeem(subject, '1'), 'refused');
  },
  'withdraws all tokens of a connection alone': async (subject) => {
    await launched(subject, { 1: {}, 2: { agent: COLLEAGUE }, 3: { connection: ELSEWHERE } });
    await subject.agentPasses.withdraw(HERE);
    const left = await Promise.all(['bearer-1', 'bearer-2', 'bearer-3'].map(async (hash) => (await subject.agentPasses.find(hash, after(20))) !== undefined));
    assert.deepEqual(left, [false, false, true]);
  },
  'forgets what is over, and nothing else': async (subject) => {
    await launched(subject, { 1: {} });
    await subject.agentPasses.keepLaunch('launch-2', aPass({ expiresAt: after(900) }));
    await subject.agentPasses.trim(after(600));
    assert.deepEqual([await subject.agentPasses.find('bearer-1', after(20)), await redeem(subject, '2')], [undefined, aPass({ expiresAt: after(600) })]);
  },
});
