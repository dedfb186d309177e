import { hashToken } from '../../adapters/system/index.ts';
import { addMs, InputRejected, isIntegrationError, type ConnectionId, type Instant } from '../../domain/index.ts';
import type { Clock, CrmSubscriptions, Hook, ConnectionSystem, Hooks, IdSource, Telemetry } from '../../ports/index.ts';
import type { Connections } from '../connections.ts';

/** The unguessable parts of a connection's hook addresses (ACT-04): 43 letters, digits, dashes or underscores or more, by chance alone. */
export interface HookTokens {
  readonly neppo: string;
  readonly ploomes: string;
}

/** The addresses that the outside systems call; shown once, since only their hashes are kept (ACT-04). */
export interface HookAddresses {
  readonly neppo: string;
  readonly ploomes: string;
}

/** How a hook's address is exchanged for another. */
export interface HookRotationWish {
  /** For so long the earlier addresses go on beside the new one; 0 revokes them at once. @defaultValue 24 */
  readonly graceHours?: number;
}

/** What came of the exchange of a hook's address. */
export interface HookRotation {
  /** Shown once: only its hash is kept. */
  readonly address: string;
  /** When the earlier addresses end, at the latest. */
  readonly until: Instant;
}

/** Lets connections listen at addresses, and exchanges these. */
export interface HookKeeper {
  /** Listens at the tokens and lets the CRM send there; doing it again changes nothing. */
  add(connection: ConnectionId, tokens: HookTokens): Promise<HookAddresses>;
  rotate(connection: ConnectionId, system: ConnectionSystem, wish: HookRotationWish): Promise<HookRotation>;
  list(connection: ConnectionId): Promise<readonly Hook[]>;
  /** Makes sure that the CRM sends its changes to an address where the connection listens (ACT-09): switched-off subscriptions are put back, lost ones made anew. */
  subscribe(connection: ConnectionId): Promise<{ readonly changed: number }>;
  /** Lets the CRM send nothing to the connection any more. */
  unsubscribe(connection: ConnectionId): Promise<void>;
}

export interface HookKeeperNeeds {
  readonly hooks: Hooks;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly publicUrl: string;
}

const USUAL_GRACE_HOURS = 24;
const MOST_GRACE_HOURS = 24 * 30;
const HOUR_MS = 3_600_000;

export function createHookKeeper({ hooks, connections, clock, ids, telemetry, publicUrl }: HookKeeperNeeds): HookKeeper {
  const addressOf = (system: ConnectionSystem, token: string): string => `${publicUrl}/hooks/${system}/${token}`;

  async function listen(connection: ConnectionId, system: ConnectionSystem, token: string): Promise<string> {
    await hooks.add(hashToken(token), { connection, system });
    const address = addressOf(system, token);
    if (system !== 'ploomes') return address; // entered by a person: in the chat's webhooks (ACT-05), or in an automation (SND-02)
    const { crm, validationKey } = await connections.systems(connection);
    await crm.subscriptions.ensure({ callbackUrl: address, validationKey });
    return address;
  }

  /** Of all that the CRM sends to, the addresses that are the connection's, as their hashes tell. */
  async function ownAddresses(connection: ConnectionId, subscriptions: CrmSubscriptions, which: 'open' | 'ended ones too' = 'open'): Promise<readonly string[]> {
    const own: string[] = [];
    for (const address of await subscriptions.addresses()) {
      const [, token] = /\/hooks\/ploomes\/([\w-]+)$/.exec(address) ?? [];
      const hook = token === undefined ? undefined : await hooks.find(hashToken(token));
      if (hook?.connection !== connection) continue;
      const isOpen = address.startsWith(`${publicUrl}/`) && hook.until === undefined;
      if (isOpen || which === 'ended ones too') own.push(address);
    }
    return own;
  }

  /** What the CRM sends to the connection's earlier addresses would come twice as long as they last, and be refused from then on. */
  async function unsubscribeOthers(connection: ConnectionId, subscriptions: CrmSubscriptions, kept: string): Promise<void> {
    for (const address of await ownAddresses(connection, subscriptions, 'ended ones too')) if (address !== kept) await subscriptions.remove(address);
  }

  return {
    add: async (connection, tokens) => ({
      neppo: await listen(connection, 'neppo', tokens.neppo),
      ploomes: await listen(connection, 'ploomes', tokens.ploomes),
    }),
    async rotate(connection, system, { graceHours = USUAL_GRACE_HOURS }) {
      refuseWrongWish(system, graceHours);
      const token = ids.token();
      const address = await listen(connection, system, token);
      const until = addMs(clock.now(), graceHours * HOUR_MS);
      await hooks.end({ connection, system }, { until, but: hashToken(token) });
      if (system === 'ploomes') {
        const { crm } = await connections.systems(connection);
        // The new address is known to this answer alone, so that nothing may keep it from being given.
        await unsubscribeOthers(connection, crm.subscriptions, address).catch((failure: unknown) => {
          telemetry.log('warn', 'connection.subscriptions-left', { connection, code: isIntegrationError(failure) ? failure.code : 'defect.unexpected' });
        });
      }
      return { address, until };
    },
    list: async (connection) => await hooks.list(connection),
    async subscribe(connection) {
      const { crm: { subscriptions }, validationKey } = await connections.systems(connection);
      const known = await ownAddresses(connection, subscriptions);
      let changed = 0;
      for (const callbackUrl of known) changed += (await subscriptions.ensure({ callbackUrl, validationKey })).changed;
      if (known.length > 0) return { changed };
      const token = ids.token();
      await hooks.add(hashToken(token), { connection, system: 'ploomes' });
      const subscribed = await subscriptions.ensure({ callbackUrl: addressOf('ploomes', token), validationKey });
      // Nobody is told the earlier addresses again; what is on its way there still comes in.
      await hooks.end({ connection, system: 'ploomes' }, { until: addMs(clock.now(), USUAL_GRACE_HOURS * HOUR_MS), but: hashToken(token) });
      return subscribed;
    },
    async unsubscribe(connection) {
      const { crm: { subscriptions } } = await connections.systems(connection);
      for (const address of await ownAddresses(connection, subscriptions, 'ended ones too')) await subscriptions.remove(address);
    },
  };
}

/** Hosts in plain JavaScript may hand over anything. */
function refuseWrongWish(system: unknown, graceHours: unknown): void {
  if (system !== 'neppo' && system !== 'ploomes' && system !== 'automation') {
    throw new InputRejected('input.hook-system-unknown', 'The hook cannot be rotated: name the system that calls it, neppo, ploomes or automation.', { field: 'system' });
  }
  if (typeof graceHours === 'number' && graceHours >= 0 && graceHours <= MOST_GRACE_HOURS) return;
  throw new InputRejected('input.grace-invalid', `graceHours cannot be used: give a number of hours from 0, which revokes at once, to ${MOST_GRACE_HOURS}.`, { field: 'graceHours' });
}
