import {
  compareInstants, decideLinkCandidates, epochMsOf, foldText, instantOf, type Card, type CardId, type ContactId, type FunnelId,
} from 'vinculo/domain';
import type { CardDesk } from 'vinculo/ports';
import type { Balcao, Negocio } from './balcao.ts';
import { answerByMarker } from './marker.ts';

/** Cards as deals of Balcão, which has a column for the marker. */
export function createBalcaoCards(balcao: Balcao): CardDesk {
  const all = async (): Promise<readonly Card[]> => (await balcao.list('negocios')).map(translateCard);
  return {
    async openCard({ funnelId, clientId, personId, title, ownerId, marker }) {
      const { id } = await balcao.insert('negocios', {
        funil: Number(funnelId), cliente: Number(clientId), pessoa: personId === undefined ? null : Number(personId),
        titulo: title, dono: ownerId === undefined ? null : Number(ownerId), situacao: 'aberto', chave: marker,
      });
      return translateCardId(id);
    },
    candidates: async ({ funnelId, clients, counting }) => (await all())
      .filter((card) => card.funnelId === funnelId && clients.includes(card.clientId) && (counting === 'won-and-lost-too' || card.state === 'open'))
      .toSorted((a, b) => compareInstants(b.createdAt, a.createdAt) || Number(b.id) - Number(a.id)),
    find: async (cardId) => (await all()).find(({ id }) => id === cardId),
    async ofClients(clients, { search = '', limit, after }) {
      const wanted = decideLinkCandidates(await all(), clients)
        .filter(({ id, title }) => foldText(title).includes(foldText(search)) && (after === undefined || Number(id) < Number(after)));
      const names = new Map((await balcao.list('funis')).map(({ id, nome }) => [String(id), nome]));
      const cards = wanted.slice(0, limit).map((card) => ({ ...card, funnelName: names.get(card.funnelId) ?? '' }));
      const last = cards.at(-1);
      return { cards, ...(last !== undefined && cards.length < wanted.length ? { next: last.id } : {}) };
    },
    async findByMarker({ marker, clientId, since, knownCard }) {
      const deals = await balcao.list('negocios');
      const found = deals.filter(({ chave, cliente, criado }) => chave === marker && cliente === Number(clientId) && criado >= epochMsOf(since));
      return answerByMarker(deals, found.map(({ id }) => translateCardId(id)), knownCard);
    },
  };
}

const STATES = { aberto: 'open', ganho: 'won', perdido: 'lost' } as const;

const translateCard = ({ id, funil, cliente, pessoa, titulo, criado, situacao }: Negocio): Card => ({
  id: translateCardId(id),
  funnelId: String(funil) as FunnelId,
  clientId: String(cliente) as ContactId,
  ...(pessoa === null ? {} : { personId: String(pessoa) as ContactId }),
  title: titulo,
  createdAt: instantOf(criado),
  state: STATES[situacao],
});

const translateCardId = (id: number): CardId => String(id) as CardId;
