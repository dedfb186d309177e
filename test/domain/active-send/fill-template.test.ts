import { describe, expect, test } from 'vitest';
import { fillTemplate, type TemplateParameter } from '../../../src/domain/index.ts';
import { aTemplate, place } from '../../builders/a-send.ts';

const body = (value: string, at = 1) => ({ part: 'body', place: at, value }) as const;

describe('SND-01: a template with its values', () => {
  test('reads as the client will read it: header, text and footer, each value in its place', () => {
    const template = aTemplate({
      header: 'Pedido {{1}}', body: 'Oi {{1}}, chega em {{2}}. Até {{2}}!', footer: 'Responda SAIR para não receber',
      parameters: [place('header', 1), place('body', 1), place('body', 2, 'date'), place('button', 1, 'url')],
    });
    expect(fillTemplate(template, [{ part: 'header', place: 1, value: '77' }, body(' Ana '), body('04/05/2026', 2), { part: 'button', place: 1, value: 'p/77' }])).toEqual({
      outcome: 'filled',
      text: 'Pedido 77\n\nOi Ana, chega em 04/05/2026. Até 04/05/2026!\n\nResponda SAIR para não receber',
      values: [{ part: 'header', place: 1, value: '77' }, body('Ana'), body('04/05/2026', 2), { part: 'button', place: 1, value: 'p/77' }],
    });
  });

  test.each(['pending', 'rejected', 'paused', 'disabled'] as const)('is not sent while Meta calls it %s', (approval) => {
    expect(fillTemplate(aTemplate({ approval }), [body('Ana')])).toEqual({ outcome: 'not-approved', approval });
  });

  test('is not sent with a place left open, and every open place is named', () => {
    const template = aTemplate({ body: '{{1}} {{2}} {{3}}', parameters: [place('body', 1), place('body', 2), place('body', 3)] });
    expect(fillTemplate(template, [body('Ana', 2), body('   ', 3)])).toEqual({
      outcome: 'unfit', faults: [{ part: 'body', place: 1, problem: 'missing' }, { part: 'body', place: 3, problem: 'missing' }],
    });
  });

  test('asks for a place that only its text shows, so that nobody reads {{2}}', () => {
    expect(fillTemplate(aTemplate({ body: '{{1}} e {{ 2 }}' }), [body('Ana')])).toEqual({ outcome: 'unfit', faults: [{ part: 'body', place: 2, problem: 'missing' }] });
  });

  test('leaves a value as it is although it looks like a place, and leaves out values of no place', () => {
    expect(fillTemplate(aTemplate({ body: '{{1}} {{2}}', parameters: [] }), [body('{{2}}'), body('$&', 2), body('x', 9)])).toEqual({
      outcome: 'filled', text: '{{2}} $&', values: [body('{{2}}'), body('$&', 2)],
    });
  });

  test('a quick reply needs no value, since the client never reads it', () => {
    expect(fillTemplate(aTemplate({ parameters: [place('body', 1), place('button', 1, 'quick-reply')] }), [body('Ana')]).outcome).toBe('filled');
  });

  test('is not sent where the whole text grew longer than Meta takes', () => {
    const template = aTemplate({ body: '{{1}} {{2}}', parameters: [] });
    expect(fillTemplate(template, [body('a'.repeat(600)), body('b'.repeat(600), 2)])).toEqual({ outcome: 'unfit', faults: [{ part: 'body', place: 1, problem: 'too-long' }] });
    expect(fillTemplate(aTemplate({ header: '{{1}}' }), [body('Ana'), { part: 'header', place: 1, value: 'x'.repeat(61) }])).toMatchObject({ faults: [{ problem: 'too-long' }] });
  });
});

const problemOf = (type: TemplateParameter['type'], value: string): string => {
  const filled = fillTemplate(aTemplate({ body: 'x', parameters: [place('body', 1, type)] }), [body(value)]);
  return filled.outcome === 'unfit' ? filled.faults[0].problem : filled.outcome;
};

describe('SND-02: a value fits the type of its place', () => {
  test.each([
    ['text', 'Ana\nSouza', 'not-one-line'], ['text', 'a\tb', 'not-one-line'], ['text', 'a\u2028b', 'not-one-line'], ['text', 'a    b', 'too-many-spaces'],
    ['text', 'a   b', 'filled'], ['text', 'x'.repeat(1025), 'too-long'],
    ['url', 'pedido/1?x=2', 'filled'], ['url', 'https://exemplo.com.br/p', 'filled'], ['url', 'javascript:alert(1)', 'not-an-address'], ['url', 'a b', 'not-an-address'],
    ['url', 'ftp://exemplo.com', 'not-an-address'], ['url', 'https://eu:senha@exemplo.com', 'not-an-address'],
    ['media', 'https://exemplo.com.br/a.pdf', 'filled'], ['media', 'a.pdf', 'not-a-file-address'], ['media', 'file:///etc/passwd', 'not-a-file-address'],
    ['media', 'https://', 'not-a-file-address'], ['media', 'https://u:p@exemplo.com/a.pdf', 'not-a-file-address'],
    ['date', '04/05/2026', 'filled'], ['date', '29/02/2024', 'filled'], ['date', '29/02/2026', 'not-a-date'], ['date', '31/04/2026', 'not-a-date'],
    ['date', '4/5/26 14:30', 'filled'], ['date', '29/02', 'filled'], ['date', '2026-05-04', 'filled'], ['date', '2026-13-01', 'not-a-date'], ['date', 'amanhã', 'not-a-date'],
    ['currency', 'R$ 1.234,56', 'filled'], ['currency', '1,234.56', 'filled'], ['currency', '12', 'filled'], ['currency', '12,3 EUR', 'filled'], ['currency', 'muito', 'not-an-amount'],
    ['currency', '1.2.3', 'not-an-amount'], ['currency', 'R$', 'not-an-amount'],
    ['coupon', 'NATAL10', 'filled'], ['coupon', 'NATAL 10', 'not-a-coupon'], ['coupon', 'A'.repeat(16), 'too-long'],
  ] as const)('%s takes "%s": %s', (type, value, problem) => {
    expect(problemOf(type, value)).toBe(problem);
  });
});
