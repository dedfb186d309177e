import { describe, expect, test } from 'vitest';
import { addMs, decideTrigger, instantOf, type CardId, type ContactId, type SeenTrigger, type Trigger } from '../../../src/domain/index.ts';

const NOON = instantOf(Date.UTC(2026, 4, 4, 15));
const later = (minutes: number) => addMs(NOON, minutes * 60_000);

const trigger = (wishes: Partial<Trigger> = {}): Trigger => ({ automation: 'a-1', contactId: '7' as ContactId, receivedAt: NOON, ...wishes });

const seen = (wishes: Partial<Trigger> = {}): SeenTrigger => {
  const decided = decideTrigger(trigger(wishes), []);
  if (decided.outcome !== 'new') throw new Error('A first trigger is new.');
  return { key: decided.key, trigger: trigger(wishes) };
};

describe('SND-03: the same trigger delivered twice sends once', () => {
  test.each<readonly [string, Partial<Trigger>, Partial<Trigger>, 'new' | 'repeat']>([
    ['the same action, an hour later', { action: 'x' }, { action: 'x', receivedAt: later(60) }, 'repeat'],
    ['another action, at the same moment', { action: 'x' }, { action: 'y' }, 'new'],
    ['the same moment of its own, an hour later', { firedAt: NOON }, { firedAt: NOON, receivedAt: later(60) }, 'repeat'],
    ['another moment of its own, a second later', { firedAt: NOON }, { firedAt: addMs(NOON, 1_000), receivedAt: addMs(NOON, 1_000) }, 'new'],
    ['nothing to tell them apart, within ten minutes', {}, { receivedAt: later(9) }, 'repeat'],
    ['the same, the earlier one taken later', { receivedAt: later(9) }, {}, 'repeat'],
    ['nothing to tell them apart, after ten minutes', {}, { receivedAt: later(10) }, 'new'],
    ['another contact', {}, { contactId: '8' as ContactId }, 'new'],
    ['another card of the contact', { cardId: '1' as CardId }, { cardId: '2' as CardId }, 'new'],
    ['another automation', {}, { automation: 'a-2' }, 'new'],
  ])('%s', (_, first, second, outcome) => {
    const before = seen(first);
    const decided = decideTrigger(trigger(second), [seen({ automation: 'else' }), before]);
    expect(decided.outcome).toBe(outcome);
    if (decided.outcome === 'repeat') expect(decided.of).toBe(before.key);
    else expect(decided.key).not.toBe(before.key);
  });

  test('two actions of one moment have keys of their own, and one action one key', () => {
    const keys = [{ action: 'x' }, { action: 'x', receivedAt: later(5) }, { action: 'y' }, { action: NOON }, {}].map((each) => seen(each).key);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(4);
  });
});
