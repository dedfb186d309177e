import { describe, expect, test } from 'vitest';
import { evolveFollowed, followSession } from '../../../src/domain/following/followed-session.ts';
import { staysToSettle } from '../../../src/domain/following/next-steps.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aSighting } from '../../builders/a-session.ts';
import { aCard, archived, cardsExist, clientIs, goOn, openedBy, outcomeOf, restored, seen, tell, theSettings, under } from '../../builders/a-story.ts';

const ana = aContact();
const known = clientIs(ana);

describe('what acts at a start', () => {
  test('CRD-01: with the flag off nothing is created or linked', () => {
    expect(openedBy(under({ A: 'f1' }, { linking: 'off' }), known, seen(0, 'A'), seen(5, 'B'))).toEqual([]);
  });

  test('CRD-02: a group without a mapping creates and links nothing', () => {
    expect(openedBy(under({ A: 'f1' }), known, seen(0, 'X'))).toEqual([]);
  });

  test('CRD-03: a new session of the group creates a card in its funnel', () => {
    const end = outcomeOf(tell(under({ A: 'f1' }), known, cardsExist(aCard(7, 'f1', ana)), seen(0, 'A')));
    expect(end).toMatchObject({ opened: ['f1'], cardIn: 'f1' });
    expect(end.card).not.toBe('7');
  });

  test('CRD-04: the session is linked to the card created last for the client in that funnel', () => {
    const cards = cardsExist(aCard(7, 'f1', ana, -60), aCard(8, 'f1', ana, -30), aCard(9, 'f2', ana, -10));
    expect(outcomeOf(tell(under({ A: ['f1', 'link-last'] }), known, cards, seen(0, 'A')))).toMatchObject({ opened: [], card: '8' });
  });

  test('CRD-04: with no card in that funnel one is created', () => {
    expect(openedBy(under({ A: ['f1', 'link-last'] }), known, cardsExist(aCard(9, 'f2', ana)), seen(0, 'A'))).toEqual(['f1']);
  });

  test('CRD-07: each automatic create or link gives an interaction record, whatever the option', () => {
    for (const recordMoment of ['at-start', 'at-finish', 'manual'] as const) {
      const options = under({ A: 'f1', B: ['f2', 'link-last'] }, { recordMoment });
      const end = outcomeOf(tell(options, known, cardsExist(aCard(9, 'f2', ana)), seen(0, 'A'), seen(5, 'B')));
      expect(end.records, recordMoment).toEqual([end.cards[0]?.id, '9']);
    }
  });
});

describe('what acts at a transfer', () => {
  test('CRD-05: the rule of the new group applies', () => {
    const end = outcomeOf(tell(under({ A: 'f1', B: ['f2', 'link-last'] }), known, cardsExist(aCard(9, 'f2', ana)), seen(0, 'A'), seen(5, 'B')));
    expect(end).toMatchObject({ opened: ['f1'], card: '9', funnel: 'f2' });
  });

  test('CRD-05: a transfer to a group without a mapping leaves the session on its card', () => {
    const end = outcomeOf(tell(under({ A: 'f1' }), known, seen(0, 'A'), seen(5, 'X')));
    expect(end).toMatchObject({ opened: ['f1'], cardIn: 'f1', funnel: 'f1' });
  });

  test('CRD-06: a transfer to a group of the same funnel does nothing', () => {
    expect(openedBy(under({ A: 'f1', C: 'f1' }), known, seen(0, 'A'), seen(5, 'C'))).toEqual(['f1']);
  });

  test('CRD-06: nothing happens while the session stays in its group, however often it is told of', () => {
    expect(openedBy(under({ A: 'f1' }), known, seen(0, 'A'), seen(1, 'A'), seen(2), seen(3, 'A'), seen(9, 'A', { state: 'closed' }))).toEqual(['f1']);
  });

  test('CRD-05: back in the first funnel after another one its rule applies again', () => {
    expect(openedBy(under({ A: 'f1', B: 'f2', C: 'f1' }), known, seen(0, 'A'), seen(5, 'B'), seen(10, 'C'))).toEqual(['f1', 'f2', 'f1']);
  });

  test('CRD-04: back in the first funnel under link-last the same card is linked again', () => {
    const end = outcomeOf(tell(under({ A: ['f1', 'link-last'], B: 'f2' }), known, seen(0, 'A'), seen(5, 'B'), seen(10, 'A')));
    expect(end).toMatchObject({ opened: ['f1', 'f2'], card: end.cards[0]?.id });
  });
});

describe('the current funnel', () => {
  test('A(f1), A remapped to f2, transfer to B(f2): the rule of B', () => {
    expect(openedBy(under({ A: 'f1', B: 'f2' }), known, seen(0, 'A'), under({ A: 'f2', B: 'f2' }), seen(2, 'A'), seen(5, 'B'))).toEqual(['f1', 'f2']);
  });

  test('a later change of the mapping does not alter it: A remapped to f2, transfer to C(f1) does nothing', () => {
    expect(openedBy(under({ A: 'f1' }), known, seen(0, 'A'), under({ A: 'f2', C: 'f1' }), seen(5, 'C'))).toEqual(['f1']);
  });

  test('A(f1, archived) -> B(f1, back again): the rule of B', () => {
    expect(openedBy(under({ A: 'f1', B: 'f1' }), known, archived('f1'), seen(0, 'A'), restored('f1'), seen(5, 'B'))).toEqual(['f1']);
  });

  test('A(f1) -> B(f2, archived) -> C(f1): nothing', () => {
    const end = outcomeOf(tell(under({ A: 'f1', B: 'f2', C: 'f1' }), known, archived('f2'), seen(0, 'A'), seen(5, 'B'), seen(10, 'C')));
    expect(end).toMatchObject({ opened: ['f1'], funnel: 'f1', card: end.cards[0]?.id });
  });

  test('A(f1) -> unmapped -> C(f1): nothing', () => {
    expect(openedBy(under({ A: 'f1', C: 'f1' }), known, seen(0, 'A'), seen(5, 'X'), seen(10, 'C'))).toEqual(['f1']);
  });

  test('A(f1) -> B(f2) -> C(f1): the rule of C', () => {
    expect(openedBy(under({ A: 'f1', B: 'f2', C: 'f1' }), known, seen(0, 'A'), seen(5, 'B'), seen(10, 'C'))).toEqual(['f1', 'f2', 'f1']);
  });

  test('a group passed while the flag was off does not alter it', () => {
    const groups = { A: 'f1', B: 'f2', C: 'f1' };
    const end = tell(under(groups), known, seen(0, 'A'), under(groups, { linking: 'off' }), seen(5, 'B'), under(groups), seen(10, 'C'));
    expect(outcomeOf(end)).toMatchObject({ opened: ['f1'], funnel: 'f1' });
  });
});

describe('CRD-11: the mapped funnel is deleted or archived', () => {
  test('nothing is created or linked, and one record without a card says so', () => {
    const end = outcomeOf(tell(under({ A: 'f1' }), known, cardsExist(aCard(9, 'f1', ana)), archived('f1'), seen(0, 'A')));
    expect(end).toMatchObject({ opened: [], card: undefined, noticed: ['f1'], funnel: undefined });
  });

  test('it is said once for a session and funnel', () => {
    const story = tell(under({ A: 'f1', B: 'f2', C: 'f1' }), known, archived('f1'), archived('f2'), seen(0, 'A'), seen(5, 'B'), seen(10, 'C'));
    expect(outcomeOf(story).noticed).toEqual(['f1', 'f2']);
  });

  test('a restored funnel acts from the next transfer; the open session is not revisited', () => {
    const before = tell(under({ A: 'f1', B: 'f1' }), known, archived('f1'), seen(0, 'A'), restored('f1'), seen(3, 'A'));
    expect(outcomeOf(before).opened).toEqual([]);
    expect(outcomeOf(goOn(before, seen(5, 'B'))).opened).toEqual(['f1']);
  });

  test('a restored funnel acts from the next start', () => {
    expect(openedBy(under({ A: 'f1' }), known, archived('f1'), restored('f1'), seen(0, 'A'))).toEqual(['f1']);
  });

  test('the session stays on the card that it had', () => {
    const end = outcomeOf(tell(under({ A: 'f1', B: 'f2' }), known, archived('f2'), seen(0, 'A'), seen(5, 'B')));
    expect(end.card).toBe(end.cards[0]?.id);
  });
});

describe('which stay is acted on next', () => {
  const groups = { A: 'f1', B: 'f2', C: 'f1' };
  const { followed } = outcomeOf(tell(under(groups), seen(0, 'A'), seen(1, 'A')));

  test('none while nobody is known', () => {
    expect(staysToSettle(followed)).toEqual([]);
  });

  test('CRD-11: one at a time, since the later ones depend on what becomes of it', () => {
    const settings = theSettings(groups);
    const begun = ['B', 'C'].reduce(
      (state, group, index) => evolveFollowed(state, { type: 'ChatSessionSighted', sighting: aSighting(index + 1, group), settings }),
      followSession(aSighting(0, 'A'), settings, ana.id),
    );
    const [a] = staysToSettle(begun);
    expect(a?.rule.funnelId).toBe('f1');
    expect(staysToSettle(begun, [a?.key ?? ''])).toEqual([]);
    expect(staysToSettle(begun, [a?.key ?? ''], [a?.key ?? '']).map(({ groupId }) => groupId)).toEqual(['B']);
  });
});
