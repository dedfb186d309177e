import { describe, expect, test } from 'vitest';
import { decideSessionAct, type SessionAct, type SessionActFacts } from '../../../src/domain/desk/decide-session-act.ts';
import { anAgentId } from '../../builders/a-message.ts';
import { at } from '../../builders/a-session.ts';

const [bruna, caio, dora] = [anAgentId(11), anAgentId(12), anAgentId(13)] as const;
const aMoment: SessionActFacts = {
  agent: bruna, integrated: 'yes', phase: 'running', channel: { kind: 'whatsapp' }, attending: bruna, tookPart: [caio, bruna], client: 'known',
  window: { state: 'open', until: at(60) },
};
const to = { agent: caio, state: 'available' } as const;
const ACTS: readonly SessionAct['type'][] = [
  'send', 'comment', 'close', 'classify', 'mark-read', 'link-contact', 'create-contact', 'link-card', 'create-card', 'unlink-card', 'save-session', 'make-paper', 'transfer',
];
const actOf = (type: SessionAct['type']): SessionAct => (type === 'transfer' ? { type, to } : { type });
const decide = (type: SessionAct['type'], over: Partial<SessionActFacts> = {}) => {
  const decision = decideSessionAct({ ...aMoment, ...over }, actOf(type));
  return decision.outcome === 'refused' ? decision.because : 'allowed';
};

describe('who may act', () => {
  test.each(ACTS)('PAN-06: the agent who attends may: %s', (type) => expect(decide(type)).toBe('allowed'));

  test.each(ACTS.filter((type) => type !== 'comment'))('PAN-06: whoever attended it before may not: %s', (type) => {
    expect(decide(type, { agent: caio })).toBe('attended-by-another');
    expect(decide(type, { agent: caio, attending: undefined })).toBe('attended-by-nobody');
  });

  test('PAN-06: a comment may be written by everybody who took part', () => {
    expect(decide('comment', { agent: caio })).toBe('allowed');
    expect(decide('comment', { agent: caio, attending: undefined })).toBe('allowed');
  });

  test.each(ACTS)('AGT-01: who took no part is told of nothing: %s', (type) => expect(decide(type, { agent: dora, integrated: 'no' })).toBe('session-of-others'));

  test.each(ACTS)('AGT-01: who is not integrated may not: %s', (type) => expect(decide(type, { integrated: 'no' })).toBe('agent-not-integrated'));
});

describe('SES-10: a session that has ended', () => {
  test.each(['classify', 'link-contact', 'create-contact', 'link-card', 'create-card', 'save-session', 'mark-read'] as const)('still takes: %s', (type) =>
    expect(decide(type, { phase: 'ended' })).toBe('allowed'));

  test.each(['send', 'comment', 'close', 'transfer', 'unlink-card', 'make-paper'] as const)('refuses: %s', (type) =>
    expect(decide(type, { phase: 'ended' })).toBe('session-ended'));
});

describe('what else stands in the way', () => {
  test.each(['link-card', 'create-card', 'make-paper'] as const)('PAN-05: %s needs a client', (type) => expect(decide(type, { client: 'unknown' })).toBe('client-unknown'));

  test.each(['send', 'comment', 'close', 'classify', 'link-contact', 'create-contact', 'save-session', 'transfer'] as const)('SES-07: %s needs none', (type) =>
    expect(decide(type, { client: 'unknown' })).toBe('allowed'));

  test('PAN-11: nothing is sent once WhatsApp’s window is shut; a comment may still be written', () => {
    const window = { state: 'shut', until: at(0) } as const;
    expect(decide('send', { window })).toBe('window-shut');
    expect(decide('comment', { window })).toBe('allowed');
    expect(decide('send', { window: { state: 'unknown' } })).toBe('allowed');
    expect(decide('send', { window: { state: 'none' } })).toBe('allowed');
  });

  test('PAN-11: a call carries no messages, and takes comments', () => {
    const voice = { channel: { kind: 'voice' }, window: { state: 'none' } } as const;
    expect(decide('send', voice)).toBe('channel-without-messages');
    expect(decide('comment', voice)).toBe('allowed');
  });

  test.each([
    ['unknown', 'target-unknown'],
    [{ agent: caio, state: 'paused' }, 'target-paused'],
    [{ agent: caio, state: 'offline' }, 'target-offline'],
    [{ agent: bruna, state: 'available' }, 'target-attends-already'],
    [{ group: '7', agentsAvailable: 0 }, 'group-empty'],
  ] as const)('PAN-06: no transfer to %j', (target, because) => {
    expect(decideSessionAct(aMoment, { type: 'transfer', to: target })).toEqual({ outcome: 'refused', because });
  });

  test('PAN-06: a transfer to a group where somebody is available', () => {
    expect(decideSessionAct(aMoment, { type: 'transfer', to: { group: '7', agentsAvailable: 1 } })).toEqual({ outcome: 'allowed' });
  });
});
