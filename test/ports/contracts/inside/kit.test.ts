import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { defineContract } from '../../../../src/ports/contracts/index.ts';

const contract = defineContract<{ readonly answer: number }>({
  'answers with a number above ten': async ({ answer }) => assert.ok(answer > 10),
  'answers with an even number': async ({ answer }) => assert.equal(answer % 2, 0),
});

/** Runs a contract as a test runner would, and tells which clauses held. */
async function run(factory: Parameters<typeof contract>[1], exemptions: Parameters<typeof contract>[2] = []) {
  const clauses: [string, () => Promise<void>][] = [];
  contract((name, clause) => clauses.push([name, clause]), factory, exemptions);
  const outcomes = await Promise.allSettled(clauses.map(([, clause]) => clause()));
  return clauses.map(([name], place) => [name, outcomes[place]?.status] as const);
}

describe('the contract kit', () => {
  test('runs every clause, and tells which hold', async () => {
    expect(await run(async () => ({ answer: 8 }))).toEqual([
      ['answers with a number above ten', 'rejected'],
      ['answers with an even number', 'fulfilled'],
    ]);
  });

  test('gives each clause a fresh subject, and lets go of it whether or not the clause holds', async () => {
    let made = 0;
    let disposed = 0;
    await run(async () => ((made += 1), { answer: 8, dispose: async () => void (disposed += 1) }));
    expect([made, disposed]).toEqual([2, 2]);
  });

  test('leaves out a clause that an adapter is exempt from', async () => {
    const outcome = await run(async () => ({ answer: 12 }), [{ clause: 'answers with an even number', reason: 'the remote counts in threes' }]);
    expect(outcome.map(([name]) => name)).toEqual(['answers with a number above ten']);
  });

  test('refuses an exemption from a clause that it does not have', async () => {
    await expect(run(async () => ({ answer: 12 }), [{ clause: 'answers fast', reason: 'it is slow' }])).rejects.toThrow('answers fast');
  });

  test('refuses an exemption without a reason', async () => {
    await expect(run(async () => ({ answer: 12 }), [{ clause: 'answers with an even number', reason: ' ' }])).rejects.toThrow('no reason');
  });
});
