import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evolveIdentities, explain, initialIdentities, personOf, type IdentityEvent, type IdentityGroups } from '../../../src/domain/contact/identity-group.ts';
import { identityKeyText } from '../../../src/domain/contact/identity-key.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { aContactId, aKey } from '../../builders/an-identity.ts';

const keys = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => aKey({ email: `${name}@exemplo.test` }));
const person = () => fc.integer({ min: 1, max: 6 }).map(aContactId);
const sighting = (): fc.Arbitrary<IdentityEvent> => fc.record({ type: fc.constant('KeysSeen' as const), person: person(), keys: fc.subarray(keys) });
const merge = (minutes: fc.Arbitrary<number>) =>
  fc.record({ type: fc.constant('ContactsMerged' as const), into: person(), from: person(), reason: fc.constant('same CPF'), at: minutes.map((minute) => instantOf(minute * 60_000)) });
const event = (): fc.Arbitrary<IdentityEvent> => fc.oneof(sighting(), merge(fc.nat(20)));
const fold = (events: readonly IdentityEvent[], from: IdentityGroups = initialIdentities): IdentityGroups => events.reduce(evolveIdentities, from);

test('SYN-07: a merge and its undoing restore exactly what was before', () => {
  fc.assert(
    fc.property(fc.array(event()), merge(fc.constant(999)), (past, mistake) => {
      const before = fold(past);
      const { into, from, at } = mistake;
      expect(fold([mistake, { type: 'MergeUndone', into, from, at }], before)).toEqual(before);
    }),
  );
});

test('SYN-07: an undone merge leaves no trace, whatever was seen meanwhile', () => {
  fc.assert(
    fc.property(fc.array(event()), merge(fc.constant(999)), fc.array(event()), (past, mistake, meanwhile) => {
      const { into, from, at } = mistake;
      expect(fold([...past, mistake, ...meanwhile, { type: 'MergeUndone', into, from, at }])).toEqual(fold([...past, ...meanwhile]));
    }),
  );
});

test('SYN-07: the order in which things were seen and merged never matters, nor does a repetition', () => {
  const shuffled = fc.array(event(), { maxLength: 8 }).chain((past) => fc.tuple(fc.constant(past), fc.shuffledSubarray(past, { minLength: past.length })));
  fc.assert(
    fc.property(shuffled, ([past, again]) => {
      expect(fold([...again, ...past])).toEqual(fold(past));
    }),
  );
});

test('SYN-07: everybody seen under one key is one client', () => {
  fc.assert(
    fc.property(fc.array(event()), sighting(), (past, last) => {
      if (last.type !== 'KeysSeen') return;
      const state = fold([...past, last]);
      expect(new Set(last.keys.map((key) => personOf(state, key))).size).toBeLessThanOrEqual(1);
    }),
  );
});

test('SYN-07: clients part all keys among them', () => {
  fc.assert(
    fc.property(fc.array(event()), (past) => {
      const state = fold(past);
      for (const key of keys) {
        const told = explain(state, key);
        if (!told) continue;
        expect(told.members).toContain(told.person);
        expect(told.keys).toContain(identityKeyText(key));
        const sharers = keys.filter((other) => told.keys.includes(identityKeyText(other)));
        for (const other of sharers) expect(explain(state, other)).toEqual(told);
      }
    }),
  );
});

test('SYN-07: what was known is never changed in place', () => {
  fc.assert(
    fc.property(fc.array(event()), event(), (past, next) => {
      const state = fold(past);
      const copy = structuredClone(state);
      evolveIdentities(state, next);
      expect(state).toEqual(copy);
    }),
  );
});
