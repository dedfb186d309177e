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
  'names each connection that has secrets once': async ({ secrets }) => {
    await secrets.put(HERE, 'ploomes', 'sealed-1');
    await secrets.put(HERE, 'neppo', 'sealed-2');
    await secrets.put(ELSEWHERE, 'neppo', 'sealed-3');
    assert.deepEqual((await secrets.connections()).toSorted(), [ELSEWHERE, HERE]);
  },
  'names what a connection has sealed values under, in the order of the texts': async ({ secrets }) => {
    for (const name of ['validation-key', 'crm', 'chat']) await secrets.put(HERE, name, 'sealed');
    assert.deepEqual(await secrets.names(HERE), ['chat', 'crm', 'validation-key']);
  },
  'names nothing of another connection': async ({ secrets }) => {
    await secrets.put(ELSEWHERE, 'crm', 'sealed');
    assert.deepEqual(await secrets.names(HERE), []);
  },
  'replaces a value that is still the one that is named': async ({ secrets }) => {
    await secrets.put(HERE, 'crm', 'sealed-1');
    assert.equal(await secrets.replace(HERE, 'crm', { from: 'sealed-1', to: 'sealed-2' }), 'replaced');
    assert.equal(await secrets.find(HERE, 'crm'), 'sealed-2');
  },
  'leaves a value that was changed meanwhile, and says so': async ({ secrets }) => {
    await secrets.put(HERE, 'crm', 'changed');
    assert.equal(await secrets.replace(HERE, 'crm', { from: 'sealed-1', to: 'sealed-2' }), 'changed');
    assert.equal(await secrets.find(HERE, 'crm'), 'changed');
  },
  'replaces the value of one connection alone': async ({ secrets }) => {
    for (const connection of [HERE, ELSEWHERE]) await secrets.put(connection, 'crm', 'sealed-1');
    await secrets.replace(HERE, 'crm', { from: 'sealed-1', to: 'sealed-2' });
    assert.equal(await secrets.find(ELSEWHERE, 'crm'), 'sealed-1');
  },
  'replaces the value of one name alone': async ({ secrets }) => {
    for (const name of ['crm', 'chat']) await secrets.put(HERE, name, 'sealed-1');
    await secrets.replace(HERE, 'crm', { from: 'sealed-1', to: 'sealed-2' });
    assert.equal(await secrets.find(HERE, 'chat'), 'sealed-1');
  },
});
