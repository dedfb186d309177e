import assert from 'node:assert/strict';
import type { Funnel, FunnelId } from '../../domain/funnel/funnel.ts';
import type { FunnelCatalog } from '../funnel-catalog.ts';
import { defineContract } from './kit.ts';

/** A catalogue over an account whose funnels are known. */
export interface FunnelCatalogSubject {
  readonly catalog: FunnelCatalog;
  /** All funnels, in the CRM's order; none is archived. At least two. */
  readonly funnels: readonly [Funnel, Funnel, ...Funnel[]];
  /** A funnel that was never there, in the account's own form. */
  readonly unknownFunnel: FunnelId;
  /** Archives a funnel as the CRM's users do. */
  archive(funnelId: FunnelId): Promise<void>;
  /** Winds the catalogue's clock on. */
  wind(seconds: number): Promise<void>;
}

/** Runs the promises of {@link FunnelCatalog} (CRD-11). */
export const funnelCatalogContract = defineContract<FunnelCatalogSubject>({
  "lists every funnel, in the CRM's order": async ({ catalog, funnels }) => {
    assert.deepEqual((await catalog.list()).map(({ id }) => id), funnels.map(({ id }) => id));
  },
  'lists archived funnels too': async ({ catalog, funnels: [first], archive }) => {
    await archive(first.id);
    assert.equal((await catalog.list()).some(({ id }) => id === first.id), true);
  },
  'finds a funnel by its id, with its name': async ({ catalog, funnels: [, second] }) => {
    assert.deepEqual(await catalog.find(second.id, 'recent'), second);
  },
  'finds nothing for a funnel that does not exist': async ({ catalog, unknownFunnel }) => {
    assert.equal(await catalog.find(unknownFunnel, 'now'), undefined);
  },
  'asks the CRM when it has to be known now': async ({ catalog, funnels: [first], archive }) => {
    await catalog.find(first.id, 'now');
    await archive(first.id);
    assert.equal((await catalog.find(first.id, 'now'))?.archived, true);
  },
  'gives a recent answer that is no older than a minute': async ({ catalog, funnels: [first], archive, wind }) => {
    await catalog.find(first.id, 'recent');
    await archive(first.id);
    await wind(61);
    assert.equal((await catalog.find(first.id, 'recent'))?.archived, true);
  },
  'tells the stages of the funnel that is asked about, where it tells any': async ({ catalog, funnels: [first, second], unknownFunnel }) => {
    const [ofFirst = [], ofSecond = [], ofNone = []] = [await catalog.stages?.(first.id), await catalog.stages?.(second.id), await catalog.stages?.(unknownFunnel)];
    assert.deepEqual(ofNone, []);
    assert.equal(ofFirst.some(({ id }) => ofSecond.some((other) => other.id === id)), false);
  },
  'calls a funnel archived only if it is': async ({ catalog, funnels: [first, second], archive }) => {
    await archive(first.id);
    assert.equal((await catalog.find(second.id, 'now'))?.archived, false);
  },
});
