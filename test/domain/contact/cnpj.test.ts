import { expect, test } from 'vitest';
import { parseCnpj } from '../../../src/domain/contact/cnpj.ts';

test.each([
  ['11.222.333/0001-81', '11222333000181'], ['11222333000181', '11222333000181'], [' 11 222 333/0001–81 ', '11222333000181'], ['00.000.000/0001-91', '00000000000191'],
  ['12.ABC.345/01DE-35', '12ABC34501DE35'], ['12abc34501de35', '12ABC34501DE35'],
])('ACL-05: %s is the company %s', (text, cnpj) => {
  expect(parseCnpj(text)).toEqual({ ok: true, value: cnpj });
});

test.each([
  ['', 'empty'], ['11.222.333/0001-82', 'wrong-check-digits'], ['12.ABC.345/01DE-36', 'wrong-check-digits'], ['12ABC34501DEA5', 'wrong-check-digits'],
  ['1122233300018', 'wrong-length'], ['11111111111111', 'not-a-cnpj'], ['11222333000181!', 'not-a-cnpj'],
])('ACL-05: %s is none: %s', (text, reason) => {
  expect(parseCnpj(text)).toEqual({ ok: false, reason });
});
