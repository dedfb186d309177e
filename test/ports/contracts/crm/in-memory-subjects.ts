import { createInMemoryCrm, type InMemoryCrm } from '../../../../src/adapters/in-memory/index.ts';
import { createHandClock } from '../../../../src/adapters/system/index.ts';
import type { CardId } from '../../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import type { FunnelId } from '../../../../src/domain/funnel/funnel.ts';
import type { InteractionRecordId } from '../../../../src/domain/interaction/interaction-record.ts';
import type { PaperId } from '../../../../src/domain/desk/paper.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type {
  CardDeskSubject, ContactDirectorySubject, ContactLinksSubject, ContactToAdd, CrmPaperworkSubject, CrmSubscriptionsSubject, CrmUsersSubject, FunnelCatalogSubject,
  InteractionJournalSubject,
} from '../../../../src/ports/contracts/index.ts';

const SINCE = instantOf(Date.UTC(2025, 0, 1));
const UNKNOWN = '999999';

const twoFunnels = (crm: InMemoryCrm) => [crm.addFunnel('Vendas'), crm.addFunnel('Suporte')] as const;

export async function inMemoryCardDesk(): Promise<CardDeskSubject> {
  const crm = createInMemoryCrm();
  const [funnel, other] = twoFunnels(crm);
  const company = crm.addCompany({ name: 'Aurora Ltda' });
  return {
    desk: crm.cards,
    funnelId: funnel.id,
    otherFunnelId: other.id,
    clientId: company.id,
    personId: crm.addContact({ name: 'Ana', companyId: company.id }).id,
    otherClientId: crm.addContact({ name: 'Bia' }).id,
    ownerId: crm.addUser({ name: 'Caio' }).id,
    since: SINCE,
    unknownCard: UNKNOWN as CardId,
    end: async (cardId, state) => crm.changeCard(cardId, { state }),
    remove: async (cardId) => crm.removeCard(cardId),
  };
}

export async function inMemoryFunnelCatalog(): Promise<FunnelCatalogSubject> {
  const crm = createInMemoryCrm();
  const [first, second] = twoFunnels(crm);
  return {
    catalog: crm.funnels,
    funnels: [first, second],
    unknownFunnel: UNKNOWN as FunnelId,
    archive: async (funnelId) => crm.archive(funnelId),
    wind: async () => undefined,
  };
}

export async function inMemoryJournal(): Promise<InteractionJournalSubject> {
  const crm = createInMemoryCrm();
  const [funnel] = twoFunnels(crm);
  const [ana, bia] = [crm.addContact({ name: 'Ana' }), crm.addContact({ name: 'Bia' })];
  const cardOf = (clientId: ContactId): CardId => crm.addCard({ funnelId: funnel.id, clientId, title: 'Ana' }).id;
  const record = (recordId: InteractionRecordId) => crm.allRecords().find(({ id }) => id === recordId);
  return {
    journal: crm.journal,
    contactId: ana.id,
    otherContactId: bia.id,
    cardId: cardOf(ana.id),
    otherCardId: cardOf(bia.id),
    userId: crm.addUser({ name: 'Caio' }).id,
    otherUserId: crm.addUser({ name: 'Davi' }).id,
    since: SINCE,
    unknownRecord: UNKNOWN as InteractionRecordId,
    see: async (recordId) => record(recordId),
    count: async () => crm.allRecords().length,
    annotate: async (recordId) => {
      crm.annotate(recordId, 'Motivo', 'troca');
      return async () => record(recordId)?.others['Motivo'] === 'troca';
    },
    remove: async (recordId) => crm.removeRecord(recordId),
  };
}

export async function inMemoryDirectory(): Promise<ContactDirectorySubject> {
  return directorySubject(createInMemoryCrm());
}

function directorySubject(crm: InMemoryCrm): ContactDirectorySubject {
  return {
    directory: crm.contacts,
    ownerId: crm.addUser({ name: 'Caio' }).id,
    unknownContact: UNKNOWN as ContactId,
    add: async ({ kind, phone, ...contact }: ContactToAdd) => {
      const phones = phone === undefined ? [] : [{ value: phone.value, ...(phone.field === 'masked' ? { ddi: '55' } : {}) }];
      const add = kind === 'person' ? crm.addContact : crm.addCompany;
      return add({ ...contact, phones }).id;
    },
  };
}

export async function inMemoryLinks(): Promise<ContactLinksSubject> {
  const clock = createHandClock(SINCE);
  const crm = createInMemoryCrm({ now: clock.now });
  crm.showLinkFields('lacking');
  const { add } = directorySubject(crm);
  const notes = new Set<ContactId>();
  return {
    links: crm.links,
    users: [crm.addUser({ name: 'Caio' }).id, crm.addUser({ name: 'Davi' }).id],
    unknownContact: UNKNOWN as ContactId,
    add,
    addMany: async (count) => {
      for (let n = 0; n < count; n += 1) crm.addContact({ name: `Pessoa ${n}` });
    },
    change: async (id, change) => void crm.changeContact(id, change),
    // Nothing but the fields of the link can be written here, so that nobody's notes are in the way.
    annotate: async (id) => {
      notes.add(id);
      return async () => notes.has(id);
    },
    hideFields: async () => crm.showLinkFields('hidden'),
    passTime: async (ms) => clock.advance(ms),
  };
}

export async function inMemoryUsers(): Promise<CrmUsersSubject> {
  const crm = createInMemoryCrm();
  const attending = { name: 'Caio', email: 'caio@aurora.test' };
  return {
    users: crm.users,
    attending: { ...attending, id: crm.addUser(attending).id },
    suspended: crm.addUser({ name: 'Davi', suspended: true }).id,
    integration: crm.addUser({ name: 'Neppo', integration: true }).id,
  };
}

export async function inMemorySubscriptions(): Promise<CrmSubscriptionsSubject> {
  const crm = createInMemoryCrm();
  return {
    subscriptions: crm.subscriptions,
    registered: async () => crm.allSubscriptions(),
    switchOff: async () => crm.switchOffSubscriptions(),
  };
}

export async function inMemoryPaperwork(): Promise<CrmPaperworkSubject> {
  const crm = createInMemoryCrm();
  const [funnel] = twoFunnels(crm);
  const [company, bia, owner] = [crm.addCompany({ name: 'Aurora Ltda' }), crm.addContact({ name: 'Bia' }), crm.addUser({ name: 'Caio' })];
  const cardOf = (clientId: ContactId): CardId => crm.addCard({ funnelId: funnel.id, clientId, title: 'Card' }).id;
  return {
    paperwork: crm.paperwork,
    clientId: company.id,
    personId: crm.addContact({ name: 'Ana', companyId: company.id }).id,
    otherClientId: bia.id,
    cardId: cardOf(company.id),
    otherCardId: cardOf(bia.id),
    ownerId: owner.id,
    otherUserId: crm.addUser({ name: 'Davi' }).id,
    since: SINCE,
    unknownPaper: UNKNOWN as PaperId,
    see: async (_kind, id) => {
      const paper = crm.allPapers().find((each) => each.id === id);
      if (paper === undefined) return undefined;
      const { personId, ownerId, text = '' } = paper;
      return { ...paper, text, personIds: personId === undefined ? [] : [personId], ownerIds: ownerId === undefined ? [] : [ownerId] };
    },
    forbid: async (kind) => crm.forbidPaper(owner.id, kind),
    switchOff: async (kind) => crm.switchOffPaper(kind),
    passTime: async () => undefined,
  };
}
