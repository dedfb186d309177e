import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, placesOf } from '../../../src/domain/index.ts';
import { fittingValues, messageTemplate } from '../../arbitraries/index.ts';

const filledTemplates = messageTemplate().chain((template) => fc.tuple(fc.constant(template), fittingValues(template)));

test('SND-01: fitting values fill every approved template, in whatever order they come, and no other', () => {
  fc.assert(
    fc.property(filledTemplates.chain(([template, values]) => fc.tuple(fc.constant(template), fc.constant(values), fc.shuffledSubarray([...values], { minLength: values.length }))), ([template, values, shuffled]) => {
      const filled = fillTemplate(template, values);
      expect(filled.outcome).toBe(template.approval === 'approved' ? 'filled' : 'not-approved');
      expect(fillTemplate(template, shuffled)).toEqual(filled);
    }),
  );
});

test('SND-02: what is sent fills the template to the text that was shown', () => {
  fc.assert(
    fc.property(filledTemplates, ([template, values]) => {
      const filled = fillTemplate(template, values);
      if (filled.outcome === 'filled') expect(fillTemplate(template, filled.values)).toEqual(filled);
    }),
  );
});

test('SND-02: without one of its values nothing is filled, and that place is named', () => {
  fc.assert(
    fc.property(filledTemplates, fc.nat(), ([template, values], at) => {
      const needed = placesOf(template).filter(({ type }) => type !== 'quick-reply');
      const missing = needed[at % Math.max(1, needed.length)];
      if (missing === undefined || template.approval !== 'approved') return;
      const left = values.filter(({ part, place }) => part !== missing.part || place !== missing.place);
      expect(fillTemplate(template, left)).toEqual({ outcome: 'unfit', faults: [{ part: missing.part, place: missing.place, problem: 'missing' }] });
    }),
  );
});
