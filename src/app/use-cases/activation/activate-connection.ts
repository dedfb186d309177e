import { isIntegrationError, type ConnectionId } from '../../../domain/index.ts';
import { PortFailure, type AgentPasses, type Clock, type Lease, type Leases, type Telemetry } from '../../../ports/index.ts';
import { patience } from '../../patience.ts';
import type { AccountMarks, ConnectionSettings } from '../../connection-settings.ts';
import type { HookKeeper, HookTokens, HookAddresses } from '../keep-hooks.ts';
import type { BeginSynchronisation } from './begin-synchronisation.ts';
import type { BookedConnection, ConnectionBook } from './connection-book.ts';
import type { SameAccounts } from './same-accounts.ts';

/** Takes back the CRM's subscriptions of a connection that is off. */
export interface SubscriptionEnder {
  /** `left` where the CRM would not let go of them: it is tried again at each round of the doctor. */
  end(id: ConnectionId): Promise<'removed' | 'left'>;
}

/** The last steps of every way to an active connection, and the way back. */
export interface ActivateConnection extends SubscriptionEnder {
  /** Sets a connection at work whose accounts have been tried: listens at the tokens, subscribes, begins the first synchronisation. */
  begin(id: ConnectionId, tokens: HookTokens): Promise<HookAddresses>;
  /** The same for one that listens already, or listened before it was switched off. What is active stays so. */
  switchOn(connection: BookedConnection, marks: AccountMarks): Promise<BookedConnection>;
  /** Nothing takes effect from here on, whatever the CRM says to it; agents' panels are closed (ACT-08). */
  switchOff(id: ConnectionId): Promise<{ readonly connection: BookedConnection; readonly subscriptions: 'removed' | 'left' }>;
  /** One activation at a time over all processes, so that two of the same accounts see each other (ACT-12). */
  alone<Outcome>(act: () => Promise<Outcome>): Promise<Outcome>;
}

export interface ActivateNeeds {
  readonly book: ConnectionBook;
  readonly accounts: SameAccounts;
  readonly hooks: HookKeeper;
  readonly leases: Leases;
  readonly agentPasses: AgentPasses;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly beginSynchronisation: BeginSynchronisation;
}

const LEASE = 'activation';
/** Longer than the calls of one activation take. */
const LEASE_MS = 120_000;
/** Real time, since others act in it. */
const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 50;

export function createActivateConnection({ book, accounts, hooks, leases, agentPasses, clock, telemetry, beginSynchronisation }: ActivateNeeds): ActivateConnection {
  const codeOf = (failure: unknown): string => (isIntegrationError(failure) ? failure.code : 'defect.unexpected');

  async function end(id: ConnectionId): Promise<'removed' | 'left'> {
    try {
      await hooks.unsubscribe(id);
      await book.change(id, withoutLeft);
      return 'removed';
    } catch (failure) {
      telemetry.log('warn', 'connection.subscriptions-left', { connection: id, code: codeOf(failure) });
      await book.change(id, (before) => ({ ...before, subscriptionsLeft: 'yes' }));
      return 'left';
    }
  }

  async function waitedFor(): Promise<Lease | undefined> {
    for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
      const lease = await leases.acquire(LEASE, LEASE_MS);
      if (lease !== undefined || waitedMs >= PATIENCE_MS) return lease;
      await patience(LOOK_AGAIN_MS);
    }
  }

  return {
    end,
    async begin(id, tokens) {
      const addresses = await hooks.add(id, tokens);
      await beginSynchronisation(id, 'activated');
      return addresses;
    },
    async switchOn(connection, marks) {
      if (connection.settings.status === 'active') return connection;
      await accounts.refuseTwice(marks, connection.id);
      await hooks.subscribe(connection.id);
      const before = connection.settings.status;
      const active = await book.change(connection.id, (settings) => ({ ...withoutLeft(settings), status: 'active', activeSince: clock.now(), accounts: marks }));
      await beginSynchronisation(connection.id, before === 'draft' ? 'activated' : 'reactivated');
      return active;
    },
    async switchOff(id) {
      const connection = await book.change(id, (before) => (before.status === 'active' ? { ...before, status: 'inactive' } : before));
      await agentPasses.withdraw(id);
      if (connection.settings.status === 'draft') return { connection, subscriptions: 'removed' };
      return { connection, subscriptions: await end(id) };
    },
    async alone(act) {
      const lease = await waitedFor();
      if (lease === undefined) throw new PortFailure('port.conflict', 'Another connection is being activated right now, so this one was not; try again in a moment.', { retry: 'soon' });
      try {
        return await act();
      } finally {
        await leases.release(lease).catch(() => undefined); // it ends by itself
      }
    },
  };
}

function withoutLeft(before: ConnectionSettings): ConnectionSettings {
  const { subscriptionsLeft: _, ...settings } = before;
  return settings;
}
