import { describe, expect, test } from 'vitest';
import { parseOptions, parseStoredSettings } from '../../src/app/connection-settings.ts';

describe('PAN-13: where the panel may sit', () => {
  test('nowhere unless a page is named; each page once, as browsers write it', () => {
    expect(parseOptions({}).panelOrigins).toEqual([]);
    expect(parseOptions({ panelOrigins: ['https://APP.ploomes.com/', 'https://app.ploomes.com', 'https://crm.empresa.com.br'] }).panelOrigins)
      .toEqual(['https://app.ploomes.com', 'https://crm.empresa.com.br']);
  });

  test.each([['*'], ['https://*.ploomes.com'], ['http://app.ploomes.com'], ['https://app.ploomes.com/crm'], ['']])('%s is refused, naming the option', (origin) => {
    expect(() => parseOptions({ panelOrigins: ['https://app.ploomes.com', origin] })).toThrow(expect.objectContaining({ code: 'input.options-invalid', field: 'options.panelOrigins.1' }));
  });

  test('what is left out stays', () => {
    const before = parseOptions({ panelOrigins: ['https://app.ploomes.com'] });
    expect(parseOptions({ linking: 'on' }, before).panelOrigins).toEqual(['https://app.ploomes.com']);
  });

  test('connections that were stored by a release without it have the defaults', () => {
    const { panelOrigins: _origins, transferCode: _code, ...options } = parseOptions({});
    expect(parseStoredSettings({ name: 'Acme', status: 'active', options }).options).toMatchObject({ panelOrigins: [], transferCode: '*1*<extension>' });
  });
});

describe('PAN-06: the transfer code', () => {
  test('is the usual one unless another is named', () => expect(parseOptions({ transferCode: ' #7<extension># ' }).transferCode).toBe('#7<extension>#'));

  test.each(['', '*1*', '<extension><extension>', 'call <extension>'])('"%s" is refused', (transferCode) => {
    expect(() => parseOptions({ transferCode })).toThrow(expect.objectContaining({ field: 'options.transferCode' }));
  });
});
