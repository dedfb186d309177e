import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codesIn, composeErrors, ERRORS_PAGE, errorsOf } from '../../tools/errors.ts';
import { composePlatforms, PLATFORMS_PAGE, platformsPage } from '../../tools/platforms.ts';
import { composeRules, proofsIn, RULES_PAGE, rulesIn, rulesOf } from '../../tools/rules.ts';

const rules = rulesIn(JSON.stringify({
  'CRD-05': { text: 'A transfer applies the new rule.', note: 'Only by hand.' }, 'CRD-06': 'A transfer may do nothing.', 'CRD-07': 'A record is made.',
}));

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
    const page = composeRules(rules, [{ id: 'CRD-05', file: 'a.test.ts', name: 'a transfer' }]);
    expect(page.split('## Not built yet')[1]).toContain('**CRD-06** A transfer may do nothing.');
    expect(page.split('## Not built yet')[0]).toContain('- `a.test.ts`\n  - a transfer');
    expect(page).toContain('Of 3 rules 1 have a test.');
  });

  test('says what is lacking of a rule that has a test', () => {
    const page = composeRules(rules, [{ id: 'CRD-05', file: 'a.test.ts', name: 'a transfer' }]);
    expect(page).toContain('**CRD-05** A transfer applies the new rule.\n\n*Not yet whole:* Only by hand.\n\n- `a.test.ts`');
    expect(() => rulesIn('{ "CRD-05": { "remark": "no text" } }')).toThrow('CRD-05');
  });

  test('refuses a test that names a rule which does not exist', () => {
    expect(() => composeRules(rules, [{ id: 'CRD-99', file: 'a.test.ts', name: 'x' }])).toThrow('a.test.ts names CRD-99');
  });
});

describe('the page of error codes', () => {
  test('is up to date: `npm run docs:errors` writes it', () => {
    expect(errorsOf('.') === readFileSync(ERRORS_PAGE, 'utf8'), `${ERRORS_PAGE} is stale: npm run docs:errors`).toBe(true);
  });

  test('finds each code of the four families once', () => {
    expect(codesIn([`'port.missing' "input.bad-url" 'port.missing'`, `'port.missing' 'other.code'`])).toEqual(['input.bad-url', 'port.missing']);
    expect(composeErrors({ 'port.missing': 'It is gone.' }, ['port.missing'])).toContain('| `port.missing` | It is gone. |');
  });

  test('refuses a code without a meaning, and a meaning without a code', () => {
    expect(() => composeErrors({}, ['port.missing'])).toThrow('port.missing');
    expect(() => composeErrors({ 'port.gone': 'It is gone.' }, [])).toThrow('port.gone');
  });
});

describe('the page of platforms', () => {
  test('is up to date: `npm run docs:platforms` writes it', () => {
    expect(platformsPage() === readFileSync(PLATFORMS_PAGE, 'utf8'), `${PLATFORMS_PAGE} is stale: npm run docs:platforms`).toBe(true);
  });

  test('tells of each platform how it is authenticated, and what may be lacking', () => {
    const because = { pt: 'Não há.', en: 'There | is none.' };
    const page = composePlatforms([{
      id: 'acme', name: 'Acme', contentTypes: ['json'], mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['type'] } } }, identity: [],
      events: [{ identification: 'paid', name: because, confidence: 'inferred' }], confidence: 'verified', answerWithinMs: 5000, unknowns: [because],
      authenticity: [{ id: 'token', scheme: { kind: 'shown', at: [{ header: 'x-token' }, { field: 'token' }] }, secret: because, confidence: 'verified' }],
      withoutPerson: [{ identification: 'plan.*', because }],
    }]);
    expect(page).toContain('| [Acme](#acme) | 1 | 1 | secret shown | none | 200 within 5 s | verified |');
    expect(page).toContain('| `token` | the secret itself in header `x-token` or field `token` | There \\| is none. | verified |');
    expect(page).toContain('- `plan.*`: There | is none.');
    expect(page).toContain('Deliveries have no identity: equal ones within a day count as one.');
  });
});
