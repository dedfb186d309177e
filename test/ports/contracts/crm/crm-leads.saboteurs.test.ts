import { describe } from 'vitest';
import type { Card, CardId } from '../../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import { crmLeadsContract, type CrmLeadsSubject, type LeadContactToAdd, type SeenLeadContact } from '../../../../src/ports/contracts/index.ts';
import { PortFailure, type CompanyEntry, type CompanyQuery, type CrmLeads, type LeadContactChange } from '../../../../src/ports/index.ts';
import { inMemoryLeads } from './in-memory-leads-subject.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<CrmLeadsSubject>;
type Registration = Awaited<ReturnType<CrmLeads['register']>>;

const leads = (broken: (good: CrmLeads, subject: CrmLeadsSubject) => Partial<CrmLeads>): Sabotage => (subject) => ({
  ...subject,
  leads: { ...subject.leads, ...broken(subject.leads, subject) },
});

const fields = (twist: (field: Awaited<ReturnType<CrmLeads['fields']>>[number]) => typeof field): Sabotage =>
  leads((good) => ({ fields: async (of) => (await good.fields(of)).map(twist) }));

const found = (twist: (entries: readonly CompanyEntry[], query: CompanyQuery) => readonly CompanyEntry[]): Sabotage =>
  leads((good) => ({ findCompanies: async (query) => twist(await good.findCompanies(query), query) }));

/** Finds further contacts, of those that were put there. */
const findsAlso = (also: (contact: LeadContactToAdd, query: CompanyQuery) => boolean): Sabotage => (subject) => {
  const added: (LeadContactToAdd & CompanyEntry)[] = [];
  return {
    ...subject,
    add: async (contact) => {
      const id = await subject.add(contact);
      added.push({ ...contact, id });
      return id;
    },
    leads: {
      ...subject.leads,
      findCompanies: async (query) => [...(await subject.leads.findCompanies(query)), ...added.filter((each) => also(each, query))],
    },
  };
};

/** Lists further cards, of those that were put there. */
const listsAlso = (of: 'ended' | 'all', when: (clients: readonly ContactId[]) => boolean): Sabotage => (subject) => {
  const ids: CardId[] = [];
  return {
    ...subject,
    addCard: async (card) => {
      const id = await subject.addCard(card);
      if (of === 'all') ids.push(id);
      return id;
    },
    end: async (id, how) => {
      await subject.end(id, how);
      if (of === 'ended') ids.push(id);
    },
    leads: {
      ...subject.leads,
      openCards: async (clients) => {
        const others = when(clients) ? await Promise.all(ids.map((id) => subject.cards.find(id))) : [];
        return [...(await subject.leads.openCards(clients)), ...others.filter((card): card is Card => card !== undefined)];
      },
    },
  };
};

const registers = (broken: (request: Parameters<CrmLeads['register']>[0]) => typeof request): Sabotage =>
  leads((good) => ({ register: async (request) => await good.register(broken(request)) }));

const registered = (twist: (made: Registration) => Registration): Sabotage =>
  leads((good) => ({ register: async (request) => twist(await good.register(request)) }));

const changes = (broken: (change: LeadContactChange) => LeadContactChange): Sabotage =>
  leads((good) => ({ change: async (id, change) => await good.change(id, broken(change)) }));

const opens = (broken: (request: Parameters<CrmLeads['openCard']>[0], subject: CrmLeadsSubject) => typeof request): Sabotage =>
  leads((good, subject) => ({ openCard: async (request) => await good.openCard(broken(request, subject)) }));

const tags = (broken: (change: Parameters<CrmLeads['tag']>[1]) => typeof change): Sabotage =>
  leads((good) => ({ tag: async (id, change) => await good.tag(id, broken(change)) }));

/** Answers a question that was asked before as it was answered then. */
function once<Question, Answer>(ask: (question: Question) => Promise<Answer>, keyOf: (question: Question) => string): (question: Question) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return async (question) => {
    const answer = known.get(keyOf(question)) ?? ask(question);
    known.set(keyOf(question), answer);
    return await answer;
  };
}

/** Shows contacts by what was changed on them last. */
const shows = (twist: (contact: SeenLeadContact, last: LeadContactChange) => SeenLeadContact): Sabotage => (subject) => {
  const last = new Map<ContactId, LeadContactChange>();
  return {
    ...subject,
    leads: {
      ...subject.leads,
      change: async (id, change) => {
        last.set(id, change);
        return await subject.leads.change(id, change);
      },
    },
    seeContact: async (id) => {
      const [contact, change] = [await subject.seeContact(id), last.get(id)];
      return contact === undefined || change === undefined ? contact : twist(contact, change);
    },
  };
};

const addsOptions: Sabotage = leads((good) => {
  const before = new Map<string, readonly string[]>();
  return {
    change: async (id, { values = {}, ...change }) => {
      const all = Object.entries(values).map(([key, value]) => [key, typeof value === 'object' ? [...new Set([...(before.get(key) ?? []), ...value])] : value] as const);
      for (const [key, value] of all) if (typeof value === 'object') before.set(key, value);
      return await good.change(id, { ...change, values: Object.fromEntries(all) });
    },
  };
});

const stumblesOverDeletedFields: Sabotage = (subject) => {
  const removed = new Set<string>();
  return {
    ...subject,
    removeField: async (key) => {
      removed.add(key);
      await subject.removeField(key);
    },
    leads: {
      ...subject.leads,
      register: async (request) => {
        if (Object.keys(request.values).some((key) => removed.has(key))) throw new PortFailure('port.refused', 'There is no such field.');
        return await subject.leads.register(request);
      },
    },
  };
};

const forgetsUsedTags: Sabotage = leads((good) => {
  const used = new Map<string, ContactId>();
  return {
    tag: async (id, { add, remove }) => {
      const free = add.filter((name) => (used.get(name) ?? id) === id);
      for (const name of free) used.set(name, id);
      return await good.tag(id, { add: free, remove });
    },
  };
});

const showsTagsAsTheyWerePut: Sabotage = (subject) => {
  const put = new Map<ContactId, readonly string[]>();
  return {
    ...subject,
    leads: {
      ...subject.leads,
      tag: async (id, change) => {
        put.set(id, change.add);
        return await subject.leads.tag(id, change);
      },
    },
    seeContact: async (id) => {
      const contact = await subject.seeContact(id);
      return contact && { ...contact, tags: [...new Set([...contact.tags, ...(put.get(id) ?? []).map((name) => name.trim())])] };
    },
  };
};

describe('the contract of CrmLeads', () => {
  provesEveryClause(crmLeadsContract, inMemoryLeads, {
    "lists the customer's own fields with their types": fields((field) => ({ ...field, type: field.type === 'number' ? 'text' : field.type })),
    'lists the options of a field': fields(({ options, ...field }) => ({ ...field, ...(options === undefined ? {} : { options: options.toReversed() }) })),
    'tells within a minute of a field that is new': leads((good) => ({ fields: once(async (of) => await good.fields(of), (of) => of) })),
    'finds a company by its CNPJ, whatever it is called': found((entries) => entries.map(({ cnpj: _cnpj, ...entry }) => entry)),
    'finds a company by its name, whatever its case, accents and spaces': found((entries, { name, cnpj }) =>
      entries.filter((entry) => entry.name === name || (cnpj !== undefined && entry.cnpj === cnpj))),
    'finds by one question who has the CNPJ and who has the name': found((entries, { cnpj }) =>
      entries.filter((entry) => cnpj === undefined || entry.cnpj === cnpj)),
    'finds no company whose name only holds the one that is asked for': findsAlso(({ kind, name }, query) =>
      kind === 'company' && query.name !== undefined && name.startsWith(`${query.name} `)),
    'finds no person of that name': findsAlso(({ kind, name }, query) => kind === 'person' && name === query.name),
    'finds no company where none is named': findsAlso(({ kind }, { name = '', cnpj }) => kind === 'company' && name.trim() === '' && cnpj === undefined),
    'lists the open cards of clients in every funnel, newest first, as client or as person': leads((good) => ({
      openCards: async (clients) => (await good.openCards(clients)).toReversed(),
    })),
    'lists no card that was won or lost': listsAlso('ended', () => true),
    "lists no card of somebody else, and none for nobody": listsAlso('all', (clients) => clients.length === 0),

    'makes a person with all that is known of it': registers(({ companyId: _companyId, ...request }) => request),
    'makes a company with its CNPJ': registers(({ cnpj: _cnpj, ...request }) => request),
    'gives back whom it made, with the keys that tell': registered((made) => ({ ...made, keys: [] })),
    'makes one contact for each call': leads((good) => ({ register: once(async (request) => await good.register(request), (request) => JSON.stringify(request)) })),
    'makes a person with values of every type': registers(({ values, ...request }) => ({
      ...request, values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== false)),
    })),
    'takes a day for a moment': registers(({ values, ...request }) => ({
      ...request, values: Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))),
    })),
    'makes a contact without the values that do not fit, and says which': registered((made) => ({
      ...made, refused: made.refused.filter(({ reason }) => reason !== 'value-unfit'),
    })),
    'makes a contact without the values of fields that are not there, and says which': registered((made) => ({
      ...made, refused: made.refused.map(({ key }) => ({ key, reason: 'value-unfit' })),
    })),
    'makes a contact without the value of a field that was deleted a moment ago': stumblesOverDeletedFields,
    'writes each part that is named': changes(({ email: _email, ...change }) => change),
    'writes the CNPJ of a company': changes(({ cnpj: _cnpj, ...change }) => change),
    'leaves what is not named': shows((contact) => ({ ...contact, tags: [] })),
    'writes values of every type beside those that are there': shows((contact, { values }) => ({
      ...contact, values: Object.fromEntries(Object.entries(contact.values).filter(([key]) => values === undefined || key in values)),
    })),
    'writes values over those that are there': addsOptions,
    'tells whether anything differed': leads((good) => ({ change: async (id, change) => ({ ...(await good.change(id, change)), outcome: 'changed' }) })),
    'writes the rest where a value does not fit, and says which': leads((good) => ({ change: async (id, change) => ({ ...(await good.change(id, change)), refused: [] }) })),
    'fails for a contact that is gone': leads((good) => ({
      change: async (id, change) => await good.change(id, change).catch(() => ({ outcome: 'same' as const, refused: [] })),
    })),

    'opens a card for its client and its person, with title and owner': opens(({ personId: _personId, ...request }) => request),
    'opens a card in the stage that is asked for': opens(({ stageId: _stageId, ...request }) => request),
    "opens a card in the funnel's first stage where none is asked for": opens((request, { stageIds }) => ({ stageId: stageIds[1], ...request })),
    'opens a card with its values': opens(({ values, ...request }) => ({ ...request, values: Object.keys(values).length === 1 ? {} : values })),
    'opens a card without the values of fields that are not there, and says which': leads((good) => ({
      openCard: async (request) => ({ ...(await good.openCard(request)), refused: [] }),
    })),
    'opens a card that is found by its marker': opens((request) => ({ ...request, marker: `${request.marker}!` })),
    'opens one card for each call, whatever the marker': leads((good) => ({ openCard: once(async (request) => await good.openCard(request), ({ marker }) => marker) })),
    'puts tags on a contact, those that the CRM does not have yet too': tags(({ add, remove }) => ({ add: add.map((name) => name.replaceAll("'", "''")), remove })),
    'puts the same tag on several contacts': forgetsUsedTags,
    'takes tags off a contact, and no others': tags(({ add, remove }) => ({ add, remove: remove.length === 0 ? [] : [...remove, 'novo'] })),
    'puts no tag on twice, whatever its case': showsTagsAsTheyWerePut,
    'tells that no tag changed': leads((good) => ({
      tag: async (id, change) => {
        await good.tag(id, change);
        return 'changed';
      },
    })),
    'fails to tag a contact that is gone': leads((good) => ({ tag: async (id, change) => await good.tag(id, change).catch(() => 'same' as const) })),
  });
});
