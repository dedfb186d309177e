import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionsHold, evolveSend, fillTemplate, placesOf } from 'vinculo/domain';
import { activeSend, fieldsAtHand, fittingValues, messageTemplate, sendConditions, sendSign } from './active-send.ts';

// Fixed, since these ask what the generators can make and not what is true.
const many = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] => fc.sample(arbitrary, { numRuns: 2000, seed: 4 });
const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted();

test('the generator of templates reaches every approval, every type, and places that the list lacks', () => {
  const templates = many(messageTemplate());
  expect(distinct(templates.map(({ approval }) => approval))).toEqual(['approved', 'disabled', 'paused', 'pending', 'rejected']);
  expect(distinct(templates.flatMap(({ parameters }) => parameters.map(({ type }) => type)))).toEqual(['coupon', 'currency', 'date', 'media', 'quick-reply', 'text', 'url']);
  expect(templates.some((template) => placesOf(template).length > template.parameters.length)).toBe(true);
});

test('the generator of values fits every approved template', () => {
  const filled = many(messageTemplate().chain((template) => fittingValues(template).map((values) => fillTemplate(template, values).outcome)));
  expect(distinct(filled)).toEqual(['filled', 'not-approved']);
});

test('the generators of sends and signs reach every state', () => {
  const evolved = many(fc.tuple(activeSend(), sendSign())).map(([send, sign]) => `${send.state} to ${evolveSend(send, sign).state}`);
  expect(distinct(evolved.map((each) => each.replace(/ to .*/, '')))).toEqual(['answered', 'delivered', 'failed', 'queued', 'read', 'sent', 'unknown']);
  expect(evolved).toEqual(expect.arrayContaining(['sent to failed', 'failed to delivered', 'queued to answered', 'read to read']));
});

test('the generators of conditions and fields reach both verdicts, with every operator', () => {
  const verdicts = many(fc.tuple(sendConditions(0), fieldsAtHand())).flatMap(([conditions, fields]) =>
    conditions.of.map((each) => `${'operator' in each ? each.operator : ''} ${conditionsHold({ hold: 'all', of: [each] }, fields)}`));
  expect(distinct(verdicts)).toEqual(['contains', 'empty', 'equals', 'greater', 'in-list', 'less', 'not-empty', 'not-equals'].flatMap((operator) => [`${operator} false`, `${operator} true`]));
});
