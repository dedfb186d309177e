import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupVisit } from '../../../src/domain/attendance/chat-session.ts';
import { visitsOf } from '../../../src/domain/attendance/chat-session.ts';
import type { Card } from '../../../src/domain/card-linking/card.ts';
import type { Stay } from '../../../src/domain/card-linking/stay.ts';
import type { LinkingSettings } from '../../../src/domain/connection/connection.ts';
import type { Contact } from '../../../src/domain/contact/contact.ts';
import { evolveFollowed, followSession, viewOf, type SessionEvent } from '../../../src/domain/following/followed-session.ts';
import { staysToSettle } from '../../../src/domain/following/next-steps.ts';
import { beginRehearsal, rehearse, settleStay, type Rehearsal } from '../../../src/domain/following/rehearse.ts';
import { mappingOf, type FunnelMapping } from '../../../src/domain/funnel/funnel-mapping.ts';
import { contact } from '../../arbitraries/contact.ts';
import { linkingSettings } from '../../arbitraries/card-linking.ts';
import { sessionHistory, turnOfEvents, type SessionHistory } from '../../arbitraries/following.ts';

const sightedIn = ({ settings }: SessionHistory) => (sighting: SessionHistory['sightings'][number]): SessionEvent => ({ type: 'ChatSessionSighted', sighting, settings });

function played(history: SessionHistory, client: 'known' | 'unknown' = 'known'): Rehearsal {
  const [first, ...rest] = history.sightings;
  const begun = followSession(first, history.settings, client === 'known' ? history.contact.id : undefined);
  return rest.map(sightedIn(history)).reduce(rehearse, beginRehearsal(begun, history.crm));
}

/** The mappings by which a session that went through these groups entered one funnel after another (CRD-05, CRD-06). */
function entriesOf(visits: readonly GroupVisit[], { mappings }: LinkingSettings, closed: readonly string[]): readonly FunnelMapping[] {
  return visits.reduce<readonly FunnelMapping[]>((entries, { group }) => {
    const mapping = mappingOf(mappings, group.id);
    const current = entries.filter(({ funnelId }) => !closed.includes(funnelId)).at(-1);
    return mapping === undefined || mapping.funnelId === current?.funnelId ? entries : [...entries, mapping];
  }, []);
}

const entriesIn = (end: Rehearsal, { settings, crm }: SessionHistory) => entriesOf(visitsOf(end.followed.session), settings, crm.unavailable);

const newest = (cards: readonly Card[], client: Contact, mapping: FunnelMapping): Card | undefined =>
  cards.filter((card) => card.funnelId === mapping.funnelId && [client.id, client.company?.id].includes(card.clientId))
    .filter((card) => mapping.counting === 'won-and-lost-too' || card.state === 'open')
    .reduce<Card | undefined>((last, card) => (last === undefined || card.createdAt > last.createdAt ? card : last), undefined);

const holds = (arbitrary: fc.Arbitrary<SessionHistory>, claim: (history: SessionHistory) => void): void => fc.assert(fc.property(arbitrary, (history) => { claim(history); }));

describe('what every session keeps to, under any settings', () => {
  const nothing = { opened: [], card: undefined, noticed: [], stays: [], records: 0 };
  const did = ({ opened, followed }: Rehearsal) => {
    const { card, stays } = viewOf(followed);
    return { opened, card, noticed: followed.noticed, stays, records: followed.records.slots.length };
  };

  test('CRD-01: with the flag off nothing at all happens', () => {
    holds(sessionHistory({ settings: linkingSettings({ linking: 'off' }) }), (history) => expect(did(played(history))).toEqual(nothing));
  });

  test('CRD-02: with no group mapped nothing at all happens', () => {
    holds(sessionHistory({ settings: linkingSettings({ mappings: [] }) }), (history) => expect(did(played(history))).toEqual(nothing));
  });

  test('CRD-03, CRD-05: under always-create there is a card for the start and for each transfer that changed the current funnel', () => {
    holds(sessionHistory({ behaviour: fc.constant('always-create'), archived: 'none' }), (history) => {
      const end = played(history);
      expect(end.opened.map(({ funnelId }) => funnelId)).toEqual(entriesIn(end, history).map(({ funnelId }) => funnelId));
    });
  });

  test('CRD-04: under link-last the card is the newest candidate, or the only one created', () => {
    holds(sessionHistory({ behaviour: fc.constant('link-last'), archived: 'none' }), (history) => {
      const end = played(history);
      const last = entriesIn(end, history).at(-1);
      if (last === undefined) return;
      const before = newest(history.crm.cards, history.contact, last);
      const created = end.opened.filter(({ funnelId }) => funnelId === last.funnelId);
      expect(created.length).toBeLessThanOrEqual(1);
      expect(viewOf(end.followed).card).toBe((created[0] ?? before)?.id);
    });
  });

  test('CRD-06: within one funnel nothing is done twice', () => {
    const oneFunnel = linkingSettings().map((settings) => ({
      ...settings, mappings: settings.mappings.map((mapping) => ({ ...mapping, funnelId: settings.mappings[0]?.funnelId ?? mapping.funnelId })),
    }));
    holds(sessionHistory({ settings: oneFunnel, archived: 'none' }), (history) => expect(viewOf(played(history).followed).stays.length).toBeLessThanOrEqual(1));
  });

  test('CRD-11: an unavailable funnel gives no card, and one notice for session and funnel', () => {
    holds(sessionHistory(), (history) => {
      const end = played(history);
      const { unavailable } = history.crm;
      const asked = new Set(entriesIn(end, history).map(({ funnelId }) => funnelId).filter((funnelId) => unavailable.includes(funnelId)));
      expect(end.opened.filter(({ funnelId }) => unavailable.includes(funnelId))).toEqual([]);
      expect(end.followed.noticed.toSorted()).toEqual([...asked].toSorted());
    });
  });

  test('CRD-08, CRD-09: the company is the client, the contact the person, and the title is the name of the client', () => {
    holds(sessionHistory(), (history) => {
      const { company, id, name } = history.contact;
      for (const card of played(history).opened) {
        expect([card.clientId, card.personId, card.title]).toEqual(company ? [company.id, id, company.name] : [id, undefined, name]);
      }
    });
  });

  test('SES-12: one card touched, one record', () => {
    holds(sessionHistory(), (history) => {
      const { linking, records } = played(history).followed;
      const touched = new Set(Object.values(linking.verdicts).flatMap((verdict) => (verdict.type === 'funnel-unavailable' ? [] : [verdict.cardId])));
      expect(records.slots.map(({ cardId }) => String(cardId)).toSorted()).toEqual([...touched].toSorted());
    });
  });
});

describe('CRD-10: an unknown client', () => {
  test('gives no card and no notice', () => {
    holds(sessionHistory(), (history) => {
      const end = played(history, 'unknown');
      expect([end.opened, end.followed.noticed, viewOf(end.followed).card]).toEqual([[], [], undefined]);
    });
  });

  test('once known gives what the entry into the current funnel gives under the settings of that moment, once', () => {
    fc.assert(fc.property(sessionHistory(), linkingSettings(), (history, settings) => {
      const waiting = played(history, 'unknown');
      const entry = entriesOf(visitsOf(waiting.followed.session), history.settings, []).at(-1);
      const mapping = entry && mappingOf(settings.mappings, entry.groupId);
      const known = { type: 'ClientKnown', contactId: history.contact.id, settings } as const;
      const end = rehearse(rehearse(waiting, known), known);
      const isClosed = mapping !== undefined && history.crm.unavailable.includes(mapping.funnelId);
      const before = mapping?.behaviour === 'link-last' ? newest(history.crm.cards, history.contact, mapping) : undefined;
      expect(end.followed.noticed).toEqual(isClosed ? [mapping.funnelId] : []);
      expect(end.opened.map(({ funnelId }) => funnelId)).toEqual(mapping === undefined || isClosed || before ? [] : [mapping.funnelId]);
      expect(viewOf(end.followed).card).toBe(isClosed ? undefined : before?.id ?? end.opened[0]?.id);
    }));
  });
});

describe('CRD-14: order and repetition', () => {
  const summary = ({ opened, followed, crm }: Rehearsal) => {
    const view = viewOf(followed);
    const funnelOf = (card: string | undefined) => crm.cards.find(({ id }) => id === card)?.funnelId;
    return {
      cards: opened.map(({ funnelId }) => funnelId).toSorted(), link: funnelOf(view.card), funnel: view.currentFunnel,
      notices: followed.noticed.toSorted(), records: followed.records.slots.map(({ cardId }) => String(funnelOf(cardId))).toSorted(),
    };
  };
  // With both behaviours side by side in one funnel a card that was rightly made stays when an older visit asks for none.
  const alike = fc.constantFrom('always-create' as const, 'link-last' as const)
    .chain((behaviour) => sessionHistory({ behaviour: fc.constant(behaviour) })).map(({ settings, ...history }) => ({
      ...history, settings: { ...settings, mappings: settings.mappings.map((mapping): FunnelMapping => ({ ...mapping, counting: 'won-and-lost-too' })) },
    }));
  const shuffled = alike.chain((history) => fc.tuple(
    fc.constant(history), fc.shuffledSubarray([...history.sightings], { minLength: history.sightings.length }),
    fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
  ));

  test('deliveries in any order, some of them twice, come to the same', () => {
    fc.assert(fc.property(shuffled, ([history, [first, ...rest], again]) => {
      if (first === undefined) return;
      const twice = again.flatMap((index) => history.sightings[index] ?? []);
      const other = played({ ...history, sightings: [first, ...rest, ...twice] });
      expect(summary(other)).toEqual(summary(played(history)));
    }));
  });

  test('answers that come late, with deliveries in between, come to the same', () => {
    const slow = shuffled.chain(([history, order]) => fc.tuple(fc.constant({ history, order }), fc.infiniteStream(fc.boolean())));
    fc.assert(fc.property(slow, ([{ history, order: [first, ...rest] }, answers]) => {
      if (first === undefined) return;
      const known = followSession(first, history.settings, history.contact.id);
      const end = slowly({ followed: known, crm: history.crm, opened: [] }, rest.map(sightedIn(history)), answers);
      expect(summary(end)).toEqual(summary(played(history)));
    }));
  });

  /** Hands stays over one at a time, and lets deliveries overtake the answer, which is decided when it is given. */
  function slowly(begun: Rehearsal, events: readonly SessionEvent[], answers: Iterator<boolean>): Rehearsal {
    let state = begun;
    let asked: Stay | undefined;
    for (const left = [...events]; left.length > 0 || asked !== undefined || staysToSettle(state.followed).length > 0;) {
      asked ??= staysToSettle(state.followed)[0];
      const event = asked === undefined || answers.next().value === false ? left.shift() : undefined;
      if (event !== undefined) {
        state = { ...state, followed: evolveFollowed(state.followed, event) };
      } else if (asked !== undefined) {
        state = settleStay(state, asked);
        asked = undefined;
      }
    }
    return { ...beginRehearsal(state.followed, state.crm), opened: state.opened };
  }

  test('whatever happens, happening again changes nothing', () => {
    const turns = fc.tuple(sessionHistory(), contact(), contact()).chain(([history, ...others]) =>
      fc.tuple(fc.constant({ ...history, crm: { ...history.crm, contacts: [history.contact, ...others] } }), fc.array(turnOfEvents(history, others), { maxLength: 12 })));
    fc.assert(fc.property(turns, ([history, events]) => {
      const begun = beginRehearsal(followSession(history.sightings[0], history.settings), history.crm);
      events.reduce((state, event) => {
        const next = rehearse(state, event);
        expect(evolveFollowed(next.followed, event), JSON.stringify(event)).toEqual(next.followed);
        return next;
      }, begun);
    }));
  });

  test('whatever happens, each decision has one card, each card one record, and nothing known is left undecided', () => {
    const turns = fc.tuple(sessionHistory(), contact(), contact()).chain(([history, ...others]) =>
      fc.tuple(fc.constant({ ...history, crm: { ...history.crm, contacts: [history.contact, ...others] } }), fc.array(turnOfEvents(history, others), { maxLength: 16 })));
    fc.assert(fc.property(turns, ([history, events]) => {
      const { followed, opened } = events.reduce(rehearse, beginRehearsal(followSession(history.sightings[0], history.settings), history.crm));
      const verdicts = Object.values(followed.linking.verdicts);
      const made = verdicts.flatMap((verdict) => (verdict.type === 'opened' ? [verdict.cardId] : []));
      expect(made.toSorted()).toEqual(opened.map(({ id }) => id).toSorted());
      const cards = followed.records.slots.flatMap(({ cardId }) => (cardId === undefined ? [] : [cardId]));
      expect(new Set(cards).size).toBe(cards.length);
      expect(viewOf(followed).pending).toEqual([]);
    }));
  });
});
