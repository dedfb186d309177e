import { describe, expect, test } from 'vitest';
import { ploomesReader } from '../../../src/adapters/ploomes/index.ts';
import { deliveryReaderContract } from '../../../src/ports/contracts/index.ts';

const CHANGED = '2026-05-04T14:05:10.43-03:00';
const delivery = (body: object): string => JSON.stringify(body);
const update = { Entity: 'Contacts', EntityId: 1, Action: 'Update', ActionId: 2, New: { Id: 41, LastUpdateDate: CHANGED }, Old: { Id: 41 } };

describe('a webhook of Ploomes is read', () => {
  test.each([
    { title: 'a contact that was changed', body: update, kind: 'Contacts.Update', message: { type: 'contact-changed', contactId: '41', change: 'updated' } },
    { title: 'a contact that was made', body: { ...update, Action: 'Create', Old: null }, kind: 'Contacts.Create', message: { type: 'contact-changed', contactId: '41', change: 'created' } },
    { title: 'a contact that was deleted: only the old row is there', body: { ...update, Action: 'Delete', New: null }, kind: 'Contacts.Delete', message: { type: 'contact-changed', contactId: '41', change: 'deleted' } },
    { title: 'a card that was won', body: { Entity: 'Deals', Action: 'Win', New: { Id: 52 } }, kind: 'Deals.Win', message: { type: 'card-changed', cardId: '52', change: 'updated' } },
    { title: 'an entity in the singular', body: { Entity: 'Deal', Action: 'Update', New: { Id: 52 } }, kind: 'Deals.Update', message: { type: 'card-changed', cardId: '52', change: 'updated' } },
    { title: 'numbers instead of names', body: { EntityId: 2, ActionId: 1, New: { Id: 52 } }, kind: 'Deals.Create', message: { type: 'card-changed', cardId: '52', change: 'created' } },
    { title: 'no row, only its id', body: { ResourceId: 52, Entity: 'Deal', Action: 'Update' }, kind: 'Deals.Update', message: { type: 'card-changed', cardId: '52', change: 'updated' } },
    { title: 'an action nobody heard of is an update', body: { ...update, Action: undefined, ActionId: 99 }, kind: 'Contacts.unknown', message: { type: 'contact-changed', contactId: '41', change: 'updated' } },
  ])('$title', ({ body, kind, message }) => {
    expect(ploomesReader.read(delivery(body))).toMatchObject({ ok: true, kind, message });
  });

  test.each([
    { body: '<html>', reason: 'payload-malformed', kind: 'unreadable' },
    { body: '', reason: 'payload-malformed', kind: 'unreadable' },
    { body: '[]', reason: 'payload-malformed', kind: 'unreadable' },
    { body: 'null', reason: 'payload-malformed', kind: 'unreadable' },
    { body: delivery({ ...update, New: { Id: 'forty-one' } }), reason: 'payload-malformed', kind: 'unreadable' },
    { body: delivery({ Entity: 'Quotes', Action: 'Update', New: { Id: 1 } }), reason: 'entity-unknown', kind: 'Quotes.Update' },
    { body: delivery({}), reason: 'entity-unknown', kind: 'unknown.unknown' },
    { body: delivery({ Entity: '<b>Ana</b>', Action: 'x'.repeat(99) }), reason: 'entity-unknown', kind: 'unknown.unknown' },
    { body: delivery({ Entity: 'Contacts', Action: 'Update' }), reason: 'subject-missing', kind: 'Contacts.Update' },
  ])('$body is refused as $reason', ({ body, reason, kind }) => {
    expect(ploomesReader.read(body)).toMatchObject({ ok: false, reason, kind });
  });

  test.each([
    { title: 'a change tells the time that the row has', body: update, updatedAt: '2026-05-04T17:05:10.430Z' },
    { title: 'a row without a time tells none', body: { ...update, New: { Id: 41 } }, updatedAt: undefined },
    { title: 'what is no time is none', body: { ...update, New: { Id: 41, LastUpdateDate: 'yesterday' } }, updatedAt: undefined },
    { title: 'a row that is gone tells none, since its last change was another one', body: { ...update, Action: 'Delete' }, updatedAt: undefined },
  ])('$title', ({ body, updatedAt }) => {
    const read = ploomesReader.read(delivery(body));
    expect(read.ok && read.message.type === 'contact-changed' ? read.message.updatedAt : 'unread').toBe(updatedAt);
  });

  test('a body with its own time is a repeat when it is equal', () => {
    const [first, again, later] = [update, update, { ...update, New: { Id: 41, LastUpdateDate: '2026-05-04T14:05:11-03:00' } }]
      .map((body) => ploomesReader.read(delivery(body)));
    expect(first).toHaveProperty('repeatKey');
    expect(again).toEqual(first);
    expect(later).not.toEqual(first);
  });

  test('a body without a time is never a repeat', () => {
    expect(ploomesReader.read(delivery({ Entity: 'Deals', Action: 'Update', ResourceId: 52 }))).not.toHaveProperty('repeatKey');
  });
});

describe('a webhook of Ploomes is believed', () => {
  const body = delivery(update);

  test('when its header carries the validation key, in whatever case the header is written', () => {
    expect(ploomesReader.authentic({ 'X-Ploomes-Validation-Key': 'k1' }, body, 'k1')).toBe(true);
    expect(ploomesReader.authentic({ 'x-ploomes-validation-key': 'k1' }, body, 'k1')).toBe(true);
  });

  test('when its body carries the validation key and no header does', () => {
    expect(ploomesReader.authentic({}, delivery({ ...update, ValidationKey: 'k1' }), 'k1')).toBe(true);
  });

  test.each([
    { title: 'another key', headers: { 'x-ploomes-validation-key': 'k2' } },
    { title: 'no key', headers: {} },
    { title: 'an empty key', headers: { 'x-ploomes-validation-key': '' } },
  ])('not with $title', ({ headers }) => {
    expect(ploomesReader.authentic(headers, body, 'k1')).toBe(false);
  });

  test('not when the body is right and the header is wrong', () => {
    expect(ploomesReader.authentic({ 'x-ploomes-validation-key': 'k2' }, delivery({ ...update, ValidationKey: 'k1' }), 'k1')).toBe(false);
  });

  test('not when the body is no JSON', () => {
    expect(ploomesReader.authentic({}, '<html>', 'k1')).toBe(false);
  });

  test('without a comparison where no key was agreed on', () => {
    expect(ploomesReader.authentic({}, body, undefined)).toBe(true);
  });
});

describe('a webhook of Ploomes is kept without its validation key', () => {
  test.each([
    { title: 'in the middle', body: '{"Entity":"Deals", "ValidationKey" : "k1" ,"New":{"Id": 5.0}}', kept: '{"Entity":"Deals", "ValidationKey" : "[removed]" ,"New":{"Id": 5.0}}' },
    { title: 'with quotes and backslashes in it', body: '{"ValidationKey":"k\\"1\\\\","a":"b"}', kept: '{"ValidationKey":"[removed]","a":"b"}' },
    { title: 'more than once', body: '{"ValidationKey":"k1","New":{"ValidationKey":"k1"}}', kept: '{"ValidationKey":"[removed]","New":{"ValidationKey":"[removed]"}}' },
    { title: 'in a body that was cut off', body: '{"Entity":"Deals","ValidationKey":"k1', kept: '{"Entity":"Deals","ValidationKey":"[removed]"' },
    { title: 'as null', body: '{"ValidationKey":null}', kept: '{"ValidationKey":null}' },
    { title: 'nowhere', body: '{"Text":"ValidationKey: \\"k1\\""}', kept: '{"Text":"ValidationKey: \\"k1\\""}' },
  ])('in its body $title', ({ body, kept }) => {
    expect(ploomesReader.withoutSecrets({}, body).body).toBe(kept);
  });

  test('in its headers, in whatever case they are written', () => {
    const headers = { 'X-Ploomes-Validation-Key': 'k1', 'x-ploomes-validation-key': 'k1', 'content-type': 'application/json' };
    expect(ploomesReader.withoutSecrets(headers, '').headers).toEqual({ 'content-type': 'application/json' });
  });

  test('in a body of a megabyte that is hostile', () => {
    const body = `{"ValidationKey":"${'\\\\'.repeat(250_000)}${'x'.repeat(500_000)}`;
    expect(ploomesReader.withoutSecrets({}, body).body).toBe('{"ValidationKey":"[removed]"');
  });
});

describe('the reader of Ploomes keeps the promises of its port', () => {
  const headers = { 'x-ploomes-validation-key': 'the-key' };
  const raw = (body: object) => ({ headers, body: delivery({ ...body, ValidationKey: 'the-key' }) });
  deliveryReaderContract(test, async () => ({
    reader: ploomesReader,
    validationKey: 'the-key',
    timed: raw(update),
    timedLater: raw({ ...update, New: { Id: 41, LastUpdateDate: '2026-05-04T14:05:11-03:00' } }),
    untimed: raw({ Entity: 'Deals', Action: 'Update', ResourceId: 52 }),
    unknown: (text) => raw({ Entity: 'Quotes', Action: 'Update', New: { Id: 1, Text: text } }),
    forged: { headers: { 'x-ploomes-validation-key': 'guessed' }, body: delivery(update) },
  }));
});
