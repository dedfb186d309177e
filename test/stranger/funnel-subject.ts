import type { FunnelId } from 'vinculo/domain';
import type { FunnelCatalogSubject } from 'vinculo/contracts';
import { createBalcao } from './balcao.ts';
import { createBalcaoFunnels } from './funnel-catalog.ts';

/** Two funnels in a shop of their own, and what its users do with them. */
export async function balcaoFunnels(): Promise<FunnelCatalogSubject> {
  const balcao = createBalcao();
  for (const nome of ['Vendas', 'Suporte']) await balcao.insert('funis', { nome, arquivado: false });
  const catalog = createBalcaoFunnels(balcao);
  const [first, second] = await catalog.list();
  if (first === undefined || second === undefined) throw new Error('The shop has too few funnels.');
  return {
    catalog,
    funnels: [first, second],
    unknownFunnel: '999' as FunnelId,
    archive: async (funnelId) => void (await balcao.update('funis', Number(funnelId), { arquivado: true })),
    wind: async () => undefined, // nothing is remembered, so there is no clock to wind
  };
}
