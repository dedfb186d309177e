import type { AgentId } from '../../domain/agent/agent.ts';
import { identityKeysOf, identityKeyText } from '../../domain/contact/identity-key.ts';
import { parsePhone } from '../../domain/phone/phone-number.ts';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { ChatClientChange, ChatClientRequest, ChatClients, ClientSaved, DirectoryClient } from '../../ports/chat-clients.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { Association, Portfolios } from '../../ports/portfolios.ts';
import type { Answering } from './chat-faults.ts';
import type { ChatWorld, StoredClient } from './chat-world.ts';

const PAGE_SIZE = 50;

/** Clients in memory, kept by id, the oldest first. */
export function createInMemoryClients(world: ChatWorld, answer: Answering): ChatClients {
  const the = (id: ChatClientId): StoredClient => {
    const client = world.clients.get(id);
    if (client === undefined) throw new PortFailure('port.missing', 'This client is gone, so it cannot be changed.');
    return client;
  };
  return {
    find: (id) => answer('clients.find', () => {
      const client = world.clients.get(id);
      return client && directoryClient(client);
    }),
    findByKeys: (keys) => answer('clients.findByKeys', () => {
      const wanted = new Set(keys.map(identityKeyText));
      return [...world.clients.values()].map(directoryClient).filter((client) => client.keys.some((key) => wanted.has(identityKeyText(key))));
    }),
    list: (next) => answer('clients.list', () => {
      const { rows, ...page } = pageBehind([...world.clients.values()], next);
      return { ...page, clients: rows.map(directoryClient), total: world.clients.size };
    }),
    create: (request) => answer('clients.create', () => saved(world, request, () => ({ id: parseClientId(world.nextId()), active: true }))),
    update: (id, change) => answer('clients.update', () => saved(world, change, () => the(id), id)),
    unlink: (id) => answer('clients.unlink', () => {
      const { externalCode: _, ...client } = world.clients.get(id) ?? { id: undefined };
      if (client.id !== undefined) putClient(world, client);
    }),
  };
}

const parseClientId = (id: string): ChatClientId => id as ChatClientId;

const directoryClient = (client: StoredClient): DirectoryClient => ({ ...client, keys: identityKeysOf(client) });

/** Keeps a client as changed just now. */
export function putClient(world: ChatWorld, client: Omit<StoredClient, 'updatedAt'>): StoredClient {
  const stored = { ...client, updatedAt: world.now() };
  world.clients.set(client.id, stored);
  return stored;
}

/** A client made by somebody else; a user name follows from the number, as with most chats. */
export function buildClient(world: ChatWorld, made: Partial<Omit<StoredClient, 'updatedAt'>>): StoredClient {
  const { phone } = made;
  return putClient(world, {
    id: parseClientId(world.nextId()), active: true, ...(phone === undefined ? {} : { userName: `whatsapp_${phone}` }), ...made,
  });
}

function saved(world: ChatWorld, change: ChatClientChange | ChatClientRequest, standing: () => Omit<StoredClient, 'updatedAt'>, id?: ChatClientId): ClientSaved {
  const refused = change.phone === undefined || change.phone === '' ? undefined : refusedNumber(world, change.phone, id);
  if (refused !== undefined) return refused;
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  const kept = Object.entries({ ...standing(), ...Object.fromEntries(named) }).filter(([, value]) => value !== '');
  return { outcome: 'saved', client: directoryClient(buildClient(world, Object.fromEntries(kept))) };
}

function refusedNumber(world: ChatWorld, phone: string, id: ChatClientId | undefined): ClientSaved | undefined {
  const read = parsePhone(phone, { kind: 'with-ddi' });
  if (!read.ok) return { outcome: 'number-refused', reason: read.reason };
  const taken = [...world.clients.values()].some((client) => client.phone === phone && client.id !== id);
  return taken ? { outcome: 'number-taken' } : undefined;
}

/** Rows by their place: what was removed before it moves nothing, since places are ids. */
function pageBehind<Row extends { readonly id: string }>(rows: readonly Row[], next = '0'): { readonly rows: readonly Row[]; readonly next?: string } {
  const left = rows.filter(({ id }) => Number(id) > Number(next)).toSorted((a, b) => Number(a.id) - Number(b.id));
  const page = left.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return { rows: page, ...(last === undefined || left.length <= PAGE_SIZE ? {} : { next: last.id }) };
}

/** Who attends whom, in memory. */
export function createInMemoryPortfolios(world: ChatWorld, answer: Answering): Portfolios {
  return {
    ofClient: (client) => answer('portfolios.ofClient', () =>
      [...world.associations.values()].filter((each) => each.client === client && world.agents.has(each.agent)).map(({ agent }) => agent)),
    list: (next) => answer('portfolios.list', () => {
      const { rows, ...page } = pageBehind([...world.associations].map(([id, association]) => ({ id, association })), next);
      return { ...page, associations: rows.map(({ association }) => association).filter(({ agent }) => world.agents.has(agent)) };
    }),
    add: (association) => answer('portfolios.add', () => {
      if (!world.clients.has(association.client) || !world.agents.has(association.agent)) {
        throw new PortFailure('port.missing', 'There is no such client or agent, so that nothing can be associated.');
      }
      associate(world, association);
    }),
    remove: (association) => answer('portfolios.remove', () => separate(world, association)),
  };
}

export function associate(world: ChatWorld, { client, agent }: Association): void {
  if (idsOf(world, client, agent).length === 0) world.associations.set(world.nextId(), { client, agent });
}

export function separate(world: ChatWorld, { client, agent }: Association): void {
  for (const id of idsOf(world, client, agent)) world.associations.delete(id);
}

const idsOf = ({ associations }: ChatWorld, client: ChatClientId, agent: AgentId): readonly string[] =>
  [...associations].filter(([, each]) => each.client === client && each.agent === agent).map(([id]) => id);
