import { describe, expect, test } from 'vitest';
import { aContact } from '../../builders/a-contact.ts';
import { at } from '../../builders/a-session.ts';
import {
  aCard, archived, becomesKnown, cardsExist, clientIs, goOn, openedBy, outcomeOf, restored, seen, tell, under, waitingEnds,
} from '../../builders/a-story.ts';

const ana = aContact();

describe('CRD-10: an unknown client', () => {
  const waiting = tell(under({ A: 'f1', B: 'f2', C: 'f1' }), seen(0, 'A'));

  test('there is no card, and the rule waits', () => {
    expect(outcomeOf(waiting)).toMatchObject({ opened: [], waiting: 'yes', funnel: 'f1', records: [] });
  });

  test('once the client is known the rule applies, once', () => {
    expect(outcomeOf(goOn(waiting, becomesKnown(ana), becomesKnown(ana), seen(3, 'A')))).toMatchObject({ opened: ['f1'], waiting: 'no' });
  });

  test('link-last applies too, to the cards of that moment', () => {
    const story = tell(under({ A: ['f1', 'link-last'] }), seen(0, 'A'), cardsExist(aCard(8, 'f1', ana, 5)), becomesKnown(ana));
    expect(outcomeOf(story)).toMatchObject({ opened: [], card: '8' });
  });

  test('groups passed while waiting give no card', () => {
    expect(outcomeOf(goOn(waiting, seen(5, 'B'), becomesKnown(ana))).opened).toEqual(['f2']);
    expect(outcomeOf(goOn(waiting, seen(5, 'B'), seen(10, 'C'), becomesKnown(ana))).opened).toEqual(['f1']);
  });

  test('an unmapped group passed while waiting changes nothing', () => {
    expect(outcomeOf(goOn(waiting, seen(5, 'X'), becomesKnown(ana))).opened).toEqual(['f1']);
  });

  test('CRD-06: a transfer within the funnel while waiting keeps the rule by which it was entered', () => {
    const story = tell(under({ A: 'f1', C: ['f1', 'link-last'] }), cardsExist(aCard(8, 'f1', ana)), seen(0, 'A'), seen(5, 'C'), becomesKnown(ana));
    expect(outcomeOf(story).opened).toEqual(['f1']);
  });

  test('the rule applies even if the session has ended', () => {
    expect(outcomeOf(goOn(waiting, seen(5, 'A', { state: 'closed' }), becomesKnown(ana))).opened).toEqual(['f1']);
  });

  test('a client who becomes known before any group was seen is as good as known from the start', () => {
    expect(openedBy(under({ A: 'f1' }), seen(0), becomesKnown(ana), seen(2, 'A'))).toEqual(['f1']);
  });

  test('waiting ends after its days, and a client who comes later gets nothing for it', () => {
    const late = goOn(waiting, waitingEnds);
    expect(outcomeOf(late)).toMatchObject({ waiting: 'no', funnel: undefined });
    expect(outcomeOf(goOn(late, becomesKnown(ana))).opened).toEqual([]);
  });

  test('a rule that waited in vain was not carried out: a later transfer into its funnel acts', () => {
    expect(outcomeOf(goOn(waiting, waitingEnds, becomesKnown(ana), seen(9, 'C'))).opened).toEqual(['f1']);
  });
});

describe('CRD-11: an unknown client and an unavailable funnel', () => {
  test('it is told when the client is known and the funnel still unavailable', () => {
    const waiting = tell(under({ A: 'f1' }), archived('f1'), seen(0, 'A'));
    expect(outcomeOf(waiting).noticed).toEqual([]);
    expect(outcomeOf(goOn(waiting, becomesKnown(ana)))).toMatchObject({ opened: [], noticed: ['f1'], waiting: 'no', funnel: undefined });
  });

  test('it is not told when the funnel came back meanwhile', () => {
    const story = tell(under({ A: 'f1' }), archived('f1'), seen(0, 'A'), restored('f1'), becomesKnown(ana));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], noticed: [] });
  });
});

describe('CRD-17: since when a rule acts', () => {
  const groups = { A: 'f1', B: 'f2', C: 'f1' };
  const sinceNoon = { onSince: at(0) };

  test('not at the start of a session created before flag and connection were last turned on', () => {
    expect(openedBy(under(groups, sinceNoon), clientIs(ana), seen(5, 'A', { began: -1 }))).toEqual([]);
  });

  test('at the start of one created since, even if first seen ended', () => {
    expect(openedBy(under(groups, sinceNoon), clientIs(ana), seen(5, 'A', { began: 1, state: 'closed', ended: 4 }))).toEqual(['f1']);
  });

  test('a session created in the very second counts as since, the source having no fractions', () => {
    expect(openedBy(under(groups, { onSince: at(0.015) }), clientIs(ana), seen(0, 'A', { began: 0 }))).toEqual(['f1']);
  });

  test('older open ones act on a later transfer, also into the funnel of the group that they were in', () => {
    const old = tell(under(groups, sinceNoon), clientIs(ana), seen(5, 'A', { began: -9 }));
    expect(outcomeOf(goOn(old, seen(6, 'B', { began: -9 }))).opened).toEqual(['f2']);
    expect(outcomeOf(goOn(old, seen(6, 'C', { began: -9 }))).opened).toEqual(['f1']);
  });

  test('a transfer from before is not a later one, even when it is told of late', () => {
    const parts = [seen(5, 'B', { part: 2, began: -5 }), seen(6, 'A', { part: 1, began: -9, state: 'closed' })];
    expect(openedBy(under(groups, sinceNoon), clientIs(ana), ...parts)).toEqual([]);
    expect(openedBy(under(groups, sinceNoon), clientIs(ana), ...parts.toReversed())).toEqual([]);
  });

  test('a session waits only if the flag was on and the group mapped when it entered', () => {
    const off = tell(under(groups, { linking: 'off' }), seen(0, 'A'), under(groups), seen(3, 'A'));
    expect(outcomeOf(off).waiting).toBe('no');
    expect(outcomeOf(goOn(off, becomesKnown(ana))).opened).toEqual([]);
    expect(openedBy(under({}), seen(0, 'A'), under(groups), becomesKnown(ana))).toEqual([]);
  });

  test('when the client becomes known with the flag off, nothing happens, then or later', () => {
    const story = tell(under(groups), seen(0, 'A'), under(groups, { linking: 'off' }), becomesKnown(ana), under(groups), seen(5, 'A'));
    expect(outcomeOf(story)).toMatchObject({ opened: [], waiting: 'no' });
  });

  test('when the mapping is gone by then, nothing', () => {
    expect(openedBy(under(groups), seen(0, 'A'), under({ B: 'f2' }), becomesKnown(ana))).toEqual([]);
  });

  test('when the group is mapped elsewhere by then, the new funnel and behaviour', () => {
    const end = outcomeOf(tell(under(groups), cardsExist(aCard(8, 'f9', ana)), seen(0, 'A'), under({ A: ['f9', 'link-last'] }), becomesKnown(ana)));
    expect(end).toMatchObject({ opened: [], card: '8', funnel: 'f9' });
  });

  test('flag turned off and on again while it waits: as normal', () => {
    expect(openedBy(under(groups, { onSince: at(-60) }), seen(0, 'A'), under(groups, { onSince: at(30) }), becomesKnown(ana))).toEqual(['f1']);
  });
});
