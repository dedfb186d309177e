import { createInMemoryChat, type NewClient } from '../../../../src/adapters/in-memory/index.ts';
import { createHandClock } from '../../../../src/adapters/system/index.ts';
import type { AgentId } from '../../../../src/domain/agent/agent.ts';
import type { PartId, Sighting } from '../../../../src/domain/attendance/sighting.ts';
import { addMs, instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { ChatClientId } from '../../../../src/domain/synchronisation/chat-client.ts';
import type {
  AgentRosterSubject, AttendanceRegistrySubject, ChatClientsSubject, ClientToAdd, DeliveryReaderSubject, PortfoliosSubject,
} from '../../../../src/ports/contracts/index.ts';

const BEGINNING = instantOf(Date.UTC(2026, 4, 4, 15));
const KEY = 'validation-key-1';

export async function inMemoryAttendance(): Promise<AttendanceRegistrySubject> {
  const clock = createHandClock(BEGINNING);
  const chat = createInMemoryChat({ now: clock.now });
  const groups = ['Vendas', 'Suporte', 'Financeiro'].map((name) => chat.addGroup(name));
  const agent = chat.addAgent({ name: 'Bianca Prado' });
  const groupNamed = (name: string | undefined) => groups.find((group) => group.name === name);
  const toGroup = (name: string | undefined) => {
    const group = groupNamed(name);
    return group === undefined ? {} : { group };
  };
  const started = ({ part, protocol }: Sighting) => ({ part, protocol });
  return {
    registry: chat.attendance,
    groupNames: ['Vendas', 'Suporte', 'Financeiro'],
    agentName: agent.name,
    labels: ['Venda fechada', 'Sem interesse'],
    unknownPart: '9999' as PartId,
    start: async ({ client, channel, group, agent: name }) =>
      started(chat.startSession({ client, channel, ...toGroup(group), ...(name === undefined ? {} : { agent }) })),
    transfer: async (part, group) => void chat.transfer(part, toGroup(group)),
    transferToNewPart: async (part, group) => started(chat.transferToNewPart(part, toGroup(group))[1]),
    comment: async (part, text) => void chat.comment(part, text),
    classify: async (part, classification) => void chat.classify(part, classification),
    close: async (part) => void chat.close(part),
    passTime: async (ms) => clock.advance(ms),
  };
}

export async function inMemoryRoster(): Promise<AgentRosterSubject> {
  const chat = createInMemoryChat({ agents: [{ name: 'Bianca Prado' }] });
  return { roster: chat.roster, add: async (agent) => void chat.addAgent(agent), passTime: async () => {} };
}

export async function inMemoryClients(): Promise<ChatClientsSubject> {
  const chat = createInMemoryChat();
  return {
    clients: chat.clients,
    unknownClient: '9999' as ChatClientId,
    refusedNumber: '5500123',
    add: async (client) => chat.addClient(present(client)).id,
    addMany: async (count) => Array.from({ length: count }, (_, n) => chat.addClient({ name: `Cliente ${n}`, phone: `55119${80_000_000 + n}` }).id),
    addAgent: async (email) => void chat.addAgent({ name: 'Iara', email }),
    remove: async (id) => chat.removeClient(id),
  };
}

const present = (client: ClientToAdd): NewClient => Object.fromEntries(Object.entries(client).filter(([, value]) => value !== undefined));

export async function inMemoryPortfolios(): Promise<PortfoliosSubject> {
  const chat = createInMemoryChat();
  const agents = [chat.addAgent({ name: 'Iara' }).id, chat.addAgent({ name: 'Ugo' }).id] as const;
  return {
    portfolios: chat.portfolios,
    client: chat.addClient({ name: 'Ana' }).id,
    otherClient: chat.addClient({ name: 'Bia' }).id,
    agents,
    unknownClient: '9999' as ChatClientId,
    unknownAgent: '9999' as AgentId,
    addMany: async (count) => Array.from({ length: count }, (_, n) => {
      const { id } = chat.addClient({ name: `Cliente ${n}` });
      chat.associate({ client: id, agent: agents[0] });
      return id;
    }),
    removeAgent: async (agent) => chat.removeAgent(agent),
    passTime: async () => undefined,
  };
}

export async function inMemoryDeliveries(): Promise<DeliveryReaderSubject> {
  const chat = createInMemoryChat();
  const headers = { 'x-validation-key': KEY };
  const timed = { headers, body: chat.deliveryOf({ type: 'agent-changed', change: 'updated' }, BEGINNING) };
  return {
    reader: chat.reader,
    validationKey: KEY,
    timed,
    timedLater: { headers, body: chat.deliveryOf({ type: 'agent-changed', change: 'updated' }, addMs(BEGINNING, 1000)) },
    untimed: { headers, body: chat.deliveryOf({ type: 'portfolio-changed', change: 'updated' }) },
    unknown: (text) => ({ headers, body: JSON.stringify({ message: { type: text } }) }),
    forged: { headers: { 'x-validation-key': 'guessed' }, body: timed.body },
  };
}
