import { phoneConflictKey, type ChatClientValues, type ContactId, type PortfolioPlan } from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { addMs } from '../../../domain/index.ts';
import type { BaseContacts, Clock, ContactOutcome, Settlement, SynchronisationIssues } from '../../../ports/index.ts';
import type { BaseWork } from './base-work.ts';
import type { CarryOut, RefusedNumber } from './carry-out.ts';
import type { ClientsFrom, ContactGatherer, ContactScene } from './gather-contact.ts';
import type { Readings } from './keep-readings.ts';
import { synchronisationSettingsOf } from './base-work.ts';
import type { TellOfNumbers } from './tell-of-numbers.ts';

/** How a contact is to be synchronised. */
export interface ContactWish {
  readonly contactId: ContactId;
  readonly clients: ClientsFrom;
  /** `read`: the CRM is asked for the contact first. */
  readonly contact: 'known' | 'read';
}

/** Makes one contact the same on both sides (SYN-03, SYN-04, AGT-03…AGT-05, PHN-03); the same function for all that leads to it. */
export interface SynchroniseContact {
  (work: BaseWork, wish: ContactWish): Promise<Settlement>;
}

export interface SynchroniseContactNeeds {
  readonly baseContacts: BaseContacts;
  readonly issues: SynchronisationIssues;
  readonly readings: Readings;
  readonly gatherer: ContactGatherer;
  readonly carryOut: CarryOut;
  readonly tellOfNumbers: TellOfNumbers;
  readonly clock: Clock;
  readonly box: SecretBox;
}

/** A plan that was carried out leaves nothing, unless something was made or turned out otherwise; twice at the most. */
const MOST_ROUNDS = 4;
const LOOK_AGAIN_MS = 1_000;

interface Deeds {
  readonly did: string[];
  readonly refused: RefusedNumber[];
  readonly agents: PortfolioPlan['notes'][number][];
  overwritten: Readonly<Record<string, ChatClientValues>>;
  problem: string | undefined;
}

export function createSynchroniseContact(needs: SynchroniseContactNeeds): SynchroniseContact {
  const { baseContacts, issues, readings, gatherer, carryOut, tellOfNumbers, clock, box } = needs;

  async function readAnew({ connection, systems: { crm } }: BaseWork, id: ContactId): Promise<'taken-in' | 'left-out'> {
    const entry = await crm.links.find(id);
    if (entry === undefined) await baseContacts.forget(connection.id, id);
    else if ((await readings.keep(connection.id, [entry], synchronisationSettingsOf(connection).reading)).length === 0) return 'left-out';
    return 'taken-in';
  }

  const later = (askAgainAt = addMs(clock.now(), LOOK_AGAIN_MS), reason: string): Settlement =>
    ({ end: { type: 'later', at: askAgainAt, reason, attempt: 'free' } });

  /** Again and again until nothing differs any more. */
  async function settle(work: BaseWork, wish: ContactWish, deeds: Deeds): Promise<ContactScene | Settlement> {
    let { clients } = wish;
    for (let round = 1; ; round += 1) {
      const scene = await gatherer.confirmed(work, await gatherer.gather(work, wish.contactId, clients));
      deeds.agents.push(...scene.portfolio?.plan.notes ?? []);
      if (isSettled(scene) || deeds.problem !== undefined) return scene;
      if (round > MOST_ROUNDS) {
        deeds.problem = 'port.drifted';
        return scene;
      }
      const done = await carryOut(work, scene);
      if ('outcome' in done) return later(done.askAgainAt, `client-${done.because}`);
      deeds.did.push(...done.did);
      deeds.refused.push(...done.refused);
      deeds.overwritten = { ...deeds.overwritten, ...done.overwritten };
      if (done.refused.length > 0) deeds.problem = 'number-refused';
      if (done.surprise === 'number-taken' && clients === 'ask') deeds.problem = 'number-taken';
      clients = done.surprise === undefined ? 'known' : 'ask';
    }
  }

  /** PHN-03, after everything else: what the chat refused is among them. */
  async function tellPeople(work: BaseWork, scene: ContactScene, deeds: Deeds): Promise<Settlement | undefined> {
    for (const due of await tellOfNumbers.due(work, scene, deeds.refused)) {
      const told = await tellOfNumbers.tell(work, scene.contact.id, due);
      if (told.outcome === 'unsettled') return later(told.askAgainAt, `record-${told.because}`);
      deeds.did.push(`record-written:${told.id}`);
    }
    return undefined;
  }

  async function note({ connection }: BaseWork, { contact, plan, entry, portfolio }: ContactScene, deeds: Deeds): Promise<ContactOutcome> {
    const at = clock.now();
    const conflicts = 'conflicts' in plan.match ? plan.match.conflicts : [];
    const kept = conflicts.map((conflict) => ({ id: box.mark(`conflict/${phoneConflictKey(conflict)}`), conflict }));
    await issues.keepConflicts(connection.id, { contact: contact.id, conflicts: kept, at });
    await issues.keepProblem(connection.id, contact.id, deeds.problem === undefined ? 'none' : { code: deeds.problem, at });
    const outcome = outcomeOf(deeds, entry !== undefined && plan.match.outcome === 'not-asked');
    // Where nothing was to be written, both sides agree on it all the same.
    const agreed = portfolio !== undefined && portfolio.plan.steps.length === 0 ? { portfolio: portfolio.plan.memory } : {};
    await baseContacts.note(connection.id, contact.id, { outcome, ...agreed });
    return outcome;
  }

  return async (work, wish) => {
    if (wish.contact === 'read' && await readAnew(work, wish.contactId) === 'left-out') return ERASED;
    const deeds: Deeds = { did: [], refused: [], agents: [], overwritten: {}, problem: undefined };
    const scene = await settle(work, wish, deeds);
    if ('end' in scene) return scene;
    const put = await tellPeople(work, scene, deeds);
    if (put !== undefined) return put;
    const outcome = await note(work, scene, deeds);
    return { end: { type: 'done' }, decision: decisionOf(scene, deeds, outcome) };
  };
}

/** Somebody who was erased is left as they are on both sides. */
const ERASED: Settlement = { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'person-erased' } };

/** Whether there is nothing to be written on either side. */
export const isSettled = ({ plan, portfolio }: ContactScene): boolean =>
  plan.steps.length === 0 && (portfolio === undefined || portfolio.plan.steps.length === 0);

const outcomeOf = ({ did, problem }: Deeds, leftOut: boolean): ContactOutcome => {
  if (problem !== undefined) return 'failed';
  if (did.length > 0) return 'written';
  return leftOut ? 'left-out' : 'same';
};

function decisionOf({ contact, plan: { match } }: ContactScene, { did, agents, overwritten, problem }: Deeds, outcome: ContactOutcome): object {
  return {
    outcome: outcome === 'same' ? 'nothing-to-do' : 'contact-synchronised',
    contactId: contact.id,
    ...(outcome === 'same' ? { because: 'nothing-differs' } : {}),
    ...(match.outcome === 'known' ? { clients: match.clients.map(({ client, matchedBy }) => ({ client: client.id, matchedBy })) } : { match: match.outcome }),
    ...('because' in match ? { unmatched: match.because } : {}),
    ...('conflicts' in match && match.conflicts.length > 0 ? { conflicts: match.conflicts.map(({ kept, other }) => ({ kept, other })) } : {}),
    ...(did.length === 0 ? {} : { did }),
    ...(Object.keys(overwritten).length === 0 ? {} : { overwritten }),
    ...(agents.length === 0 ? {} : { agents }),
    ...(problem === undefined ? {} : { problem }),
  };
}
