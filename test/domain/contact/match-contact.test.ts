import { describe, expect, test } from 'vitest';
import { matchesOf, readContactSearch } from '../../../src/domain/contact/match-contact.ts';
import { aContact } from '../../builders/a-contact.ts';

const joao = aContact({
  name: "João D'Ávila", email: 'Joao.Avila@Example.test', cpf: '529.982.247-25', phones: [{ value: '(31) 98765-4321', ddi: '55' }, { value: '+351 912 345 678' }],
});

function matches(typed: string, contact = joao) {
  const search = readContactSearch(typed);
  return search === undefined ? 'nothing-typed' : matchesOf(search, contact);
}

describe('by what a contact is found', () => {
  test.each([
    ['a part of the name', "o d'á", ['name']],
    ['the name without its accents', 'joao', ['name', 'email']],
    ['a name with accents that lack', "jóão d'avila", ['name']],
    ['a part of the e-mail', '@EXAMPLE', ['email']],
    ['a CPF with its mask', '529.982.247-25', ['cpf']],
    ['three digits across the hyphen', '543', ['phone']],
    ['three digits across the area code', '319', ['phone']],
    ["digits that begin with the mask's DDI", '55319', ['phone']],
    ['a part of a number as it is typed', '(31) 9876', ['phone']],
    ['a number of another country', '351912', ['phone']],
    ['a whole number without the ninth digit', '55 31 8765-4321', ['phone']],
  ])('PAN-02: %s', (_, typed, found) => {
    expect(matches(typed)).toEqual(found);
  });

  test.each([
    ['another name', 'maria'], ['a part of a CPF', '529982'], ['two digits', '31'], ['digits that stand in two numbers', '4321351'],
    ['a DDI before a number that brings its own', '55351'], ['digits among letters', 'casa 987'],
  ])('PAN-02: not by %s', (_, typed) => {
    expect(matches(typed)).toEqual([]);
  });

  test('PAN-02: nothing is asked where nothing was typed', () => {
    expect(matches(' \n ')).toBe('nothing-typed');
  });

  test('PAN-02: spaces around and between do not count', () => {
    expect(matches('  ana   sou ', aContact({ name: 'Ana Souza' }))).toEqual(['name']);
  });
});
