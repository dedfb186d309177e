import { describe, expect, test } from 'vitest';
import { ploomesAutomationReader } from '../../../src/adapters/ploomes/index.ts';

const read = (body: unknown): unknown => ploomesAutomationReader.read(typeof body === 'string' ? body : JSON.stringify(body));

describe("a call of Ploomes' automations (SND-02)", () => {
  test.each([
    ['a contact by its id', { automation: 'a', ContactId: 7 }, { contactId: '7' }],
    ['as a text', { automation: 'a', contactId: ' 7 ' }, { contactId: '7' }],
    ['a card', { automation: 'a', DealId: 9 }, { cardId: '9' }],
    ['both', { automation: 'a', ContactId: 7, DealId: 9 }, { contactId: '7', cardId: '9' }],
    ['a row of contacts', { automation: 'a', Entity: 'Contacts', New: { Id: 7 } }, { contactId: '7' }],
    ['a row of deals, whose client may be a company', { automation: 'a', Entity: 'Deals', New: { Id: 9, ContactId: 7 } }, { cardId: '9' }],
    ['beside what the address says', { automation: 'a', call: { Deal: { Id: 9 } } }, { cardId: '9' }],
  ])('may name %s', (_what, body, subject) => {
    expect(read(body)).toMatchObject({ ok: true, message: { type: 'automation-fired', automation: 'a', ...subject } });
  });

  test('the address names the automation, whatever the body says', () => {
    expect(read({ automation: 'a', call: { automation: 'b', ContactId: 7 } })).toMatchObject({ message: { automation: 'a' } });
  });

  test('is told from another by its firing or its moment, and by nothing else', () => {
    const keyOf = (more: object): unknown => (read({ automation: 'a', ContactId: 7, ...more }) as { readonly repeatKey?: string }).repeatKey;
    expect(keyOf({ ActionId: 1 })).toBeUndefined();
    expect(keyOf({ FiringId: 'f1' })).toBe(keyOf({ FiringId: 'f1', note: 'x' }));
    expect(keyOf({ FiringId: 'f1' })).not.toBe(keyOf({ FiringId: 'f2' }));
    expect(keyOf({ FiredAt: '2026-05-04T12:00:00-03:00' })).not.toBe(keyOf({ FiredAt: '2026-05-04T12:00:01-03:00' }));
  });

  test.each([
    ['no JSON', '{', 'payload-malformed'],
    ['no object', [1], 'payload-malformed'],
    ['no automation', { ContactId: 7 }, 'subject-missing'],
    ['nobody', { automation: 'a', ContactId: null, DealId: { Id: 1 } }, 'subject-missing'],
  ])('with %s is of no use', (_what, body, reason) => {
    expect(read(body)).toMatchObject({ ok: false, reason });
  });
});
