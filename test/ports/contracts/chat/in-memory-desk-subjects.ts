import { createInMemoryChat } from '../../../../src/adapters/in-memory/index.ts';
import { createHandClock } from '../../../../src/adapters/system/index.ts';
import type { AgentId } from '../../../../src/domain/agent/agent.ts';
import type { PartId } from '../../../../src/domain/attendance/sighting.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { AttendanceActionsSubject, ConversationsSubject } from '../../../../src/ports/contracts/index.ts';

const BEGINNING = instantOf(Date.UTC(2026, 4, 4, 15));
const ANA = { name: 'Ana Souza', phone: '5511987654321' };
const RUI = { name: 'Rui Dias', phone: '5521987654321' };

export async function inMemoryConversations(): Promise<ConversationsSubject> {
  const clock = createHandClock(BEGINNING);
  const chat = createInMemoryChat({ now: clock.now });
  const [group, agent] = [chat.addGroup('Vendas'), chat.addAgent({ name: 'Bianca Prado' })];
  return {
    conversations: chat.conversations,
    part: chat.startSession({ client: ANA, group, agent }).part,
    otherPart: chat.startSession({ client: RUI, group, agent }).part,
    agent: agent.id,
    unknownPart: '9999' as PartId,
    strangeRef: 'https://elsewhere.example/foto.jpg',
    say: async (part, by, text) => void chat.say(part, { by, text }),
    sayFile: async (part, file) => void chat.say(part, { by: 'client', file }),
    loseFile: async (ref) => chat.removeFile(ref),
    record: async (part, file) => chat.record(part, chat.keepFile(file)),
    comment: async (part, text) => void chat.comment(part, text),
    fallSilent: async (part) => void chat.fallSilent(part),
    passTime: async (ms) => clock.advance(ms),
  };
}

export async function inMemoryActions(): Promise<AttendanceActionsSubject> {
  const clock = createHandClock(BEGINNING);
  const chat = createInMemoryChat({ now: clock.now });
  const [group, otherGroup, emptyGroup, strictGroup] = [chat.addGroup('Vendas'), chat.addGroup('Suporte'), chat.addGroup('Pós-venda'), chat.addGroup('Cobrança')];
  const [agent, otherAgent, away] = [chat.addAgent({ name: 'Bianca Prado' }), chat.addAgent({ name: 'Caio Nunes' }), chat.addAgent({ name: 'Denise Rocha' })];
  for (const { id } of [group, strictGroup]) chat.joinGroup(agent.id, id);
  chat.joinGroup(otherAgent.id, otherGroup.id);
  chat.setAvailability(away.id, 'offline');
  chat.setClassification(strictGroup.id, {
    mandatory: 'yes',
    tree: { id: '70', label: 'Cobrança', children: [{ id: '71', label: 'Promessa de pagamento', children: [] }, { id: '72', label: 'Acordo', children: [] }] },
  });
  chat.setFields('72', [{ id: '1', label: 'Valor', type: 'text', required: 'yes', options: [] }]);
  const groups = [group, otherGroup, emptyGroup, strictGroup];
  return {
    actions: chat.actions,
    conversations: chat.conversations,
    registry: chat.attendance,
    agent: agent.id,
    otherAgent: otherAgent.id,
    agentAway: away.id,
    unknownAgent: '9999' as AgentId,
    group: group.id,
    otherGroup: otherGroup.id,
    emptyGroup: emptyGroup.id,
    strictGroup: strictGroup.id,
    leaves: ['Promessa de pagamento', 'Acordo'],
    field: 'Valor',
    unknownPart: '9999' as PartId,
    start: async (id) => chat.startSession({ client: ANA, agent, group: groups.find((each) => each.id === id) ?? group }).part,
    say: async (part, text) => void chat.say(part, { by: 'client', text }),
    end: async (part) => void chat.close(part),
    loseAnswerOf: async (act) => chat.loseAnswerOf(`actions.${act}`),
    emptyNext: async (list) => chat.hideNext(list === 'messages' ? 'actions.findSent' : 'actions.findComment'),
    passTime: async (ms) => clock.advance(ms),
    now: async () => clock.now(),
  };
}
