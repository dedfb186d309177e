import { describe, expect, test } from 'vitest';
import {
  decideSettlement, decideUnsettlement, evolveIdentities, initialIdentities, instantOf, phoneKeyOf, type ContactId, type Merge, type PhoneConflict, type SettlementDecision,
} from '../../../src/domain/index.ts';
import { aChatClient } from '../../builders/a-chat-client.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aPhone } from '../../builders/a-phone.ts';
import { aContactId } from '../../builders/an-identity.ts';
import { reconcile, twoSides } from './two-sides.ts';

const [nine, ten] = [aContactId(9), aContactId(10)];
const conflict: PhoneConflict = { kept: nine, other: ten, phone: phoneKeyOf(aPhone()) };
const at = instantOf(Date.UTC(2026, 4, 4));
const settle = (keep: ContactId, merges: readonly Merge[] = []): SettlementDecision => decideSettlement({ conflict, keep, reason: 'by hand', at, merges });
const mergesAfter = (decision: SettlementDecision, before: readonly Merge[] = []): readonly Merge[] =>
  decision.outcome === 'settled' ? decision.events.reduce(evolveIdentities, { ...initialIdentities, merges: before }).merges : before;

describe('SYN-07: a conflict is settled by hand', () => {
  test('one is kept, the other goes on under it, and both are planned again', () => {
    expect(settle(ten)).toEqual({ outcome: 'settled', events: [{ type: 'ContactsMerged', into: ten, from: nine, reason: 'by hand', at }], revisit: [ten, nine] });
  });

  test('the same verdict twice changes nothing, and somebody else cannot be kept', () => {
    expect(settle(ten, mergesAfter(settle(ten)))).toEqual({ outcome: 'already-settled' });
    expect(settle(aContactId(11))).toEqual({ outcome: 'refused', because: 'not-in-conflict' });
  });

  test('the opposite verdict undoes the first', () => {
    const first = mergesAfter(settle(ten));
    expect(mergesAfter(settle(nine, first), first)).toEqual([{ into: nine, from: ten, reason: 'by hand', at }]);
  });

  test('taken back, the conflict shows again', () => {
    const merges = mergesAfter(settle(ten));
    expect(mergesAfter(decideUnsettlement(conflict, merges), merges)).toEqual([]);
    expect(decideUnsettlement(conflict, [])).toEqual({ outcome: 'already-settled' });
  });

  test.each([nine, ten])('whoever is kept has the chat client: %s', (keep) => {
    const contacts = [nine, ten].map((id) => aContact({ id, phones: [{ value: '5511987654321' }] }));
    for (const order of [[nine, ten], [ten, nine]]) {
      const sides = twoSides(contacts, [aChatClient(1, { phone: '5511987654321', externalCode: '9' })]);
      sides.merges.push(...mergesAfter(settle(keep)));
      reconcile(sides, order);
      expect([...sides.clients.values()].map(({ externalCode }) => externalCode)).toEqual([keep]);
    }
  });
});
