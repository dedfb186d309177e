import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyFilter, isMeant, spellingsOf, translateCompanyEntry } from '../../../../src/adapters/ploomes/translate/company-filter.ts';
import { foldText } from '../../../../src/domain/contact/fold-text.ts';
import { aCompanyCandidate } from '../../../builders/a-lead.ts';

/** Whether a name, in lower case, holds what the condition asks for: one of the texts of each group. */
function holds(filter: string, name: string): boolean {
  const groups = filter.split(' and ').slice(1).map((group) => [...group.matchAll(/contains\(tolower\(Name\),'((?:[^']|'')*)'\)/g)].map(([, text = '']) => text.replaceAll("''", "'")));
  return groups.every((texts) => texts.some((text) => name.toLowerCase().includes(text)));
}

const WORDS = ['São', 'João', 'Comércio', 'Distribuição', 'Alimentícios', 'Comercialização', 'de', 'e', 'Ltda', "D'Água", 'Ímpar', 'Pinguim', 'Três', 'Açaí', '123', 'Avó', 'Lã', 'Pão'];

describe('ACL-05: companies by name, whatever the accents', () => {
  test('a name that came without accents, or with others, finds the one that is kept with them', () => {
    const names = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(fc.property(names, (name) => {
      for (const typed of [name, foldText(name), name.toUpperCase(), ` ${name.replaceAll(' ', '  ')} `]) {
        const filter = companyFilter({ name: typed }, 1) ?? '';
        expect([typed, holds(filter, name), holds(filter, typed)]).toEqual([typed, true, true]);
        // Servers are known to refuse queries beyond 2,048 characters.
        expect(encodeURIComponent(filter).length).toBeLessThan(1900);
      }
    }));
  });

  test('any name gives a condition that is short enough to be sent, and that the name itself meets', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((name) => /\p{L}/u.test(name)), (name) => {
      const filter = companyFilter({ name }, 1) ?? '';
      expect(filter.match(/contains/g)?.length ?? 0).toBeLessThanOrEqual(24);
    }));
  });

  test('a word is spelt with one accent at most, and a cedilla beside it', () => {
    expect(spellingsOf('pao')).toEqual(['pao', 'páo', 'pào', 'pâo', 'pão', 'paó', 'paô', 'paõ']);
    expect(spellingsOf('acao')).toEqual(expect.arrayContaining(['acao', 'ação', 'açao', 'acão']));
    expect(spellingsOf('coracao')).toEqual(expect.arrayContaining(['coração']));
    expect(spellingsOf('coracao').filter((each) => each.startsWith('ç'))).toEqual([]);
    expect(spellingsOf('órgão')[0]).toBe('órgão');
  });
});

describe('ACL-05: companies by CNPJ', () => {
  const CNPJ = '11444777000161';

  test('are asked for plain and masked, in both columns, beside the name', () => {
    expect(companyFilter({ cnpj: CNPJ }, 1)).toBe(
      `TypeId eq 1 and (CNPJ eq '${CNPJ}' or Register eq '${CNPJ}' or CNPJ eq '11.444.777/0001-61' or Register eq '11.444.777/0001-61')`,
    );
    expect(companyFilter({ name: "D'Oeste", cnpj: CNPJ }, 7)).toMatch(/^TypeId eq 7 and \(CNPJ .* or \(contains\(tolower\(Name\),'d''oeste'\)/);
  });

  test('may have letters, masked too', () => {
    expect(companyFilter({ cnpj: '12ABC34501DE35' }, 1)).toContain(`or Register eq '12.ABC.345/01DE-35')`);
    expect(translateCompanyEntry({ Id: 1, Name: 'A', Register: '12.abc.345/01de-35' })).toEqual({ id: '1', name: 'A', cnpj: '12ABC34501DE35' });
  });

  test.each([{}, { name: ' ' }])('nothing is asked where none is named: %j', (query) => {
    expect(companyFilter(query, 1)).toBeUndefined();
  });

  test('a register that is a CPF is no CNPJ', () => {
    expect(translateCompanyEntry({ Id: 1, Name: null, CNPJ: '', Register: '529.982.247-25' })).toEqual({ id: '1', name: '' });
    expect(translateCompanyEntry({ Id: 1, Name: 'A', Register: '11.444.777/0001-61' })).toEqual({ id: '1', name: 'A', cnpj: CNPJ });
  });

  test('a company is meant by either', () => {
    const meant = (name: string, cnpj?: string) => isMeant(aCompanyCandidate(1, name, cnpj), { name: 'São João', cnpj: CNPJ });
    expect([meant('sao  joao'), meant('Outra', CNPJ), meant('São João Ltda'), meant('Outra', '19131243000197')]).toEqual([true, true, false, false]);
    expect(isMeant(aCompanyCandidate(1, ''), { name: ' ' })).toBe(false);
  });
});
