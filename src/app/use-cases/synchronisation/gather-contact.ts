import {
  clientSearchKeysOf, compareContactIds, decidePortfolio, integratedAgents, parseContactId, planChatClient,
  type ChatClientPlan, type ChatClientPlanFacts, type ChatClientValues, type Contact, type ContactId,
  type IdentityKey, type PortfolioPlan,
} from '../../../domain/index.ts';
import type {
  BaseClient, BaseClients, BaseContact, BaseContacts, DirectoryClient, DirectoryEntry, LinkedContact, SynchronisationIssues, SynchronisationRun, SynchronisationRuns,
} from '../../../ports/index.ts';
import { synchronisationSettingsOf, type BaseWork } from './base-work.ts';
import type { Readings } from './keep-readings.ts';
import { withoutRewritten } from './rewritten.ts';

/** One contact on both sides, and what makes the sides agree. */
export interface ContactScene {
  readonly contact: Contact;
  /** Absent when the CRM has no such contact. */
  readonly entry?: LinkedContact;
  readonly known?: BaseContact;
  readonly candidates: readonly BaseClient[];
  readonly plan: ChatClientPlan;
  /** Against the client on the contact's main number; absent while there is none. */
  readonly portfolio?: { readonly client: DirectoryClient; readonly plan: PortfolioPlan };
}

/** Of which connection, and the way to its systems. */
export type Place = Pick<BaseWork, 'connection' | 'systems'>;

/** `ask`: the chat is asked for the contact's clients; `known`: what was last read of them counts. */
export type ClientsFrom = 'known' | 'ask';

/** Finds everything that decides about one contact. */
export interface ContactGatherer {
  gather(work: Place, id: ContactId, clients: ClientsFrom): Promise<ContactScene>;
  /**
   * The same, where agents count as removed in the chat: the chat is asked for the client's own first, since a list that lacks some
   * proves nothing, and the CRM's field would lose them (AGT-07). All else is given back as it is.
   */
  confirmed(work: Place, scene: ContactScene): Promise<ContactScene>;
  /** Whether the picture of both sides is whole: then what it lacks is asked for no more. */
  isWhole(work: Place): Promise<boolean>;
}

export interface ContactGathererNeeds {
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly runs: SynchronisationRuns;
  readonly issues: SynchronisationIssues;
  readonly readings: Readings;
}

/** From here on a run has listed everything; one that was cancelled before has not, and neither has the next one yet. */
const WHOLE_PHASES: ReadonlySet<string> = new Set(['compare', 'unlink', 'finish']);
const hasListed = ({ state, phase }: SynchronisationRun): boolean => state === 'ended' || WHOLE_PHASES.has(phase);
/** Nobody cancels more of them one after the other; and then the CRM is asked, as before the first. */
const RUNS_LOOKED_AT = 20;

export function createContactGatherer({ baseContacts, baseClients, runs, issues, readings }: ContactGathererNeeds): ContactGatherer {
  async function isWhole({ connection }: Place): Promise<boolean> {
    const last = await runs.find(connection.id);
    if (last === undefined || hasListed(last)) return last !== undefined;
    return (await runs.list(connection.id, { before: last.number, limit: RUNS_LOOKED_AT })).some(hasListed);
  }

  async function clientsOf({ connection, systems }: Place, keys: readonly IdentityKey[], from: ClientsFrom): Promise<readonly BaseClient[]> {
    if (from === 'known') return await baseClients.findByKeys(connection.id, keys);
    const found = await systems.chat.clients.findByKeys(keys);
    const kept = await readings.keepClients(connection.id, found);
    const ids = new Set(kept.map(({ id }) => id));
    return (await baseClients.findByKeys(connection.id, keys)).filter(({ entry }) => ids.has(entry.id));
  }

  /** Those who share a key with the contact, and those to whom its clients are linked; the latter may be gone. */
  async function othersOf(work: Place, { id }: Contact, keys: readonly IdentityKey[], candidates: readonly BaseClient[]): Promise<{ readonly rivals: readonly Contact[]; readonly gone: readonly ContactId[] }> {
    const { connection, systems: { crm } } = work;
    const shared = keys.filter(({ kind }) => kind !== 'external-code');
    const whole = await isWhole(work);
    const holders: readonly DirectoryEntry[] = shared.length === 0 ? [] : whole
      ? (await baseContacts.findByKeys(connection.id, shared)).map(({ entry }) => entry)
      : await crm.contacts.findByKeys(shared);
    const linked = linkedContacts(candidates).filter((each) => each !== id && !holders.some(({ contact }) => contact.id === each));
    const read = await Promise.all(linked.map(async (each) => ({ each, found: (await baseContacts.find(connection.id, each))?.entry ?? await askFor(work, each, whole) })));
    const rivals = [...holders, ...read.flatMap(({ found }) => (found === undefined || found === 'unsure' ? [] : [found]))];
    return { rivals: rivals.map(({ contact }) => contact).filter((contact) => contact.id !== id), gone: read.filter(({ found }) => found === undefined).map(({ each }) => each) };
  }

  /** While a run goes on, it has asked for each by itself. */
  async function askFor({ connection, systems: { crm } }: Place, id: ContactId, whole: boolean): Promise<LinkedContact | 'unsure' | undefined> {
    const run = whole ? await runs.find(connection.id) : undefined;
    if (run === undefined || run.state === 'ended' || run.state === 'cancelled') return await crm.links.find(id);
    const [row] = await runs.planned(connection.id, run.number, { contact: id, doubt: ['absent', 'unsure'], limit: 1 });
    return row === undefined ? 'unsure' : undefined;
  }

  async function portfolioOf(work: Place, { entry, known, plan, candidates }: Omit<ContactScene, 'portfolio'>): Promise<ContactScene['portfolio']> {
    if (entry === undefined || (plan.match.outcome !== 'known' && !plan.steps.some(({ type }) => type === 'CreateChatClient'))) return undefined;
    const { crm, chat } = work.systems;
    // Before a client is made, so that work which is sent back because the lists are read anew has not made it yet.
    const [allAgents, crmUsers] = await Promise.all([chat.roster.list(), crm.users.list()]);
    if (plan.match.outcome !== 'known') return undefined;
    const [{ client }] = plan.match.clients;
    const main = candidates.find((each) => each.entry.id === client.id);
    const agents = integratedAgents({ allAgents, crmUsers });
    if (main === undefined || agents.length === 0) return undefined;
    const associated = await isWhole(work) ? main.agents : await chat.portfolios.ofClient(main.entry.id);
    return { client: main.entry, plan: decidePortfolio({ agents, owner: entry.contact.ownerId, field: entry.agents, client: main.entry.id, associated, memory: known?.portfolio }) };
  }

  const gatherer: ContactGatherer = {
    isWhole,
    async confirmed(work, scene) {
      const { contact, portfolio } = scene;
      if (portfolio === undefined || !takesForRemoved(portfolio.plan)) return scene;
      const client = portfolio.client.id;
      await baseClients.setAgents(work.connection.id, { client, agents: await work.systems.chat.portfolios.ofClient(client) });
      return await gatherer.gather(work, contact.id, 'known');
    },
    async gather(work, id, from) {
      const { connection } = work;
      const settings = synchronisationSettingsOf(connection);
      const known = await baseContacts.find(connection.id, id);
      const entry = known?.entry;
      const contact = entry?.contact ?? nobody(id);
      const userName = entry === undefined || entry.link === 'unknown' ? undefined : entry.link.userName;
      const keys = clientSearchKeysOf(contact, userName, settings.reading);
      const candidates = await clientsOf(work, keys, from);
      const { rivals, gone } = await othersOf(work, contact, keys, candidates);
      const merges = rivals.length === 0 ? [] : await issues.mergesOf(connection.id, [id, ...rivals.map((rival) => rival.id)]);
      const facts: ChatClientPlanFacts = {
        contact, rivals, gone, merges, settings, link: entry?.link ?? 'unknown',
        candidates: candidates.map((each) => each.entry), lastWritten: lastWrittenOf(candidates),
      };
      const plan = withoutRewritten(planChatClient(facts), candidates);
      const scene = { contact, candidates, plan, ...(known === undefined ? {} : { known, entry: known.entry }) };
      const portfolio = await portfolioOf(work, scene);
      return { ...scene, ...(portfolio === undefined ? {} : { portfolio }) };
    },
  };
  return gatherer;
}

const takesForRemoved = ({ steps, notes }: PortfolioPlan): boolean =>
  notes.length > 0 || steps.some((step) => step.type === 'WriteAgentsField' && step.remove.length > 0);

/** A contact that the CRM does not have any more. */
const nobody = (id: ContactId): Contact => ({ id, kind: 'person', name: '', phones: [], deleted: true });

function linkedContacts(clients: readonly BaseClient[]): readonly ContactId[] {
  const codes = clients.flatMap(({ entry: { externalCode = '' } }) => {
    const code = parseContactId(externalCode);
    return code.ok ? [code.value] : [];
  });
  return [...new Set(codes)].toSorted(compareContactIds);
}

const lastWrittenOf = (clients: readonly BaseClient[]): Readonly<Record<string, ChatClientValues>> =>
  Object.fromEntries(clients.flatMap(({ entry, written }) => (written === undefined ? [] : [[entry.id, written.stood]])));
