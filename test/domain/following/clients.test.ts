import { describe, expect, test } from 'vitest';
import { evolveFollowed, followSession, viewOf, type FollowedSession } from '../../../src/domain/following/followed-session.ts';
import { staysToSettle } from '../../../src/domain/following/next-steps.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aGroupId, aSighting } from '../../builders/a-session.ts';
import {
  aCard, aCardId, archived, becomesKnown, cardDeleted, cardsExist, clientIs, goOn, isLost, outcomeOf, restored, seen, tell, theSettings, under, waitingEnds,
} from '../../builders/a-story.ts';
import { aContactId } from '../../builders/an-identity.ts';

const ana = aContact();
const bia = aContact({ id: aContactId(102), name: 'Bia Lima' });
const groups = under({ A: 'f1', B: 'f2', C: 'f1' });

describe('CRD-19: the session is linked to another client', () => {
  const linked = goOn(tell(groups, clientIs(ana), seen(0, 'A')), becomesKnown(bia));

  test('the rule of the current funnel runs once for the new client, and the old automatic card is left', () => {
    const end = outcomeOf(linked);
    expect(end.opened).toEqual(['f1', 'f1']);
    expect(end.cards.map(({ clientId }) => clientId)).toEqual([ana.id, bia.id]);
    expect(end.card).toBe(end.cards[1]?.id);
    expect(outcomeOf(goOn(linked, becomesKnown(bia), seen(5, 'A'), seen(6, 'C'))).opened).toEqual(['f1', 'f1']);
  });

  test('its records follow, off the card of the client before', () => {
    expect(outcomeOf(linked).records).toEqual([outcomeOf(linked).card]);
  });

  test('under link-last the new client’s last card is taken', () => {
    const story = tell(under({ A: ['f1', 'link-last'] }), clientIs(ana), cardsExist(aCard(8, 'f1', ana), aCard(9, 'f1', bia)), seen(0, 'A'), becomesKnown(bia));
    expect(outcomeOf(story)).toMatchObject({ opened: [], card: '9', records: ['9'] });
  });

  test('with the flag off by then no rule runs, and the session is on no card of a stranger', () => {
    const story = tell(groups, clientIs(ana), seen(0, 'A'), under({ A: 'f1' }, { linking: 'off' }), becomesKnown(bia));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], card: undefined, records: [undefined], funnel: 'f1' });
  });

  test('with the funnel archived by then there is the notice', () => {
    const story = tell(groups, clientIs(ana), seen(0, 'A'), archived('f1'), becomesKnown(bia));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1'], card: undefined, noticed: ['f1'] });
  });

  test('back at the first client the card that was made for it is linked, and none is made', () => {
    const end = outcomeOf(goOn(linked, becomesKnown(ana)));
    expect(end).toMatchObject({ opened: ['f1', 'f1'], card: end.cards[0]?.id });
  });

  test('back at the first client it is the card of the current funnel', () => {
    const end = outcomeOf(tell(groups, clientIs(ana), seen(0, 'A'), seen(5, 'B'), becomesKnown(bia), becomesKnown(ana)));
    expect(end).toMatchObject({ opened: ['f1', 'f2', 'f2'], cardIn: 'f2', card: end.cards[1]?.id });
  });

  test('back at the first client a card that was deleted meanwhile is not replaced', () => {
    const story = goOn(linked, cardDeleted(outcomeOf(linked).cards[0]?.id), becomesKnown(ana));
    expect(outcomeOf(story)).toMatchObject({ opened: ['f1', 'f1'], card: undefined });
  });

  test('a session that no rule ever touched stays so', () => {
    expect(outcomeOf(tell(groups, clientIs(ana), seen(0, 'X'), becomesKnown(bia))).opened).toEqual([]);
  });

  test('a stay that was not decided yet is decided for the new client alone', () => {
    const settings = theSettings({ A: 'f1' });
    const begun = followSession(aSighting(0, 'A'), settings, ana.id);
    const changed = evolveFollowed(begun, { type: 'ClientKnown', contactId: bia.id, settings });
    expect(staysToSettle(changed).map(({ contactId }) => contactId)).toEqual([bia.id]);
  });
});

describe('CRD-19: the contact is deleted', () => {
  const lost = goOn(tell(groups, clientIs(ana), seen(0, 'A')), isLost);

  test('the session is unknown until one matches; a merge leaves the survivor, and no rule runs again while its card exists', () => {
    expect(outcomeOf(lost)).toMatchObject({ waiting: 'no', funnel: 'f1' });
    const end = outcomeOf(goOn(lost, becomesKnown(bia)));
    expect(end).toMatchObject({ opened: ['f1'], card: end.cards[0]?.id });
  });

  test('the survivor has that card as its own, also after a stranger was linked by mistake', () => {
    const caio = aContact({ id: aContactId(103), name: 'Caio' });
    const end = outcomeOf(goOn(lost, becomesKnown(bia), becomesKnown(caio), becomesKnown(bia)));
    expect(end).toMatchObject({ opened: ['f1', 'f1'], card: end.cards[0]?.id });
  });

  test('CRD-10: that wait ends too, and then nothing is made for whoever matches', () => {
    const story = goOn(lost, cardDeleted(outcomeOf(lost).card), waitingEnds);
    expect(outcomeOf(story)).toMatchObject({ waiting: 'no', funnel: 'f1' });
    expect(outcomeOf(goOn(story, becomesKnown(bia))).opened).toEqual(['f1']);
  });

  test('where its card went with it, the rule runs for whoever matches', () => {
    const card = outcomeOf(lost).card;
    const gone = goOn(lost, cardDeleted(card));
    expect(outcomeOf(gone)).toMatchObject({ waiting: 'yes', card: undefined });
    expect(outcomeOf(goOn(gone, becomesKnown(bia))).opened).toEqual(['f1', 'f1']);
    const other = goOn(tell(groups, clientIs(ana), seen(0, 'A')), cardDeleted(card), isLost, becomesKnown(bia));
    expect(outcomeOf(other).opened).toEqual(['f1', 'f1']);
  });

  test('a stay that was not decided yet waits for whoever matches', () => {
    const settings = theSettings({ A: 'f1', B: 'f2' });
    const [stay] = staysToSettle(followSession(aSighting(0, 'A'), settings, ana.id));
    const onCard: FollowedSession = evolveFollowed(followSession(aSighting(0, 'A'), settings, ana.id), {
      type: 'StaySettled', stay: stay?.key ?? '', verdict: { type: 'opened', cardId: aCardId(1) },
    });
    const inB = evolveFollowed(onCard, { type: 'ChatSessionSighted', sighting: aSighting(5, 'B'), settings });
    const lostInB = evolveFollowed(inB, { type: 'ClientLost' });
    expect(viewOf(lostInB)).toMatchObject({ waiting: 'yes', currentFunnel: 'f2', pending: [] });
    const found = evolveFollowed(lostInB, { type: 'ClientKnown', contactId: bia.id, settings });
    expect(staysToSettle(found).map(({ rule, contactId }) => [rule.funnelId, contactId])).toEqual([['f2', bia.id]]);
  });

  test('a stay whose client was gone before it was decided is another one when the client is back', () => {
    const settings = theSettings({ A: 'f1' });
    const begun = followSession(aSighting(0, 'A'), settings, ana.id);
    const back = evolveFollowed(evolveFollowed(begun, { type: 'ClientLost' }), { type: 'ClientKnown', contactId: ana.id, settings });
    expect(staysToSettle(back)).toHaveLength(1);
    expect(staysToSettle(back)[0]?.key).not.toBe(staysToSettle(begun)[0]?.key);
  });

  test('a client whom the CRM does not have is as good as deleted', () => {
    const story = tell(groups, seen(0, 'A'));
    const known = goOn({ ...story, crm: { contacts: [], cards: [], unavailable: [] } }, becomesKnown(ana));
    const without = { ...known, rehearsal: known.rehearsal && { ...known.rehearsal, crm: { ...known.rehearsal.crm, contacts: [] } } };
    const stranger = goOn(without, seen(5, 'B'));
    expect(outcomeOf(stranger)).toMatchObject({ opened: ['f1'], waiting: 'yes', funnel: 'f2' });
    expect(outcomeOf(goOn(stranger, becomesKnown(bia))).opened).toEqual(['f1', 'f2']);
  });
});

describe('CRD-19: the card changes', () => {
  test('a deleted card unlinks the session, and is not replaced', () => {
    const before = tell(groups, clientIs(ana), seen(0, 'A'));
    const after = goOn(before, cardDeleted(outcomeOf(before).card), seen(3, 'A'), seen(5, 'C'));
    expect(outcomeOf(after)).toMatchObject({ opened: ['f1'], card: undefined, records: [undefined], funnel: 'f1' });
  });

  test('the next funnel acts as ever', () => {
    const before = tell(groups, clientIs(ana), seen(0, 'A'));
    expect(outcomeOf(goOn(before, cardDeleted(outcomeOf(before).card), seen(5, 'B'))).opened).toEqual(['f1', 'f2']);
  });

  test('a deletion that is told of before the card’s own birth counts', () => {
    const settings = theSettings({ A: 'f1' });
    const begun = followSession(aSighting(0, 'A'), settings, ana.id);
    const gone = evolveFollowed(begun, { type: 'CardDeleted', cardId: aCardId(1) });
    const [stay] = staysToSettle(gone);
    const settled = evolveFollowed(gone, { type: 'StaySettled', stay: stay?.key ?? '', verdict: { type: 'opened', cardId: aCardId(1) } });
    expect(viewOf(settled).card).toBeUndefined();
    expect(settled.records.slots.map(({ cardId }) => cardId)).toEqual([undefined]);
  });

  test('a card moved to another funnel stays linked, and the current funnel is unchanged', () => {
    const story = tell(groups, clientIs(ana), seen(0, 'A'));
    const [card] = outcomeOf(story).cards;
    const moved = goOn(story, (told) => ({ ...told, rehearsal: told.rehearsal && { ...told.rehearsal, crm: { ...told.rehearsal.crm, cards: [aCard(card?.id ?? '', 'f2', ana)] } } }));
    expect(outcomeOf(goOn(moved, seen(5, 'C')))).toMatchObject({ opened: ['f1'], card: card?.id, funnel: 'f1' });
    expect(outcomeOf(goOn(moved, seen(5, 'B'))).opened).toEqual(['f1', 'f2']);
  });
});

describe('CRD-20: groups are known by their id', () => {
  test('a renamed group keeps its mapping', () => {
    const renamed = aSighting(0, 'A', { group: { id: aGroupId('A'), name: 'Vendas novas' } });
    const followed = followSession(renamed, theSettings({ A: 'f1' }), ana.id);
    expect(staysToSettle(followed)).toHaveLength(1);
  });

  test('a group made anew under the same name is unmapped', () => {
    const anew = aSighting(0, 'A', { group: { id: aGroupId('A2'), name: 'A' } });
    expect(staysToSettle(followSession(anew, theSettings({ A: 'f1' }), ana.id))).toEqual([]);
  });

  test('mappings are hidden with the flag off, and act when it is on again', () => {
    const groupsOff = under({ A: 'f1', B: 'f2' }, { linking: 'off' });
    expect(outcomeOf(tell(groupsOff, clientIs(ana), seen(0, 'A'), under({ A: 'f1', B: 'f2' }), seen(5, 'B'), restored('f1'))).opened).toEqual(['f2']);
  });
});
