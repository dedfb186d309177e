import type { Crm } from '../../ports/crm.ts';
import type { CrmLeads } from '../../ports/crm-leads.ts';
import type { CrmPaperwork } from '../../ports/crm-paperwork.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { createCrmActs, type CrmActs } from './crm-acts.ts';
import { createInMemoryCardDesk, createInMemoryFunnels } from './crm-cards.ts';
import { createInMemoryDirectory } from './crm-contacts.ts';
import { createCrmFaults, type CrmFaults } from './crm-faults.ts';
import { createInMemoryLeads } from './crm-leads.ts';
import { createInMemoryLinks } from './crm-links.ts';
import { createInMemoryJournal } from './crm-journal.ts';
import { createInMemoryPaperwork } from './crm-paperwork.ts';
import { createInMemorySubscriptions } from './crm-subscriptions.ts';
import { createCrmWorld } from './crm-world.ts';

/** What an in-memory account begins with, and its clock. */
export interface InMemoryCrmSeed {
  /** Names the account in failures. @defaultValue `memory:crm` */
  readonly account?: string;
  /** @defaultValue from 2026 on, each thing made a second after the one before */
  readonly now?: () => Instant;
  /** Names of funnels to begin with. */
  readonly funnels?: readonly string[];
}

/** A CRM in memory: all its ports, what its users do, and ways to make it misbehave. */
export interface InMemoryCrm extends Crm, CrmFaults, CrmActs {
  readonly paperwork: CrmPaperwork;
  readonly leads: CrmLeads;
}

/**
 * The reference implementation of the CRM's ports: everything in memory, nothing remembered from a minute ago, no faults
 * but those that are ordered.
 *
 * @example
 * const crm = createInMemoryCrm({ funnels: ['Vendas'] });
 * const ana = crm.addContact({ name: 'Ana Souza', phones: ['+55 11 98765-4321'] });
 * crm.loseAnswerOf('cards.openCard');
 */
export function createInMemoryCrm(seed: InMemoryCrmSeed = {}): InMemoryCrm {
  const account = seed.account ?? 'memory:crm';
  const world = createCrmWorld(seed.now);
  const { faults, answer } = createCrmFaults(account);
  const acts = createCrmActs(world);
  for (const name of seed.funnels ?? []) acts.addFunnel(name);

  return {
    account,
    ...faults,
    ...acts,
    cards: createInMemoryCardDesk(world, answer),
    funnels: createInMemoryFunnels(world, answer),
    journal: createInMemoryJournal(world, answer),
    contacts: createInMemoryDirectory(world, answer),
    links: createInMemoryLinks(world, answer),
    users: { list: () => answer('users.list', () => [...world.users.values()]) },
    subscriptions: createInMemorySubscriptions(world, answer),
    paperwork: createInMemoryPaperwork(world, answer),
    leads: createInMemoryLeads(world, answer),
    prepare: () => answer('prepare', () => undefined),
    tryCredential: () => answer('tryCredential', () => undefined),
  };
}
