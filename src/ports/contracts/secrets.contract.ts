import assert from 'node:assert/strict';
import { ELSEWHERE, HERE } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No secrets yet. */
export type SecretsSubject = Pick<InsideSubject, 'secrets'>;

/** Runs the promises of `Secrets`. */
export const secretsContract: Contract<SecretsSubject> = defineContract<SecretsSubject>({
  'gives back what was put under a name': async ({ secrets }) => {
    await secrets.put(HERE, 'ploomes', 'sealed-1');
    await secrets.put(HERE, 'neppo', 'sealed-2');
    assert.equal(await secrets.find(HERE, 'ploomes'), 'sealed-1');
  },
  'replaces what stood under a name': async ({ secrets }) => {
    await secrets.put(HERE, 'ploomes', 'sealed-1');
    await secrets.put(HERE, 'ploomes', 'sealed-2');
    assert.equal(await secrets.find(HERE, 'ploomes'), 'sealed-2');
  },
  'has nothing under a name that was never put': async ({ secrets }) => {
    assert.equal(await secrets.find(HERE, 'ploomes'), undefined);
  },
  'tells secrets of two connections apart': async ({ secrets }) => {
    await secrets.put(HERE, 'ploomes', 'sealed-1');
    assert.equal(await secrets.find(ELSEWHERE, 'ploomes'), undefined);
  },
});
