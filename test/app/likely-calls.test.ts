import { expect, test } from 'vitest';
import { lanes } from '../../src/app/deliveries.ts';
import { likelyChatCalls, likelyCrmCalls, urgencyOf } from '../../src/app/likely-calls.ts';
import { deliveryId } from '../../src/ports/contracts/builders.ts';

test.each([
  ['a session', lanes.session('2026-1' as never), 'ChatSession.UPDATE', 1],
  ['a stay that is to be settled', lanes.client('7' as never), 'settle-stay', 2],
  ['a contact that is to be registered', lanes.person('mark'), 'register-contact', 3],
  ['a contact that changed', lanes.client('7' as never), 'Contacts.Update', 1],
  ['a card that changed', lanes.card('9' as never), 'Deals.Update', 0],
  ['an agent that changed', lanes.roster, 'Agent.UPDATE', 0],
  ['a chat client that changed', lanes.person('mark'), 'User.UPDATE', 0],
  ['a part whose session is not told', lanes.part('3' as never), 'ClassificationServices.CREATE', 0],
] as const)('HUB-03: %s will probably cost so many calls to the CRM', (_name, lane, kind, calls) => {
  expect(likelyCrmCalls({ lane, kind })).toBe(calls);
});

test.each([
  ['a contact of a run', lanes.base('7' as never), 'synchronise-listed', 1],
  ['a page of the chat', lanes.runOfChat, 'synchronise-page', 1],
  ['a page of the CRM', lanes.run, 'synchronise-page', 0],
  ['a page that compares, which must not wait behind the contacts that it brings', lanes.runOfBase, 'synchronise-page', 0],
  ['a contact that changed', lanes.client('7' as never), 'Contacts.Update', 0],
] as const)('HUB-03: for %s so many calls to the chat are kept', (_name, lane, kind, calls) => {
  expect(likelyChatCalls({ lane, kind })).toBe(calls);
});

test('HUB-03: what is played again goes behind what somebody waits for', () => {
  expect([urgencyOf({ kind: 'ChatSession' }), urgencyOf({ kind: 'ChatSession', replayOf: deliveryId('d1') })]).toEqual(['live', 'bulk']);
});
