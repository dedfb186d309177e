import { describe, expect, test } from 'vitest';
import { aContact } from '../../builders/a-contact.ts';
import { aCard, becomesKnown, cardsExist, clientIs, goOn, linkedByHand, openedBy, outcomeOf, seen, tell, theSettings, under, unlinkedByHand } from '../../builders/a-story.ts';
import { aContactId } from '../../builders/an-identity.ts';

const ana = aContact();
const known = clientIs(ana);
const groups = under({ A: 'f1', B: 'f2', C: 'f1' });
const before = cardsExist(aCard('old', 'f1', ana));

describe('CRD-14: a visit that comes to light late', () => {
  test('takes its place, and the decision that it changes is made then', () => {
    const skipping = tell(groups, known, seen(0, 'A'), seen(10, 'C'));
    expect(outcomeOf(skipping).opened).toEqual(['f1']);
    expect(outcomeOf(goOn(skipping, seen(5, 'B')))).toMatchObject({ opened: ['f1', 'f2', 'f1'], cardIn: 'f1' });
  });

  test('what was made is not undone: the card of the later visit serves the older one', () => {
    expect(openedBy(groups, known, seen(10, 'C'), seen(0, 'A'))).toEqual(['f1']);
    expect(openedBy(under({ A: 'f1', C: ['f1', 'link-last'] }), known, seen(10, 'C'), seen(0, 'A'))).toEqual(['f1']);
    expect(openedBy(under({ A: ['f1', 'link-last'], C: 'f1' }), known, seen(10, 'C'), seen(0, 'A'))).toEqual(['f1']);
  });

  test('the same event twice changes nothing', () => {
    expect(openedBy(groups, known, seen(0, 'A'), seen(5, 'B'), seen(0, 'A'), seen(5, 'B'))).toEqual(['f1', 'f2']);
  });

  test('a link-last visit takes no card that the session opened for a later one', () => {
    const link = under({ A: ['f1', 'link-last'], B: 'f2', C: 'f1' });
    expect(outcomeOf(tell(link, known, before, seen(10, 'C'), seen(5, 'B'), seen(0, 'A')))).toMatchObject({ opened: ['f1', 'f2'], cardIn: 'f1' });
    expect(openedBy(link, known, seen(10, 'C'), seen(5, 'B'), seen(0, 'A'))).toEqual(['f1', 'f2', 'f1']);
  });

  test('with both behaviours in one funnel the session stays on the card that was made for its last visit', () => {
    const link = under({ A: ['f1', 'link-last'], B: 'f2', C: 'f1' });
    const first = tell(link, known, before, seen(10, 'C'));
    expect(outcomeOf(goOn(first, seen(0, 'A'), seen(5, 'B'))).card).toBe(outcomeOf(first).card);
  });

  test('a record made on a card before an older visit was known stays', () => {
    const story = tell(under({ A: 'f1', C: ['f1', 'link-last'] }), known, before, seen(10, 'C'), seen(0, 'A'));
    expect(outcomeOf(story).records).toEqual(['old', outcomeOf(story).cards[0]?.id]);
  });

  test('before a link by hand leaves that link', () => {
    const story = tell(groups, known, seen(0, 'A'), seen(10, 'C'), linkedByHand('h', 'f9'), seen(5, 'B'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1', 'f2', 'f1'], card: 'h' });
  });

  test('before a link was removed by hand leaves it removed', () => {
    expect(outcomeOf(tell(groups, known, seen(0, 'A'), seen(10, 'C'), unlinkedByHand, seen(5, 'B'))).card).toBeUndefined();
  });

  test('from before another client took over makes no card, neither for the one before nor twice for the new one', () => {
    const bia = aContact({ id: aContactId(102), name: 'Bia' });
    const changed = tell(groups, known, seen(0, 'A'), seen(10, 'C'), becomesKnown(bia));
    const end = outcomeOf(goOn(changed, seen(5, 'B')));
    expect(end).toMatchObject({ opened: ['f1', 'f1'], card: outcomeOf(changed).card });
  });

  test('in a group that counts open cards only asks anew, though its funnel was linked to a won one', () => {
    const { mappings } = theSettings({ A: ['f1', 'link-last'], C: ['f1', 'link-last'] });
    const openInA = under({}, { mappings: mappings.map((mapping) => (mapping.groupName === 'A' ? { ...mapping, counting: 'open-ones-only' } : mapping)) });
    const won = cardsExist(aCard('won', 'f1', ana, -60, { state: 'won' }));
    expect(outcomeOf(tell(openInA, known, won, seen(10, 'C')))).toMatchObject({ opened: [], card: 'won' });
    expect(outcomeOf(tell(openInA, known, won, seen(10, 'C'), seen(0, 'A')))).toMatchObject({ opened: ['f1'], cardIn: 'f1' });
  });

  test('from the time of waiting is a group passed while waiting', () => {
    expect(openedBy(groups, seen(0, 'A'), seen(10, 'C'), becomesKnown(ana), seen(5, 'B'))).toEqual(['f1']);
  });

  test('may change by which rule the current funnel was entered', () => {
    const mixed = under({ A: 'f1', B: 'f2', C: ['f1', 'link-last'], D: 'f1' });
    const story = tell(mixed, before, seen(0, 'A'), seen(10, 'D'), seen(5, 'C'), seen(4, 'B'), becomesKnown(ana));
    expect(outcomeOf(story)).toMatchObject({ opened: [], card: 'old' });
  });

  test('may change it after the client became known too: the older rule has its say', () => {
    const story = tell(under({ A: 'f1', C: ['f1', 'link-last'] }), before, seen(10, 'C'), becomesKnown(ana), seen(0, 'A'));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], cardIn: 'f1' });
    expect(outcomeOf(story).card).not.toBe('old');
  });

  test('says the rule that was in force when it was told, and keeps it', () => {
    expect(openedBy(groups, known, seen(0, 'A'), under({ A: 'f1', B: 'f3' }), seen(5, 'B'), under({ B: 'f4' }), seen(6, 'B'))).toEqual(['f1', 'f3']);
  });
});

describe('CRD-16: parts, bots and reopenings', () => {
  test('the start of a new part is a transfer', () => {
    expect(openedBy(groups, known, seen(0, 'A'), seen(10, 'B', { part: 2, began: 10 }))).toEqual(['f1', 'f2']);
    expect(openedBy(groups, known, seen(0, 'A'), seen(10, 'C', { part: 2, began: 10 }))).toEqual(['f1']);
  });

  test('a new part in the same group is a transfer too: remapped meanwhile, the rule of now', () => {
    expect(openedBy(groups, known, seen(0, 'A'), under({ A: 'f9' }), seen(5, 'A'), seen(10, 'A', { part: 2, began: 10 }))).toEqual(['f1', 'f9']);
  });

  test('it shares the records of its session', () => {
    expect(outcomeOf(tell(groups, known, seen(0, 'A'), seen(10, 'C', { part: 2, began: 10 }))).records).toHaveLength(1);
  });

  test('the last word of the old part is no way back, though it is younger than the first of the new one', () => {
    const parts = [seen(0, 'A'), seen(10, 'B', { part: 2, began: 10 }), seen(11, 'A', { state: 'closed' })];
    expect(outcomeOf(tell(groups, known, ...parts))).toMatchObject({ opened: ['f1', 'f2'], cardIn: 'f2', funnel: 'f2' });
  });

  test('of two parts that begin in one second the lower number is the older', () => {
    const parts = [seen(0, 'A', { part: 9 }), seen(0, 'B', { part: 10 })];
    expect(outcomeOf(tell(groups, known, ...parts)).cardIn).toBe('f2');
    expect(outcomeOf(tell(groups, known, ...parts.toReversed())).cardIn).toBe('f2');
  });

  test('the first group after bot or queue counts as the start', () => {
    expect(openedBy(groups, known, seen(0), seen(1, undefined, { state: 'waiting' }), seen(2, 'A'))).toEqual(['f1']);
  });

  test('back from the bot in the same group nothing happens', () => {
    expect(openedBy(groups, known, seen(0, 'A'), seen(3), seen(5, 'A'))).toEqual(['f1']);
  });

  test('SES-09: a reopened session is not new, and no rule runs again unless the funnel changes', () => {
    const reopened = tell(groups, known, seen(0, 'A'), seen(5, 'A', { state: 'closed' }), seen(9, 'A'));
    expect(outcomeOf(reopened).opened).toEqual(['f1']);
    expect(outcomeOf(goOn(reopened, seen(12, 'B'))).opened).toEqual(['f1', 'f2']);
  });
});
