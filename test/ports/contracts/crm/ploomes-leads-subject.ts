import type { PloomesSimulator, Row } from '../../../../src/adapters/ploomes/simulator/index.ts';
import type { CrmUserId } from '../../../../src/domain/agent/agent.ts';
import type { CardId } from '../../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import type { FunnelId } from '../../../../src/domain/funnel/funnel.ts';
import { parseInstant } from '../../../../src/domain/kernel/instant.ts';
import type { LeadValue, LeadValues } from '../../../../src/domain/lead/lead.ts';
import type { CrmLeadsSubject, LeadContactToAdd, LeadFieldKeys, SeenLeadCard, SeenLeadContact } from '../../../../src/ports/contracts/index.ts';
import { cardIdOf, cell, childRows, contactIdOf, funnelIdOf, ploomesLab, userIdOf } from '../../../adapters/ploomes/lab.ts';

const CONTACT = 1;
const DEAL = 2;
const TYPE = { text: 1, number: 4, flag: 6, moment: 5, options: 7 } as const;

export async function ploomesLeads(): Promise<CrmLeadsSubject & { dispose(): Promise<void> }> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  if (crm.leads === undefined) throw new Error('Ploomes takes leads.');
  const [funnel, other] = simulator.rows('Deals@Pipelines');
  const stages = simulator.rows('Deals@Stages').filter((row) => row['PipelineId'] === funnel?.Id);
  return {
    dispose: async () => await lab[Symbol.asyncDispose](),
    leads: crm.leads,
    cards: crm.cards,
    person: personFields(simulator),
    companyText: field(simulator, 'Porte', CONTACT, TYPE.text),
    cardText: field(simulator, 'Produto', DEAL, TYPE.text),
    funnelId: funnelIdOf(funnel),
    otherFunnelId: funnelIdOf(other),
    stageIds: [cell(stages[0], 'Id'), cell(stages[1], 'Id')],
    ownerId: userIdOf(simulator.rows('Users')[0]),
    since: lab.since,
    unknownContact: '999' as ContactId,
    add: async (contact) => contactIdOf(simulator.create('Contacts', contactRow(simulator, contact))),
    addCard: async ({ clientId, personId, funnelId }) => {
      lab.wind(1);
      return cardIdOf(simulator.create('Deals', {
        Title: 'Card', ContactId: Number(clientId), PersonId: personId === undefined ? null : Number(personId), PipelineId: Number(funnelId),
      }));
    },
    end: async (cardId, how) => void simulator.update('Deals', Number(cardId), { StatusId: how === 'won' ? 2 : 3 }),
    addField: async (name) => field(simulator, name, CONTACT, TYPE.text),
    removeField: async (key) => simulator.remove('Fields', simulator.rows('Fields').find((row) => row['Key'] === key)?.Id ?? 0),
    seeContact: async (id) => seenContact(simulator, id),
    seeCard: async (id) => seenCard(simulator, id),
    countContacts: async () => simulator.contacts().length,
    passTime: async (ms) => lab.wind(ms / 1000),
  };
}

const OPTIONS = ['Ouro', 'Prata', 'Bronze'].map((Name) => ({ Name }));

function field(simulator: PloomesSimulator, name: string, entityId: number, typeId: number, more: Row = {}): string {
  return cell(simulator.create('Fields', { Name: name, EntityId: entityId, TypeId: typeId, ...more }), 'Key');
}

function personFields(simulator: PloomesSimulator): LeadFieldKeys {
  const make = (name: string, typeId: number, more: Row = {}): string => field(simulator, name, CONTACT, typeId, more);
  const list = { OptionsTable: { Name: 'Opções', Options: OPTIONS } };
  return {
    text: make('Origem', TYPE.text), number: make('Pontos', TYPE.number), flag: make('Aceite', TYPE.flag), moment: make('Visita', TYPE.moment),
    option: make('Plano', TYPE.options, list), options: make('Interesses', TYPE.options, { ...list, Multiple: true }),
  };
}

const contactRow = (simulator: PloomesSimulator, { kind, name, phone, email, cnpj, tags = [] }: LeadContactToAdd): Row => ({
  Name: name, TypeId: kind === 'company' ? 1 : 2, Email: email ?? null,
  ...(cnpj === undefined ? {} : { Register: cnpj }),
  Phones: phone === undefined ? [] : [{ PhoneNumber: phone, TypeId: 1 }],
  Tags: tags.map((tag) => ({ TagId: (simulator.rows('Tags').find((row) => row['Name'] === tag) ?? simulator.create('Tags', { Name: tag, EntityId: CONTACT })).Id })),
});

const textIn = (row: Row, column: string): string | undefined => ((row[column] ?? null) === null ? undefined : cell(row, column));

function seenContact(simulator: PloomesSimulator, id: ContactId): SeenLeadContact | undefined {
  const row = simulator.row('Contacts', Number(id));
  if (row === undefined) return undefined;
  const [email, cpf, cnpj, companyId] = ['Email', 'CPF', 'CNPJ', 'CompanyId'].map((column) => textIn(row, column));
  const tags = new Map(simulator.rows('Tags').map((tag) => [tag.Id, cell(tag, 'Name')]));
  return {
    kind: row['TypeId'] === 1 ? 'company' : 'person',
    name: cell(row, 'Name'),
    phones: childRows(row, 'Phones').map((phone) => cell(phone, 'PhoneNumber').replaceAll(/\D/g, '').slice(-8)),
    values: valuesOf(simulator, row),
    tags: childRows(row, 'Tags').map((each) => tags.get(Number(each['TagId'])) ?? ''),
    ...(email === undefined ? {} : { email }), ...(cpf === undefined ? {} : { cpf }), ...(cnpj === undefined ? {} : { cnpj }),
    ...(companyId === undefined ? {} : { companyId: companyId as ContactId }),
  };
}

function seenCard(simulator: PloomesSimulator, id: CardId): SeenLeadCard | undefined {
  const row = simulator.row('Deals', Number(id));
  if (row === undefined) return undefined;
  const { [markerKey(simulator)]: _marker, ...values } = valuesOf(simulator, row);
  const [personId, ownerId] = ['PersonId', 'OwnerId'].map((column) => textIn(row, column));
  return {
    funnelId: cell(row, 'PipelineId') as FunnelId, stageId: cell(row, 'StageId'), clientId: cell(row, 'ContactId') as ContactId, title: cell(row, 'Title'), values,
    ...(personId === undefined ? {} : { personId: personId as ContactId }), ...(ownerId === undefined ? {} : { ownerId: ownerId as CrmUserId }),
  };
}

const markerKey = (simulator: PloomesSimulator): string =>
  cell(simulator.rows('Fields').find((row) => row['Name'] === 'Chave Vínculo' && row['EntityId'] === DEAL), 'Key');

function valuesOf(simulator: PloomesSimulator, row: Row): LeadValues {
  const fields = new Map(simulator.rows('Fields').map((each) => [cell(each, 'Key'), each]));
  const values: Record<string, LeadValue> = {};
  for (const child of childRows(row)) {
    const key = cell(child, 'FieldKey');
    const value = valueOf(child);
    const before = values[key];
    values[key] = fields.get(key)?.['Multiple'] === true ? [...(typeof before === 'object' ? before : []), String(value)] : value;
  }
  return values;
}

function valueOf(child: Row): LeadValue {
  const moment = parseInstant(textIn(child, 'DateTimeValue') ?? '');
  if (moment.ok) return moment.value;
  const columns = ['ObjectValueName', 'StringValue', 'BigStringValue', 'DecimalValue', 'IntegerValue', 'BoolValue'];
  return columns.map((column) => child[column]).find((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') ?? '';
}
