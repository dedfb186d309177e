import assert from 'node:assert/strict';
import { after, BEGINNING, ELSEWHERE, HERE } from './builders.ts';
import { rejectsWith, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** Settings of no connection yet. */
export type SettingsSubject = Pick<InsideSubject, 'settings'>;

/** Runs the promises of `Settings` (CRD-17). */
export const settingsContract: Contract<SettingsSubject> = defineContract<SettingsSubject>({
  'gives back the latest version whole': async ({ settings }) => {
    await settings.put(HERE, { linking: 'off' }, BEGINNING, 0);
    await settings.put(HERE, { linking: 'on', mappings: [1] }, after(60), 1);
    assert.deepEqual(await settings.latest(HERE), { connection: HERE, version: 2, validFrom: after(60), value: { linking: 'on', mappings: [1] } });
  },
  'answers a write with the version it became': async ({ settings }) => {
    assert.deepEqual(await settings.put(HERE, 'a', BEGINNING, 0), { connection: HERE, version: 1, validFrom: BEGINNING, value: 'a' });
  },
  'has nothing for a connection without settings': async ({ settings }) => {
    assert.equal(await settings.latest(HERE), undefined);
    assert.equal(await settings.at(HERE, BEGINNING), undefined);
  },
  'finds the version that was in force at a moment': async ({ settings }) => {
    for (const version of [0, 1, 2]) await settings.put(HERE, version, after(version * 60), version);
    assert.equal((await settings.at(HERE, after(119)))?.value, 1);
    assert.equal((await settings.at(HERE, after(120)))?.value, 2);
  },
  'gives the first version for a moment before it': async ({ settings }) => {
    await settings.put(HERE, 'first', after(60), 0);
    await settings.put(HERE, 'second', after(120), 1);
    assert.equal((await settings.at(HERE, BEGINNING))?.value, 'first');
  },
  'refuses a write that is based on an older version': async ({ settings }) => {
    await settings.put(HERE, 'first', BEGINNING, 0);
    await settings.put(HERE, 'second', BEGINNING, 1);
    await rejectsWith('port.conflict', settings.put(HERE, 'late', BEGINNING, 1));
  },
  'takes one of two writes at once': async ({ settings }) => {
    const outcomes = await Promise.allSettled(['a', 'b'].map((value) => settings.put(HERE, value, BEGINNING, 0)));
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  },
  'lists every connection once': async ({ settings }) => {
    await settings.put(HERE, 'a', BEGINNING, 0);
    await settings.put(HERE, 'b', BEGINNING, 1);
    await settings.put(ELSEWHERE, 'c', BEGINNING, 0);
    assert.deepEqual((await settings.connections()).toSorted(), [ELSEWHERE, HERE]);
  },
});
