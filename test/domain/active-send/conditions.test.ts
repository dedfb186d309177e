import { describe, expect, test } from 'vitest';
import { checkConditions, conditionsHold, type FieldCondition, type FieldsAtHand, type FieldValue, type SendConditions } from '../../../src/domain/index.ts';

const at = { of: 'card', field: 'x' } as const;
const all = (...of: SendConditions['of']): SendConditions => ({ hold: 'all', of });
const fieldsWith = (x: FieldValue | undefined): FieldsAtHand => ({ contact: {}, card: { x } });
const holds = (x: FieldValue | undefined, condition: FieldCondition): boolean => conditionsHold(all(condition), fieldsWith(x));

describe('SND-02: a condition over a field', () => {
  test.each<readonly [FieldValue | undefined, FieldCondition, boolean]>([
    ['Vendas', { at, operator: 'equals', value: ' vendas ' }, true],
    ['10', { at, operator: 'equals', value: 10 }, true],
    ['007', { at, operator: 'equals', value: '7' }, false],
    [['Vip', 'Novo'], { at, operator: 'equals', value: 'novo' }, true],
    [true, { at, operator: 'equals', value: true }, true],
    ['2026-05-04T15:00:00Z', { at, operator: 'equals', value: '2026-05-04T12:00:00-03:00' }, true],
    [undefined, { at, operator: 'equals', value: '' }, false],
    ['Vendas', { at, operator: 'not-equals', value: 'vendas' }, false],
    [undefined, { at, operator: 'not-equals', value: 'vendas' }, true],
    ['Pós-venda', { at, operator: 'contains', value: 'VENDA' }, true],
    [['Vip'], { at, operator: 'contains', value: 'vi' }, true],
    [undefined, { at, operator: 'contains', value: '' }, false],
    [' ', { at, operator: 'empty' }, true],
    [[], { at, operator: 'empty' }, true],
    [0, { at, operator: 'empty' }, false],
    [false, { at, operator: 'not-empty' }, true],
    [11, { at, operator: 'greater', value: 10 }, true],
    [10, { at, operator: 'greater', value: 10 }, false],
    ['9.5', { at, operator: 'less', value: '10' }, true],
    ['2026-05-04', { at, operator: 'less', value: '2026-05-05' }, true],
    ['2026-05-04', { at, operator: 'greater', value: 10 }, false],
    ['muito', { at, operator: 'less', value: 10 }, false],
    [undefined, { at, operator: 'less', value: 10 }, false],
    ['Vip', { at, operator: 'in-list', values: ['novo', 'vip'] }, true],
    ['Vip', { at, operator: 'in-list', values: [] }, false],
  ])('%j, %j: %s', (x, condition, expected) => {
    expect(holds(x, condition)).toBe(expected);
  });

  test('a record that is not there is empty, and so is a field of a strange name', () => {
    expect(conditionsHold(all({ at: { of: 'card', field: 'x' }, operator: 'empty' }), { contact: {} })).toBe(true);
    expect(conditionsHold(all({ at: { of: 'contact', field: '__proto__' }, operator: 'empty' }), { contact: {} })).toBe(true);
    expect(conditionsHold(all({ at: { of: 'contact', field: 'constructor' }, operator: 'empty' }), { contact: {} })).toBe(true);
  });

  test('all or any of them; none at all holds', () => {
    const [yes, no] = [{ at, operator: 'empty' }, { at, operator: 'not-empty' }] as const;
    const fields = fieldsWith(undefined);
    expect([all(yes, no), all(yes, yes), all(), { hold: 'any', of: [yes, no] } as const, { hold: 'any', of: [no] } as const, { hold: 'any', of: [] } as const, all(yes, { hold: 'any', of: [no, yes] })]
      .map((conditions) => conditionsHold(conditions, fields))).toEqual([false, true, true, true, false, true, true]);
  });
});

describe('SND-02: conditions stay within bounds', () => {
  const nested = (depth: number): SendConditions => (depth <= 1 ? all() : all(nested(depth - 1)));
  const empty: FieldCondition = { at, operator: 'empty' };
  test.each<readonly [string, SendConditions, string]>([
    ['four levels', nested(4), 'kept'],
    ['five levels', nested(5), 'too-deep'],
    ['twenty thousand levels', nested(5000), 'too-deep'],
    ['fifty conditions', all(...Array.from({ length: 50 }, () => empty)), 'kept'],
    ['fifty-one, of which one is nested', all(...Array.from({ length: 50 }, () => empty), all(empty)), 'too-many'],
    ['a list of 201 values', all({ at, operator: 'in-list', values: Array.from({ length: 201 }, (_, n) => n) }), 'list-too-long'],
    ['a text of 501 characters', all({ at, operator: 'contains', value: 'x'.repeat(501) }), 'text-too-long'],
    ['a field of 501 characters', all({ at: { of: 'card', field: 'x'.repeat(501) }, operator: 'empty' }), 'text-too-long'],
  ])('%s: %3$s', (_, conditions, outcome) => {
    const checked = checkConditions(conditions);
    expect(checked.ok ? 'kept' : checked.reason).toBe(outcome);
  });
});
