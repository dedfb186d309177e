import { describe, expect, test } from 'vitest';
import {
  addMs, channelForm, decideDeparture, decideMayWrite, instantOf, parsePhone, type AgentId, type ClientTies, type CrmUserId, type MayWriteFacts, type WritingAgent,
} from '../../../src/domain/index.ts';
import { aPhone } from '../../builders/a-phone.ts';
import { aGroupId } from '../../builders/a-send.ts';

const anAgentId = (id: string): AgentId => id as AgentId;
const aUserId = (id: string): CrmUserId => id as CrmUserId;

const NOW = instantOf(Date.UTC(2026, 4, 4, 15));
const bianca: WritingAgent = { id: anAgentId('21'), groups: [aGroupId('31'), aGroupId('32')], user: aUserId('9') };
const untied: ClientTies = { attendedBy: [], attendedIn: [], wroteTo: [] };

const facts = (wishes: Partial<MayWriteFacts> = {}): MayWriteFacts => ({
  writer: { by: 'automation' }, groupId: aGroupId('31'), channel: 'whatsapp', phone: { ok: true, value: aPhone() }, seenForms: [], pairRateMs: 6_000, requestedAt: NOW, ...wishes,
});

const byBianca = (ties: Partial<ClientTies>) => ({ writer: { by: 'hand', agent: bianca, ties: { ...untied, ...ties } } }) as const;

describe('SND-01: whom an agent may write to', () => {
  test.each([
    ['the agent attended the client', { attendedBy: [anAgentId('5'), anAgentId('21')] }, 'attended-by-agent'],
    ["one of the agent's groups attended it", { attendedIn: [aGroupId('32')] }, 'attended-in-group'],
    ["it wrote to one of the agent's groups", { wroteTo: [aGroupId('31')] }, 'wrote-to-group'],
    ['the agent owns it in the CRM', { ownerId: aUserId('9') }, 'owned'],
    ['the agent owns its company', { companyOwnerId: aUserId('9') }, 'company-owned'],
  ])('yes, where %s', (_, ties, tie) => {
    expect(decideMayWrite(facts(byBianca(ties)))).toEqual({ outcome: 'may-write', phone: '5511987654321', e164: '+5511987654321', tie });
  });

  test.each([
    ['nobody has anything to do with it', {}],
    ['others attended it', { attendedBy: [anAgentId('5')], attendedIn: [aGroupId('40')], wroteTo: [aGroupId('41')] }],
    ['others own it', { ownerId: aUserId('1'), companyOwnerId: aUserId('2') }],
  ])('no, where %s', (_, ties) => {
    expect(decideMayWrite(facts(byBianca(ties)))).toEqual({ outcome: 'may-not', because: 'not-the-agents-client' });
  });

  test('an agent without a CRM user owns nobody, also nobody without an owner', () => {
    const agent: WritingAgent = { id: anAgentId('21'), groups: [aGroupId('31')] };
    expect(decideMayWrite(facts({ writer: { by: 'hand', agent, ties: untied } }))).toMatchObject({ because: 'not-the-agents-client' });
  });

  test("not through a group that is not the agent's", () => {
    expect(decideMayWrite(facts({ ...byBianca({ ownerId: aUserId('9') }), groupId: aGroupId('33') }))).toEqual({ outcome: 'may-not', because: 'not-the-agents-group' });
  });
});

describe('SND-01: who may be written to at all', () => {
  test('nobody whose number cannot be used, with its reason', () => {
    expect(decideMayWrite(facts({ phone: parsePhone('', { kind: 'with-ddi' }) }))).toEqual({ outcome: 'may-not', because: 'phone-missing' });
    expect(decideMayWrite(facts({ phone: parsePhone('5500987654321', { kind: 'with-ddi' }) }))).toEqual({ outcome: 'may-not', because: 'phone-invalid', problem: 'unknown-ddd' });
  });

  test('nobody who asked for no messages', () => {
    expect(decideMayWrite(facts({ optedOutAt: NOW }))).toEqual({ outcome: 'may-not', because: 'opted-out' });
  });

  test("nobody twice within Meta's pair rate; from its end on again", () => {
    const lastSentAt = addMs(NOW, -2_000);
    expect(decideMayWrite(facts({ lastSentAt }))).toEqual({ outcome: 'may-not', because: 'too-soon', freeAt: addMs(NOW, 4_000) });
    expect(decideMayWrite(facts({ lastSentAt, requestedAt: addMs(NOW, 4_000) })).outcome).toBe('may-write');
    expect(decideMayWrite(facts({ lastSentAt, pairRateMs: 0 })).outcome).toBe('may-write');
    expect(decideMayWrite(facts({ lastSentAt, channel: 'voice' })).outcome).toBe('may-write');
  });

  test('a last send by a clock that is ahead holds back no longer than the pair rate', () => {
    expect(decideMayWrite(facts({ lastSentAt: addMs(NOW, 3_600_000) }))).toMatchObject({ because: 'too-soon', freeAt: addMs(NOW, 6_000) });
  });
});

describe('PHN-04: the form of a number that the channel uses', () => {
  const mobile = aPhone('5531987654321');
  test.each([
    ['WhatsApp, never seen: canonical', 'whatsapp', [], '5531987654321'],
    ['WhatsApp, seen without the ninth digit', 'whatsapp', ['whatsapp_553187654321'], '553187654321'],
    ['WhatsApp, seen in both forms: the newest', 'whatsapp', ['5531987654321', '553187654321'], '5531987654321'],
    ["WhatsApp, others' numbers and no numbers are passed over", 'whatsapp', ['instagram_7', '551133334444', '553187654321@c.us'], '553187654321'],
    ['a call: as it is dialled', 'voice', ['553187654321'], '5531987654321'],
  ] as const)('%s', (_, channel, seen, form) => {
    expect(channelForm(mobile, channel, seen)).toBe(form);
  });
});

describe('SND-01: a send whose turn has come', () => {
  const when = { channel: 'whatsapp', pairRateMs: 6_000, requestedAt: NOW } as const;

  test('leaves, where nothing has changed', () => {
    expect(decideDeparture(when)).toEqual({ outcome: 'leaves' });
    expect(decideDeparture({ ...when, lastSentAt: addMs(NOW, -6_000) })).toEqual({ outcome: 'leaves' });
  });

  test('does not, where its client has asked for no messages meanwhile', () => {
    expect(decideDeparture({ ...when, optedOutAt: NOW, lastSentAt: NOW })).toEqual({ outcome: 'refused', because: 'opted-out' });
  });

  test("waits, where another one has just left for the number", () => {
    expect(decideDeparture({ ...when, lastSentAt: addMs(NOW, -2_000) })).toEqual({ outcome: 'waits', until: addMs(NOW, 4_000) });
  });
});
