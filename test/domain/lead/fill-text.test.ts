import { describe, expect, test } from 'vitest';
import { fillText, placesIn, unknownPlaces } from '../../../src/domain/lead/fill-text.ts';
import { aLead } from '../../builders/a-lead.ts';

const lead = aLead({
  name: 'Ana Souza', phone: '5511987654321',
  fields: { product: 'Curso {{email}}', value: 1990.5, aceite: true, interesses: ['dança', 'canto'], vence: '2026-05-04', 'Página de origem': '$& e {{x}}', vazio: ' ' },
});
const people = { writing: { language: 'pt-BR', timeZone: 'America/Sao_Paulo' } };

const textOf = (text: string, filling = {}): string | undefined => {
  const filled = fillText(text, lead, filling);
  return filled.outcome === 'filled' ? filled.text : undefined;
};

describe('WHK-06: what a text says', () => {
  test('places are filled with what the lead brings', () => {
    expect(textOf('Olá {{firstName}}, {{ name }}! {{phone}}')).toBe('Olá Ana, Ana Souza! +5511987654321');
  });

  test('a value that looks like a place, or like anything else, stays what it is', () => {
    expect(textOf('{{product}} / {{Página de origem}}')).toBe('Curso {{email}} / $& e {{x}}');
  });

  test('for people, amounts, days and choices are written as they read them', () => {
    expect(textOf('{{value}} {{aceite}} {{interesses}} {{vence}}', people)).toBe('1990,5 Sim dança, canto 04/05/2026');
    expect(textOf('{{value}} {{aceite}} {{interesses}} {{vence}}')).toBe('1990.5 true dança, canto 2026-05-04');
  });

  test('one place and nothing else keeps its value', () => {
    expect([fillText(' {{value}} ', lead), fillText('{{interesses}}', lead), fillText('R$ {{value}}', lead)]).toMatchObject([
      { value: 1990.5 }, { value: ['dança', 'canto'] }, { value: 'R$ 1990.5' },
    ]);
  });

  test('a place that nothing is called after, and one that is empty, are told by name, each once', () => {
    expect(fillText('{{nome}} {{email}} {{nome}} {{plano}} {{}} {{vazio}}', lead, { known: ['plano', 'vazio'] })).toEqual({
      outcome: 'unfit',
      faults: [
        { place: 'nome', problem: 'unknown' }, { place: 'email', problem: 'empty' }, { place: 'plano', problem: 'empty' }, { place: '', problem: 'unknown' },
        { place: 'vazio', problem: 'empty' },
      ],
    });
  });

  test.each(['{{constructor}}', '{{__proto__}}', '{{name.length}}', '{{1+1}}', '{{toString()}}'])('nothing is evaluated: %s', (text) => {
    expect(fillText(text, lead)).toMatchObject({ outcome: 'unfit', faults: [{ problem: 'unknown' }] });
  });

  test('braces that are no place stay', () => {
    expect(textOf('{name} {{ {x} }} {{{name}}}')).toBe('{name} {{ {x} }} {Ana Souza}');
  });

  test('a field called like what every lead has does not hide it', () => {
    expect(fillText('{{name}}', aLead({ name: 'Ana', fields: { name: 'Bia' } }))).toMatchObject({ text: 'Ana' });
    expect(fillText('{{name}}', aLead({ fields: { name: 'Bia' } }))).toMatchObject({ text: 'Bia' });
  });

  test('what is not known is told when the text is written', () => {
    expect([placesIn('{{a}}{{b}}{{a}}'), unknownPlaces('{{name}} {{plano}} {{x}}', ['plano'])]).toEqual([['a', 'b'], ['x']]);
  });

  test('a place that is never closed costs no more than its length', () => {
    const begun = performance.now();
    const open = `{{${' '.repeat(5_000)}x`;
    expect([placesIn(open), textOf(open), textOf(` {{${' '.repeat(5_000)}name\n}} `)]).toEqual([[], open, ' Ana Souza ']);
    expect(performance.now() - begun).toBeLessThan(100);
  });
});
