import { createInMemoryChat } from '../../../../src/adapters/in-memory/index.ts';
import type { SaveTemplate } from '../../../../src/adapters/neppo/simulator/index.ts';
import { createHandClock } from '../../../../src/adapters/system/index.ts';
import type { AgentId } from '../../../../src/domain/agent/agent.ts';
import type { ChatSendId, TemplateParameter } from '../../../../src/domain/active-send/active-send.ts';
import type { AttendanceGroup, PartId } from '../../../../src/domain/attendance/sighting.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { ActiveSendsSubject, TemplateToAdd } from '../../../../src/ports/contracts/index.ts';
import { aNeppoAccount } from '../../../adapters/neppo/neppo-account.ts';

const anId = (id: string): ChatSendId => id as ChatSendId;
const aPart = (id: number): PartId => String(id) as PartId;

const idsOf = (groups: readonly AttendanceGroup[] | undefined) => (groups === undefined ? {} : { groups: groups.map(({ id }) => id) });

export async function inMemorySends(): Promise<ActiveSendsSubject> {
  const clock = createHandClock(instantOf(Date.UTC(2026, 4, 4, 15)));
  const chat = createInMemoryChat({ now: clock.now });
  const agent = chat.addAgent({ name: 'Bianca Prado' });
  return {
    sends: chat.sends,
    groups: [chat.addGroup('Vendas'), chat.addGroup('Suporte')],
    agent: agent.id,
    unknownSend: anId('9999'),
    addTemplate: async ({ groups, ...template }) => void chat.addTemplate({ ...template, ...idsOf(groups) }),
    bring: async (id, to) => chat.moveSend(id, to),
    fail: async (id, reason) => chat.failSend(id, reason),
    answer: async (id) => chat.answerSend(id).part,
    remove: async (id) => chat.removeSend(id),
    hideNext: async () => chat.hideNext('sends.findSent'),
    seen: async () => chat.allSends().map(({ reading, request: { phone, text, groupName } }) => ({ id: reading.id, phone, text, groupName })),
    now: clock.now,
    passTime: async (ms) => clock.advance(ms),
  };
}

const STATUSES = { approved: 'ACTIVE', pending: 'PENDING', rejected: 'REJECTED', paused: 'PAUSED', disabled: 'DISABLED' } as const;
const PARTS = { header: 'HEADER', body: 'BODY', footer: 'FOOTER', button: 'BUTTON' } as const;
const TYPES = { text: 'TEXT', url: 'URL', 'quick-reply': 'QUICK_REPLY', media: 'MEDIA', date: 'DATE', currency: 'CURRENCY', coupon: 'COUPON' } as const;
const parameterOf = ({ part, type }: TemplateParameter) => ({ type: PARTS[part], paramType: TYPES[type] });

const shownToMeta = ({ name, body, approval, parameters, groups }: TemplateToAdd): SaveTemplate => ({
  name, text: body, status: STATUSES[approval], parameters: parameters.map(parameterOf), ...(groups === undefined ? {} : { groups: groups.map((group) => group.name) }),
});

/** How much older a send is once it has come so far. */
const OLDER_MS = { sent: 2_000, delivered: 5_000, read: 30_000 } as const;

export async function neppoSends(): Promise<ActiveSendsSubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount({ templates: [], groups: ['Vendas', 'Suporte'] });
  const { chat, neppo, clock } = account;
  const [group, other] = await chat.attendance.groups();
  if (chat.sends === undefined || group === undefined || other === undefined) throw new Error('The simulated Neppo has sends and two groups.');
  const text = (value: unknown): string => String(value);
  return {
    dispose: async () => account[Symbol.asyncDispose](),
    sends: chat.sends,
    groups: [group, other],
    agent: '21' as AgentId,
    unknownSend: anId('99999999'),
    addTemplate: async (template) => void neppo.saveTemplate(shownToMeta(template)),
    bring: async (_, to) => clock.advance(OLDER_MS[to]),
    fail: async (id, reason) => void neppo.failSend(Number(id), reason),
    answer: async (id) => aPart(neppo.answerSend(Number(id)).id),
    remove: async (id) => neppo.removeSend(Number(id)),
    hideNext: async () => neppo.faults({ route: 'POST /chatapi/1.0/api/direct-message', kind: 'empty-list', times: 3 }),
    seen: async () => neppo.sends().map((row) => ({ id: anId(text(row['id'])), phone: text(row['phoneNumber']), text: text(row['message']), groupName: text(row['groupName']) })),
    now: clock.now,
    passTime: async (ms) => clock.advance(ms),
  };
}
