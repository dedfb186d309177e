import { expect, test } from 'vitest';
import { evolveFollowed, followSession, viewOf, type FollowedSession } from '../../../src/domain/following/followed-session.ts';
import { staysToSettle } from '../../../src/domain/following/next-steps.ts';
import { aSighting } from '../../builders/a-session.ts';
import { aCardId, aFunnelId, theSettings } from '../../builders/a-story.ts';
import { aContactId } from '../../builders/an-identity.ts';

const settings = theSettings({ Vendas: 'f1' });
const [AUTO, HAND] = [aCardId('auto'), aCardId('hand')];

const begun = (): FollowedSession => followSession(aSighting(0, 'Vendas'), settings, aContactId('101'));
const linkedByHand = (followed: FollowedSession): FollowedSession =>
  evolveFollowed(followed, { type: 'CardLinkedByHand', cardId: HAND, funnelId: aFunnelId('f9') });

function answered(followed: FollowedSession, asked: FollowedSession = followed): FollowedSession {
  const [stay] = staysToSettle(asked);
  if (stay === undefined) throw new Error('a session that begins in a mapped group has a stay to settle');
  return evolveFollowed(followed, { type: 'StaySettled', stay: stay.key, verdict: { type: 'opened', cardId: AUTO } });
}

const cardsOfRecords = (followed: FollowedSession): readonly unknown[] => followed.records.slots.map(({ cardId }) => cardId);

test('CRD-13, SES-12: a card linked by hand before the rule is answered has the record, as if the answer had come first', () => {
  const inOrder = linkedByHand(answered(begun()));
  const late = answered(linkedByHand(begun()), begun());
  expect(viewOf(late).card).toBe(HAND);
  expect(cardsOfRecords(inOrder)).toEqual([HAND]);
  expect(cardsOfRecords(late)).toEqual(cardsOfRecords(inOrder));
});

test('CRD-13, SES-12: a link removed by hand before the rule is answered leaves the record on the person, as if the answer had come first', () => {
  const unlinked = (followed: FollowedSession): FollowedSession => evolveFollowed(followed, { type: 'CardUnlinkedByHand' });
  const inOrder = unlinked(answered(begun()));
  const late = answered(unlinked(begun()), begun());
  expect([viewOf(late).card, cardsOfRecords(late)]).toEqual([undefined, cardsOfRecords(inOrder)]);
});

test('SES-12: a record that stood without a card is on the card linked by hand, whichever came first', () => {
  const recorded = evolveFollowed(begun(), { type: 'RecordDue' });
  expect(cardsOfRecords(answered(linkedByHand(recorded), recorded))).toEqual(cardsOfRecords(linkedByHand(answered(recorded))));
});
