import { describe, expect, test } from 'vitest';
import { addMs, evolveSend, isStuck, mayStillMove, type ChatSendId, type Protocol, type SendState } from '../../../src/domain/index.ts';
import { aSend } from '../../builders/a-send.ts';

const send = aSend();
const later = (seconds: number) => addMs(send.createdAt, seconds * 1000);
const protocol = 'WA00000000007' as Protocol;

describe('SND-03: how far a send has come', () => {
  test('queued, sent, delivered, read, answered, each with its moment', () => {
    const signs = [{ state: 'sent', at: later(2) }, { state: 'delivered', at: later(5) }, { state: 'read', at: later(30) }, { state: 'read', at: later(90), protocol }] as const;
    const states = signs.map((_, at) => signs.slice(0, at + 1).reduce(evolveSend, send)).map(({ state, stateAt }) => [state, stateAt]);
    expect(states).toEqual([['sent', later(2)], ['delivered', later(5)], ['read', later(30)], ['answered', later(90)]]);
    expect(evolveSend(send, signs[3])).toMatchObject({ state: 'answered', protocol });
  });

  test.each<readonly [SendState, 'queued' | 'sent' | 'delivered' | 'read' | 'failed', SendState]>([
    ['queued', 'failed', 'failed'], ['sent', 'failed', 'failed'], ['delivered', 'failed', 'delivered'], ['read', 'failed', 'read'], ['answered', 'failed', 'answered'],
    ['failed', 'sent', 'failed'], ['failed', 'delivered', 'delivered'], ['read', 'delivered', 'read'], ['answered', 'read', 'answered'], ['unknown', 'queued', 'queued'],
  ])('%s, then told %s: %s', (state, told, expected) => {
    expect(evolveSend(aSend({ state, ...(state === 'failed' ? { failure: '131026' } : {}) }), { state: told, at: later(60), failure: '131049 - not delivered' }).state).toBe(expected);
  });

  test('a failure has its reason, and loses it where the message arrived after all', () => {
    const failed = evolveSend(send, { state: 'failed', at: later(3), failure: '131026' });
    expect(failed.failure).toBe('131026');
    expect(evolveSend(failed, { state: 'delivered', at: later(4) })).not.toHaveProperty('failure');
    expect(evolveSend(failed, { state: 'failed', at: later(1) })).toMatchObject({ stateAt: later(1), failure: '131026' });
  });

  test("learns the chat's id of it, once", () => {
    const [first, second] = ['88101', '88102'] as readonly string[] as readonly [ChatSendId, ChatSendId];
    const known = evolveSend(aSend({ state: 'unknown' }), { state: 'sent', at: later(2), chatSendId: first });
    expect(evolveSend(known, { state: 'read', at: later(4), chatSendId: second })).toMatchObject({ state: 'read', chatSendId: first });
  });

  test('what failed or was answered moves no more; what stays in the queue for long is stuck', () => {
    expect((['unknown', 'queued', 'sent', 'delivered', 'read', 'failed', 'answered'] as const).filter((state) => mayStillMove({ state }))).toEqual(['unknown', 'queued', 'sent', 'delivered', 'read']);
    expect([isStuck(send, later(1)), isStuck(send, send.createdAt), isStuck(aSend({ state: 'sent' }), later(1))]).toEqual([true, false, false]);
  });
});
