import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveMessageState } from '../../../src/domain/conversation/message-state.ts';
import { messageState } from '../../arbitraries/conversation.ts';

describe('PAN-11: the state of a message that was sent', () => {
  test.each([['queued', 'sent'], ['sent', 'delivered'], ['delivered', 'read'], ['queued', 'failed'], ['sent', 'failed']] as const)('%s goes on to %s', (before, told) => {
    expect(evolveMessageState(before, told)).toBe(told);
  });

  test.each([['read', 'delivered'], ['delivered', 'sent'], ['failed', 'sent'], ['failed', 'queued'], ['read', 'failed'], ['delivered', 'failed']] as const)(
    '%s stays, although %s is told', (before, told) => expect(evolveMessageState(before, told)).toBe(before));

  test('what was told to have failed, and was delivered after all, was delivered', () => expect(evolveMessageState('failed', 'delivered')).toBe('delivered'));

  test('the first word counts', () => expect(evolveMessageState(undefined, 'queued')).toBe('queued'));

  test('the same words in any order, any of them twice, end in one state', () => {
    fc.assert(fc.property(
      fc.array(messageState(), { minLength: 1 }).chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }))),
      ([told, again]) => {
        const end = (words: readonly (typeof told)[number][]) => words.reduce<(typeof told)[number] | undefined>(evolveMessageState, undefined);
        expect(end(again)).toBe(end(told));
      },
    ));
  });
});
