import { expect, test } from 'vitest';
import type { Contract } from '../../../../src/ports/contracts/index.ts';

/** Turns a good subject into one that breaks one promise. */
export type Saboteur<Subject> = (subject: Subject) => Subject;

/**
 * Proves a contract: it has a saboteur for each clause and no more, a good subject breaks no clause, and each saboteur breaks
 * the clause that it is named for and no other.
 */
export function provesEveryClause<Subject extends object>(
  contract: Contract<Subject>,
  good: () => Promise<Subject>,
  saboteurs: Readonly<Record<string, Saboteur<Subject>>>,
): void {
  const clauses = [...runsOf(contract, good).keys()];

  test('every clause has its saboteur', () => {
    expect(Object.keys(saboteurs).toSorted()).toEqual(clauses.toSorted());
  });

  test.each(Object.keys(saboteurs))('only this clause catches its saboteur: %s', async (clause) => {
    const sabotage = saboteurs[clause] ?? ((subject) => subject);
    expect(await brokenClauses(contract, async () => sabotage(await good()))).toEqual([clause]);
  });
}

function runsOf<Subject extends object>(contract: Contract<Subject>, factory: () => Promise<Subject>): ReadonlyMap<string, () => Promise<void>> {
  const runs = new Map<string, () => Promise<void>>();
  contract((name, run) => runs.set(name, run), async () => Object.assign(await factory(), { dispose: async () => undefined }));
  return runs;
}

async function brokenClauses<Subject extends object>(contract: Contract<Subject>, factory: () => Promise<Subject>): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [name, run] of runsOf(contract, factory)) {
    await run().catch(() => broken.push(name));
  }
  return broken;
}
