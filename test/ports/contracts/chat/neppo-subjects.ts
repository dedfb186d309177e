import { createNeppoReader } from '../../../../src/adapters/neppo/index.ts';
import type { NeppoSimulator } from '../../../../src/adapters/neppo/simulator/index.ts';
import type { AgentId } from '../../../../src/domain/agent/agent.ts';
import type { PartId, Protocol } from '../../../../src/domain/attendance/sighting.ts';
import type { ChatClientId } from '../../../../src/domain/synchronisation/chat-client.ts';
import type {
  AgentRosterSubject, AttendanceRegistrySubject, ChatClientsSubject, ClientToAdd, DeliveryReaderSubject, PortfoliosSubject, RawWebhook,
} from '../../../../src/ports/contracts/index.ts';
import { aNeppoAccount, type NeppoAccount } from '../../../adapters/neppo/neppo-account.ts';

type Json = ReturnType<NeppoSimulator['saveUser']>;

const PROFILES = { agent: 2, 'supervisor-agent': 16, other: 1 } as const;

const disposing = (account: NeppoAccount) => ({ dispose: async () => account[Symbol.asyncDispose]() });

export async function neppoAttendance(): Promise<AttendanceRegistrySubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount();
  const { chat, neppo, clock } = account;
  const started = ({ id, protocol }: { id: number; protocol: string }) => ({ part: String(id) as PartId, protocol: protocol as Protocol });
  return {
    ...disposing(account),
    registry: chat.attendance,
    groupNames: ['Vendas', 'Suporte', 'Financeiro', 'Pós-venda'],
    agentName: 'Bianca Prado',
    labels: ['Venda fechada', 'Sem interesse'],
    unknownPart: '99999999' as PartId,
    start: async ({ client, channel, group, agent }) =>
      started(neppo.startSession({
        name: client.name, phone: client.phone, channel: channel.kind, group, agent, bot: group === undefined && agent === undefined,
      })),
    transfer: async (part, group) => void neppo.transfer(Number(part), { group }),
    transferToNewPart: async (part, group) => started(neppo.transfer(Number(part), { group, newPart: true })),
    comment: async (part, text) => void neppo.comment(Number(part), text),
    classify: async (part, { label, comment }) => void neppo.classify(Number(part), label, comment),
    close: async (part) => void neppo.close(Number(part)),
    passTime: async (ms) => clock.advance(ms),
  };
}

export async function neppoRoster(): Promise<AgentRosterSubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount();
  const { chat, neppo, clock } = account;
  return {
    ...disposing(account),
    roster: chat.roster,
    add: async ({ name, email, profile, hasChatToken, active }) =>
      void neppo.saveAgent({ name, email, profileId: PROFILES[profile], chatToken: hasChatToken, active }),
    passTime: async (ms) => clock.advance(ms),
  };
}

const clientIdOf = (row: Json | undefined): ChatClientId => String(row?.['id']) as ChatClientId;

/** Somebody at Neppo's own screen adds a client; the number is checked there too, hence those that are let in by a channel. */
const savedAs = ({ companyName, ...client }: ClientToAdd) => ({
  ...client, ...(companyName === undefined ? {} : { attributes: [{ description: 'Empresa (Ploomes)', value: companyName }] }),
});

export async function neppoClients(): Promise<ChatClientsSubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount();
  const { chat, neppo } = account;
  return {
    ...disposing(account),
    clients: chat.clients,
    unknownClient: '99999999' as ChatClientId,
    refusedNumber: '5500123',
    add: async (client) => clientIdOf(neppo.saveUser(savedAs(client))),
    addMany: async (count) => {
      const before = neppo.users().length;
      neppo.plantClients(count);
      return neppo.users().slice(before).map(clientIdOf);
    },
    addAgent: async (email) => void neppo.saveAgent({ name: 'Iara Teles', email }),
    remove: async (id) => neppo.removeUser(Number(id)),
  };
}

export async function neppoPortfolios(): Promise<PortfoliosSubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount();
  const { chat, neppo, clock } = account;
  const rows = [neppo.saveAgent({ name: 'Iara Teles' }), neppo.saveAgent({ name: 'Ugo Reis' })] as const;
  const accountOf = new Map(rows.map((row) => [String(row['id']), Number((row['user'] as Json)['id'])]));
  return {
    ...disposing(account),
    portfolios: chat.portfolios,
    client: clientIdOf(neppo.saveUser({ name: 'Ana' })),
    otherClient: clientIdOf(neppo.saveUser({ name: 'Bia' })),
    agents: [String(rows[0]['id']) as AgentId, String(rows[1]['id']) as AgentId],
    unknownClient: '99999999' as ChatClientId,
    unknownAgent: '99999999' as AgentId,
    addMany: async (count) => Array.from({ length: count }, (_, n) => {
      const client = neppo.saveUser({ name: `Cliente ${n}` });
      neppo.link({ clientId: Number(client['id']), agent: 'Iara Teles' });
      return clientIdOf(client);
    }),
    removeAgent: async (agent) => neppo.removeUser(accountOf.get(agent) ?? 0),
    passTime: async (ms) => clock.advance(ms),
  };
}

/** The deliveries are those that the simulated Neppo itself makes. */
export async function neppoDeliveries(): Promise<DeliveryReaderSubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount();
  const { neppo, clock } = account;
  neppo.pauseWebhooks();
  const { id } = neppo.startSession({ phone: '5511987654321', name: 'Ana Souza', group: 'Vendas' });
  clock.advance(1000);
  neppo.comment(id, 'x');
  neppo.classify(id, 'Venda fechada');
  const unknown = (text: string): RawWebhook => ({ headers: {}, body: JSON.stringify({ type: 'ENTITY', entity: 'HsmTemplate', content: { text } }) });
  return {
    ...disposing(account),
    reader: createNeppoReader(),
    validationKey: 'validation-key-1',
    timed: dated(webhookOf(neppo, 'ChatSession', 0), 1_777_906_800_000),
    timedLater: dated(webhookOf(neppo, 'ChatSession', 0), 1_777_906_801_000),
    untimed: webhookOf(neppo, 'ClassificationServices', 0),
    unknown,
    forged: unknown('x'),
  };
}

function webhookOf(neppo: NeppoSimulator, entity: string, place: number): RawWebhook {
  const body = neppo.captured().filter((delivery) => delivery.entity === entity)[place]?.body;
  if (body === undefined) throw new Error(`The simulator made no ${entity} webhook number ${place}.`);
  return { headers: {}, body };
}

/** Neppo's own dates stop at the second; a tenant's envelope may carry an exact time. */
const dated = ({ headers, body }: RawWebhook, timestamp: number): RawWebhook => ({ headers, body: JSON.stringify({ ...JSON.parse(body), timestamp }) });
