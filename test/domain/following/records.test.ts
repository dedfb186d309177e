import { describe, expect, test } from 'vitest';
import type { RecordMoment } from '../../../src/domain/connection/connection.ts';
import { evolveFollowed } from '../../../src/domain/following/followed-session.ts';
import { recordIsDue, staysToSettle } from '../../../src/domain/following/next-steps.ts';
import { currentSlot } from '../../../src/domain/interaction/record-slots.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aRecordId, aSighting, at } from '../../builders/a-session.ts';
import {
  aCard, archived, becomesKnown, cardDeleted, cardsExist, clientIs, goOn, linkedByHand, outcomeOf, recordIsMade, seen, tell, theSettings, under, unlinkedByHand,
  type Story,
} from '../../builders/a-story.ts';

const ana = aContact();
const groups = { A: 'f1', B: 'f2', C: ['f1', 'link-last'] } as const;
const known = clientIs(ana);
const closed = { state: 'closed' } as const;
const isDue = (story: Story, option: RecordMoment): boolean => recordIsDue(outcomeOf(story).followed, option);
const currentCardOf = (story: Story) => currentSlot(outcomeOf(story).followed.records)?.cardId;

describe('SES-02: when a session is first recorded', () => {
  const running = tell(under({}), known, seen(0, 'A'));
  const ended = (recordMoment: RecordMoment) => tell(under({}, { recordMoment }), known, seen(0, 'A'), seen(5, 'A', closed));

  test('at-start: at the first event seen', () => expect(isDue(running, 'at-start')).toBe(true));
  test('at-finish: not while it runs, and at its end', () => {
    expect(isDue(running, 'at-finish')).toBe(false);
    expect(isDue(ended('at-finish'), 'at-finish')).toBe(true);
  });
  test('manual: never by itself', () => {
    expect(isDue(running, 'manual')).toBe(false);
    expect(isDue(ended('manual'), 'manual')).toBe(false);
  });
  test('once: a session that has its record needs no first one', () => expect(isDue(goOn(running, recordIsMade), 'at-start')).toBe(false));

  test('open sessions follow a change of the option from their next event', () => {
    const changed = goOn(tell(under({}, { recordMoment: 'manual' }), known, seen(0, 'A')), under({}), seen(3, 'A'));
    expect(isDue(changed, 'at-start')).toBe(true);
  });

  test('ended sessions are not saved after the fact', () => {
    expect(isDue(ended('manual'), 'at-start')).toBe(false);
    expect(isDue(goOn(ended('manual'), under({}), seen(4, 'A')), 'at-start')).toBe(false);
  });

  test('a session ended under at-finish is still saved when the option has changed since', () => expect(isDue(ended('at-finish'), 'manual')).toBe(true));

  test('a reopened session follows the option of now', () => {
    expect(isDue(goOn(ended('manual'), under({}), seen(9, 'A')), 'at-start')).toBe(true);
  });

  test('SES-07: a session of an unknown client is recorded once the client is known', () => {
    const unknown = tell(under({}), seen(0, 'A'), seen(5, 'A', closed));
    expect(isDue(unknown, 'at-start')).toBe(false);
    expect(isDue(goOn(unknown, becomesKnown(ana)), 'at-start')).toBe(true);
  });

  test('SES-07: under manual none is made by itself', () => {
    expect(isDue(tell(under({}, { recordMoment: 'manual' }), seen(0, 'A'), becomesKnown(ana)), 'manual')).toBe(false);
  });

  test('a card that is still to come brings the record with it, unless a person has to look at it first', () => {
    const settings = theSettings(groups);
    const { followed } = outcomeOf(tell(under(groups), seen(0, 'A')));
    const waiting = evolveFollowed(followed, { type: 'ClientKnown', contactId: ana.id, settings });
    expect(recordIsDue(waiting, 'at-start')).toBe(false);
    expect(recordIsDue(waiting, 'at-start', staysToSettle(waiting).map(({ key }) => key))).toBe(true);
  });

  test('CRD-11: a funnel that is not available leaves the record to its own moment', () => {
    expect(isDue(tell(under(groups), archived('f1'), known, seen(0, 'A')), 'at-start')).toBe(true);
    expect(isDue(tell(under(groups, { recordMoment: 'manual' }), archived('f1'), known, seen(0, 'A')), 'manual')).toBe(false);
  });

  test('a link by hand makes no record before its moment; the record then stands on that card', () => {
    const linked = tell(under({}, { recordMoment: 'at-finish' }), known, seen(0, 'A'), linkedByHand('h', 'f1'));
    expect(outcomeOf(linked).records).toEqual([]);
    expect(outcomeOf(goOn(linked, seen(5, 'A', closed), recordIsMade)).records).toEqual(['h']);
  });

  test('SES-08: saving by hand records the session under every option', () => {
    expect(outcomeOf(tell(under({}, { recordMoment: 'manual' }), known, seen(0, 'A'), recordIsMade)).records).toEqual([undefined]);
  });
});

describe('SES-12: one record for each card', () => {
  test('the record without a card takes the first card', () => {
    const story = tell(under(groups), known, seen(0, 'X'), recordIsMade, seen(5, 'A'));
    expect(outcomeOf(story).records).toEqual([outcomeOf(story).card]);
  });

  test('each further automatic card gets its own', () => {
    const story = tell(under(groups), known, seen(0, 'A'), seen(5, 'B'));
    expect(outcomeOf(story).records).toEqual(outcomeOf(story).cards.map(({ id }) => id));
  });

  test('returning to an earlier card reuses its record', () => {
    const story = tell(under(groups), known, seen(0, 'A'), seen(5, 'B'), seen(10, 'C'));
    expect(outcomeOf(story).records).toHaveLength(2);
    expect(currentCardOf(story)).toBe(outcomeOf(story).cards[0]?.id);
  });

  test('changing the card by hand moves the current record', () => {
    const story = tell(under(groups), known, seen(0, 'A'), seen(5, 'B'), linkedByHand('h', 'f9'));
    expect(outcomeOf(story).records).toEqual([outcomeOf(story).cards[0]?.id, 'h']);
  });

  test('changing it by hand to a card that has a record makes that the current one', () => {
    const before = tell(under(groups), known, seen(0, 'A'), seen(5, 'B'));
    const first = outcomeOf(before).cards[0]?.id ?? '';
    const back = goOn(before, linkedByHand(first, 'f1'));
    expect(outcomeOf(back).records).toEqual(outcomeOf(before).records);
    expect(currentCardOf(back)).toBe(first);
  });

  test('unlinking leaves it on the person, and the next automatic card gets its own', () => {
    const unlinked = tell(under(groups), known, seen(0, 'A'), unlinkedByHand);
    expect(outcomeOf(unlinked).records).toEqual([undefined]);
    const next = goOn(unlinked, seen(5, 'B'));
    expect(outcomeOf(next).records).toEqual([undefined, outcomeOf(next).card]);
  });

  test('an unlinked record is reused when its card comes back', () => {
    const story = tell(under({ A: ['f1', 'link-last'], B: 'f2' }), cardsExist(aCard('old', 'f1', ana)), known, seen(0, 'A'), unlinkedByHand, seen(5, 'B'), seen(9, 'A'));
    expect(outcomeOf(story).records).toEqual(['old', outcomeOf(story).cards[0]?.id]);
  });

  test('a card linked by hand after an unlinking moves the record that was left', () => {
    expect(outcomeOf(tell(under(groups), known, seen(0, 'A'), unlinkedByHand, linkedByHand('h', 'f9'))).records).toEqual(['h']);
  });

  test('CRD-19: the record of a deleted card stays on the person', () => {
    const before = tell(under(groups), known, seen(0, 'A'), seen(5, 'B'));
    const [first] = outcomeOf(before).cards;
    expect(outcomeOf(goOn(before, cardDeleted(first?.id))).records).toEqual([undefined, outcomeOf(before).card]);
  });

  test('notices are separate and do not count', () => {
    expect(outcomeOf(tell(under(groups), archived('f1'), known, seen(0, 'A')))).toMatchObject({ records: [], noticed: ['f1'] });
  });

  test('what the CRM has of a record is remembered, and telling it twice changes nothing', () => {
    const { followed } = outcomeOf(tell(under(groups), known, seen(0, 'A')));
    const written = { type: 'RecordWritten', slot: 0, recordId: aRecordId('77'), fingerprint: 'x', at: at(1) } as const;
    const once = evolveFollowed(followed, written);
    expect(once.records.slots[0]).toMatchObject({ recordId: '77', written: { fingerprint: 'x' } });
    expect(evolveFollowed(once, written)).toEqual(once);
  });

  test('the record keeps what the CRM has when its card changes', () => {
    const { followed } = outcomeOf(tell(under(groups), known, seen(0, 'A')));
    const written = evolveFollowed(followed, { type: 'RecordWritten', slot: 0, recordId: aRecordId('77'), fingerprint: 'x', at: at(1) });
    const moved = evolveFollowed(written, { type: 'CardUnlinkedByHand' });
    expect(moved.records.slots[0]).toMatchObject({ recordId: '77', written: { fingerprint: 'x' } });
    expect(evolveFollowed(moved, { type: 'ChatSessionSighted', sighting: aSighting(0, 'A'), settings: theSettings(groups) })).toBe(moved);
  });
});
