import type { Funnel, FunnelId } from 'vinculo/domain';
import type { FunnelCatalog } from 'vinculo/ports';
import type { Balcao, Funil } from './balcao.ts';

/** The funnels of Balcão. Nothing is remembered between calls, so that `recent` and `now` are the same. */
export function createBalcaoFunnels(balcao: Balcao): FunnelCatalog {
  const list = async (): Promise<readonly Funnel[]> => (await balcao.list('funis')).map(translateFunnel);
  return {
    list,
    find: async (funnelId) => (await list()).find(({ id }) => id === funnelId),
  };
}

const translateFunnel = ({ id, nome, arquivado }: Funil): Funnel => ({ id: String(id) as FunnelId, name: nome, archived: arquivado });
