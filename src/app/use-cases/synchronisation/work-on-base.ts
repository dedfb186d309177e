import type { BaseContacts, ClaimedDelivery, Clock, PlannedRow, Settlement, SynchronisationIssues, SynchronisationRuns } from '../../../ports/index.ts';
import { parseMessage, type BaseMessage } from '../../messages.ts';
import { isFromOutside } from '../../deliveries.ts';
import type { BaseWork } from './base-work.ts';
import type { FollowBase } from './follow-base.ts';
import { changeRun } from './run/change-run.ts';
import type { RunPage } from './run/run-page.ts';
import type { SynchroniseContact } from './synchronise-contact.ts';

/** Everything that is done to the customer base of a connection. */
export interface WorkOnBase extends Pick<FollowBase, 'contactChanged' | 'clientChanged' | 'agentsChanged'> {
  work(work: BaseWork, message: BaseMessage): Promise<Settlement>;
  /** What becomes of a contact or a run when a delivery of its was set aside: people see it, and the run does not wait for it. */
  givenUp(delivery: ClaimedDelivery, reason: string): Promise<void>;
}

export interface WorkOnBaseNeeds {
  readonly baseContacts: BaseContacts;
  readonly issues: SynchronisationIssues;
  readonly runs: SynchronisationRuns;
  readonly follow: FollowBase;
  readonly synchronise: SynchroniseContact;
  readonly runPage: RunPage;
  readonly clock: Clock;
}

export function createWorkOnBase({ baseContacts, issues, runs, follow, synchronise, runPage, clock }: WorkOnBaseNeeds): WorkOnBase {
  async function listed(work: BaseWork, { contactId, run: number }: Extract<BaseMessage, { type: 'synchronise-listed' }>): Promise<Settlement> {
    const run = await runs.find(work.connection.id, number);
    if (run === undefined || run.state === 'cancelled') return { end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because: 'run-cancelled', contactId } };
    const settlement = await synchronise(work, { contactId, clients: 'known', contact: 'known' });
    if (settlement.end.type === 'done') await noteGone(work.delivery.connection, number, contactId);
    return settlement;
  }

  /** A link that the run took away is in doubt no more. */
  async function noteGone(connection: BaseWork['delivery']['connection'], run: number, contact: BaseContactId): Promise<void> {
    const rows = await runs.planned(connection, run, { contact, doubt: ['leaving'], limit: MOST_CLIENTS });
    if (rows.length > 0) await runs.plan(connection, run, rows.map(withoutDoubt));
  }

  return {
    ...follow,
    async work(work, message) {
      switch (message.type) {
        case 'synchronise-contact': return await synchronise(work, message);
        case 'synchronise-listed': return await listed(work, message);
        case 'chat-client-seen': return await follow.clientSeen(work, message.client);
        case 'agents-seen': return await follow.agentsSeen(work, message.client);
        case 'synchronise-page': return await runPage(work, message);
      }
    },
    async givenUp(delivery, reason) {
      const message = isFromOutside(delivery) || delivery.source === 'webhook' ? undefined : parseMessage(delivery.body);
      if (message?.to !== 'base') return;
      const { connection } = delivery;
      switch (message.message.type) {
        case 'synchronise-listed':
        case 'synchronise-contact': {
          const { contactId } = message.message;
          await issues.keepProblem(connection, contactId, { code: reason, at: clock.now(), detail: delivery.id });
          await baseContacts.note(connection, contactId, { outcome: 'failed' });
          if (message.message.type === 'synchronise-listed') await noteGone(connection, message.message.run, contactId);
          return;
        }
        case 'synchronise-page': {
          const { run, leg } = message.message;
          await changeRun(runs, connection, run, (before) => (before.leg === leg && before.state === 'running' ? { ...before, state: 'paused', trouble: reason } : undefined));
          return;
        }
        case 'chat-client-seen':
        case 'agents-seen': return;
      }
    },
  };
}

function withoutDoubt(before: PlannedRow): PlannedRow {
  const { doubt: _, ...row } = before;
  return row;
}

/** Nobody has so many. */
const MOST_CLIENTS = 1_000;

type BaseContactId = Extract<BaseMessage, { type: 'synchronise-listed' }>['contactId'];
