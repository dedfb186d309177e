import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMessages, mergeMessages, unansweredIdOf } from '../../../src/domain/conversation/merge-messages.ts';
import { conversation, tellingsOf } from '../../arbitraries/conversation.ts';

const twoTellings = () => conversation().chain((messages) => fc.tuple(fc.constant(messages), tellingsOf(messages)));

test('PAN-11: whatever is told, in whatever order and however often, each message is there once, in order', () => {
  fc.assert(fc.property(twoTellings(), ([messages, told]) => {
    const merged = told.reduce<ReturnType<typeof mergeMessages>>((kept, message) => mergeMessages(kept, [message]), []);
    expect(merged.map(({ id }) => id)).toEqual(messages.toSorted(compareMessages).map(({ id }) => id));
  }));
});

test('PAN-11: the same tellings in another order, all at once or one by one, give the same conversation', () => {
  fc.assert(fc.property(
    twoTellings().chain(([, told]) => fc.tuple(fc.constant(told), fc.shuffledSubarray([...told], { minLength: told.length }))),
    ([told, otherwise]) => {
      const oneByOne = otherwise.reduce<ReturnType<typeof mergeMessages>>((kept, message) => mergeMessages(kept, [message]), []);
      expect(oneByOne).toEqual(mergeMessages([], told));
    },
  ));
});

test('PAN-11: telling all of it again changes nothing', () => {
  fc.assert(fc.property(twoTellings(), ([, told]) => {
    const once = mergeMessages([], told);
    expect(mergeMessages(once, told)).toEqual(once);
  }));
});

test('PAN-11: nothing that was shown under the panel’s own key is shown twice, or lost', () => {
  fc.assert(fc.property(twoTellings(), ([messages, told]) => {
    const own = messages.filter(({ by }) => by === 'agent');
    const waiting = own.map((message) => ({ ...message, id: unansweredIdOf(message.clientKey ?? ''), state: 'queued' as const }));
    const merged = mergeMessages(waiting, [...told, ...own]);
    expect(merged.map(({ id }) => id).toSorted()).toEqual(messages.map(({ id }) => id).toSorted());
    expect(mergeMessages([], waiting)).toHaveLength(own.length);
  }));
});
