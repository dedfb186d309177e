import { describe, expect, test } from 'vitest';
import { mergeOtherProperties } from '../../../../src/adapters/ploomes/translate/other-properties.ts';
import { otherPropertyRow } from '../../../../src/adapters/ploomes/wire/other-property.ts';

const row = (columns: object) => otherPropertyRow.parse({ Id: 1, FieldId: 9, StringValue: null, IntegerValue: null, ...columns });

describe('custom fields are sent whole', () => {
  test.each([
    { title: 'a text', columns: { StringValue: 'x' }, sent: { StringValue: 'x' } },
    { title: 'a long text', columns: { BigStringValue: 'xx' }, sent: { BigStringValue: 'xx' } },
    { title: 'a number', columns: { DecimalValue: 1.5 }, sent: { DecimalValue: 1.5 } },
    { title: 'a date', columns: { DateTimeValue: '2026-05-04T00:00:00-03:00' }, sent: { DateTimeValue: '2026-05-04T00:00:00-03:00' } },
    { title: 'a "no"', columns: { BoolValue: false }, sent: { BoolValue: false } },
    { title: 'a zero', columns: { IntegerValue: 0 }, sent: { IntegerValue: 0 } },
    { title: 'an option', columns: { ObjectValueId: 5, ObjectValueName: 'Vendas' }, sent: { IntegerValue: 5 } },
    { title: 'a user', columns: { IntegerValue: 7, UserValueId: 7, UserValueName: 'Ana' }, sent: { IntegerValue: 7 } },
    { title: 'a contact', columns: { ContactValueId: 41 }, sent: { IntegerValue: 41 } },
    { title: 'an empty value', columns: {}, sent: {} },
  ])('$title of other people stays as it was', ({ columns, sent }) => {
    expect(mergeOtherProperties([row({ FieldKey: 'theirs', ...columns })], [])).toEqual([{ FieldKey: 'theirs', ...sent }]);
  });

  test('ours takes the place of ours', () => {
    const standing = [row({ FieldKey: 'ours', IntegerValue: 1 }), row({ FieldKey: 'theirs', StringValue: 'x' })];
    expect(mergeOtherProperties(standing, [{ FieldKey: 'ours', IntegerValue: 2 }])).toEqual([
      { FieldKey: 'theirs', StringValue: 'x' },
      { FieldKey: 'ours', IntegerValue: 2 },
    ]);
  });

  test('several rows of one field, as a multiple choice has, all stay', () => {
    const standing = [row({ FieldKey: 'theirs', IntegerValue: 1 }), row({ FieldKey: 'theirs', IntegerValue: 2 })];
    expect(mergeOtherProperties(standing, [])).toHaveLength(2);
  });
});
