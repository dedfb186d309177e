import { describe, expect, test } from 'vitest';
import { checkEvents, matchEvent, planActions } from '../../../src/domain/lead/conversion-events.ts';
import type { LeadAction } from '../../../src/domain/lead/lead.ts';
import { anEvent } from '../../builders/a-lead.ts';

const tag = (name: string): LeadAction => ({ type: 'add-tag', tag: name });
const send: LeadAction = { type: 'send-message', text: 'Olá' };

describe('WHK-05: which event it is', () => {
  const events = [anEvent('PURCHASE'), anEvent(' PURCHASE_CANCELED '), anEvent('purchase')];

  test.each([['PURCHASE_CANCELED', 1], ['  PURCHASE\n', 0], ['purchase', 2]])('WHK-10: %j is compared exactly after trimming', (identification, at) => {
    expect(matchEvent(events, identification)).toBe(events[at]);
  });

  test.each(['Purchase', 'PURCHASE_', '', ' ', undefined])('%j is none of them', (identification) => {
    expect(matchEvent([...events, anEvent('')], identification)).toBeUndefined();
  });
});

describe('WHK-06: what an event sets off', () => {
  test('WHK-10: cumulative actions in their listed order, the send last', () => {
    const update: LeadAction = { type: 'update-field', field: 'produto', value: '{{product}}' };
    const remove: LeadAction = { type: 'remove-tag', tag: 'b' };
    expect(planActions(anEvent('X', send, tag('b'), update, remove, tag('a')))).toEqual([tag('b'), update, remove, tag('a'), send]);
  });

  test('at most one send goes out, whatever was kept', () => {
    expect(planActions(anEvent('X', send, { type: 'send-chatbot', chatbot: 'boas-vindas' }))).toEqual([send]);
  });
});

describe('WHK-06: what events may not be', () => {
  test('nothing is wrong with events that differ', () => {
    expect(checkEvents([anEvent('A', tag('a'), tag('b'), send), anEvent('B', send)])).toEqual([]);
  });

  test.each<LeadAction>([send, { type: 'send-chatbot', chatbot: 'x' }, { type: 'send-quick-reply', quickReply: 'x' }])('a second send is refused: %j', (second) => {
    expect(checkEvents([anEvent('A', send, tag('a'), second)])).toEqual([{ at: 0, problem: 'second-send', action: 2 }]);
  });

  test('WHK-10: an identification is unique in its integration', () => {
    expect(checkEvents([anEvent('A'), anEvent('B'), anEvent(' A ')])).toEqual([{ at: 2, problem: 'identification-taken', takenBy: 0 }]);
    expect(checkEvents([anEvent('A'), anEvent('a')])).toEqual([]);
  });

  test('an event has a name and an identification, and each action says something', () => {
    expect(checkEvents([{ id: '1', name: ' ', identification: ' ', actions: [] }, { id: '2', name: ' ', identification: '', actions: [] }])).toEqual([
      { at: 0, problem: 'name-empty' }, { at: 0, problem: 'identification-empty' }, { at: 1, problem: 'name-empty' }, { at: 1, problem: 'identification-empty' },
    ]);
    const empty: readonly LeadAction[] = [
      tag(' '), { type: 'remove-tag', tag: '' }, { type: 'update-field', field: ' ', value: 'x' }, { type: 'send-message', text: ' ' },
    ];
    expect(checkEvents([anEvent('A', ...empty)])).toEqual([0, 1, 2, 3].map((action) => ({ at: 0, problem: 'action-empty', action })));
    expect(checkEvents([anEvent('A', { type: 'send-chatbot', chatbot: '' }), anEvent('B', { type: 'send-quick-reply', quickReply: '' })])).toHaveLength(2);
  });
});
