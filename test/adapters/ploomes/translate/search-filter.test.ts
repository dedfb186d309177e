import { describe, expect, test } from 'vitest';
import { parsePloomesConfig } from '../../../../src/adapters/ploomes/index.ts';
import { maskedForms, searchFilter } from '../../../../src/adapters/ploomes/translate/search-filter.ts';

const config = parsePloomesConfig({ userKey: 'ABC' });

describe('how a search for contacts is asked of Ploomes', () => {
  test('PAN-02: a text is looked for in name and e-mail alone, in one case', () => {
    expect(searchFilter({ text: "D'Ávila" }, config)).toBe("(contains(tolower(Name),'d''ávila') or contains(tolower(Email),'d''ávila'))");
  });

  test('PAN-02: three digits are looked for as they may stand in a mask', () => {
    expect(maskedForms('543')).toEqual(['5-43', '54-3', '5) 43', '5)43', '5 43', '54) 3', '54)3', '54 3']);
  });

  test('PAN-02: a CPF is looked for in both of its columns, and only whole', () => {
    expect(searchFilter({ text: '52998224725', digits: '52998224725' }, config)).toContain("CPF eq '52998224725' or Register eq '52998224725'");
    expect(searchFilter({ text: '5299822472', digits: '5299822472' }, config)).not.toContain('CPF');
  });

  test('PAN-02: the longest number gives a question that addresses have room for', () => {
    expect(encodeURIComponent(searchFilter({ text: '5511987654321', digits: '5511987654321' }, config)).length).toBeLessThan(3000);
  });
});
