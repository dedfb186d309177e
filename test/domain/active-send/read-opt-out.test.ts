import { expect, test } from 'vitest';
import { readOptOut } from '../../../src/domain/index.ts';

test.each([
  ['SAIR', 'opt-out'], [' sair. ', 'opt-out'], ['"Pare!"', 'opt-out'], ['nao quero receber', 'opt-out'], ['Não  quero mais receber', 'opt-out'], ['Voltar', 'opt-in'],
  ['Quero sair mais cedo', undefined], ['quero cancelar o pedido', undefined], ['Cancelar', undefined], ['remover', undefined], ['', undefined], ['👍', undefined],
] as const)('SND-01: "%s" is read as %s', (text, meaning) => {
  expect(readOptOut(text)).toBe(meaning);
});

test('SND-01: an account may have words of its own, and then has those alone', () => {
  const words = { out: ['Não, obrigado'], back: [] };
  expect([readOptOut('nao obrigado!', words), readOptOut('sair', words)]).toEqual(['opt-out', undefined]);
});
