import { describe, expect, test } from 'vitest';
import { ploomesReader } from '../../../src/adapters/ploomes/index.ts';
import { fixture, fixturesOf } from '../../fixtures.ts';

const contact = (change: string) => ({ type: 'contact-changed', contactId: '3307', change });
const card = (change: string) => ({ type: 'card-changed', cardId: '90512', change });

const expected: Readonly<Record<string, { readonly kind: string; readonly message: object }>> = {
  'contact.created': { kind: 'Contacts.Create', message: contact('created') },
  'contact.deleted': { kind: 'Contacts.Delete', message: contact('deleted') },
  'contact.updated': { kind: 'Contacts.Update', message: contact('updated') },
  'deal.created': { kind: 'Deals.Create', message: card('created') },
  'deal.deleted': { kind: 'Deals.Delete', message: card('deleted') },
  'deal.lost': { kind: 'Deals.Lose', message: card('updated') },
  'deal.updated': { kind: 'Deals.Update', message: card('updated') },
  'deal.updated.by-resource-id': { kind: 'Deals.Update', message: card('updated') },
  'deal.won': { kind: 'Deals.Win', message: card('updated') },
};

describe('the events of Ploomes', () => {
  test.each(fixturesOf('ploomes'))('%s is read', (name) => {
    expect(ploomesReader.read(fixture(`ploomes/${name}`))).toMatchObject({ ok: true, ...expected[name] });
  });

  test('each event that is told has its payload', () => {
    expect(fixturesOf('ploomes')).toEqual(Object.keys(expected).toSorted());
  });

  test('the validation key is believed where only the body carries it', () => {
    expect(ploomesReader.authentic({}, fixture('ploomes/contact.updated'), 'fixture-key')).toBe(true);
    expect(ploomesReader.authentic({}, fixture('ploomes/contact.created'), 'fixture-key')).toBe(false);
  });
});
