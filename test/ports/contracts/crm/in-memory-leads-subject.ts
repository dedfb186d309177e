import { createInMemoryCrm, type FieldOwner, type InMemoryCrm } from '../../../../src/adapters/in-memory/index.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { LeadValue, LeadValues } from '../../../../src/domain/lead/lead.ts';
import type { CrmLeadsSubject, LeadFieldKeys, SeenLeadContact } from '../../../../src/ports/contracts/index.ts';

const OPTIONS = ['Ouro', 'Prata', 'Bronze'];

export async function inMemoryLeads(): Promise<CrmLeadsSubject> {
  const crm = createInMemoryCrm();
  const [funnel, other] = [crm.addFunnel('Vendas'), crm.addFunnel('Suporte')];
  const [first = '', second = ''] = crm.stagesOf(funnel.id);
  return {
    leads: crm.leads,
    cards: crm.cards,
    person: personFields(crm),
    companyText: crm.addField({ of: 'company', name: 'Porte', type: 'text' }).key,
    cardText: crm.addField({ of: 'card', name: 'Produto', type: 'text' }).key,
    funnelId: funnel.id,
    otherFunnelId: other.id,
    stageIds: [first, second],
    ownerId: crm.addUser({ name: 'Caio' }).id,
    since: instantOf(Date.UTC(2025, 0, 1)),
    unknownContact: '999999' as ContactId,
    add: async ({ kind, phone, ...contact }) => {
      const made = { ...contact, phones: phone === undefined ? [] : [phone] };
      return (kind === 'company' ? crm.addCompany(made) : crm.addContact(made)).id;
    },
    addCard: async (card) => crm.addCard({ ...card, title: 'Card' }).id,
    end: async (cardId, state) => crm.changeCard(cardId, { state }),
    addField: async (name) => crm.addField({ of: 'person', name, type: 'text' }).key,
    removeField: async (key) => crm.removeField(key),
    seeContact: async (id) => await seenContact(crm, id),
    seeCard: async (id) => {
      const card = crm.allCards().find((each) => each.id === id);
      if (card === undefined) return undefined;
      const { funnelId, clientId, title, personId, ownerId, stageId = '', values = {} } = card;
      return {
        funnelId, clientId, title, stageId, values: await named(crm, 'card', values),
        ...(personId === undefined ? {} : { personId }), ...(ownerId === undefined ? {} : { ownerId }),
      };
    },
    countContacts: async () => crm.allContacts().length,
    passTime: async () => undefined,
  };
}

function personFields(crm: InMemoryCrm): LeadFieldKeys {
  const make = (name: string, type: Parameters<InMemoryCrm['addField']>[0]['type'], options?: readonly string[]): string =>
    crm.addField({ of: 'person', name, type, ...(options === undefined ? {} : { options }) }).key;
  return {
    text: make('Origem', 'text'), number: make('Pontos', 'number'), flag: make('Aceite', 'boolean'), moment: make('Visita', 'date-time'),
    option: make('Plano', 'option', OPTIONS), options: make('Interesses', 'options', OPTIONS),
  };
}

async function seenContact(crm: InMemoryCrm, id: ContactId): Promise<SeenLeadContact | undefined> {
  const contact = crm.allContacts().find((each) => each.id === id);
  if (contact === undefined) return undefined;
  const { kind, name, phones, tags = [], values = {}, email, cpf, cnpj, companyId } = contact;
  return {
    kind, name, tags, phones: phones.map(({ value }) => value.replaceAll(/\D/g, '').slice(-8)), values: await named(crm, kind, values),
    ...(email === undefined ? {} : { email }), ...(cpf === undefined ? {} : { cpf }), ...(cnpj === undefined ? {} : { cnpj }),
    ...(companyId === undefined ? {} : { companyId }),
  };
}

/** Options by their names, in the order of the field. */
async function named(crm: InMemoryCrm, of: FieldOwner, values: LeadValues): Promise<LeadValues> {
  const fields = await crm.leads.fields(of);
  return Object.fromEntries(Object.entries(values).map(([key, value]): [string, LeadValue] => {
    const field = fields.find((each) => each.key === key);
    const names = (field?.options ?? []).filter(({ id }) => (typeof value === 'object' ? value.includes(id) : value === id)).map(({ name }) => name);
    return [key, field?.type === 'options' ? names : (names[0] ?? value)];
  }));
}
