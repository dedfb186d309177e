import assert from 'node:assert/strict';

/** Registers one clause with any test runner: `test` of node:test, vitest, jest and their like fits as it is. */
export type DeclareTest = (name: string, run: () => Promise<void>) => unknown;

/** A promise of the port that an adapter cannot keep, and why. */
export interface Exemption {
  readonly clause: string;
  readonly reason: string;
}

/** Makes a fresh subject for each clause, with what has to be let go of afterwards. */
export type SubjectFactory<Subject> = () => Promise<Subject & { dispose?(): Promise<void> }>;

/** Checks an adapter against every promise of its port, one test for each clause. */
export type Contract<Subject> = (test: DeclareTest, factory: SubjectFactory<Subject>, exemptions?: readonly Exemption[]) => void;

/** The promises of a port: sentences, each with what proves it. */
export type Clauses<Subject> = Readonly<Record<string, (subject: Subject) => Promise<void>>>;

/**
 * Makes a contract of clauses. An exemption that names no clause fails, so that exemptions cannot rot.
 *
 * @example
 * inboxContract(test, async () => createMySubject(), [{ clause: 'keeps …', reason: 'the remote API forgets' }]);
 */
export function defineContract<Subject>(clauses: Clauses<Subject>): Contract<Subject> {
  return (test, factory, exemptions = []) => {
    for (const { clause, reason } of exemptions) {
      assert.ok(clause in clauses, `An exemption names a clause that the contract does not have: "${clause}".`);
      assert.notEqual(reason.trim(), '', `The exemption from "${clause}" gives no reason.`);
    }
    const exempt = new Set(exemptions.map(({ clause }) => clause));
    for (const [name, clause] of Object.entries(clauses)) {
      if (!exempt.has(name)) test(name, () => checked(clause, factory));
    }
  };
}

async function checked<Subject>(clause: (subject: Subject) => Promise<void>, factory: SubjectFactory<Subject>): Promise<void> {
  const subject = await factory();
  try {
    await clause(subject);
  } finally {
    await subject.dispose?.();
  }
}
