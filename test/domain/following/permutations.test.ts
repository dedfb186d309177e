import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../src/domain/following/followed-session.ts';
import type { Rehearsal, RehearsedCrm } from '../../../src/domain/following/rehearse.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aSighting } from '../../builders/a-session.ts';
import { aCard, aFunnelId, theSettings, type MappingOf } from '../../builders/a-story.ts';
import { inOrder, walkEveryOrder, type History } from './every-order.ts';

const ana = aContact();
const nobodysCards: RehearsedCrm = { contacts: [ana], cards: [], unavailable: [] };
const anasCards: RehearsedCrm = { ...nobodysCards, cards: [aCard('old1', 'f1', ana), aCard('old2', 'f2', ana)] };

const always = theSettings({ A: 'f1', B: 'f2', C: 'f1' });
const linkLast = theSettings({ A: ['f1', 'link-last'], B: ['f2', 'link-last'], C: ['f1', 'link-last'] });
const mix = (a: MappingOf, b: MappingOf, c: MappingOf) => theSettings({ A: a, B: b, C: c });

const closing = { state: 'closed' } as const;
const older = { part: 1, began: 0 };
const newer = { part: 2, began: 10 };

/** Transfers to and fro, through a group without a mapping, and told of again when a comment is written. */
const toAndFro = [aSighting(0, 'A'), aSighting(5, 'B'), aSighting(10, 'A'), aSighting(15, 'C'), aSighting(20, 'X'), aSighting(25, 'A'), aSighting(30, 'A', closing)];

/** A transfer that makes a new part; the old part's last word is younger than its successor's first, and the bot comes first in both. */
const twoParts = [
  aSighting(0, undefined, older), aSighting(1, 'A', older), aSighting(14, 'A', { ...older, ...closing }),
  aSighting(10, undefined, newer), aSighting(12, 'B', newer), aSighting(16, 'C', newer), aSighting(20, 'C', { ...newer, ...closing }),
];

/** B lies between two groups of one funnel: without it they are one stay. */
const around = [aSighting(0, 'C'), aSighting(3, 'A'), aSighting(6, 'B'), aSighting(7, 'B'), aSighting(9, 'C'), aSighting(12, 'B'), aSighting(15, 'C', closing)];

const outcome = ({ opened, crm, followed }: Rehearsal) => {
  const view = viewOf(followed);
  const funnelOf = (card: string | undefined) => crm.cards.find(({ id }) => id === card)?.funnelId;
  return {
    cards: opened.map(({ funnelId }) => funnelId).toSorted(),
    lastLink: funnelOf(view.card),
    records: followed.records.slots.map(({ cardId }) => String(funnelOf(cardId))).toSorted(),
    currentRecord: funnelOf(followed.records.slots.find(({ slot }) => slot === followed.records.current)?.cardId),
    notices: followed.noticed.toSorted(),
    funnel: view.currentFunnel,
    left: view.pending.length,
    waiting: view.waiting,
  };
};

const histories: readonly (readonly [name: string, history: History, cards: readonly string[]])[] = [
  ['to and fro, always-create', { sightings: toAndFro, settings: always, crm: nobodysCards, clientId: ana.id }, ['f1', 'f1', 'f2']],
  ['to and fro, link-last, no cards before', { sightings: toAndFro, settings: linkLast, crm: nobodysCards, clientId: ana.id }, ['f1', 'f2']],
  ['to and fro, link-last, cards before', { sightings: toAndFro, settings: linkLast, crm: anasCards, clientId: ana.id }, []],
  ['two parts, mixed: create, link, link', { sightings: twoParts, settings: mix('f1', ['f2', 'link-last'], ['f1', 'link-last']), crm: nobodysCards, clientId: ana.id }, ['f1', 'f2']],
  ['two parts, mixed: link, create, create', { sightings: twoParts, settings: mix(['f1', 'link-last'], 'f2', 'f1'), crm: anasCards, clientId: ana.id }, ['f1', 'f2']],
  ['two parts, mixed: link, link, create', { sightings: twoParts, settings: mix(['f1', 'link-last'], ['f2', 'link-last'], 'f1'), crm: nobodysCards, clientId: ana.id }, ['f1', 'f1', 'f2']],
  ['around B, mixed: create in A, link in C', { sightings: around, settings: mix('f1', 'f2', ['f1', 'link-last']), crm: nobodysCards, clientId: ana.id }, ['f1', 'f2', 'f2']],
  ['around an archived f2', { sightings: around, settings: always, crm: { ...nobodysCards, unavailable: [aFunnelId('f2')] }, clientId: ana.id }, ['f1']],
  ['an unknown client, known at the end', {
    sightings: toAndFro, settings: always, crm: nobodysCards, endsWith: [{ type: 'ClientKnown', contactId: ana.id, settings: always }],
  }, ['f1']],
];

describe('CRD-14: any order, any one duplicate', () => {
  test.each(histories)('%s: all 5,040 orders, and all 141,120 with one duplicate, come to the same', (_, history, cards) => {
    const expected = outcome(inOrder(history));
    expect(expected.cards).toEqual(cards);
    const want = JSON.stringify(expected);
    const walk = walkEveryOrder(history, (end, order) => {
      if (JSON.stringify(outcome(end)) !== want) expect(outcome(end), storyOf(order)).toEqual(expected);
    }, (order) => expect.fail(`a duplicate changed something: ${storyOf(order)}`));
    expect(walk).toEqual({ orders: 5040, ordersWithOneDuplicate: 141_120 });
  });
});

const storyOf = (order: History['sightings']): string =>
  order.map(({ at, part, group }) => `${group?.name ?? 'bot'}@${at.slice(14, 16)}/${part}`).join(' ');
