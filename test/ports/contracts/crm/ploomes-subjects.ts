import type { PloomesSimulator, Row } from '../../../../src/adapters/ploomes/simulator/index.ts';
import type { CrmUserId } from '../../../../src/domain/agent/agent.ts';
import type { CardId } from '../../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import type { FunnelId } from '../../../../src/domain/funnel/funnel.ts';
import type { InteractionRecordId } from '../../../../src/domain/interaction/interaction-record.ts';
import { parseInstant } from '../../../../src/domain/kernel/instant.ts';
import type {
  CardDeskSubject, ContactDirectorySubject, ContactLinksSubject, ContactToAdd, CrmSubscriptionsSubject, CrmUsersSubject, FunnelCatalogSubject,
  InteractionJournalSubject, SeenRecord,
} from '../../../../src/ports/contracts/index.ts';
import { cardIdOf, cell, childRows, contactIdOf, funnelIdOf, ploomesLab, userIdOf, type Lab } from '../../../adapters/ploomes/lab.ts';

const UNKNOWN = '999';

/** A subject with what lets go of its simulator. */
type Made<Subject> = Promise<Subject & { dispose(): Promise<void> }>;

const disposal = (lab: Lab): { dispose(): Promise<void> } => ({ dispose: async () => await lab[Symbol.asyncDispose]() });

const numbers = (simulator: PloomesSimulator, entity: string): readonly number[] =>
  simulator.rows(entity).map(({ Id }) => Id);

export async function ploomesCardDesk(): Made<CardDeskSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const [funnel, otherFunnel] = simulator.rows('Deals@Pipelines');
  const company = simulator.addCompany({ name: 'Aurora Ltda' });
  return {
    ...disposal(lab),
    desk: crm.cards,
    funnelId: funnelIdOf(funnel),
    otherFunnelId: funnelIdOf(otherFunnel),
    clientId: contactIdOf(company),
    personId: contactIdOf(simulator.addContact({ name: 'Ana', companyId: company.Id })),
    otherClientId: contactIdOf(simulator.addContact({ name: 'Bia' })),
    ownerId: userIdOf(simulator.rows('Users')[0]),
    since: lab.since,
    unknownCard: UNKNOWN as CardId,
    end: async (cardId, how) => void simulator.update('Deals', Number(cardId), { StatusId: how === 'won' ? 2 : 3 }),
    remove: async (cardId) => simulator.remove('Deals', Number(cardId)),
  };
}

export async function ploomesFunnelCatalog(): Made<FunnelCatalogSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const funnels = simulator.rows('Deals@Pipelines').map((row) => ({ id: funnelIdOf(row), name: cell(row, 'Name'), archived: false }));
  const [first, second, ...others] = funnels;
  if (first === undefined || second === undefined) throw new Error('The simulated account has too few pipelines.');
  return {
    ...disposal(lab),
    catalog: crm.funnels,
    funnels: [first, second, ...others],
    unknownFunnel: UNKNOWN as FunnelId,
    archive: async (funnelId) => void simulator.archivePipeline(Number(funnelId)),
    wind: async (seconds) => lab.wind(seconds),
  };
}

export async function ploomesJournal(): Made<InteractionJournalSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const pipelineId = simulator.rows('Deals@Pipelines')[0]?.Id ?? 0;
  const [user, otherUser] = simulator.rows('Users');
  const [ana, bia] = [simulator.addContact({ name: 'Ana' }), simulator.addContact({ name: 'Bia' })];
  const cardOf = (client: Row): CardId =>
    cardIdOf(simulator.create('Deals', { Title: 'Card', ContactId: client['Id'] ?? null, PipelineId: pipelineId }));
  const rowOf = (recordId: InteractionRecordId): Row | undefined =>
    simulator.interactionRecords().find((row) => cell(row, 'Id') === recordId);
  return {
    ...disposal(lab),
    journal: crm.journal,
    contactId: contactIdOf(ana),
    otherContactId: contactIdOf(bia),
    cardId: cardOf(ana),
    otherCardId: cardOf(bia),
    userId: userIdOf(user),
    otherUserId: userIdOf(otherUser),
    since: lab.since,
    unknownRecord: UNKNOWN as InteractionRecordId,
    see: async (recordId) => {
      const row = rowOf(recordId);
      return row === undefined ? undefined : seenRecord(simulator, row);
    },
    count: async () => simulator.interactionRecords().length,
    annotate: async (recordId) => {
      const field = simulator.create('Fields', { Name: 'Motivo', EntityId: 36, TypeId: 1 });
      const standing = childRows(rowOf(recordId)).map(writable);
      const note = { FieldKey: cell(field, 'Key'), StringValue: 'troca' };
      simulator.update('InteractionRecords', Number(recordId), { OtherProperties: [...standing, note] });
      return async () => childRows(rowOf(recordId)).some((row) => row['FieldKey'] === note.FieldKey && row['StringValue'] === 'troca');
    },
    remove: async (recordId) => simulator.remove('InteractionRecords', Number(recordId)),
  };
}

function seenRecord(simulator: PloomesSimulator, row: Row): SeenRecord {
  const names = new Map(simulator.rows('Fields').map((field) => [cell(field, 'Key'), cell(field, 'Name')]));
  const labels = new Map(simulator.rows('Fields@OptionsTables@Options').map((option) => [cell(option, 'Id'), cell(option, 'Name')]));
  const valueOf = (name: string): string | undefined => {
    const child = childRows(row).find((each) => names.get(cell(each, 'FieldKey')) === name);
    return child === undefined ? undefined : cell(child, 'IntegerValue');
  };
  const label = (name: string) => labels.get(valueOf(name) ?? '');
  const at = parseInstant(cell(row, 'Date'));
  if (!at.ok) throw new Error('The record has no date.');
  const [channel, group, classification, userId] = [
    label('Canal (Vínculo)'), label('Grupo (Vínculo)'), label('Classificação (Vínculo)'), valueOf('Agente (Vínculo)'),
  ];
  return {
    contactId: cell(row, 'ContactId') as ContactId,
    html: cell(row, 'Content'),
    at: at.value,
    options: {
      ...(channel === undefined ? {} : { channel }),
      ...(group === undefined ? {} : { group }),
      ...(classification === undefined ? {} : { classification }),
    },
    ...(row['DealId'] === null ? {} : { cardId: cell(row, 'DealId') as CardId }),
    ...(userId === undefined ? {} : { userId: userId as CrmUserId }),
  };
}

const writable = ({ FieldKey, StringValue, IntegerValue }: Row): Row => ({
  FieldKey: FieldKey ?? null,
  ...(StringValue === null || StringValue === undefined ? {} : { StringValue }),
  ...(IntegerValue === null || IntegerValue === undefined ? {} : { IntegerValue }),
});

export async function ploomesDirectory(): Made<ContactDirectorySubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  return {
    ...disposal(lab),
    directory: crm.contacts,
    ownerId: userIdOf(simulator.rows('Users')[0]),
    unknownContact: UNKNOWN as ContactId,
    add: async (contact) => contactIdOf(simulator.create('Contacts', contactRow(contact))),
  };
}

const contactRow = ({ kind, name, phone, email, cpf, companyId, ownerId }: ContactToAdd): Row => ({
  Name: name,
  TypeId: kind === 'company' ? 1 : 2,
  Phones: phone === undefined ? [] : [{ PhoneNumber: phone.value, TypeId: 1, CountryId: phone.field === 'masked' ? 76 : null }],
  ...(email === undefined ? {} : { Email: email }),
  ...(cpf === undefined ? {} : { CPF: cpf }),
  ...(companyId === undefined ? {} : { CompanyId: Number(companyId) }),
  ...(ownerId === undefined ? {} : { OwnerId: Number(ownerId) }),
});

export async function ploomesLinks(): Made<ContactLinksSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  const rowOf = (id: ContactId): Row | undefined => simulator.contacts().find((row) => cell(row, 'Id') === id);
  return {
    ...disposal(lab),
    links: crm.links,
    users: [userIdOf(simulator.rows('Users')[0]), userIdOf(simulator.rows('Users')[1])],
    unknownContact: UNKNOWN as ContactId,
    add: async (contact) => contactIdOf(simulator.create('Contacts', contactRow(contact))),
    addMany: async (count) => {
      for (let n = 0; n < count; n += 1) simulator.addContact({ name: `Pessoa ${n}` });
    },
    change: async (id, { name, email, cpf }) => void simulator.update('Contacts', Number(id), {
      ...(name === undefined ? {} : { Name: name }), ...(email === undefined ? {} : { Email: email }), ...(cpf === undefined ? {} : { CPF: cpf }),
    }),
    annotate: async (id) => {
      const field = simulator.create('Fields', { Name: 'Motivo', EntityId: 1, TypeId: 1 });
      const note = { FieldKey: cell(field, 'Key'), StringValue: 'troca' };
      simulator.update('Contacts', Number(id), { OtherProperties: [...childRows(rowOf(id)).map(writable), note] });
      return async () => childRows(rowOf(id)).some((row) => row['FieldKey'] === note.FieldKey && row['StringValue'] === 'troca');
    },
    hideFields: async () => simulator.faults({ route: 'OtherProperties', status: 403 }),
    passTime: async (ms) => lab.wind(ms / 1000),
  };
}

export async function ploomesUsers(): Made<CrmUsersSubject> {
  const lab = await ploomesLab();
  const rows = lab.simulator.rows('Users');
  const theOne = (holds: (row: Row) => boolean): Row => rows.find(holds) ?? {};
  const attending = theOne((row) => row['Suspended'] !== true && row['Integration'] !== true);
  return {
    ...disposal(lab),
    users: lab.crm.users,
    attending: { id: userIdOf(attending), name: cell(attending, 'Name'), email: cell(attending, 'Email') },
    suspended: userIdOf(theOne((row) => row['Suspended'] === true)),
    integration: userIdOf(theOne((row) => row['NativeIntegration'] === true)),
  };
}

export async function ploomesSubscriptions(): Made<CrmSubscriptionsSubject> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  return {
    ...disposal(lab),
    subscriptions: crm.subscriptions,
    registered: async () =>
      simulator.rows('Webhooks').map((row) => ({
        callbackUrl: cell(row, 'CallbackUrl'),
        active: row['Active'] === true,
        ...(typeof row['ValidationKey'] === 'string' ? { validationKey: row['ValidationKey'] } : {}),
      })),
    switchOff: async () => {
      for (const id of numbers(simulator, 'Webhooks')) simulator.update('Webhooks', id, { Active: false });
    },
  };
}
