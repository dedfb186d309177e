import {
  clientSearchKeysOf, decideClient, decideSeenClient, identityKeysOfContact, identityKeyText, planChatClient,
  type ChatClientId, type ChatClientPlanFacts, type ChatClientValues, type ClientCandidate, type Contact, type ContactId, type ContactLinkFields,
  type IdentityKey, type Merge, type RegisteredClient, type SynchronisationSettings, type SynchronisationStep,
} from '../../../src/domain/index.ts';
import { aChatClient, aChatClientId, syncSettings } from '../../builders/a-chat-client.ts';
import { aContactId } from '../../builders/an-identity.ts';

/** A CRM and a chat as small as they can be, with a use case between them that gathers, plans and carries out. */
export interface TwoSides {
  readonly contacts: Map<ContactId, Contact>;
  readonly links: Map<ContactId, ContactLinkFields>;
  readonly clients: Map<ChatClientId, RegisteredClient>;
  readonly written: Record<ChatClientId, ChatClientValues>;
  readonly settings: SynchronisationSettings;
  /** How conflicts were settled. */
  readonly merges: Merge[];
  /** Every write on either side. */
  readonly writes: SynchronisationStep[];
}

export const twoSides = (contacts: readonly Contact[], clients: readonly RegisteredClient[], settings = syncSettings()): TwoSides => ({
  contacts: new Map(contacts.map((contact) => [contact.id, contact])),
  links: new Map(),
  clients: new Map(clients.map((client) => [client.id, client])),
  written: {},
  merges: [],
  settings,
  writes: [],
});

/** Plans and carries out until nothing is left; those who have the number of a client that was unlinked come next. */
export function synchronise(sides: TwoSides, contact: ContactId): void {
  const queue = [contact];
  for (let turns = 0; queue.length > 0; turns += 1) {
    if (turns > 40) throw new Error('The two sides never agree.');
    const [next] = queue;
    const { steps } = planChatClient(gather(sides, next ?? contact));
    if (steps.length === 0) queue.shift();
    for (const step of steps) queue.push(...carryOut(sides, step).filter((id) => id !== next));
  }
}

/** Everybody once, in this order. */
export function reconcile(sides: TwoSides, order: readonly ContactId[] = [...sides.contacts.keys()]): void {
  for (const contact of order) synchronise(sides, contact);
}

/** What the chat's webhook of a client leads to (SYN-06). */
export function clientSeen(sides: TwoSides, client: RegisteredClient): void {
  const candidates = present(sides).map(candidateOf).filter(({ id, keys }) => share(keys, client.keys) || client.externalCode === id);
  const decision = decideSeenClient(client, decideClient({ keys: client.keys, candidates }), sides.settings);
  if (decision.outcome === 'synchronise') synchronise(sides, decision.contact);
}

function gather(sides: TwoSides, id: ContactId): ChatClientPlanFacts {
  const contact = sides.contacts.get(id);
  if (contact === undefined) throw new Error(`There is no contact ${id}.`);
  const link = sides.links.get(id) ?? { client: 'active' };
  const keys = clientSearchKeysOf(contact, link.userName);
  const candidates = [...sides.clients.values()].filter((client) => share(client.keys, keys) || (link.userName !== undefined && client.userName === link.userName));
  const linked = candidates.flatMap(({ externalCode }) => (externalCode === undefined ? [] : [aContactId(externalCode)]));
  const others = present(sides).filter((other) => other.id !== id);
  return {
    contact,
    link,
    candidates,
    rivals: others.filter((other) => share(identityKeysOfContact(other), keys) || linked.includes(other.id)),
    gone: linked.filter((each) => !present(sides).some((other) => other.id === each)),
    settings: sides.settings,
    merges: sides.merges,
    lastWritten: sides.written,
  };
}

/** Carries a step out, and names those who may be concerned. */
function carryOut(sides: TwoSides, step: SynchronisationStep): readonly ContactId[] {
  sides.writes.push(step);
  if (step.type === 'WriteContact') writeContact(sides, step);
  else if (step.type === 'CreateChatClient') keep(sides, newId(sides), { ...step.values, userName: step.values.phone });
  else return change(sides, step);
  return [];
}

function change(sides: TwoSides, step: Extract<SynchronisationStep, { readonly client: ChatClientId }>): readonly ContactId[] {
  const before = clientOf(sides, step.client);
  const { externalCode: _, ...unlinked } = before;
  if (step.type === 'UnlinkChatClient') sides.clients.set(step.client, aChatClient(step.client, unlinked));
  else keep(sides, step.client, { ...before, ...step.change });
  return present(sides).filter((contact) => share(identityKeysOfContact(contact), before.keys)).map((contact) => contact.id);
}

function keep(sides: TwoSides, id: ChatClientId, values: ChatClientValues & { readonly userName?: string; readonly phone?: string }): void {
  const client = aChatClient(id, values);
  if (client.phone !== undefined && [...sides.clients.values()].some((other) => other.id !== id && other.phone === client.phone)) {
    throw new Error(`Two clients would have the number ${client.phone}.`);
  }
  sides.clients.set(id, client);
  sides.written[id] = values;
}

function writeContact(sides: TwoSides, { contact: id, change }: Extract<SynchronisationStep, { type: 'WriteContact' }>): void {
  const contact = sides.contacts.get(id);
  if (contact === undefined) throw new Error(`There is no contact ${id}.`);
  const { email, cpf, link, client } = change;
  if ((email !== undefined && contact.email !== undefined) || (cpf !== undefined && contact.cpf !== undefined)) throw new Error('Somebody’s value would be overwritten.');
  sides.contacts.set(id, { ...contact, ...(email !== undefined && { email }), ...(cpf !== undefined && { cpf }) });
  const before = sides.links.get(id) ?? { client: 'active' };
  const userName = link === undefined ? before.userName : link === 'none' ? undefined : link.userName;
  sides.links.set(id, { ...(userName !== undefined && { userName }), client: client ?? before.client });
}

const present = ({ contacts }: TwoSides): readonly Contact[] => [...contacts.values()].filter(({ deleted }) => deleted !== true);

const candidateOf = (contact: Contact): ClientCandidate => ({ id: contact.id, kind: contact.kind, keys: identityKeysOfContact(contact) });

const newId = ({ clients }: TwoSides): ChatClientId => aChatClientId(100 + Math.max(0, ...[...clients.keys()].map(Number)));

function clientOf({ clients }: TwoSides, id: ChatClientId): RegisteredClient {
  const client = clients.get(id);
  if (client === undefined) throw new Error(`There is no chat client ${id}.`);
  return client;
}

const share = (some: readonly IdentityKey[], others: readonly IdentityKey[]): boolean => {
  const texts = new Set(others.map(identityKeyText));
  return some.some((key) => texts.has(identityKeyText(key)));
};
