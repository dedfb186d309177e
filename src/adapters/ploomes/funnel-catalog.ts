import type { FunnelCatalog } from '../../ports/funnel-catalog.ts';
import type { PloomesClient } from './ploomes-client.ts';
import { createRemembered } from './remembered.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import type { Clock } from '../../ports/clock.ts';
import { translateFunnel, translateStages } from './translate/settings.ts';
import { pipelineRow, stageRow } from './wire/settings.ts';

/** Ploomes' pipelines. They cannot be subscribed to, so they are read again after `pollSeconds` (ACT-09). */
export function createPloomesFunnelCatalog(client: PloomesClient, config: PloomesConfig, clock: Pick<Clock, 'now'>): FunnelCatalog {
  const funnels = createRemembered(
    async () => (await client.listAll('Deals@Pipelines', {}, pipelineRow)).map(translateFunnel),
    config.pollSeconds,
    clock,
  );
  return {
    list: async () => await funnels.recent(),
    stages: async (funnelId) => (/^\d+$/.test(funnelId) ? translateStages(await client.listAll('Deals@Stages', { filter: `PipelineId eq ${funnelId}` }, stageRow)) : []),
    find: async (funnelId, freshness) =>
      (await (freshness === 'now' ? funnels.now() : funnels.recent())).find(({ id }) => id === funnelId),
  };
}
