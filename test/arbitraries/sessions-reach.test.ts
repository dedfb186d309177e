import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveSession, followSession, parseFunnelMappings, phaseOf, visitsOf, type ChatSession, type Sighting } from 'vinculo/domain';
import { channel, group, groupIds, sightings } from './attendance.ts';
import { cardsAround, linkingSettings } from './card-linking.ts';
import { sessionHistory, turnOfEvents } from './following.ts';
import { countedCards, funnelMappings, linkBehaviour } from './funnel.ts';

// Fixed, since these ask what the generators can make and not what is true.
const many = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] => fc.sample(arbitrary, { numRuns: 500, seed: 4 });
const some = <Value>(values: readonly Value[], claim: (value: Value) => boolean): boolean => values.some(claim);

const sessionOf = ([first, ...rest]: readonly [Sighting, ...Sighting[]]): ChatSession =>
  rest.reduce((session, sighting) => evolveSession(session, sighting), evolveSession(undefined, first));

describe('the generators of sessions', () => {
  const told = many(sightings());
  const sessions = told.map(sessionOf);

  test('reach transfers, new parts, bots, endings and reopenings', () => {
    expect(some(sessions, (session) => visitsOf(session).length > 3)).toBe(true);
    expect(some(sessions, ({ parts }) => parts.length > 2)).toBe(true);
    expect(some(told, (each) => each.some((sighting) => sighting.group === undefined))).toBe(true);
    expect(some(sessions, (session) => phaseOf(session) === 'ended')).toBe(true);
    expect(some(told, (each) => each.findIndex(({ state }) => state === 'closed') < each.findLastIndex(({ state }) => state === 'open'))).toBe(true);
  });

  test('name no second twice', () => {
    for (const each of told) expect(new Set(each.map(({ at }) => at)).size).toBe(each.length);
  });

  test('reach every channel and every group', () => {
    expect(new Set(many(channel()).map(({ kind }) => kind)).size).toBe(7);
    expect(new Set(many(group()).map(({ id }) => id)).size).toBe(groupIds.length);
  });
});

describe('the generators of settings and histories', () => {
  test('make only mappings that are accepted, shared funnels and unmapped groups among them', () => {
    const all = many(funnelMappings(groupIds));
    for (const mappings of all) expect(parseFunnelMappings(mappings)).toHaveProperty('ok', true);
    expect(some(all, (mappings) => mappings.length > new Set(mappings.map(({ funnelId }) => funnelId)).size)).toBe(true);
    expect(some(all, (mappings) => mappings.length < groupIds.length)).toBe(true);
    expect(new Set(many(linkBehaviour())).size * new Set(many(countedCards())).size).toBe(4);
  });

  test('reach linking on and off, as told', () => {
    expect(new Set(many(linkingSettings()).map(({ linking }) => linking))).toEqual(new Set(['on']));
    expect(new Set(many(linkingSettings({ linking: 'off' })).map(({ linking }) => linking))).toEqual(new Set(['off']));
  });

  test('reach clients with cards and without, of their own and of their company, and archived funnels', () => {
    const histories = many(sessionHistory());
    expect(some(histories, ({ crm }) => crm.cards.length === 0)).toBe(true);
    expect(some(histories, ({ crm, contact }) => crm.cards.some(({ clientId }) => clientId === contact.company?.id))).toBe(true);
    expect(some(histories, ({ crm, contact }) => crm.cards.some(({ clientId }) => clientId === contact.id))).toBe(true);
    expect(some(histories, ({ crm }) => crm.unavailable.length > 0)).toBe(true);
  });

  test('give the cards of one contact ids and times of their own', () => {
    const [history] = many(sessionHistory());
    for (const cards of history === undefined ? [] : many(cardsAround(history.contact))) {
      expect(new Set(cards.map(({ id }) => id)).size).toBe(cards.length);
      expect(new Set(cards.map(({ createdAt }) => createdAt)).size).toBe(cards.length);
    }
  });

  test('reach every turn of events', () => {
    const [history] = many(sessionHistory());
    if (history === undefined) return;
    expect(followSession(history.sightings[0], history.settings).session.parts).toHaveLength(1);
    expect(new Set(many(turnOfEvents(history)).map(({ type }) => type))).toEqual(new Set([
      'ChatSessionSighted', 'ClientKnown', 'ClientLost', 'WaitingEnded', 'CardUnlinkedByHand', 'RecordDue', 'CardLinkedByHand', 'CardDeleted',
    ]));
  });
});
