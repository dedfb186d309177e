import { describe, expect, test } from 'vitest';
import { decideClassification, type AskedField, type ClassificationRules } from '../../../src/domain/desk/decide-classification.ts';

const tree = { id: 'root', children: [{ id: 'sale', children: [{ id: 'won', children: [] }] }, { id: 'doubt', children: [] }] };
const asking: ClassificationRules = { mandatory: 'yes', tree, fields: [] };
const because = (...asked: Parameters<typeof decideClassification>) => {
  const decision = decideClassification(...asked);
  return decision.outcome === 'refused' ? decision.because : 'allowed';
};

describe('PAN-07: ending a session', () => {
  test('in a group that asks for a classification it is asked for in the same step', () => {
    expect(because('close', asking, undefined)).toBe('classification-missing');
    expect(because('close', asking, { nodeId: 'won' })).toBe('allowed');
  });

  test('elsewhere it may be left for later, or given at once', () => {
    expect(because('close', { ...asking, mandatory: 'no' }, undefined)).toBe('allowed');
    expect(because('close', { ...asking, mandatory: 'no' }, { nodeId: 'doubt' })).toBe('allowed');
    expect(because('close', { mandatory: 'no', fields: [] }, undefined)).toBe('allowed');
  });

  test('a group that asks, and has nothing to choose, can be left', () => expect(because('close', { mandatory: 'yes', fields: [] }, undefined)).toBe('allowed'));
});

describe('PAN-10: classifying', () => {
  test('needs a choice', () => expect(because('classify', { ...asking, mandatory: 'no' }, undefined)).toBe('classification-missing'));
  test('what has branches cannot be chosen', () => expect(because('classify', asking, { nodeId: 'sale' })).toBe('classification-has-branches'));
  test('nor what is not in the tree of the group', () => expect(because('classify', asking, { nodeId: 'gone' })).toBe('classification-unknown'));
  test('nor anything where there is no tree', () => expect(because('classify', { mandatory: 'no', fields: [] }, { nodeId: 'won' })).toBe('group-without-classification'));
});

describe('PAN-07: fields beside a classification', () => {
  const field = (over: Partial<AskedField> = {}): AskedField => ({ id: 'f', type: 'text', required: 'yes', options: [], ...over });
  const withField = (asked: AskedField, value: string | undefined) =>
    decideClassification('classify', { ...asking, fields: [asked] }, { nodeId: 'won', ...(value === undefined ? {} : { fields: [{ id: 'f', value }] }) });

  test.each([[undefined], [''], ['  ']])('a required one left at %j is named', (value) => {
    expect(withField(field(), value)).toEqual({ outcome: 'refused', because: 'classification-field-missing', field: 'f' });
  });

  test('one that is not required may be left out', () => expect(withField(field({ required: 'no' }), undefined).outcome).toBe('allowed'));

  test.each([
    ['number', '12,50', 'allowed'], ['number', '12 reais', 'refused'], ['date', '2026-02-28', 'allowed'], ['date', '2026-02-31', 'refused'], ['date', 'ontem', 'refused'],
    ['option', 'a', 'allowed'], ['option', 'c', 'refused'], ['text', 'qualquer', 'allowed'],
  ] as const)('a %s takes %s: %s', (type, value, outcome) => {
    expect(withField(field({ type, options: ['a', 'b'] }), value)).toMatchObject(outcome === 'allowed' ? { outcome } : { outcome, because: 'classification-field-invalid', field: 'f' });
  });

  test('one that is not asked for is refused', () => {
    expect(decideClassification('classify', asking, { nodeId: 'won', fields: [{ id: 'x', value: '1' }] })).toEqual({ outcome: 'refused', because: 'classification-field-unknown', field: 'x' });
  });
});
