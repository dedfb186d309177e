import { describe, expect, test } from 'vitest';
import { standingOf, writable, type StandingFacts } from '../../../../src/adapters/web/panel/screens/conversation/standing.ts';
import { parseAgentId, parseInstant, parseProtocol, type AgentId, type Instant, type Result } from '../../../../src/domain/index.ts';

const valueOf = <Value>(read: Result<Value, string>): Value => {
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};
const BIANCA: AgentId = valueOf(parseAgentId('7'));
const CAIO: AgentId = valueOf(parseAgentId('8'));
const AT: Instant = valueOf(parseInstant('2026-05-04T12:00:00.000Z'));

const session: StandingFacts['session'] = {
  protocol: valueOf(parseProtocol('1')), tab: 'open', channel: { kind: 'whatsapp' }, at: AT, startedAt: AT, unread: 0, agentName: 'Bianca', agents: [{ id: BIANCA, name: 'Bianca' }],
};
const standing = (facts: Partial<StandingFacts>): ReturnType<typeof standingOf> => standingOf({ session, removed: undefined, me: BIANCA, window: { state: 'open' }, ...facts });

describe('what an agent may write', () => {
  test('an answer and a comment, while the session is theirs and its window open', () => {
    expect(standing({ window: { state: 'open', until: AT } })).toEqual({ is: 'open', closesAt: AT });
    expect(writable(standing({}))).toBe('both');
  });

  test('C5: a comment alone once the window is shut', () => {
    expect(standing({ window: { state: 'shut', until: AT } })).toEqual({ is: 'window-shut', at: AT });
    expect(writable(standing({ window: { state: 'shut' } }))).toBe('comment');
  });

  test('a comment alone in a call, in the queue, and where somebody else attends', () => {
    expect(standing({ session: { ...session, channel: { kind: 'voice' } } })).toEqual({ is: 'voice' });
    const { agentName: _, ...queued } = session;
    expect(standing({ session: queued })).toEqual({ is: 'nobody' });
    const caios = { ...session, agentName: 'Caio', agents: [{ id: BIANCA, name: 'Bianca' }, { id: CAIO, name: 'Caio' }] };
    expect(standing({ session: caios })).toEqual({ is: 'another', name: 'Caio' });
    expect(writable(standing({ session: caios }))).toBe('comment');
  });

  test('two agents of one name are not taken for each other, and who is not known yet is not kept out', () => {
    expect(standing({ session: { ...session, agents: [{ id: CAIO, name: 'Bianca' }, { id: BIANCA, name: 'Bianca' }] } }).is).toBe('open');
    expect(standing({ me: undefined }).is).toBe('open');
    expect(standing({ session: { ...session, agents: [{ name: 'Bianca' }] } }).is).toBe('open');
  });

  test('nothing once it has ended; a comment after a transfer', () => {
    expect(writable(standing({ session: { ...session, tab: 'closed' } }))).toBe('nothing');
    expect(writable(standing({ removed: 'closed' }))).toBe('nothing');
    expect(writable(standing({ removed: 'transferred' }))).toBe('comment');
  });
});
