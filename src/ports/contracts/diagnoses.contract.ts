import assert from 'node:assert/strict';
import { after, BEGINNING, ELSEWHERE, HERE } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No diagnoses yet. */
export type DiagnosesSubject = Pick<InsideSubject, 'diagnoses'>;

/** Runs the promises of `Diagnoses` (ACT-07). */
export const diagnosesContract: Contract<DiagnosesSubject> = defineContract<DiagnosesSubject>({
  'gives back the diagnosis of each connection whole': async ({ diagnoses }) => {
    await diagnoses.keep({ connection: HERE, at: BEGINNING, value: { findings: [1] } });
    await diagnoses.keep({ connection: ELSEWHERE, at: after(60), value: 'fine' });
    const listed = (await diagnoses.list()).toSorted((a, b) => (a.connection === HERE ? -1 : 1) - (b.connection === HERE ? -1 : 1));
    assert.deepEqual(listed, [{ connection: HERE, at: BEGINNING, value: { findings: [1] } }, { connection: ELSEWHERE, at: after(60), value: 'fine' }]);
  },
  'keeps the last one alone': async ({ diagnoses }) => {
    await diagnoses.keep({ connection: HERE, at: BEGINNING, value: 'old' });
    await diagnoses.keep({ connection: HERE, at: after(60), value: 'new' });
    assert.deepEqual((await diagnoses.list()).map(({ value }) => value), ['new']);
  },
  'is not changed by one that is older': async ({ diagnoses }) => {
    await diagnoses.keep({ connection: HERE, at: after(60), value: 'new' });
    await diagnoses.keep({ connection: HERE, at: BEGINNING, value: 'old' });
    assert.deepEqual((await diagnoses.list()).map(({ value }) => value), ['new']);
  },
});
