import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codesIn, composeErrors, ERRORS_PAGE, errorsOf } from '../../tools/errors.ts';
import { composeRules, proofsIn, RULES_PAGE, rulesOf } from '../../tools/rules.ts';

const texts = { 'CRD-05': 'A transfer applies the new rule.', 'CRD-06': 'A transfer may do nothing.', 'CRD-07': 'A record is made.' };

describe('the page of rules', () => {
  test('is up to date: `npm run docs:rules` writes it', () => {
    expect(rulesOf('.') === readFileSync(RULES_PAGE, 'utf8'), `${RULES_PAGE} is stale: npm run docs:rules`).toBe(true);
  });

  test('takes every id of a test name, and its sentence', () => {
    expect(proofsIn('a.test.ts', `test('CRD-05, CRD-06: it\\'s a transfer', () => {});\ntest("no rule: at all");`)).toEqual([
      { id: 'CRD-05', file: 'a.test.ts', name: "it's a transfer" },
      { id: 'CRD-06', file: 'a.test.ts', name: "it's a transfer" },
    ]);
  });

  test('lists a rule without a test as not built yet', () => {
    const page = composeRules(texts, [{ id: 'CRD-05', file: 'a.test.ts', name: 'a transfer' }]);
    expect(page.split('## Not built yet')[1]).toContain('**CRD-06** A transfer may do nothing.');
    expect(page.split('## Not built yet')[0]).toContain('- `a.test.ts`\n  - a transfer');
    expect(page).toContain('Of 3 rules 1 have a test.');
  });

  test('refuses a test that names a rule which does not exist', () => {
    expect(() => composeRules(texts, [{ id: 'CRD-99', file: 'a.test.ts', name: 'x' }])).toThrow('a.test.ts names CRD-99');
  });
});

describe('the page of error codes', () => {
  test('is up to date: `npm run docs:errors` writes it', () => {
    expect(errorsOf('.') === readFileSync(ERRORS_PAGE, 'utf8'), `${ERRORS_PAGE} is stale: npm run docs:errors`).toBe(true);
  });

  test('finds codes by family and says once where each is named', () => {
    const codes = codesIn(new Map([['src/a.ts', `'port.missing' "input.bad-url" 'port.missing'`], ['src/b.ts', `'port.missing' 'other.code'`]]));
    expect([...codes]).toEqual([['input.bad-url', ['src/a.ts']], ['port.missing', ['src/a.ts', 'src/b.ts']]]);
    expect(composeErrors(codes)).toContain('| `port.missing` | `src/a.ts`, `src/b.ts` |');
  });
});
