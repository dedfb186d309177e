import { describe, expect, test } from 'vitest';
import { allOf, contains, eq, oneOf, queryText, quoted, someChild } from '../../../src/adapters/ploomes/odata.ts';

describe('what Ploomes is asked', () => {
  test('a quote in a text is doubled, so that no name breaks the question', () => {
    expect(quoted("O'Hara")).toBe("'O''Hara'");
    expect(eq('Name', "O'Hara' or Id gt 0 or Name eq '")).toBe("Name eq 'O''Hara'' or Id gt 0 or Name eq '''");
  });

  test('numbers stand without quotes', () => {
    expect(eq('Id', 7)).toBe('Id eq 7');
  });

  test('alternatives are bracketed, since "and" binds tighter, and one alone is not', () => {
    expect(allOf(eq('A', 1), oneOf(eq('B', 1), eq('B', 2)), undefined)).toBe('A eq 1 and (B eq 1 or B eq 2)');
    expect(oneOf(eq('B', 1))).toBe('B eq 1');
  });

  test('child rows are asked for with "any"', () => {
    expect(someChild('Phones', 'p', contains('p/PhoneNumber', '8765-4321'))).toBe("Phones/any(p: contains(p/PhoneNumber,'8765-4321'))");
  });

  test('the query is encoded part by part, and absent parts are left out', () => {
    expect(queryText({ filter: "Name eq 'A&B+C'", top: 0, count: true })).toBe("?$filter=Name%20eq%20'A%26B%2BC'&$top=0&$count=true");
    expect(queryText({ filter: undefined })).toBe('');
    expect(queryText({ filter: '' })).toBe('');
  });

  test('a text cut in the middle of an emoji can still be sent', () => {
    expect(queryText({ filter: eq('Name', 'Ana \uD83D') })).toContain('Ana');
  });
});
