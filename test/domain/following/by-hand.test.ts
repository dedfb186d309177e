import { describe, expect, test } from 'vitest';
import { evolveFollowed, followSession, viewOf } from '../../../src/domain/following/followed-session.ts';
import { staysToSettle } from '../../../src/domain/following/next-steps.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aSighting } from '../../builders/a-session.ts';
import {
  aCard, aCardId, aFunnelId, becomesKnown, cardDeleted, cardsExist, clientIs, goOn, isLost, linkedByHand, outcomeOf, seen, tell, theSettings, under,
  unlinkedByHand,
} from '../../builders/a-story.ts';
import { aContactId } from '../../builders/an-identity.ts';

const ana = aContact();
const groups = under({ A: 'f1', B: 'f2', C: 'f3', D: 'f1' });
const hand = cardsExist(aCard('h', 'f2', ana));

describe('CRD-13: a link by hand', () => {
  test('settles a waiting rule: nothing is made when the client is known', () => {
    const story = tell(groups, hand, seen(0, 'A'), linkedByHand('h', 'f2'), becomesKnown(ana));
    expect(outcomeOf(story)).toMatchObject({ opened: [], card: 'h', waiting: 'no' });
  });

  test('settles it for good: the funnel that it waited in is the current one, and a transfer within it does nothing', () => {
    const story = tell(groups, hand, seen(0, 'A'), linkedByHand('h', 'f2'), becomesKnown(ana), seen(5, 'D'));
    expect(outcomeOf(story)).toMatchObject({ opened: [], card: 'h', funnel: 'f1' });
  });

  test('holds nothing back once a third funnel has acted', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), seen(5, 'C'), seen(10, 'B'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1', 'f3', 'f2'], cardIn: 'f2' });
  });

  test('over a rule that is still being carried out stands, also when the client is lost and found', () => {
    const settings = theSettings({ A: 'f1' });
    const linked = evolveFollowed(followSession(aSighting(0, 'A'), settings, ana.id), { type: 'CardLinkedByHand', cardId: aCardId('h'), funnelId: aFunnelId('f2') });
    const found = evolveFollowed(evolveFollowed(linked, { type: 'ClientLost' }), { type: 'ClientKnown', contactId: aContactId(103), settings });
    expect(staysToSettle(found)).toEqual([]);
    expect(viewOf(found).card).toBe('h');
  });

  test('is kept while the session stays in its funnel', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), seen(3, 'A'), seen(5, 'D'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], card: 'h', funnel: 'f1' });
  });

  test('a later transfer into the funnel of that card moves the current funnel alone', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), seen(5, 'B'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], card: 'h', funnel: 'f2' });
  });

  test('so that the way back into the first funnel acts again', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), seen(5, 'B'), seen(10, 'D'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1', 'f1'], cardIn: 'f1' });
  });

  test('a later transfer into a third funnel acts, and the session has one card', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), seen(5, 'C'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1', 'f3'], cardIn: 'f3' });
  });

  test('a later transfer into the funnel of that card waits for nobody', () => {
    const story = tell(groups, hand, seen(0, 'A'), linkedByHand('h', 'f2'), seen(5, 'B'));
    expect(outcomeOf(story)).toMatchObject({ waiting: 'no', funnel: 'f2', card: 'h' });
    expect(outcomeOf(goOn(story, becomesKnown(ana)))).toMatchObject({ opened: [], card: 'h' });
  });

  test('a later transfer into a third funnel waits for the client', () => {
    const story = tell(groups, hand, seen(0, 'A'), linkedByHand('h', 'f2'), seen(5, 'C'), becomesKnown(ana));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f3'], cardIn: 'f3' });
  });

  test('in a session that no rule ever touched is kept too', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'X'), linkedByHand('h', 'f2'), seen(5, 'B'));
    expect(outcomeOf(story)).toMatchObject({ opened: [], card: 'h', funnel: 'f2' });
  });

  test('to the card that the rule had made holds it just the same', () => {
    const before = tell(groups, clientIs(ana), seen(0, 'A'));
    const own = outcomeOf(before).card ?? '';
    expect(outcomeOf(goOn(before, linkedByHand(own, 'f1'), seen(5, 'D')))).toMatchObject({ opened: ['f1'], card: own });
  });

  test('is kept when the session is linked to another client', () => {
    const bia = aContact({ id: aContactId(102), name: 'Bia' });
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), becomesKnown(bia));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], card: 'h' });
  });

  test('when its card is deleted it holds nothing back any more', () => {
    const story = tell(groups, hand, clientIs(ana), seen(0, 'A'), linkedByHand('h', 'f2'), cardDeleted('h'));
    expect(outcomeOf(story).card).toBeUndefined();
    expect(outcomeOf(goOn(story, seen(5, 'B'))).opened).toEqual(['f1', 'f2']);
  });
});

describe('CRD-13: a link removed by hand', () => {
  const removed = tell(groups, clientIs(ana), seen(0, 'A'), unlinkedByHand);

  test('is not made again', () => {
    expect(outcomeOf(removed)).toMatchObject({ opened: ['f1'], card: undefined });
    expect(outcomeOf(goOn(removed, seen(3, 'A'), seen(5, 'D'), seen(6, 'A', { part: 2, began: 6 })))).toMatchObject({ opened: ['f1'], card: undefined });
  });

  test('is not made again when the client is lost and found', () => {
    expect(outcomeOf(goOn(removed, isLost, becomesKnown(ana)))).toMatchObject({ opened: ['f1'], card: undefined, waiting: 'no' });
    const survivor = aContact({ id: aContactId(103) });
    expect(outcomeOf(goOn(removed, isLost, becomesKnown(survivor)))).toMatchObject({ opened: ['f1'], card: undefined });
  });

  test('does not keep a later transfer into another funnel from acting', () => {
    expect(outcomeOf(goOn(removed, seen(5, 'B')))).toMatchObject({ opened: ['f1', 'f2'], cardIn: 'f2' });
  });

  test('says nothing about another client: for whoever takes the session over, the rule runs', () => {
    const bia = aContact({ id: aContactId(102), name: 'Bia' });
    expect(outcomeOf(goOn(removed, becomesKnown(bia)))).toMatchObject({ opened: ['f1', 'f1'], cardIn: 'f1' });
    expect(outcomeOf(goOn(removed, becomesKnown(bia), becomesKnown(ana))).card).toBeUndefined();
  });

  test('where there was none, nothing is removed, and a waiting rule goes on waiting', () => {
    expect(outcomeOf(tell(groups, seen(0, 'A'), unlinkedByHand, becomesKnown(ana))).opened).toEqual(['f1']);
  });
});
