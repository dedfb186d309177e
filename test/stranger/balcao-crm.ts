import type { CrmUserId } from 'vinculo/domain';
import type { Crm, CrmSubscriptions, CrmUsers } from 'vinculo/ports';
import type { Balcao } from './balcao.ts';
import { createBalcaoCards } from './card-desk.ts';
import { createBalcaoDirectory } from './contact-directory.ts';
import { createBalcaoLinks } from './contact-links.ts';
import { withPortFailures } from './failures.ts';
import { createBalcaoFunnels } from './funnel-catalog.ts';
import { createBalcaoJournal } from './interaction-journal.ts';

/** A whole CRM over Balcão: seven ports, and two acts that a hub begins with. */
export function createBalcaoCrm(client: Balcao, account = 'balcao:shop'): Crm {
  const balcao = withPortFailures(client, account);
  return {
    account,
    cards: createBalcaoCards(balcao),
    funnels: createBalcaoFunnels(balcao),
    journal: createBalcaoJournal(balcao),
    contacts: createBalcaoDirectory(balcao),
    links: createBalcaoLinks(balcao),
    users: createBalcaoUsers(balcao),
    subscriptions: createBalcaoSubscriptions(balcao),
    prepare: async () => undefined, // deals and notes have a column for the marker already
    tryCredential: async () => void (await balcao.list('usuarios')),
  };
}

const createBalcaoUsers = (balcao: Balcao): CrmUsers => ({
  list: async () => (await balcao.list('usuarios')).map(({ id, nome, email, suspenso, robo }) => ({
    id: translateUserId(id), name: nome, suspended: suspenso, integration: robo, ...(email === null ? {} : { email }),
  })),
});

const createBalcaoSubscriptions = (balcao: Balcao): CrmSubscriptions => {
  const removeAll = async (ids: readonly number[]): Promise<void> => {
    for (const id of ids) await balcao.remove('avisos', id);
  };
  const idsAt = async (callbackUrl: string, keeps: (key: string, on: boolean) => boolean): Promise<readonly number[]> =>
    (await balcao.list('avisos')).filter(({ endereco, chave, ligado }) => endereco === callbackUrl && keeps(chave, ligado)).map(({ id }) => id);
  return {
    async ensure({ callbackUrl, validationKey }) {
      await removeAll(await idsAt(callbackUrl, (key, on) => key !== validationKey || !on));
      if ((await idsAt(callbackUrl, () => true)).length > 0) return { changed: 0 };
      await balcao.insert('avisos', { endereco: callbackUrl, chave: validationKey, ligado: true });
      return { changed: 1 };
    },
    addresses: async () => [...new Set((await balcao.list('avisos')).map(({ endereco }) => endereco))],
    async remove(callbackUrl) {
      const ids = await idsAt(callbackUrl, () => true);
      await removeAll(ids);
      return { changed: ids.length };
    },
  };
};

const translateUserId = (id: number): CrmUserId => String(id) as CrmUserId;
