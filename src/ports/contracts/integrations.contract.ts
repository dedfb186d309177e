import assert from 'node:assert/strict';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { SeenStructure } from '../integrations.ts';
import { after, anIntegration, BEGINNING, ELSEWHERE, HERE, integrationId } from './builders.ts';
import { rejectsWith, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No integrations yet. */
export type IntegrationsSubject = Pick<InsideSubject, 'integrations'>;

const SHOP = integrationId('shop');

const WHOLE = anIntegration('shop', {
  status: 'active', customFields: [{ name: 'curso', description: 'O curso que foi comprado' }], account: { url: 'https://a.api-us1.com' },
  mapping: { v: 1, ddi: { constant: '55' }, fields: { name: { from: ['data.buyer.name'] }, phone: { from: ['data.buyer.phone'], transform: ['digits'] } } },
  capture: { behaviour: 'person+card', funnelId: '7', unlessOpenCard: 'yes' },
  events: [{ id: 'e1', name: 'Comprou', identification: 'PURCHASE_APPROVED', actions: [{ type: 'add-tag', tag: 'aluno' }] }],
});

/** Versions of the same integration, each in force from so many seconds after the beginning. */
async function putVersions({ integrations }: IntegrationsSubject, ...seconds: readonly number[]): Promise<void> {
  for (const [place, second] of seconds.entries()) await integrations.put(anIntegration('shop', { version: place + 1, validFrom: after(second), name: `v${place + 1}` }));
}

const structureOf = (deliveries: number, path = 'data.id'): SeenStructure => ({ of: deliveries, paths: [{ path, types: { number: deliveries } }] });

const namesOf = async ({ integrations }: IntegrationsSubject, connection: ConnectionId = HERE): Promise<readonly string[]> =>
  (await integrations.list(connection)).map(({ name }) => name);

/** Runs the promises of `Integrations` (WHK-01, WHK-04). */
export const integrationsContract: Contract<IntegrationsSubject> = defineContract<IntegrationsSubject>({
  'gives an integration back as it was put': async ({ integrations }) => {
    await integrations.put(WHOLE);
    assert.deepEqual(await integrations.latest(HERE, SHOP), WHOLE);
  },
  'gives the latest version': async (subject) => {
    await putVersions(subject, 0, 60, 120);
    assert.equal((await subject.integrations.latest(HERE, SHOP))?.name, 'v3');
  },
  'has nothing of an integration that was never put': async ({ integrations }) => {
    await integrations.put(WHOLE);
    const other = integrationId('other');
    assert.deepEqual([await integrations.latest(HERE, other), await integrations.at(HERE, other, BEGINNING), await integrations.versions(HERE, other)], [undefined, undefined, []]);
  },
  'finds the version that was in force at a moment': async (subject) => {
    await putVersions(subject, 0, 60, 120);
    assert.deepEqual([(await subject.integrations.at(HERE, SHOP, after(119)))?.name, (await subject.integrations.at(HERE, SHOP, after(120)))?.name], ['v2', 'v3']);
  },
  'gives the first version for a moment before it': async (subject) => {
    await putVersions(subject, 60, 120);
    assert.equal((await subject.integrations.at(HERE, SHOP, BEGINNING))?.name, 'v1');
  },
  'keeps all versions, the newest first': async (subject) => {
    await putVersions(subject, 0, 60, 120);
    assert.deepEqual((await subject.integrations.versions(HERE, SHOP)).map(({ name }) => name), ['v3', 'v2', 'v1']);
  },
  'refuses a version that is there already': async (subject) => {
    await putVersions(subject, 0, 60);
    await rejectsWith('port.conflict', subject.integrations.put(anIntegration('shop', { version: 2 })));
  },
  'refuses a version before which one is missing': async (subject) => {
    await putVersions(subject, 0);
    await rejectsWith('port.conflict', subject.integrations.put(anIntegration('shop', { version: 3 })));
  },
  'takes one of two that are put as the same version at once': async ({ integrations }) => {
    const puts = await Promise.allSettled(['a', 'b'].map(async (name) => await integrations.put(anIntegration('shop', { name }))));
    assert.deepEqual(puts.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  },
  'lists the latest version of each, the oldest integration first': async (subject) => {
    await subject.integrations.put(anIntegration('b', { name: 'first' }));
    await subject.integrations.put(anIntegration('a', { name: 'second', validFrom: after(60) }));
    await subject.integrations.put(anIntegration('b', { name: 'first, changed', version: 2, validFrom: after(120) }));
    assert.deepEqual(await namesOf(subject), ['first, changed', 'second']);
  },
  'lists nothing that was removed': async (subject) => {
    await putVersions(subject, 0);
    await subject.integrations.put(anIntegration('shop', { version: 2, removed: 'yes' }));
    assert.deepEqual(await namesOf(subject), []);
  },
  'still finds what was removed, and what it was before': async (subject) => {
    await putVersions(subject, 0);
    await subject.integrations.put(anIntegration('shop', { version: 2, validFrom: after(60), removed: 'yes' }));
    assert.deepEqual([(await subject.integrations.latest(HERE, SHOP))?.removed, (await subject.integrations.at(HERE, SHOP, after(59)))?.removed], ['yes', undefined]);
  },
  'lists none of another connection': async (subject) => {
    await subject.integrations.put(anIntegration('shop', { connection: ELSEWHERE }));
    assert.deepEqual(await namesOf(subject), []);
  },
  'tells integrations of two connections apart': async ({ integrations }) => {
    await integrations.put(anIntegration('shop', { name: 'here' }));
    await integrations.put(anIntegration('shop', { connection: ELSEWHERE, name: 'there' }));
    assert.equal((await integrations.latest(HERE, SHOP))?.name, 'here');
  },
  'gives a structure back as it was put': async ({ integrations }) => {
    await integrations.putStructure(HERE, SHOP, structureOf(1), 0);
    assert.deepEqual(await integrations.structure(HERE, SHOP), structureOf(1));
  },
  'knows no structure of what received nothing': async ({ integrations }) => {
    await integrations.putStructure(HERE, SHOP, structureOf(1), 0);
    assert.equal(await integrations.structure(HERE, integrationId('other')), undefined);
  },
  'puts a structure in the place of the one that it is based on': async ({ integrations }) => {
    await integrations.putStructure(HERE, SHOP, structureOf(1), 0);
    await integrations.putStructure(HERE, SHOP, structureOf(3, 'data.name'), 1);
    assert.deepEqual(await integrations.structure(HERE, SHOP), structureOf(3, 'data.name'));
  },
  'refuses a structure that is based on an older one': async ({ integrations }) => {
    await integrations.putStructure(HERE, SHOP, structureOf(1), 0);
    await integrations.putStructure(HERE, SHOP, structureOf(2), 1);
    await rejectsWith('port.conflict', integrations.putStructure(HERE, SHOP, structureOf(2), 1));
  },
  'refuses a first structure where there is one': async ({ integrations }) => {
    await integrations.putStructure(HERE, SHOP, structureOf(1), 0);
    await rejectsWith('port.conflict', integrations.putStructure(HERE, SHOP, structureOf(1), 0));
  },
  'refuses a structure that is based on one which is not there': async ({ integrations }) => {
    await rejectsWith('port.conflict', integrations.putStructure(HERE, SHOP, structureOf(2), 1));
  },
  'tells structures of two connections apart': async ({ integrations }) => {
    await integrations.putStructure(ELSEWHERE, SHOP, structureOf(1), 0);
    assert.equal(await integrations.structure(HERE, SHOP), undefined);
  },
});
