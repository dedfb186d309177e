import { expect, test } from 'vitest';
import { decideRule } from '../../../src/domain/card-linking/link-rule.ts';
import { aGroupId, at } from '../../builders/a-session.ts';
import { theSettings } from '../../builders/a-story.ts';

const groups = { A: ['f1', 'link-last'] } as const;

test('CRD-01: no group asks for anything while the flag or the connection is off', () => {
  expect(decideRule(theSettings(groups, { linking: 'off' }), aGroupId('A'))).toBeUndefined();
});

test('CRD-02: a group without a mapping asks for nothing', () => {
  expect(decideRule(theSettings(groups), aGroupId('B'))).toBeUndefined();
});

test('a mapped group asks for its funnel, its behaviour and which cards count', () => {
  expect(decideRule(theSettings(groups), aGroupId('A'))).toEqual({ funnelId: 'f1', behaviour: 'link-last', counting: 'won-and-lost-too' });
});

test('CRD-17: the rule remembers since when flag and connection were on', () => {
  expect(decideRule(theSettings(groups, { onSince: at(3) }), aGroupId('A'))).toMatchObject({ onSince: at(3) });
});
