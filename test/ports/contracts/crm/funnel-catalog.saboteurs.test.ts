import { describe } from 'vitest';
import type { Funnel, StageId } from '../../../../src/domain/funnel/funnel.ts';
import { funnelCatalogContract, type FunnelCatalogSubject } from '../../../../src/ports/contracts/index.ts';
import { PortFailure, type FunnelCatalog } from '../../../../src/ports/index.ts';
import { inMemoryFunnelCatalog } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<FunnelCatalogSubject>;

const catalog = (broken: (good: FunnelCatalog) => Partial<FunnelCatalog>): Sabotage => (subject) => ({
  ...subject,
  catalog: { ...subject.catalog, ...broken(subject.catalog) },
});

const neverForgets = (asked: 'recent' | 'now'): Sabotage =>
  catalog((good) => {
    const known = new Map<string, Promise<Funnel | undefined>>();
    return {
      find: async (funnelId, freshness) => {
        const answer = (freshness === asked ? known.get(funnelId) : undefined) ?? good.find(funnelId, freshness);
        known.set(funnelId, answer);
        return await answer;
      },
    };
  });

describe('the contract of FunnelCatalog', () => {
  provesEveryClause(funnelCatalogContract, inMemoryFunnelCatalog, {
    "lists every funnel, in the CRM's order": catalog((good) => ({ list: async () => (await good.list()).toReversed() })),
    'lists archived funnels too': catalog((good) => ({ list: async () => (await good.list()).filter(({ archived }) => !archived) })),
    'finds a funnel by its id, with its name': catalog((good) => ({
      find: async (funnelId, freshness) => {
        const funnel = await good.find(funnelId, freshness);
        return funnel === undefined ? undefined : { ...funnel, name: '' };
      },
    })),
    'finds nothing for a funnel that does not exist': catalog((good) => ({
      find: async (funnelId, freshness) => {
        const funnel = await good.find(funnelId, freshness);
        if (funnel === undefined) throw new PortFailure('port.missing', 'No such funnel.');
        return funnel;
      },
    })),
    'asks the CRM when it has to be known now': neverForgets('now'),
    'gives a recent answer that is no older than a minute': neverForgets('recent'),
    'tells the stages of the funnel that is asked about, where it tells any': catalog(() => ({ stages: async () => [{ id: 'stage-1' as StageId, name: 'Entrada' }] })),
    'calls a funnel archived only if it is': catalog((good) => ({
      find: async (funnelId, freshness) => {
        const [funnel, all] = [await good.find(funnelId, freshness), await good.list()];
        return funnel === undefined ? undefined : { ...funnel, archived: all.some(({ archived }) => archived) };
      },
    })),
  });
});
