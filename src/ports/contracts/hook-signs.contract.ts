import assert from 'node:assert/strict';
import type { IntegrationId } from '../../domain/lead/lead.ts';
import { MOST_ASTRAY } from '../hook-signs.ts';
import { after, BEGINNING, ELSEWHERE, HERE } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No signs yet. */
export type HookSignsSubject = Pick<InsideSubject, 'hookSigns'>;

const HOUR = 3_600;
const AT_NEPPO = { system: 'neppo', connection: HERE } as const;

const counts = async ({ hookSigns }: HookSignsSubject, connection: typeof HERE | undefined = HERE): Promise<readonly number[]> =>
  (await hookSigns.astray(connection, BEGINNING)).map(({ count }) => count);

/** Runs the promises of `HookSigns` (ACT-05). */
export const hookSignsContract: Contract<HookSignsSubject> = defineContract<HookSignsSubject>({
  'tells since when something was seen that no webhook told of, by its kind': async ({ hookSigns }) => {
    await hookSigns.noteSeen(HERE, 'User', BEGINNING);
    await hookSigns.noteSeen(HERE, 'Agent', after(60));
    assert.deepEqual(await hookSigns.seen(HERE), { User: BEGINNING, Agent: after(60) });
  },
  'keeps the latest moment of a kind': async ({ hookSigns }) => {
    for (const seconds of [60, 120, 0]) await hookSigns.noteSeen(HERE, 'User', after(seconds));
    assert.deepEqual((await hookSigns.seen(HERE))['User'], after(120));
  },
  'tells of what was seen in one connection alone': async ({ hookSigns }) => {
    await hookSigns.noteSeen(ELSEWHERE, 'User', BEGINNING);
    assert.deepEqual(await hookSigns.seen(HERE), {});
  },
  'adds up what goes astray within an hour': async (subject) => {
    for (const [seconds, count] of [[0, 2], [60, 3], [HOUR, 7]] as const) await subject.hookSigns.noteAstray(AT_NEPPO, after(seconds), count);
    assert.deepEqual(await counts(subject), [5, 7]);
  },
  'counts what goes astray only so far': async (subject) => {
    for (const count of [MOST_ASTRAY - 1, 5]) await subject.hookSigns.noteAstray(AT_NEPPO, BEGINNING, count);
    assert.deepEqual(await counts(subject), [MOST_ASTRAY]);
  },
  'counts no more than that at once either': async (subject) => {
    await subject.hookSigns.noteAstray(AT_NEPPO, BEGINNING, MOST_ASTRAY + 1);
    assert.deepEqual(await counts(subject), [MOST_ASTRAY]);
  },
  'tells which system it was, and in which hour': async ({ hookSigns }) => {
    await hookSigns.noteAstray({ system: 'ploomes', connection: HERE }, after(60), 1);
    assert.deepEqual((await hookSigns.astray(HERE, BEGINNING)).map(({ system, from }) => [system, from]), [['ploomes', BEGINNING]]);
  },
  'tells of no hour before the one that is asked for': async ({ hookSigns }) => {
    for (const seconds of [0, HOUR]) await hookSigns.noteAstray(AT_NEPPO, after(seconds), 1);
    assert.deepEqual((await hookSigns.astray(HERE, after(HOUR + 60))).map(({ from }) => from), [after(HOUR)]);
  },
  "tells a connection's old addresses from those of others": async (subject) => {
    await subject.hookSigns.noteAstray({ system: 'neppo', connection: ELSEWHERE }, BEGINNING, 1);
    assert.deepEqual(await counts(subject), []);
  },
  "tells addresses that were never anybody's by themselves": async (subject) => {
    await subject.hookSigns.noteAstray(AT_NEPPO, BEGINNING, 1);
    await subject.hookSigns.noteAstray({ system: 'neppo' }, BEGINNING, 2);
    assert.deepEqual((await subject.hookSigns.astray(undefined, BEGINNING)).map(({ count }) => count), [2]);
  },
  'forgets what went astray more than a week ago': async (subject) => {
    await subject.hookSigns.noteAstray(AT_NEPPO, BEGINNING, 1);
    await subject.hookSigns.noteAstray(AT_NEPPO, after(8 * 24 * HOUR), 2);
    assert.deepEqual(await counts(subject), [2]);
  },
  'adds up what an integration refused, by its reasons, the last one first': async ({ hookSigns }) => {
    for (const [why, seconds, count] of [['signature-wrong', 0, 2], ['too-old', HOUR, 3], ['signature-wrong', 2 * HOUR, 4]] as const) await hookSigns.noteRefused(SHOP, { why, lastAt: after(seconds), count });
    assert.deepEqual(await hookSigns.refused(SHOP, BEGINNING), [{ why: 'signature-wrong', count: 6, lastAt: after(2 * HOUR) }, { why: 'too-old', count: 3, lastAt: after(HOUR) }]);
  },
  'tells of what one integration refused alone': async ({ hookSigns }) => {
    await hookSigns.noteRefused({ ...SHOP, integration: parseIntegration('school') }, { why: 'too-old', lastAt: BEGINNING, count: 1 });
    assert.deepEqual(await hookSigns.refused(SHOP, BEGINNING), []);
  },
  'counts no refusal of an hour before the one that is asked for': async ({ hookSigns }) => {
    for (const seconds of [0, HOUR]) await hookSigns.noteRefused(SHOP, { why: 'too-early', lastAt: after(seconds), count: 1 });
    assert.deepEqual((await hookSigns.refused(SHOP, after(HOUR))).map(({ count }) => count), [1]);
  },
});

const parseIntegration = (text: string): IntegrationId => text as IntegrationId;
const SHOP = { connection: HERE, integration: parseIntegration('shop') };
