import { describe, expect, test } from 'vitest';
import {
  agentsOf, endedAt, evolveSession, lastAgentOf, lastGroupOf, phaseOf, startedAt, visitsOf, type ChatSession,
} from '../../../src/domain/attendance/chat-session.ts';
import type { Sighting } from '../../../src/domain/attendance/sighting.ts';
import { aSighting, at } from '../../builders/a-session.ts';

function folded(...[first, ...rest]: readonly [Sighting, ...Sighting[]]): ChatSession {
  return rest.reduce((session, sighting) => evolveSession(session, sighting), evolveSession(undefined, first));
}
const groupsIn = (session: ChatSession) => visitsOf(session).map(({ group }) => group.name);
const closed = { state: 'closed' } as const;

describe('SES-09: events late, twice or out of order', () => {
  test('the record never goes back to an older state', () => {
    expect(phaseOf(folded(aSighting(9, 'A', closed), aSighting(3, 'A')))).toBe('ended');
  });

  test('a reopening that is newer by source time is a newer state', () => {
    const reopened = folded(aSighting(3, 'A', closed), aSighting(9, 'A'));
    expect(phaseOf(reopened)).toBe('running');
    expect(endedAt(reopened)).toBeUndefined();
  });

  test('of one moment the more final state counts', () => {
    expect(phaseOf(folded(aSighting(3, 'A', closed), aSighting(3, 'A')))).toBe('ended');
    expect(phaseOf(folded(aSighting(3, 'A'), aSighting(3, 'A', closed)))).toBe('ended');
  });

  test('told twice, it is the very same session', () => {
    const session = folded(aSighting(0, 'A'), aSighting(5, 'B'));
    expect(evolveSession(session, aSighting(0, 'A'))).toBe(session);
  });

  test('what is known of the client is the newest of each, whatever came first', () => {
    const told = [
      aSighting(1, 'A', { client: { phone: '551100000001', name: 'Ana' } }),
      aSighting(2, 'A', { client: { phone: '551100000002' } }),
      aSighting(3, 'A', { client: { email: 'ana@exemplo.test' } }),
    ] as const;
    const client = { phone: '551100000002', name: 'Ana', email: 'ana@exemplo.test' };
    expect(folded(told[0], told[1], told[2]).client).toEqual(client);
    expect(folded(told[2], told[0], told[1]).client).toEqual(client);
    expect(folded(told[0], told[2], told[1]).client).toEqual(client);
  });

  test('of one moment the last accepted word about the client counts', () => {
    expect(folded(aSighting(1, 'A', { client: { phone: '1' } }), aSighting(1, 'A', { client: { phone: '2' } })).client.phone).toBe('2');
  });
});

describe('CRD-16: the parts of a session', () => {
  const older = aSighting(11, 'A', { part: 1, began: 0, state: 'closed', ended: 11 });
  const newer = aSighting(10, 'B', { part: 2, began: 10 });

  test('its start is that of its first part', () => {
    expect(startedAt(folded(newer, older))).toBe(at(0));
  });

  test('it runs while its newest part does, though the older one was closed later', () => {
    expect(phaseOf(folded(older, newer))).toBe('running');
    expect(phaseOf(folded(newer, older))).toBe('running');
  });

  test('it ends when its newest part ends', () => {
    const ended = folded(older, newer, aSighting(20, 'B', { part: 2, began: 10, state: 'closed', ended: 19 }));
    expect(endedAt(ended)).toBe(at(19));
  });

  test('without a date of its own the end is when it was told', () => {
    expect(endedAt(folded(aSighting(8, 'A', closed)))).toBe(at(8));
  });

  test('the groups are read part by part', () => {
    expect(groupsIn(folded(newer, older))).toEqual(['A', 'B']);
    expect(lastGroupOf(folded(newer, older))?.name).toBe('B');
  });
});

describe('the visits of a session', () => {
  test('an unbroken stay in a group is one visit', () => {
    expect(groupsIn(folded(aSighting(0, 'A'), aSighting(3, 'A'), aSighting(2)))).toEqual(['A']);
  });

  test('it begins with its oldest sighting', () => {
    expect(visitsOf(folded(aSighting(3, 'A'), aSighting(1, 'A')))[0]?.begins.at).toBe(at(1));
  });

  test('another group told late breaks it in two', () => {
    expect(groupsIn(folded(aSighting(0, 'A'), aSighting(9, 'A'), aSighting(5, 'B')))).toEqual(['A', 'B', 'A']);
  });

  test('CRD-16: times without a group do not count', () => {
    expect(groupsIn(folded(aSighting(0), aSighting(1, 'A'), aSighting(2), aSighting(3, 'B')))).toEqual(['A', 'B']);
  });
});

describe('SES-04: the agents of a session', () => {
  const by = (minute: number, name: string) => aSighting(minute, 'A', { agent: { name } });

  test('all of them, each once, in the order in which they attended', () => {
    expect(agentsOf(folded(by(3, 'Caio'), by(0, 'Bia'), by(5, 'Bia'))).map(({ name }) => name)).toEqual(['Bia', 'Caio']);
  });

  test('the last is the one seen last', () => {
    expect(lastAgentOf(folded(by(3, 'Caio'), by(0, 'Bia')))?.name).toBe('Caio');
    expect(lastAgentOf(folded(aSighting(0, 'A')))).toBeUndefined();
  });
});
