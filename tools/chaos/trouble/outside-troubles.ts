import type { ApiFault, WebhookFault } from '../../../src/adapters/ploomes/simulator/index.ts';
import type { Chance } from '../chance.ts';
import type { Account } from '../outside/account.ts';

/** A way in which an outside system misbehaves, at one account for a few calls. */
export interface OutsideTrouble {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  strike(account: Account, chance: Chance): void;
}

/** How long things take in one run. */
export interface Patience {
  readonly timeoutMs: number;
  readonly askAgainAfterMs: number;
}

type HttpFault = Pick<ApiFault, 'route' | 'status' | 'times' | 'ms' | 'retryAfter'> & { readonly kind?: 'status' | 'timeout' | 'reset' | 'garbage' | 'slow' };

const CREATING = ['POST /Deals', 'POST /InteractionRecords'] as const;
const WRITING = [...CREATING, 'PATCH /InteractionRecords'] as const;
const LISTS = ['GET /Deals', 'GET /Contacts', 'GET /InteractionRecords'] as const;

export function outsideTroubles({ timeoutMs, askAgainAfterMs }: Patience): readonly OutsideTrouble[] {
  const ploomes = (name: string, weight: number, fault: (chance: Chance) => ApiFault): OutsideTrouble =>
    ({ name: `Ploomes: ${name}`, weight, strike: (account, chance) => account.ploomes.faults(fault(chance)) });
  const either = (name: string, weight: number, fault: (chance: Chance) => HttpFault): readonly OutsideTrouble[] => [
    ploomes(name, weight, fault),
    { name: `Neppo: ${name}`, weight, strike: (account, chance) => account.neppo.faults(fault(chance)) },
  ];
  const webhooks = (name: string, weight: number, fault: (chance: Chance) => WebhookFault & { webhooks: 'duplicate' | 'reorder' | 'delay' }): readonly OutsideTrouble[] => [
    { name: `Ploomes: ${name}`, weight, strike: (account, chance) => account.ploomes.faults(fault(chance)) },
    { name: `Neppo: ${name}`, weight: weight * 3, strike: (account, chance) => account.neppo.faults(fault(chance)) },
  ];
  return [
    ...either('calls throttled (429)', 3, (chance) => ({ status: 429, retryAfter: chance.between(1, 3), times: chance.between(2, 8) })),
    ...either('calls failing (503)', 2, (chance) => ({ status: 503, times: chance.between(1, 5) })),
    ...either('credential refused (401)', 1, () => ({ status: 401, times: 1 })),
    ...either('calls never answered', 1, () => ({ kind: 'timeout', times: 1 })),
    ...either('connections cut', 2, (chance) => ({ kind: 'reset', times: chance.between(1, 3) })),
    ...either('answers of garbage', 1, () => ({ kind: 'garbage', times: 1 })),
    ...either('slow answers', 1, (chance) => ({ kind: 'slow', ms: chance.between(100, timeoutMs / 2), times: chance.between(2, 6) })),
    ploomes('connections cut after the write', 8, (chance) => ({ kind: 'reset-after-write', route: chance.oneOf(WRITING), times: 1 })),
    // Later than that, nobody can tell a late write from one that never comes.
    ploomes('writes that land late', 8, (chance) => ({
      kind: 'late-write', route: chance.oneOf(WRITING), times: 1, lateMs: chance.between(50, askAgainAfterMs * 0.6), answer: chance.oneOf(['never', 'reset']),
    })),
    ploomes('empty lists', 2, (chance) => ({ kind: 'empty-list', route: chance.oneOf(LISTS), times: chance.between(1, 2) })),
    ...webhooks('deliveries repeated', 3, (chance) => ({ webhooks: 'duplicate', times: chance.between(1, 5) })),
    ...webhooks('deliveries out of order', 3, (chance) => ({ webhooks: 'reorder', times: chance.between(1, 3), delayMs: chance.between(500, 3_000) })),
    ...webhooks('deliveries late', 2, (chance) => ({ webhooks: 'delay', times: chance.between(1, 3), delayMs: chance.between(1_000, 6_000) })),
  ];
}
