import type { AgentId } from '../../../../src/domain/agent/agent.ts';
import type { GroupId, PartId } from '../../../../src/domain/attendance/sighting.ts';
import type { AttendanceActionsSubject, ConversationsSubject, FileToSay } from '../../../../src/ports/contracts/index.ts';
import { aNeppoAccount, type NeppoAccount } from '../../../adapters/neppo/neppo-account.ts';

type Disposable = { dispose(): Promise<void> };

const disposing = (account: NeppoAccount): Disposable => ({ dispose: async () => account[Symbol.asyncDispose]() });

const partOf = ({ id }: { readonly id: number }): PartId => String(id) as PartId;
const fileOf = ({ name, contentType, body }: FileToSay) => ({ name, type: contentType, base64: Buffer.from(body).toString('base64') });

/** What every chat can do, and a Neppo that has it. */
const deskOf = ({ chat }: NeppoAccount) => {
  const { conversations, actions, attendance } = chat;
  if (conversations === undefined || actions === undefined) throw new Error('The chat has no desk.');
  return { conversations, actions, registry: attendance };
};

const agentNamed = ({ neppo }: NeppoAccount, name: string): AgentId => String(neppo.saveAgent({ name })['id']) as AgentId;

export async function neppoConversations(): Promise<ConversationsSubject & Disposable> {
  const account = await aNeppoAccount();
  const { neppo, clock } = account;
  const started = (name: string, phone: string): PartId => partOf(neppo.startSession({ name, phone, group: 'Vendas', agent: 'Bianca Prado' }));
  return {
    ...disposing(account),
    conversations: deskOf(account).conversations,
    part: started('Ana Souza', '5511987654321'),
    otherPart: started('Rui Dias', '5521987654321'),
    agent: agentNamed(account, 'Bianca Prado'),
    unknownPart: '99999999' as PartId,
    strangeRef: 'https://elsewhere.example/foto.jpg',
    say: async (part, from, text) => void neppo.message(Number(part), { from, text }),
    sayFile: async (part, file) => void neppo.message(Number(part), { from: 'client', text: '', file: fileOf(file) }),
    loseFile: async (ref) => neppo.removeFile(ref),
    record: async (part, file) => void neppo.record(Number(part), neppo.keepFile(fileOf(file))),
    comment: async (part, text) => void neppo.comment(Number(part), text),
    fallSilent: async (part) => void neppo.fallSilent(Number(part)),
    passTime: async (ms) => clock.advance(ms),
  };
}

export async function neppoActions(): Promise<AttendanceActionsSubject & Disposable> {
  const account = await aNeppoAccount();
  const { neppo, clock } = account;
  const groupId = (row: ReturnType<typeof neppo.saveGroup>): GroupId => String(row['id']) as GroupId;
  const names = { group: 'Vendas', otherGroup: 'Suporte', emptyGroup: 'Pós-venda', strictGroup: 'Cobrança' };
  const ids = {
    group: groupId(neppo.saveGroup({ name: names.group })),
    otherGroup: groupId(neppo.saveGroup({ name: names.otherGroup })),
    emptyGroup: groupId(neppo.saveGroup({ name: names.emptyGroup })),
    strictGroup: groupId(neppo.saveGroup({ name: names.strictGroup, mandatoryClassification: true })),
  };
  neppo.saveAgent({ name: 'Bianca Prado', groups: ['Vendas', 'Cobrança'] });
  neppo.setAgentStatus('Denise Rocha', 'OFFLINE');
  neppo.plantTree({
    name: 'Cobrança',
    children: [{ name: 'Promessa de pagamento' }, { name: 'Acordo', fields: [{ name: 'Valor', type: 'TEXT', required: true }] }],
  }, 'Cobrança');
  const nameOf = (id: GroupId): string => Object.entries(ids).flatMap(([key, each]) => (each === id ? [names[key as keyof typeof names]] : []))[0] ?? '';
  const lost = { send: 'POST /api/send/message', comment: 'POST /api/sessions/comment' } as const;
  const lists = { messages: 'POST /chatapi/1.0/api/v2/messages', comments: 'GET /api/sessions/comment/{id}' } as const;
  return {
    ...disposing(account),
    ...deskOf(account),
    ...ids,
    agent: agentNamed(account, 'Bianca Prado'),
    otherAgent: agentNamed(account, 'Caio Nunes'),
    agentAway: agentNamed(account, 'Denise Rocha'),
    unknownAgent: '99999999' as AgentId,
    leaves: ['Promessa de pagamento', 'Acordo'],
    field: 'Valor',
    unknownPart: '99999999' as PartId,
    start: async (group) => partOf(neppo.startSession({ name: 'Ana Souza', phone: '5511987654321', group: nameOf(group), agent: 'Bianca Prado' })),
    say: async (part, text) => void neppo.message(Number(part), { from: 'client', text }),
    end: async (part) => void neppo.fallSilent(Number(part)),
    loseAnswerOf: async (act) => neppo.faults({ route: lost[act], kind: 'reset-after-write', times: 1 }),
    emptyNext: async (list) => neppo.faults({ route: lists[list], kind: 'empty-list', times: 1 }),
    passTime: async (ms) => clock.advance(ms),
    now: async () => clock.now(),
  };
}
