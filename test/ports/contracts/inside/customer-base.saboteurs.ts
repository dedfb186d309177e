import { after, BEGINNING, contactId, ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { BaseClients, BaseContacts, SynchronisationIssues, SynchronisationRuns } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const contactsWith = (change: (baseContacts: BaseContacts) => Partial<BaseContacts>): Saboteur =>
  ({ baseContacts }) => ({ baseContacts: { ...baseContacts, ...change(baseContacts) } });
const clientsWith = (change: (baseClients: BaseClients) => Partial<BaseClients>): Saboteur =>
  ({ baseClients }) => ({ baseClients: { ...baseClients, ...change(baseClients) } });
const runsWith = (change: (runs: SynchronisationRuns) => Partial<SynchronisationRuns>): Saboteur =>
  ({ runs }) => ({ runs: { ...runs, ...change(runs) } });
const issuesWith = (change: (issues: SynchronisationIssues) => Partial<SynchronisationIssues>): Saboteur =>
  ({ issues }) => ({ issues: { ...issues, ...change(issues) } });

export const customerBaseSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives back a contact whole, by its id': contactsWith((base) => ({
    find: async (connection, id) => ((found) => found && { ...found, entry: { ...found.entry, keys: [] } })(await base.find(connection, id)),
  })),
  'finds contacts by any of their keys as they are now': contactsWith((base) => {
    const ever = new Set<string>();
    return {
      keep: async (connection, readings, readAt) => {
        if (connection === HERE) readings.forEach(({ entry }) => entry.keys.forEach((key) => ever.add(`${entry.contact.id} ${JSON.stringify(key)}`)));
        await base.keep(connection, readings, readAt);
      },
      // Whoever ever had a key, and was not forgotten, is found by it.
      findByKeys: async (connection, keys) => {
        const found = await base.findByKeys(connection, keys);
        if (found.length > 0 || connection !== HERE) return found;
        const names = [...ever].filter((each) => keys.some((key) => each.endsWith(JSON.stringify(key)))).map((each) => each.split(' ')[0] ?? '');
        const former = await Promise.all(names.map(async (id) => await base.find(HERE, contactId(id))));
        return former.flatMap((each) => (each?.entry.contact.name === 'Ana Souza' ? [each] : []));
      },
    };
  }),
  'does not take an older reading of a contact for a newer one': contactsWith((base) => {
    const named = new Set<string>();
    return {
      keep: async (connection, readings, readAt) => {
        const isRenamed = readings.some(({ entry }) => named.has(entry.contact.id) && entry.contact.name === 'Ana Souza');
        readings.filter(({ entry }) => entry.contact.name === 'Ana Lima').forEach(({ entry }) => named.add(entry.contact.id));
        await base.keep(connection, readings, isRenamed ? after(99) : readAt);
      },
    };
  }),
  'keeps what is noted of a contact, over readings too': contactsWith((base) => ({
    keep: async (connection, readings, readAt) => {
      if (readAt !== BEGINNING) for (const { entry } of readings) await base.note(connection, entry.contact.id, { echoes: { awaited: [], nearMisses: 0 } });
      await base.keep(connection, readings, readAt);
    },
    find: async (connection, id) => ((found) => {
      if (found?.echoes?.nearMisses !== 0) return found;
      const { echoes: _, ...others } = found;
      return found.portfolio === undefined ? others : found;
    })(await base.find(connection, id)),
  })),
  'counts what became of contacts in the run that is on': contactsWith((base) => ({
    tally: async (connection, run) => await base.tally(connection, Math.max(1, run - 1)),
  })),
  'tells the contacts that a run has seen from those it has not, page by page': contactsWith((base) => ({
    page: async (connection, wish) => await base.page(connection, { ...wish, seen: 'in', run: 0 }),
  })),
  'counts the numbers of all contacts': contactsWith((base) => ({
    phones: async (connection) => (await base.phones(connection)).map((each) => (each.createdBy === undefined ? { ...each, invalid: 0 } : each)),
  })),
  'counts numbers by who made the contact': contactsWith((base) => ({
    phones: async (connection) => (await base.phones(connection)).map(({ valid, invalid }) => ({ valid, invalid })),
  })),
  'forgets a contact with its keys': contactsWith(() => ({ forget: async () => undefined })),
  'forgets what was agreed on about agents, and nothing else': contactsWith(() => ({ forgetPortfolios: async () => undefined })),
  'tells contacts and clients of two connections apart': contactsWith((base) => ({
    findByKeys: async (connection, keys) => [...await base.findByKeys(connection, keys), ...await base.findByKeys(ELSEWHERE, keys)],
  })),
  'gives back a chat client whole, with its agents and what was noted': clientsWith((base) => ({
    find: async (connection, id) => ((found) => found && { ...found, entry: { ...found.entry, keys: [] } })(await base.find(connection, id)),
  })),
  'does not take an older reading of a chat client for a newer one': clientsWith((base) => ({
    keep: async (connection, entries, readAt) => await base.keep(connection, entries, entries.some(({ name }) => name === 'old') ? after(99) : readAt),
  })),
  'finds chat clients by any of their keys': clientsWith((base) => ({
    findByKeys: async (connection, keys) => (await base.findByKeys(connection, keys)).slice(0, 1),
  })),
  "replaces a chat client's agents": clientsWith((base) => ({
    setAgents: async (connection, change) => change === 'drop-unlisted'
      ? await base.setAgents(connection, change)
      : await base.addAgents(connection, change.agents.map((agent) => ({ client: change.client, agent }))),
  })),
  'drops the agents that the run which is on did not list': clientsWith((base) => ({
    setAgents: async (connection, change) => void (change === 'drop-unlisted' || await base.setAgents(connection, change)),
  })),
  'tells the linked clients that no page showed, and those whose contact none did': clientsWith((base) => ({
    page: async (connection, wish) => (wish.which === 'orphans' ? [] : await base.page(connection, wish)),
  })),
  'counts the clients that are linked': clientsWith((base) => ({ countLinks: async (connection) => await base.countLinks(connection) + 1 })),
  'forgets a chat client with its keys and agents': clientsWith(() => ({ forget: async () => undefined })),
  'begins one run of a connection at a time, numbered in order': runsWith((runs) => ({
    begin: async (connection, run) => ({ ...(await runs.begin(connection, run)), fresh: true }),
  })),
  'puts the next version of a run, and refuses one that somebody else has put': runsWith((runs) => ({
    put: async (connection, run) => await runs.put(connection, { ...run, version: (await runs.find(connection, run.number))?.version ?? run.version }),
  })),
  'lists the runs of a connection, newest first': runsWith((runs) => ({ list: async (connection, wish) => (await runs.list(connection, wish)).toReversed() })),
  'keeps what a run plans, one row for a contact and client, in order': runsWith((runs) => ({
    planned: async (connection, run, wish) => await runs.planned(connection, run, { ...wish, doubt: undefined }),
  })),
  'takes out what earlier runs planned': runsWith(() => ({ clearPlans: async () => undefined })),
  'keeps the problem of a contact until it has none': issuesWith((issues) => ({
    keepProblem: async (connection, contact, problem) => void (problem === 'none' || await issues.keepProblem(connection, contact, problem)),
  })),
  'keeps conflicts open until they are found no more': issuesWith((issues) => ({
    keepConflicts: async (connection, seen) => void (seen.conflicts.length === 0 || await issues.keepConflicts(connection, seen)),
  })),
  'keeps a conflict settled, with who settled it': issuesWith((issues) => ({
    decide: async (connection, decision) => await issues.decide(connection, { ...decision, conflict: undefined }),
  })),
  'tells the merges that hold and have to do with a contact, over other merges': issuesWith((issues) => ({
    mergesOf: async (connection, contacts) => (await issues.mergesOf(connection, contacts)).filter(({ into, from }) => contacts.includes(into) || contacts.includes(from)),
  })),
  'keeps a merge that was undone in the list, and it holds no more': issuesWith((issues) => ({
    merges: async (connection, wish) => (await issues.merges(connection, wish)).filter(({ undoneAt }) => undoneAt === undefined),
  })),
};
