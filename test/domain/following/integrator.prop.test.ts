import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  beginRehearsal, followSession, parseFunnelId, parseFunnelMappings, rehearse, viewOf,
  type FunnelId, type FunnelMapping, type LinkingSettings, type Rehearsal, type Result, type SessionEvent,
} from 'vinculo/domain';
import { groupIds, sessionHistory, type SessionHistory } from 'vinculo/arbitraries';

/** An integrator's own settings, with nothing imported but the package's public names. */
const valueOf = <Value>(read: Result<Value, unknown>): Value => {
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return read.value;
};
const [sales, support] = [valueOf(parseFunnelId(1)), valueOf(parseFunnelId(2))];
const [first, second, third] = groupIds;
const mapped = (groupId: typeof first, funnelId: FunnelId, behaviour: FunnelMapping['behaviour']): readonly FunnelMapping[] =>
  groupId === undefined ? [] : [{ groupId, groupName: `Grupo ${groupId}`, funnelId, behaviour, counting: 'won-and-lost-too' }];
const ourSettings: LinkingSettings = {
  linking: 'on',
  mappings: valueOf(parseFunnelMappings([...mapped(first, sales, 'always-create'), ...mapped(second, support, 'link-last'), ...mapped(third, support, 'link-last')])),
  recordMoment: 'at-finish',
  waitingDays: 7,
};

const rehearsed = ({ sightings: [begin, ...rest], settings, contact, crm }: SessionHistory): Rehearsal =>
  rest.reduce<Rehearsal>(
    (state, sighting) => rehearse(state, { type: 'ChatSessionSighted', sighting, settings }),
    beginRehearsal(followSession(begin, settings, contact.id), crm),
  );

describe('an integrator tries own settings with the public names alone', () => {
  const ourSessions = sessionHistory({ settings: fc.constant(ourSettings), archived: 'none' });

  test('no session opens more than one card in support', () => {
    fc.assert(fc.property(ourSessions, (history) => {
      expect(rehearsed(history).opened.filter(({ funnelId }) => funnelId === support).length).toBeLessThanOrEqual(1);
    }));
  });

  test('each return to sales opens a card there', () => {
    fc.assert(fc.property(ourSessions, (history) => {
      const end = rehearsed(history);
      const stays = viewOf(end.followed).stays.filter(({ rule }) => rule.funnelId === sales);
      expect(end.opened.filter(({ funnelId }) => funnelId === sales)).toHaveLength(stays.length);
    }));
  });

  test('what would happen is plain data, and nothing is done', () => {
    fc.assert(fc.property(ourSessions, (history) => {
      const end = rehearsed(history);
      expect(JSON.parse(JSON.stringify(end))).toEqual(end);
    }));
  });

  test('the public types fit together', () => {
    expectTypeOf<Parameters<typeof rehearse>>().toEqualTypeOf<[Rehearsal, SessionEvent]>();
    expectTypeOf<SessionHistory['settings']>().toEqualTypeOf<LinkingSettings>();
  });
});
