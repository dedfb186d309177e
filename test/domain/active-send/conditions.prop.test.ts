import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionsHold, type FieldCondition, type SendConditions } from '../../../src/domain/index.ts';
import { fieldsAtHand, sendConditions } from '../../arbitraries/index.ts';

const OPPOSITE = { equals: 'not-equals', 'not-equals': 'equals', empty: 'not-empty', 'not-empty': 'empty' } as const;

/** The same with every word turned around, where each operator has an opposite. */
function opposite({ hold, of }: SendConditions): SendConditions | undefined {
  const turned = of.map((each) => ('hold' in each ? opposite(each) : oppositeOf(each)));
  if (of.length === 0 || turned.some((each) => each === undefined)) return undefined;
  return { hold: hold === 'all' ? 'any' : 'all', of: turned.flatMap((each) => each ?? []) };
}

function oppositeOf(condition: FieldCondition): FieldCondition | undefined {
  if (condition.operator === 'equals' || condition.operator === 'not-equals') return { ...condition, operator: OPPOSITE[condition.operator] };
  return condition.operator === 'empty' || condition.operator === 'not-empty' ? { ...condition, operator: OPPOSITE[condition.operator] } : undefined;
}

test('SND-02: conditions hold exactly where their opposite does not', () => {
  fc.assert(
    fc.property(sendConditions(), fieldsAtHand(), (conditions, fields) => {
      const turned = opposite(conditions);
      if (turned !== undefined) expect(conditionsHold(turned, fields)).toBe(!conditionsHold(conditions, fields));
    }),
  );
});

test('SND-02: the order of conditions changes nothing, and neither does saying one twice', () => {
  fc.assert(
    fc.property(sendConditions(), fieldsAtHand(), ({ hold, of }, fields) => {
      expect(conditionsHold({ hold, of: [...of.toReversed(), ...of] }, fields)).toBe(conditionsHold({ hold, of }, fields));
    }),
  );
});
