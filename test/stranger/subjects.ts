import { epochMsOf, instantOf, type CardId, type ContactId, type CrmUserId, type FunnelId, type InteractionRecordId } from 'vinculo/domain';
import type {
  CardDeskSubject, ContactDirectorySubject, ContactLinksSubject, CrmSubscriptionsSubject, CrmUsersSubject, DeliveryReaderSubject, InteractionJournalSubject,
  SeenRecord,
} from 'vinculo/contracts';
import { createBalcao, type Anotacao, type Balcao, type Pessoa } from './balcao.ts';
import { createBalcaoCrm } from './balcao-crm.ts';
import { balcaoReader } from './delivery-reader.ts';

const SINCE = instantOf(0);
const UNKNOWN = '999';

function openShop() {
  const balcao = createBalcao();
  return { balcao, crm: createBalcaoCrm(balcao) };
}

export async function balcaoJournal(): Promise<InteractionJournalSubject> {
  const { balcao, crm } = openShop();
  const [contactId, otherContactId] = [await addPerson(balcao, 'Ana'), await addPerson(balcao, 'Bia')];
  const open = async (clientId: ContactId): Promise<CardId> =>
    await crm.cards.openCard({ funnelId: UNKNOWN as FunnelId, clientId, title: 'Ana', marker: 'card' });
  const noteOf = async (recordId: InteractionRecordId): Promise<Anotacao | undefined> =>
    (await balcao.list('anotacoes')).find(({ id }) => id === Number(recordId));
  return {
    journal: crm.journal, contactId, otherContactId,
    cardId: await open(contactId), otherCardId: await open(otherContactId),
    userId: await addUser(balcao, 'Caio'), otherUserId: await addUser(balcao, 'Davi'),
    since: SINCE,
    unknownRecord: UNKNOWN as InteractionRecordId,
    see: async (recordId) => {
      const note = await noteOf(recordId);
      return note && translateSeen(note);
    },
    count: async () => (await balcao.list('anotacoes')).length,
    annotate: async (recordId) => {
      await balcao.update('anotacoes', Number(recordId), { campos: { ...(await noteOf(recordId))?.campos, Motivo: 'troca' } });
      return async () => (await noteOf(recordId))?.campos['Motivo'] === 'troca';
    },
    remove: async (recordId) => await balcao.remove('anotacoes', Number(recordId)),
  };
}

const translateSeen = ({ pessoa, negocio, texto, campos, autor, em }: Anotacao): SeenRecord => ({
  contactId: String(pessoa) as ContactId, html: texto, options: campos, at: instantOf(em),
  ...(negocio === null ? {} : { cardId: String(negocio) as CardId }),
  ...(autor === null ? {} : { userId: String(autor) as CrmUserId }),
});

export async function balcaoCards(): Promise<CardDeskSubject> {
  const { balcao, crm } = openShop();
  const [vendas, suporte] = [await balcao.insert('funis', { nome: 'Vendas', arquivado: false }), await balcao.insert('funis', { nome: 'Suporte', arquivado: false })];
  return {
    desk: crm.cards,
    funnelId: String(vendas.id) as FunnelId, otherFunnelId: String(suporte.id) as FunnelId,
    clientId: await addPerson(balcao, 'Aurora Ltda', { empresa: true }), personId: await addPerson(balcao, 'Ana'), otherClientId: await addPerson(balcao, 'Bia'),
    ownerId: await addUser(balcao, 'Caio'),
    since: SINCE,
    unknownCard: UNKNOWN as CardId,
    end: async (cardId, how) => void (await balcao.update('negocios', Number(cardId), { situacao: how === 'won' ? 'ganho' : 'perdido' })),
    remove: async (cardId) => await balcao.remove('negocios', Number(cardId)),
  };
}

export async function balcaoDirectory(balcao: Balcao = createBalcao()): Promise<ContactDirectorySubject> {
  return {
    directory: createBalcaoCrm(balcao).contacts,
    ownerId: await addUser(balcao, 'Caio'),
    unknownContact: UNKNOWN as ContactId,
    add: async ({ kind, name, phone, email, cpf, companyId, ownerId }) => await addPerson(balcao, name, {
      empresa: kind === 'company',
      telefones: phone === undefined ? [] : [{ numero: phone.value, ddi: phone.field === 'masked' ? '55' : null }],
      email: email ?? null, cpf: cpf ?? null,
      empresaId: companyId === undefined ? null : Number(companyId), dono: ownerId === undefined ? null : Number(ownerId),
    }),
  };
}

export async function balcaoLinks(): Promise<ContactLinksSubject> {
  const { balcao, crm } = openShop();
  const { add } = await balcaoDirectory(balcao);
  return {
    links: crm.links,
    users: [await addUser(balcao, 'Caio'), await addUser(balcao, 'Davi')],
    unknownContact: UNKNOWN as ContactId,
    add,
    addMany: async (count) => {
      for (let n = 0; n < count; n += 1) await addPerson(balcao, `Pessoa ${n}`);
    },
    change: async (id, { name, ...change }) => void (await balcao.update('pessoas', Number(id), { ...change, ...(name === undefined ? {} : { nome: name }) })),
    // A deal is what somebody keeps about a person here.
    annotate: async (id) => {
      const deal = await balcao.insert('negocios', { funil: 1, cliente: Number(id), pessoa: null, titulo: 'troca', dono: null, situacao: 'aberto', chave: null });
      return async () => (await balcao.list('negocios')).some((row) => row.id === deal.id && row.titulo === 'troca');
    },
    hideFields: async () => undefined,
    passTime: async () => undefined,
  };
}

export async function balcaoUsers(): Promise<CrmUsersSubject> {
  const { balcao, crm } = openShop();
  const attending = { name: 'Caio', email: 'caio@aurora.test' };
  return {
    users: crm.users,
    attending: { ...attending, id: await addUser(balcao, attending.name, { email: attending.email }) },
    suspended: await addUser(balcao, 'Davi', { suspenso: true }),
    integration: await addUser(balcao, 'Vínculo', { robo: true }),
  };
}

export async function balcaoSubscriptions(): Promise<CrmSubscriptionsSubject> {
  const { balcao, crm } = openShop();
  return {
    subscriptions: crm.subscriptions,
    registered: async () => (await balcao.list('avisos')).map(({ endereco, chave, ligado }) => ({ callbackUrl: endereco, validationKey: chave, active: ligado })),
    switchOff: async () => {
      for (const { id } of await balcao.list('avisos')) await balcao.update('avisos', id, { ligado: false });
    },
  };
}

export async function balcaoDeliveries(): Promise<DeliveryReaderSubject> {
  const headers = { 'x-balcao-chave': 'the-key' };
  const about = { tabela: 'pessoas', acao: 'mudou', id: 7 };
  const at = (em: number) => ({ headers, body: JSON.stringify({ ...about, em }) });
  return {
    reader: balcaoReader,
    validationKey: 'the-key',
    timed: at(epochMsOf(SINCE)),
    timedLater: at(epochMsOf(SINCE) + 1),
    untimed: { headers, body: JSON.stringify(about) },
    unknown: (text) => ({ headers, body: JSON.stringify({ ...about, tabela: 'faturas', texto: text }) }),
    forged: { headers: {}, body: at(epochMsOf(SINCE)).body },
  };
}

const NOBODY = { empresa: false, telefones: [], email: null, cpf: null, empresaId: null, dono: null, chat: null, chatDesligado: false, atendentes: [] } as const;

async function addPerson(balcao: Balcao, nome: string, more: Partial<Pessoa> = {}): Promise<ContactId> {
  return String((await balcao.insert('pessoas', { ...NOBODY, nome, ...more })).id) as ContactId;
}

async function addUser(balcao: Balcao, nome: string, more: { email?: string; suspenso?: boolean; robo?: boolean } = {}): Promise<CrmUserId> {
  return String((await balcao.insert('usuarios', { nome, email: null, suspenso: false, robo: false, ...more })).id) as CrmUserId;
}
