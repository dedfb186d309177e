import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideUnlinkings, emptyTally, findMissing, planChatClient, tallyPlan, type DoubtedLink, type KnownLink, type RowReading, type UnlinkChatClient,
} from '../../../src/domain/index.ts';
import { aChatClientId, syncSettings } from '../../builders/a-chat-client.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aContactId } from '../../builders/an-identity.ts';

const link = (contact: number): KnownLink => ({ contact: aContactId(contact), client: aChatClientId(contact + 1000) });
const gone = (contact: number, reading?: RowReading): DoubtedLink => ({ missing: link(contact), ...(reading && { reading }) });
const unlinking = (contact: number): UnlinkChatClient => ({ type: 'UnlinkChatClient', ...link(contact), because: 'contact-deleted' });
const many = (count: number): readonly DoubtedLink[] => Array.from({ length: count }, (_, place) => gone(place, 'absent'));

describe('SYN-04: a contact that a page lacks', () => {
  const contacts = [8, 10, 99].map(aContactId);

  test('is missing only where the page reaches, in the order of numbers', () => {
    const links = [7, 8, 9, 98, 100].map(link);
    expect(findMissing({ after: aContactId(7), upTo: aContactId(99), contacts, links })).toEqual([link(9), link(98)]);
    expect(findMissing({ contacts, links })).toEqual([link(7), link(9), link(98), link(100)]);
  });

  test('SYN-04: every link is missing on one page at most, and those of listed contacts on none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.integer({ min: 1, max: 5 }), (listed, linked, size) => {
        const rows = listed.toSorted((a, b) => a - b).map(aContactId);
        const pages = Array.from({ length: Math.max(1, Math.ceil(rows.length / size)) }, (_, place) => rows.slice(place * size, (place + 1) * size));
        const missing = pages.flatMap((page, place) =>
          findMissing({ after: pages[place - 1]?.at(-1), upTo: place === pages.length - 1 ? undefined : page.at(-1), contacts: page, links: linked.map(link) }),
        );
        expect(missing.map(({ contact }) => Number(contact)).toSorted((a, b) => a - b)).toEqual(linked.filter((each) => !listed.includes(each)).toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('SYN-04: nothing is unlinked on the word of a list', () => {
  test('who was not read by itself is to be read first', () => {
    expect(decideUnlinkings({ doubted: [gone(9), gone(8, 'absent'), gone(9)], linkCount: 1000 })).toEqual({ outcome: 'confirm-first', contacts: ['9'] });
  });

  test('the absent are unlinked, the present are planned, the unsure wait for the next run', () => {
    expect(decideUnlinkings({ doubted: [gone(8, 'absent'), gone(9, 'present'), gone(10, 'unsure'), { step: unlinking(11) }], linkCount: 1000 })).toEqual({
      outcome: 'planned', steps: [unlinking(8), unlinking(11)], revisit: ['9'], unsure: ['10'],
    });
  });

  test.each([[50, 100_000, 'planned'], [51, 100_000, 'ask'], [10, 1000, 'planned'], [11, 1000, 'ask'], [1, 3, 'planned'], [2, 3, 'ask'], [0, 0, 'planned']])(
    'more than 50 or 1 %% stops and asks: %i of %i are %s', (count, linkCount, outcome) => {
      expect(decideUnlinkings({ doubted: many(count), linkCount }).outcome).toBe(outcome);
    },
  );

  test('says how many, and goes on when that many were agreed to, but not with more', () => {
    expect(decideUnlinkings({ doubted: many(60), linkCount: 600 })).toEqual({ outcome: 'ask', count: 60, share: 0.1, limit: 6 });
    expect(decideUnlinkings({ doubted: many(60), linkCount: 600, agreedTo: 60 }).outcome).toBe('planned');
    expect(decideUnlinkings({ doubted: many(61), linkCount: 600, agreedTo: 60 }).outcome).toBe('ask');
  });

  test('phones that changed count too, each client once', () => {
    const doubted = Array.from({ length: 60 }, (): DoubtedLink => ({ step: unlinking(7) }));
    expect(decideUnlinkings({ doubted, linkCount: 6000 })).toMatchObject({ outcome: 'planned', steps: [unlinking(7)] });
  });
});

test('SYN-03: a dry run counts what would be written, and each conflict once', () => {
  const phones = [{ value: '5511987654321' }];
  const contacts = [9, 10].map((id) => aContact({ id: aContactId(id), phones }));
  const tally = contacts.reduce((sum, contact) => {
    const rivals = contacts.filter((other) => other !== contact);
    return tallyPlan(sum, planChatClient({ contact, candidates: [], rivals, settings: syncSettings(), link: 'unknown' }), contact.id);
  }, emptyTally);
  expect(tally).toEqual({ CreateChatClient: 1, UpdateChatClient: 0, UnlinkChatClient: 0, WriteContact: 0, conflicts: 1 });
});
