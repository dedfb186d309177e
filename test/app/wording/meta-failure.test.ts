import { describe, expect, test } from 'vitest';
import { tellSendFailure, words } from '../../../src/app/wording/index.ts';
import { readMetaFailure } from '../../../src/app/wording/meta-failure.ts';

describe('SND-03: why a send failed', () => {
  test.each([
    ['131049 - not delivered', 'held-back-by-meta', '131049'], ['131026', 'not-on-whatsapp', '131026'], ['(#131047) Re-engagement message', 'window-shut', '131047'],
    ['{"error":{"code":131051,"title":"Unsupported"}}', 'type-unsupported', '131051'], ['130472 experiment', 'experiment', '130472'], ['Conta bloqueada (131031)', 'account-locked', '131031'],
    ['132000: number of parameters', 'values-missing', '132000'], ['132001', 'template-unknown', '132001'], ['132005', 'template-too-long', '132005'], ['132007', 'template-content', '132007'],
    ['132012', 'values-unfit', '132012'], ['132015', 'template-paused', '132015'], ['132016', 'template-disabled', '132016'],
    ['368 - Temporarily blocked', 'account-blocked', '368'], ['470: re-engagement', 'window-shut', '470'], ['Erro 470', 'window-shut', '470'], ['131056', 'too-soon', '131056'],
    ['139999 - new', 'unknown', '139999'], ['999 - ?', 'unknown', '999'],
    ['Número 5511987654321 sem WhatsApp', 'unknown', undefined], ['98765-4321 inválido', 'unknown', undefined], ['há 3 erros', 'unknown', undefined], ['', 'unknown', undefined],
    ['Tentativa em 10/05 - 131026 undeliverable', 'not-on-whatsapp', '131026'],
  ])('"%s": %s, code %s', (text, kind, code) => {
    expect(readMetaFailure(text)).toEqual(code === undefined ? { kind } : { kind, code });
  });

  test('is told in plain words in either language, with the code and what to do', () => {
    expect(tellSendFailure('131047', words['pt-BR'].sends)).toEqual({
      text: 'passaram mais de 24 horas desde a última mensagem do cliente (código 131047)', mend: 'Envie um modelo aprovado.', code: '131047',
    });
    expect(tellSendFailure('139999 - Fulano', words.en.sends)).toEqual({
      text: 'the send was refused (code 139999)', mend: 'Try again later; if it goes on, tell Neppo the code.', code: '139999',
    });
    expect(tellSendFailure('Fulano de Tal', words['pt-BR'].sends).text).toBe('o envio foi recusado');
  });
});
