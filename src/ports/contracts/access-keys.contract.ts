import assert from 'node:assert/strict';
import type { AccessKey, AccessKeyId } from '../access-keys.ts';
import { after, BEGINNING, ELSEWHERE, HERE } from './builders.ts';
import { rejectsWith, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No keys yet. */
export type AccessKeysSubject = Pick<InsideSubject, 'accessKeys'>;

const keyId = (id: string): AccessKeyId => id as AccessKeyId;

const aKey = (id: string, wishes: Partial<AccessKey> = {}): AccessKey => ({
  id: keyId(id), name: 'Night shift', scope: 'every-connection', role: 'operate', createdAt: BEGINNING, ...wishes,
});

/** Runs the promises of `AccessKeys`. */
export const accessKeysContract: Contract<AccessKeysSubject> = defineContract<AccessKeysSubject>({
  'finds a key by its hash, whole': async ({ accessKeys }) => {
    const key = aKey('k1', { scope: { only: [HERE, ELSEWHERE] }, role: 'see', createdAt: after(60) });
    await accessKeys.add(key, 'hash-1');
    assert.deepEqual(await accessKeys.find('hash-1'), key);
  },
  'finds nothing by a hash that no key has': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    assert.equal(await accessKeys.find('hash-2'), undefined);
  },
  'refuses a hash that another key has': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await rejectsWith('port.conflict', accessKeys.add(aKey('k2'), 'hash-1'));
  },
  'refuses an id that another key has': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await rejectsWith('port.conflict', accessKeys.add(aKey('k1'), 'hash-2'));
  },
  'lists its keys in the order of their creation': async ({ accessKeys }) => {
    for (const [place, id] of ['k3', 'k1', 'k2'].entries()) await accessKeys.add(aKey(id, { createdAt: after(place) }), `hash-${id}`);
    assert.deepEqual((await accessKeys.list()).map(({ id }) => id), ['k3', 'k1', 'k2']);
  },
  'no longer finds a key that was withdrawn': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.withdraw(keyId('k1'), after(60));
    assert.equal(await accessKeys.find('hash-1'), undefined);
  },
  'answers a withdrawal with the key, and its moment': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    assert.deepEqual(await accessKeys.withdraw(keyId('k1'), after(60)), aKey('k1', { withdrawnAt: after(60) }));
  },
  'lets the first withdrawal stand': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.withdraw(keyId('k1'), after(60));
    assert.equal((await accessKeys.withdraw(keyId('k1'), after(120)))?.withdrawnAt, after(60));
  },
  'withdraws one key alone': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.add(aKey('k2'), 'hash-2');
    await accessKeys.withdraw(keyId('k1'), after(60));
    assert.deepEqual(await accessKeys.find('hash-2'), aKey('k2'));
  },
  'answers nothing for the withdrawal of a key that is not there': async ({ accessKeys }) => {
    assert.equal(await accessKeys.withdraw(keyId('k1'), BEGINNING), undefined);
  },
  'still lists a key that was withdrawn': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.withdraw(keyId('k1'), after(60));
    assert.deepEqual(await accessKeys.list(), [aKey('k1', { withdrawnAt: after(60) })]);
  },
  'notes when a key was last used': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.noteUse(keyId('k1'), BEGINNING);
    await accessKeys.noteUse(keyId('k1'), after(60));
    assert.equal((await accessKeys.find('hash-1'))?.lastUsedAt, after(60));
  },
  'notes no use that is older than the one before': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.noteUse(keyId('k1'), after(60));
    await accessKeys.noteUse(keyId('k1'), BEGINNING);
    assert.equal((await accessKeys.find('hash-1'))?.lastUsedAt, after(60));
  },
  'notes the use of one key alone': async ({ accessKeys }) => {
    await accessKeys.add(aKey('k1'), 'hash-1');
    await accessKeys.add(aKey('k2'), 'hash-2');
    await accessKeys.noteUse(keyId('k1'), BEGINNING);
    assert.deepEqual(await accessKeys.find('hash-2'), aKey('k2'));
  },
});
