import { ELSEWHERE, HERE, integrationId } from '../../../../src/ports/contracts/builders.ts';
import type { KnownLead, LeadBook, LeadQuery } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const bookWith = (change: (book: LeadBook) => Partial<LeadBook>): Saboteur => ({ leads }) => ({ leads: { ...leads, ...change(leads) } });

/** Asks for another list than it was asked for. */
const asking = (change: (query: LeadQuery) => LeadQuery): Saboteur =>
  bookWith((book) => ({ list: async (connection, query) => await book.list(connection, change(query)) }));

/** Lists otherwise than it should. */
const listing = (change: (leads: readonly KnownLead[], query: LeadQuery) => readonly KnownLead[]): Saboteur =>
  bookWith((book) => ({ list: async (connection, query) => change(await book.list(connection, query), query) }));

/** Finds nothing by one text. */
const blindTo = (search: string): Saboteur => listing((leads, query) => (query.search === search ? [] : leads));

const without = (query: LeadQuery, ...members: readonly (keyof LeadQuery)[]): LeadQuery =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !members.some((member) => member === name))) as never;

const withoutDocument = ({ document: _document, ...lead }: KnownLead): KnownLead => lead;

export const leadBookSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives a lead back as it was kept': bookWith((book) => ({ find: async (...asked) => ((lead) => lead && withoutDocument(lead))(await book.find(...asked)) })),
  'knows nothing of a lead that was never kept': bookWith((book) => ({
    find: async (connection, key) => await book.find(connection, key) ?? (key === 'another' ? await book.find(connection, 'whole') : undefined),
  })),
  'changes the lead that has its key': listing((leads) => leads.map((lead) => (lead.name === 'Ana Lima' ? { ...lead, name: 'Ana Souza' } : lead))),
  'finds a changed lead no longer by what it was': asking((query) => (query.tag === 'old' ? without(query, 'tag') : query)),
  'keeps leads with the settlement of a delivery': (subject) =>
    tamper(subject, { settlement: (one) => ({ ...one, leads: (one.leads ?? []).filter(({ key }) => key !== 'settled') }) }),
  'has no lead of a settlement that was not written': (subject) => tamper(subject, { settlement: (one) => (one.sessions === undefined ? one : { ...one, sessions: [] }) }),
  'tells leads of two connections apart': bookWith((book) => ({
    find: async (connection, key) => await book.find(connection === HERE ? ELSEWHERE : HERE, key) ?? await book.find(connection, key),
  })),
  'lists no leads of another connection': bookWith((book) => ({
    list: async (connection, query) => ((own) => (own.length > 0 ? own : book.list(ELSEWHERE, query)))(await book.list(connection, query)),
  })),
  'lists leads, the last changed first, no more than was asked': asking((query) => (query.limit === 2 ? { ...query, limit: 50 } : query)),
  'lists on behind a lead, also within one moment': listing((leads, { after }) => leads.filter(({ updatedAt }) => after === undefined || updatedAt < after.updatedAt)),
  'lists on behind a lead that was changed since': bookWith((book) => ({
    async list(connection, query) {
      const behind = query.after && await book.find(connection, query.after.key);
      return behind === undefined || behind.updatedAt === query.after?.updatedAt ? await book.list(connection, query) : [];
    },
  })),
  'lists the leads that came through an integration, whichever was first': listing((leads, { integration }) =>
    leads.filter(({ integrations }) => integration === undefined || integrations[0] === integration)),
  'lists the leads with a tag, compared exactly': bookWith((book) => ({
    list: async (connection, query) => [...await book.list(connection, query), ...(query.tag === 'VIP' ? await book.list(connection, { ...query, tag: 'vip' }) : [])],
  })),
  'takes no integration for a tag': asking((query) => (query.tag === 'shop' ? { ...without(query, 'tag'), integration: integrationId('shop') } : query)),
  'finds leads by a part of the name, accents and case ignored': blindTo('CONCEICAO'),
  'finds leads by a part of the e-mail': blindTo('joao.silva@'),
  'finds leads by three digits in a row of the phone, however they are written': blindTo('91234-5678'),
  'finds no lead by fewer digits of the phone': asking((query) => (query.search === '45' ? without(query, 'search') : query)),
  'takes what leads are searched by as it stands': asking((query) => (query.search === '%' ? without(query, 'search') : query)),
  'finds a lead whatever characters its name holds': blindTo('bia@example'),
  'lists only what is like all that was asked': asking((query) => (query.integration === undefined ? query : without(query, 'tag'))),
  'keeps a lead that has next to nothing': listing((leads) => leads.filter(({ name }) => name !== undefined)),
};
