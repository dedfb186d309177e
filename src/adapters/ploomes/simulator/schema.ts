import {
  attachmentColumns, columns, commentColumns, contactColumns, dealColumns, documentColumns, fieldColumns, interactionRecordColumns,
  lossReasonColumns, named, orderColumns, otherPropertyColumns, phoneColumns, pipelineColumns, profileColumns, quoteColumns, stageColumns, taskColumns,
  userColumns, webhookColumns,
} from './columns.ts';
import type { Columns } from './columns.ts';

/** How a row reaches another: `one` by its own column, `many` by the other's column, `inside` as child rows. */
export type Link =
  | { readonly how: 'one'; readonly to: string; readonly by: string }
  | { readonly how: 'many'; readonly to: string; readonly by: string }
  | { readonly how: 'inside'; readonly to: string };

/** One collection of the platform: its address, its type's name in messages, its columns and its links. */
export interface Kind {
  readonly path: string;
  readonly type: string;
  readonly columns: Columns;
  readonly links: Readonly<Record<string, Link>>;
  readonly firstId: number;
  readonly writable: boolean;
  readonly required: readonly string[];
  /** The number under which webhooks are registered for it, where they can be. */
  readonly webhookEntityId: number | undefined;
}

const one = (to: string, by: string): Link => ({ how: 'one', to, by });
const many = (to: string, by: string): Link => ({ how: 'many', to, by });
const inside = (to: string): Link => ({ how: 'inside', to });

type Extras = Partial<Pick<Kind, 'links' | 'writable' | 'required' | 'webhookEntityId'>>;

const kind = (path: string, type: string, cols: Columns, firstId: number, extras: Extras = {}): Kind => ({
  path, type, columns: cols, firstId, links: {}, writable: false, required: [], webhookEntityId: undefined, ...extras,
});

const people = {
  Owner: one('Users', 'OwnerId'), Creator: one('Users', 'CreatorId'), Updater: one('Users', 'UpdaterId'),
};

const contacts = kind('Contacts', 'Contact', contactColumns, 41_000_001, {
  writable: true, required: ['Name'], webhookEntityId: 1,
  links: {
    ...people,
    Type: one('Contacts@Types', 'TypeId'), Status: one('Contacts@Status', 'StatusId'),
    Company: one('Contacts', 'CompanyId'), Country: one('Cities@Countries', 'CountryId'),
    Phones: inside('Phones'), OtherProperties: inside('Contact.OtherProperties'), Tags: inside('Contact.Tags'),
    CollaboratingUsers: inside('CollaboratingUsers'), Attachments: inside('Attachments'),
    Contacts: many('Contacts', 'CompanyId'), InteractionRecords: many('InteractionRecords', 'ContactId'),
  },
});

const deals = kind('Deals', 'Deal', dealColumns, 52_000_001, {
  writable: true, required: ['Title', 'ContactId'], webhookEntityId: 2,
  links: {
    ...people,
    Contact: one('Contacts', 'ContactId'), Person: one('Contacts', 'PersonId'),
    Pipeline: one('Deals@Pipelines', 'PipelineId'), Stage: one('Deals@Stages', 'StageId'),
    Status: one('Deals@Status', 'StatusId'), LossReason: one('Deals@LossReasons', 'LossReasonId'),
    OtherProperties: inside('Deal.OtherProperties'), Tags: inside('Deal.Tags'), Attachments: inside('Attachments'),
    InteractionRecords: many('InteractionRecords', 'DealId'), Tasks: many('Tasks', 'DealId'), Documents: many('Documents', 'DealId'),
    Quotes: many('Quotes', 'DealId'), Orders: many('Orders', 'DealId'),
  },
});

const interactionRecords = kind('InteractionRecords', 'InteractionRecord', interactionRecordColumns, 73_000_001, {
  writable: true, required: ['Content'], webhookEntityId: 36,
  links: {
    Creator: people.Creator, Updater: people.Updater,
    Contact: one('Contacts', 'ContactId'), Deal: one('Deals', 'DealId'), Type: one('Tasks@Types', 'TypeId'),
    OtherProperties: inside('InteractionRecord.OtherProperties'), Tags: inside('InteractionRecord.Tags'),
    Comments: inside('Comments'), Attachments: inside('Attachments'),
  },
});

const tasks = kind('Tasks', 'Task', taskColumns, 64_000_001, {
  writable: true, required: ['Title'], webhookEntityId: 12,
  links: {
    Creator: people.Creator, Updater: people.Updater, Finisher: one('Users', 'FinisherId'),
    Contact: one('Contacts', 'ContactId'), Deal: one('Deals', 'DealId'), Type: one('Tasks@Types', 'TypeId'),
    Users: inside('Task.Users'), Contacts: inside('Task.Contacts'), Tags: inside('Task.Tags'),
    OtherProperties: inside('Task.OtherProperties'), Comments: inside('Comments'),
  },
});

/** No number is known under which documents have webhooks or custom fields, nor a column for their owner. */
const documents = kind('Documents', 'Document', documentColumns, 87_000_001, {
  writable: true, required: ['Name', 'ContactId'],
  links: {
    Creator: people.Creator, Updater: people.Updater, Contact: one('Contacts', 'ContactId'), Deal: one('Deals', 'DealId'),
    OtherProperties: inside('Document.OtherProperties'), Attachments: inside('Attachments'),
  },
});

const quotes = kind('Quotes', 'Quote', quoteColumns, 88_000_001, {
  writable: true, required: ['DealId'], webhookEntityId: 7,
  links: {
    ...people,
    Contact: one('Contacts', 'ContactId'), Person: one('Contacts', 'PersonId'), Deal: one('Deals', 'DealId'),
    OtherProperties: inside('Quote.OtherProperties'), Attachments: inside('Attachments'),
  },
});

const orders = kind('Orders', 'Order', orderColumns, 89_000_001, {
  writable: true, required: ['ContactId'], webhookEntityId: 4,
  links: {
    ...people,
    Contact: one('Contacts', 'ContactId'), Person: one('Contacts', 'PersonId'), Deal: one('Deals', 'DealId'),
    OtherProperties: inside('Order.OtherProperties'), Attachments: inside('Attachments'),
  },
});

const otherProperties = (owner: string): Kind =>
  kind(`${owner}.OtherProperties`, 'OtherProperty', otherPropertyColumns(owner), 81_000_001, {
    links: {
      Field: one('Fields', 'FieldId'), UserValue: one('Users', 'UserValueId'),
      ContactValue: one('Contacts', 'ContactValueId'), CurrencyValue: one('Currencies', 'CurrencyValueId'),
      ObjectValue: one('Fields@OptionsTables@Options', 'ObjectValueId'),
    },
  });

const tagLinks = (owner: string): Kind =>
  kind(`${owner}.Tags`, `${owner}Tag`, columns(`Id:int TagId:int ${owner}Id:int`), 82_000_001, {
    links: { Tag: one('Tags', 'TagId') },
  });

const relation = (path: string, owner: string, other: 'User' | 'Contact'): Kind =>
  kind(path, `${owner}${other}`, columns(`Id:int ${owner}Id:int ${other}Id:int`), 83_000_001, {
    links: { [other]: one(`${other}s`, `${other}Id`) },
  });

const children: readonly Kind[] = [
  kind('Phones', 'Phone', phoneColumns, 84_000_001, {
    links: { Type: one('PhoneTypes', 'TypeId'), Country: one('Cities@Countries', 'CountryId') },
  }),
  ...['Contact', 'Deal', 'InteractionRecord', 'Task'].flatMap((owner) => [otherProperties(owner), tagLinks(owner)]),
  ...['Document', 'Quote', 'Order'].map(otherProperties),
  relation('CollaboratingUsers', 'Contact', 'User'),
  relation('Task.Users', 'Task', 'User'),
  relation('Task.Contacts', 'Task', 'Contact'),
  kind('Comments', 'Comment', commentColumns, 85_000_001, { links: { Creator: people.Creator } }),
  kind('Attachments', 'Attachment', attachmentColumns, 86_000_001),
];

const settings: readonly Kind[] = [
  kind('Deals@Pipelines', 'DealPipeline', pipelineColumns, 10_000_101, {
    writable: true, required: ['Name'], links: { Stages: many('Deals@Stages', 'PipelineId') },
  }),
  kind('Deals@Stages', 'DealStage', stageColumns, 10_000_501, {
    writable: true, required: ['Name', 'PipelineId'], links: { Pipeline: one('Deals@Pipelines', 'PipelineId') },
  }),
  kind('Deals@Status', 'DealStatus', named, 1),
  kind('Deals@LossReasons', 'DealLossReason', lossReasonColumns, 10_000_901, { writable: true, required: ['Name'] }),
  kind('Users', 'User', userColumns, 40_001_001, { writable: true, required: ['Name', 'Email'], links: { Profile: one('Users@Profiles', 'ProfileId') } }),
  kind('Users@Profiles', 'UserProfile', profileColumns, 101, { writable: true, required: ['Name'] }),
  kind('Fields', 'Field', fieldColumns, 30_000_001, {
    writable: true, required: ['Name', 'EntityId', 'TypeId'],
    links: { Type: one('Fields@Types', 'TypeId'), OptionsTable: one('Fields@OptionsTables', 'OptionsTableId') },
  }),
  kind('Fields@Types', 'FieldType', columns('Id:int Name NativeType'), 1),
  kind('Fields@OptionsTables', 'OptionsTable', named, 31_000_001, {
    writable: true, required: ['Name'], links: { Options: many('Fields@OptionsTables@Options', 'TableId') },
  }),
  kind('Fields@OptionsTables@Options', 'Option', columns('Id:int Name TableId:int Ordination:int'), 32_000_001, {
    writable: true, required: ['Name', 'TableId'], links: { Table: one('Fields@OptionsTables', 'TableId') },
  }),
  kind('Webhooks', 'Webhook', webhookColumns, 60_000_001, {
    writable: true, required: ['EntityId', 'ActionId', 'CallbackUrl'],
    links: { Action: one('Webhooks@Actions', 'ActionId') },
  }),
  kind('Webhooks@Actions', 'WebhookAction', named, 1),
  kind('Contacts@Types', 'ContactType', named, 1),
  kind('Contacts@Status', 'ContactStatus', named, 20_001),
  kind('Account', 'Account', columns(`Id:int Name LegalName Register CreateDate:date`), 5_001),
  kind('Tasks@Types', 'TaskType', named, 1),
  kind('PhoneTypes', 'PhoneType', named, 1),
  kind('Currencies', 'Currency', columns('Id:int Name Symbol'), 1),
  kind('Cities@Countries', 'Country', columns('Id:int Name Short1 Short2 PhoneMask'), 1),
  kind('Tags', 'Tag', columns('Id:int Name Color EntityId:int'), 33_000_001, { writable: true, required: ['Name'] }),
];

const addressable: readonly Kind[] = [contacts, deals, interactionRecords, tasks, documents, quotes, orders, ...settings];
const byPath: ReadonlyMap<string, Kind> = new Map([...addressable, ...children].map((each) => [each.path, each]));
const addresses: ReadonlySet<string> = new Set(addressable.map((each) => each.path));

/** The kind of row behind a link or an address; asking for one that was never declared is a mistake in the schema. */
export function kindOf(path: string): Kind {
  const found = byPath.get(path);
  if (!found) throw new Error(`The Ploomes simulator has no kind "${path}"`);
  return found;
}

/** The kind that a client may address, or `undefined` when there is no such collection. */
export const addressedKind = (path: string): Kind | undefined => (addresses.has(path) ? byPath.get(path) : undefined);

/** Names of the child collections that a row keeps inside itself. */
export const childCollections = (of: Kind): readonly (readonly [name: string, kind: Kind])[] =>
  Object.entries(of.links).flatMap(([name, link]) => (link.how === 'inside' ? [[name, kindOf(link.to)] as const] : []));

export const CONTACT_TYPE = { company: 1, person: 2 } as const;
export const DEAL_STATUS = { open: 1, won: 2, lost: 3 } as const;
