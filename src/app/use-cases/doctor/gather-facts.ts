import { addMs, compareInstants, type ConnectionId, type Instant } from '../../../domain/index.ts';
import type { Chat, Clock, Crm, History, Hook, Hooks, HookSigns } from '../../../ports/index.ts';
import type { Connections } from '../../connections.ts';
import type { BookedConnection } from '../activation/connection-book.ts';
import type { SameAccounts } from '../activation/same-accounts.ts';
import type { ReachedSystems, SealedSystems } from '../activation/sealed-systems.ts';
import { tryCredential, type Trial } from '../activation/try-credential.ts';
import type { HookKeeper } from '../keep-hooks.ts';
import { asked, UNASKED, type Asked, type HealthFacts, type NumberQuality, type SeenDelivery } from './facts.ts';

export interface FactsNeeds {
  readonly systems: SealedSystems;
  readonly connections: Connections;
  readonly accounts: SameAccounts;
  readonly hooks: Hooks;
  readonly hookSigns: HookSigns;
  readonly hookKeeper: HookKeeper;
  readonly history: History;
  readonly clock: Clock;
  readonly numbers: NumberQualityTeller;
}

/** Tells how good the numbers of a connection's contacts are; `untold` while nobody has counted. */
export type NumberQualityTeller = (connection: ConnectionId) => Promise<NumberQuality | 'untold'>;

/** `now` asks everything anew, for a person who just mended something; `recent` believes lists that are a minute old. */
export type Freshness = 'now' | 'recent';

const WINDOW_MS = 15 * 60_000;
const MOST_DELIVERIES = 100;
const DAY_MS = 24 * 60 * 60_000;

/** Gathers what the checks go by. Where the connection is active, subscriptions that were switched off are put back on the way (ACT-09). */
export function createFactsGatherer(needs: FactsNeeds): (connection: BookedConnection, freshness: Freshness) => Promise<HealthFacts> {
  const { systems, connections, accounts, hooks, hookSigns, hookKeeper, history, clock, numbers } = needs;

  async function reach({ id, settings }: BookedConnection, freshness: Freshness): Promise<ReachedSystems> {
    return freshness === 'recent' && settings.status !== 'draft' ? await connections.systems(id) : await systems.reach(id);
  }

  async function subscriptionsOf({ id, settings }: BookedConnection, ploomes: Trial): Promise<HealthFacts['subscriptions']> {
    if (settings.status !== 'active') return { seen: 'not-yet' };
    if (ploomes.seen !== 'accepted') return { seen: 'untold' };
    const done = await asked(async () => await hookKeeper.subscribe(id));
    if (done.known === 'no') return { seen: 'refused', code: done.code };
    return done.value.changed === 0 ? { seen: 'standing' } : { seen: 'put-back', count: done.value.changed };
  }

  async function deliveriesOf(connection: ConnectionId): Promise<readonly SeenDelivery[]> {
    const { rows } = await history.records({ only: [connection] }, { source: 'neppo', from: addMs(clock.now(), -WINDOW_MS) }, { limit: MOST_DELIVERIES });
    return rows.filter(({ replayOf }) => replayOf === undefined);
  }

  return async (connection, freshness) => {
    const { id, settings } = connection;
    const { crm, chat } = await reach(connection, freshness);
    const trials = { ploomes: await tryCredential(crm), neppo: await tryCredential(chat) };
    const ofCrm = whenOpen(crm, trials.ploomes);
    const ofChat = whenOpen(chat, trials.neppo);
    const known = await hooks.list(id);
    return {
      settings, trials, now: clock.now(),
      users: await ofCrm(async ({ users }) => await users.list()),
      funnels: await ofCrm(async ({ funnels }) => await funnels.list()),
      agents: await ofChat(async ({ roster }) => await roster.list()),
      groups: await ofChat(async ({ attendance }) => await attendance.groups()),
      latestSession: await latestSessionOf(ofChat),
      takenBy: await takenBy(id, crm, chat, trials),
      receipts: receiptsOf(known),
      seenOtherwise: new Map(Object.entries(await hookSigns.seen(id))),
      astray: await astrayOf(id),
      crmIsHeard: known.some(({ system, lastReceivedAt }) => system === 'ploomes' && lastReceivedAt !== undefined) ? 'yes' : 'never',
      subscriptions: await subscriptionsOf(connection, trials.ploomes),
      fields: settings.status === 'active' ? await fieldsOf(ofCrm) : { seen: 'not-yet' },
      agentsField: settings.status === 'active' ? await agentsFieldOf(ofCrm) : 'untold',
      deliveries: await deliveriesOf(id),
      numbers: await numbers(id),
    };
  };

  async function astrayOf(id: ConnectionId): Promise<HealthFacts['astray']> {
    const since = addMs(clock.now(), -DAY_MS);
    return { own: await hookSigns.astray(id, since), nobodys: await hookSigns.astray(undefined, since) };
  }

  async function takenBy(id: ConnectionId, crm: Crm | undefined, chat: Chat | undefined, { ploomes, neppo }: HealthFacts['trials']): Promise<HealthFacts['takenBy']> {
    if (crm === undefined || chat === undefined || ploomes.seen !== 'accepted' || neppo.seen !== 'accepted') return UNASKED;
    return await asked(async () => (await accounts.takenBy(await accounts.marksOf({ crm, chat }), id)) ?? 'nobody');
  }
}

type Ask<System> = <Value>(question: (system: System) => Promise<Value>) => Promise<Asked<Value>>;

/** One whose credential is refused is asked nothing more. */
const whenOpen = <System>(system: System | undefined, { seen }: Trial): Ask<System> => async (question) =>
  system === undefined || seen !== 'accepted' ? UNASKED : await asked(async () => await question(system));

async function latestSessionOf(ofChat: Ask<Chat>): Promise<HealthFacts['latestSession']> {
  const latest = await ofChat(async ({ attendance }) => (attendance.latestBegin === undefined ? 'untold' : (await attendance.latestBegin()) ?? 'none'));
  return latest.known === 'yes' && latest.value === 'untold' ? UNASKED : parseLatest(latest);
}

const parseLatest = (latest: Asked<string>): HealthFacts['latestSession'] => latest as HealthFacts['latestSession'];

async function fieldsOf(ofCrm: Ask<Crm>): Promise<HealthFacts['fields']> {
  const made = await ofCrm(async (crm) => await crm.prepare());
  if (made.known === 'yes') return { seen: 'ready' };
  return made === UNASKED ? { seen: 'untold' } : { seen: 'refused', code: made.code };
}

/** A contact tells whether the field can be read (AGT-07); where there is none yet, nobody can tell. */
async function agentsFieldOf(ofCrm: Ask<Crm>): Promise<HealthFacts['agentsField']> {
  const page = await ofCrm(async ({ links }) => await links.list({ who: 'persons' }));
  if (page.known === 'no' || page.value.contacts.length === 0) return 'untold';
  return page.value.contacts.some(({ agents }) => agents !== 'unknown') ? 'there' : 'missing';
}

/** Over every address that the chat has or had. */
export function receiptsOf(all: readonly Hook[]): ReadonlyMap<string, Instant> {
  const each = all.filter(({ system }) => system === 'neppo').flatMap(({ receipts = {} }) => Object.entries(receipts));
  return new Map(each.toSorted(([, a], [, b]) => compareInstants(a, b)));
}
