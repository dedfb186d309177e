import { digitsForNeppo, mainPhoneOf, parsePhone, type ChatClientValues, type Contact, type Instant, type PhoneReading } from '../../../domain/index.ts';
import type { BaseClients, BaseContacts, ContactLinkChange } from '../../../ports/index.ts';
import { synchronisationSettingsOf, type BaseWork } from './base-work.ts';
import type { Echoes } from './echoes.ts';
import type { ContactScene } from './gather-contact.ts';
import type { ClientWriter, ClientWritten } from './write-clients.ts';
import type { ContactWriter } from './write-contact.ts';

/** A number that the chat did not take, as the contact has it. */
export interface RefusedNumber {
  readonly value: string;
  readonly reason: string;
}

/** What was done of a scene's plan. */
export interface CarriedOut {
  readonly did: readonly string[];
  /** What somebody had written in the chat and the CRM's value took the place of, by client (SYN-08). */
  readonly overwritten: Readonly<Record<string, ChatClientValues>>;
  readonly refused: readonly RefusedNumber[];
  /** Something else than was known stands in the chat or the CRM: to be read anew. */
  readonly surprise?: 'client-gone' | 'contact-gone' | 'number-taken';
}

export type CarryOutcome = CarriedOut | { readonly outcome: 'unsettled'; readonly askAgainAt: Instant; readonly because: string };

/** Carries out what one contact needs, in the order of its plan: the chat's clients, their agents, the contact. */
export interface CarryOut {
  (work: BaseWork, scene: ContactScene): Promise<CarryOutcome>;
}

export interface CarryOutNeeds {
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly clientWriter: ClientWriter;
  readonly contactWriter: ContactWriter;
  readonly echoes: Echoes;
}

export function createCarryOut({ baseContacts, baseClients, clientWriter, contactWriter, echoes }: CarryOutNeeds): CarryOut {
  async function writeClient(work: BaseWork, { contact, plan }: ContactScene, place: number): Promise<ClientWritten | undefined> {
    const step = plan.steps[place];
    switch (step?.type) {
      case 'UnlinkChatClient': return await clientWriter.unlink(work, step);
      case 'CreateChatClient': return await clientWriter.create(work, contact, step);
      case 'UpdateChatClient': return await clientWriter.update(work, step);
      default: return undefined;
    }
  }

  /** The differences of the associations, no more calls than there are (AGT-04). */
  async function associate(work: BaseWork, { portfolio }: ContactScene): Promise<readonly string[]> {
    if (portfolio === undefined) return [];
    const { connection, systems: { chat } } = work;
    const client = portfolio.client.id;
    const did: string[] = [];
    for (const step of portfolio.plan.steps) {
      if (step.type === 'WriteAgentsField') continue;
      const isNew = step.type === 'AssociateAgent';
      await chat.portfolios[isNew ? 'add' : 'remove']({ client, agent: step.agent });
      const before = (await baseClients.find(connection.id, client))?.agents ?? [];
      const agents = isNew ? [...new Set([...before, step.agent])] : before.filter((agent) => agent !== step.agent);
      await baseClients.setAgents(connection.id, { client, agents });
      const known = await baseClients.find(connection.id, client);
      if (known !== undefined) await echoes.agentsWritten(connection.id, known);
      did.push(`${isNew ? 'agent-associated' : 'agent-dissociated'}:${step.agent}`);
    }
    return did;
  }

  async function writeContact(work: BaseWork, { entry, plan, portfolio, contact }: ContactScene): Promise<readonly string[] | 'gone'> {
    if (entry === undefined) return [];
    const written = await contactWriter.write(work, entry, contactChangeOf(plan.steps, portfolio));
    if (written === 'gone') return written;
    if (portfolio !== undefined) await baseContacts.note(work.connection.id, contact.id, { portfolio: portfolio.plan.memory });
    return written.map((part) => `contact-${part}`);
  }

  return async (work, scene) => {
    const did: string[] = [];
    const refused: RefusedNumber[] = [];
    let overwritten: Readonly<Record<string, ChatClientValues>> = {};
    for (const [place, step] of scene.plan.steps.entries()) {
      const outcome = await writeClient(work, scene, place);
      if (outcome === undefined) continue;
      if (outcome.outcome === 'unsettled') return outcome;
      if (outcome.outcome === 'gone' && step.type !== 'UnlinkChatClient') return { did, overwritten, refused, surprise: 'client-gone' };
      if (outcome.outcome === 'number-taken') return { did, overwritten, refused, surprise: 'number-taken' };
      if (outcome.outcome === 'number-refused') refused.push({ value: mainValueOf(scene.contact, synchronisationSettingsOf(work.connection).reading), reason: outcome.reason });
      if (outcome.outcome === 'written') did.push(outcome.did);
      if (step.type === 'UpdateChatClient' && step.overwritten !== undefined) overwritten = { ...overwritten, [step.client]: step.overwritten };
    }
    did.push(...await associate(work, scene));
    const written = await writeContact(work, scene);
    return written === 'gone' ? { did, overwritten, refused, surprise: 'contact-gone' } : { did: [...did, ...written], overwritten, refused };
  };
}

/** Everything that is written on the contact, at once. */
export function contactChangeOf(steps: ContactScene['plan']['steps'], portfolio: ContactScene['portfolio']): ContactLinkChange {
  const planned = steps.flatMap((step) => (step.type === 'WriteContact' ? [step.change] : []));
  const field = portfolio?.plan.steps.flatMap((step) => (step.type === 'WriteAgentsField' ? [{ add: step.add, remove: step.remove }] : [])) ?? [];
  return { ...planned[0], ...(field[0] === undefined ? {} : { agents: field[0] }) };
}

/** The number as the contact has it, which the chat client is made on. */
function mainValueOf(contact: Contact, reading: PhoneReading = {}): string {
  const main = mainPhoneOf(contact, reading);
  const typed = contact.phones.find(({ value, ddi }) => {
    const read = parsePhone(value, ddi === undefined ? { kind: 'typed', ...reading } : { kind: 'masked', ddi });
    return read.ok && main !== undefined && digitsForNeppo(read.value) === digitsForNeppo(main);
  });
  return typed?.value ?? '';
}
