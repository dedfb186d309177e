import type { ActiveSend, MessageTemplate, SendId, TemplateId, TemplateParameter } from '../../src/domain/active-send/active-send.ts';
import type { GroupId } from '../../src/domain/attendance/sighting.ts';
import { instantOf } from '../../src/domain/kernel/instant.ts';

export const aGroupId = (id = '31'): GroupId => id as GroupId;

/** An approved template that greets somebody, unless told otherwise. */
export const aTemplate = (wishes: Partial<MessageTemplate> = {}): MessageTemplate => ({
  id: '91' as TemplateId, name: 'retomada_contato', language: 'pt_BR', approval: 'approved', body: 'Oi {{1}}, podemos continuar?',
  parameters: [place('body', 1)], ...wishes,
});

export const place = (part: TemplateParameter['part'], number: number, type: TemplateParameter['type'] = 'text'): TemplateParameter => ({ part, place: number, type });

const AT_NOON = instantOf(Date.UTC(2026, 4, 4, 15));

export const aSend = (wishes: Partial<ActiveSend> = {}): ActiveSend => ({
  id: 'send-1' as SendId, channel: 'whatsapp', phone: '+5511987654321', groupId: aGroupId(), text: 'Oi Ana, podemos continuar?', by: 'hand',
  state: 'queued', createdAt: AT_NOON, stateAt: AT_NOON, ...wishes,
});
