import { addMs, type ContactId } from '../../../../domain/index.ts';
import {
  RUN_PHASES, type Clock, type IdSource, type LaneKey, type NewDelivery, type RunPhase, type Settlement, type SynchronisationRun, type SynchronisationRuns,
} from '../../../../ports/index.ts';
import { deliveryOf, lanes } from '../../../deliveries.ts';
import type { BaseMessage } from '../../../messages.ts';
import type { BaseWork } from '../base-work.ts';
import type { ActPhases } from './act-phases.ts';
import { changeRun } from './change-run.ts';
import type { ListPhases } from './list-phases.ts';
import type { Phase, PhasePage } from './phase.ts';

/** The next page of a run. */
export type PageMessage = Extract<BaseMessage, { type: 'synchronise-page' }>;

/** Goes through one page of a run and passes the next one on, so that whoever is killed reads one page again at most (SYN-02). */
export type RunPage = (work: BaseWork, message: PageMessage) => Promise<Settlement>;

export interface RunPageNeeds {
  readonly runs: SynchronisationRuns;
  readonly listing: ListPhases;
  readonly acting: ActPhases;
  readonly clock: Clock;
  readonly ids: IdSource;
}

const WAIT_MS = 1_000;

export function createRunPage({ runs, listing, acting, clock, ids }: RunPageNeeds): RunPage {
  const phases: Readonly<Record<RunPhase, Phase>> = {
    contacts: listing.contacts, 'chat-clients': listing.chatClients, agents: listing.agents,
    'chat-clients-gone': listing.chatClientsGone, 'contacts-gone': listing.contactsGone,
    compare: acting.compare, unlink: acting.unlink, finish: acting.finish,
  };

  /** A page that was gone through before, and whose next one was not passed on, is counted no more. */
  async function goOn({ connection }: BaseWork, { run: number, phase, cursor }: PageMessage, { counts, next }: PhasePage): Promise<SynchronisationRun | undefined> {
    return await changeRun(runs, connection.id, number, (before) => {
      if (before.phase !== phase || before.cursor !== cursor || before.state === 'cancelled') return undefined;
      const after = counts === undefined ? before : counts(before);
      if (next === 'asked' || next === 'wait') return after;
      if (next !== 'over') return { ...after, cursor: next.cursor };
      return movedOn(after, clock);
    });
  }

  const deliveriesOf = ({ connection }: BaseWork, run: SynchronisationRun, { contacts = [], next }: PhasePage, message: PageMessage): readonly NewDelivery[] => {
    const origin = { connection: connection.id, source: 'internal', receivedAt: clock.now(), urgency: 'bulk' } as const;
    const listed = contacts.map((contactId: ContactId) => deliveryOf(ids, origin, lanes.base(contactId), { to: 'base', message: { type: 'synchronise-listed', contactId, run: run.number } }));
    const nextPage = pageAfter(message, next);
    return nextPage === undefined ? listed : [...listed, deliveryOf(ids, origin, laneOfPage(nextPage.phase), { to: 'base', message: nextPage })];
  };

  return async (work, message) => {
    const run = await runs.find(work.connection.id, message.run);
    if (run === undefined || run.leg !== message.leg || run.state !== 'running') {
      return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: `run-${run === undefined || run.state === 'running' ? 'gone-on' : run.state}`, run: message.run } };
    }
    const page = await phases[message.phase](work, run, message.cursor);
    if (page.next === 'wait') return { end: { type: 'later', at: addMs(clock.now(), WAIT_MS), reason: 'contacts-open', attempt: 'free' } };
    await goOn(work, message, page);
    return {
      end: { type: 'done' },
      decision: { outcome: 'page-synchronised', run: message.run, phase: message.phase, ...page.decision },
      forward: deliveriesOf(work, run, page, message),
    };
  };
}

/** The page that follows. */
function pageAfter(before: PageMessage, next: PhasePage['next']): PageMessage | undefined {
  const { cursor: _, ...message } = before;
  if (next === 'asked' || next === 'wait') return undefined;
  if (next !== 'over') return { ...message, cursor: next.cursor };
  const phase = RUN_PHASES[RUN_PHASES.indexOf(message.phase) + 1];
  return phase === undefined ? undefined : { ...message, phase };
}

function movedOn(before: SynchronisationRun, clock: Clock): SynchronisationRun {
  const { cursor: _, ...run } = before;
  const phase = RUN_PHASES[RUN_PHASES.indexOf(run.phase) + 1];
  if (phase === undefined) return { ...run, state: 'ended', endedAt: clock.now() };
  return { ...run, phase, ...(phase === 'compare' ? { actingSince: { at: clock.now(), done: 0 } } : {}) };
}

const LANES: Readonly<Record<RunPhase, LaneKey>> = {
  contacts: lanes.run, 'contacts-gone': lanes.run,
  'chat-clients': lanes.runOfChat, agents: lanes.runOfChat, 'chat-clients-gone': lanes.runOfChat,
  compare: lanes.runOfBase, unlink: lanes.runOfBase, finish: lanes.runOfBase,
};

/** The lane tells whose limits a page needs. */
export const laneOfPage = (phase: RunPhase): LaneKey => LANES[phase];
