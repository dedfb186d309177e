import { createInMemoryChat } from '../../../../src/adapters/in-memory/index.ts';
import { createHandClock } from '../../../../src/adapters/system/index.ts';
import type { PartId, Sighting } from '../../../../src/domain/attendance/sighting.ts';
import { addMs, instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { AgentRosterSubject, AttendanceRegistrySubject, DeliveryReaderSubject } from '../../../../src/ports/contracts/index.ts';

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

export async function inMemoryDeliveries(): Promise<DeliveryReaderSubject> {
  const chat = createInMemoryChat();
  const headers = { 'x-validation-key': KEY };
  const timed = { headers, body: chat.deliveryOf({ type: 'agent-changed' }, BEGINNING) };
  return {
    reader: chat.reader,
    validationKey: KEY,
    timed,
    timedLater: { headers, body: chat.deliveryOf({ type: 'agent-changed' }, addMs(BEGINNING, 1000)) },
    untimed: { headers, body: chat.deliveryOf({ type: 'portfolio-changed' }) },
    unknown: (text) => ({ headers, body: JSON.stringify({ message: { type: text } }) }),
    forged: { headers: { 'x-validation-key': 'guessed' }, body: timed.body },
  };
}
