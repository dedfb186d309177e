import { describe, expect, test } from 'vitest';
import { evolveIdentities, explain, initialIdentities, personOf, successorsOf, type IdentityEvent, type IdentityGroups } from '../../../src/domain/contact/identity-group.ts';
import type { IdentityKey } from '../../../src/domain/contact/identity-key.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { aContactId, aKey } from '../../builders/an-identity.ts';

const phone = aKey({ phone: '5511987654321' });
const email = aKey({ email: 'ana@exemplo.test' });
const cpf = aKey({ cpf: '52998224725' });
const seen = (person: number, ...keys: readonly IdentityKey[]): IdentityEvent => ({ type: 'KeysSeen', person: aContactId(person), keys });
const pair = (into: number, from: number, minute: number) =>
  ({ into: aContactId(into), from: aContactId(from), at: instantOf(minute * 60_000) }) as const;
const merged = (into: number, from: number, minute = 0): IdentityEvent => ({ type: 'ContactsMerged', reason: 'same CPF', ...pair(into, from, minute) });
const undone = (into: number, from: number, minute = 0): IdentityEvent => ({ type: 'MergeUndone', ...pair(into, from, minute) });
const after = (...events: readonly IdentityEvent[]): IdentityGroups => events.reduce(evolveIdentities, initialIdentities);

describe('SYN-07: who goes by a key', () => {
  test('a key never seen leads to nobody', () => {
    expect(personOf(initialIdentities, phone)).toBeUndefined();
    expect(explain(after(seen(1, email)), phone)).toBeUndefined();
  });

  test('a key leads to whom it was seen with', () => expect(personOf(after(seen(7, phone, email)), email)).toBe('7'));

  test('overlapping keys join one client, under the lowest id', () => {
    const state = after(seen(10, phone, email), seen(9, email, cpf));
    expect([phone, email, cpf].map((key) => personOf(state, key))).toEqual(['9', '9', '9']);
  });

  test('a merge joins two who share no key, under the one it names', () => {
    const state = after(seen(1, phone), seen(2, email), merged(2, 1));
    expect(personOf(state, phone)).toBe('2');
    expect(personOf(state, email)).toBe('2');
  });

  test('an undone merge parts them again', () => {
    const before = after(seen(1, phone), seen(2, email));
    const state = [merged(2, 1), undone(2, 1)].reduce(evolveIdentities, before);
    expect(state).toEqual(before);
    expect(personOf(state, phone)).toBe('1');
  });

  test('what was seen between a merge and its undoing is kept', () => {
    const state = after(seen(1, phone), seen(2, email), merged(2, 1), seen(1, cpf), undone(2, 1));
    expect(personOf(state, cpf)).toBe('1');
    expect(personOf(state, email)).toBe('2');
  });

  test('undoing one of two merges leaves the other', () => {
    const state = after(seen(1, phone), seen(2, email), merged(2, 1, 1), merged(2, 1, 2), undone(2, 1, 1));
    expect(personOf(state, phone)).toBe('2');
  });

  test('a contact merged with itself, a merge told twice and an undoing of nothing change nothing', () => {
    const state = after(seen(1, phone), merged(2, 1));
    expect(evolveIdentities(state, merged(1, 1))).toEqual(state);
    expect(evolveIdentities(state, merged(2, 1))).toEqual(state);
    expect(evolveIdentities(state, undone(1, 2))).toEqual(state);
  });

  test('a ring of merges is still one client', () => {
    expect(personOf(after(seen(1, phone), merged(2, 1), merged(1, 2)), phone)).toBe('1');
  });

  test('why a key leads to a client can be told', () => {
    const state = after(seen(1, phone), seen(2, email), seen(3, cpf), merged(2, 1));
    expect(explain(state, phone)).toEqual({
      person: '2',
      members: ['1', '2'],
      keys: ['email:ana@exemplo.test', 'phone:5511m87654321'],
      merges: [{ into: '2', from: '1', reason: 'same CPF', at: '1970-01-01T00:00:00.000Z' }],
    });
  });
});

describe('SYN-07: whom a contact was merged into', () => {
  const { merges } = after(merged(2, 3), merged(1, 2), merged(9, 8));

  test('is everybody up to the last, and never itself', () => {
    expect(successorsOf(merges, aContactId(3))).toEqual(['2', '1']);
    expect(successorsOf(merges, aContactId(1))).toEqual([]);
  });

  test('ends also where merges go round', () => {
    expect(successorsOf(after(merged(1, 2), merged(2, 1)).merges, aContactId(1))).toEqual(['2']);
  });
});
