import { describe, expect, test } from 'vitest';
import { parsePloomesConfig } from '../../../src/adapters/ploomes/index.ts';
import { ConfigRejected } from '../../../src/domain/kernel/error.ts';

const rejectionOf = (input: unknown): ConfigRejected => {
  try {
    parsePloomesConfig(input);
  } catch (error) {
    if (error instanceof ConfigRejected) return error;
    throw error;
  }
  throw new Error('These settings should have been rejected.');
};

describe('the settings of a Ploomes account', () => {
  test('that were checked may be checked again', () => {
    const checked = parsePloomesConfig({ userKey: 'ABC', contactTypes: { company: 3, person: 4 } });
    expect(parsePloomesConfig(checked)).toEqual(checked);
  });

  test('a key is enough; all else is assumed', () => {
    expect(parsePloomesConfig({ userKey: 'ABC' })).toMatchObject({
      baseUrl: 'https://public-api2.ploomes.com',
      timeoutMs: 30_000,
      pageSize: 300,
      budget: { perMinute: 120, share: 0.8, burst: 6 },
      pollSeconds: 60,
      ddiOfCountryId: { 76: '55' },
      cardStates: { open: 1, won: 2, lost: 3 },
      interaction: { typeId: 1, maxChars: 60_000, userField: 'Agente (Vínculo)' },
      fieldNames: { marker: 'Chave Vínculo', channel: 'Canal (Vínculo)', group: 'Grupo (Vínculo)', classification: 'Classificação (Vínculo)' },
      webhook: { entityIds: [1, 2], actionIds: [1, 2, 3] },
    });
  });

  test('ACT-02: a missing key is told with where to get one', () => {
    const rejection = rejectionOf({});
    expect(rejection.code).toBe('config.credential-missing');
    expect(rejection.message).toContain('ploomes.userKey');
    expect(rejection.message).toContain('Administração › Integrações');
  });

  test.each([
    { input: { userKey: 'k', baseUrl: 'ftp://example.test' }, key: 'ploomes.baseUrl' },
    { input: { userKey: 'k', baseUrl: 'https://a:b@example.test' }, key: 'ploomes.baseUrl: must hold no name and no password' },
    { input: { userKey: 'k', pageSize: 301 }, key: 'ploomes.pageSize' },
    { input: { userKey: 'k', budget: { share: 1.1 } }, key: 'ploomes.budget.share' },
    { input: { userKey: 'k', budget: { share: 0 } }, key: 'ploomes.budget.share' },
    { input: { userKey: 'k', budget: { perMinute: 4, share: 0.4 } }, key: 'ploomes.budget: must leave at least 2 calls a minute' },
    { input: { userKey: 'k', interaction: { maxChars: 0 } }, key: 'ploomes.interaction.maxChars' },
    { input: { userKey: 'k', phoneLookup: { strategies: [] } }, key: 'ploomes.phoneLookup.strategies' },
    { input: { userKey: 'k', defaultCountry: 'Brasil' }, key: 'ploomes.defaultCountry' },
    { input: { userKey: 'k', app: { url: 'https://a:b@app10.ploomes.com' } }, key: 'ploomes.app.url: must hold no name and no password' },
    { input: { userKey: 'k', app: { paths: { card: '/deal' } } }, key: 'ploomes.app.paths.card: must begin with / and hold {id}' },
    { input: { userKey: 'k', paperwork: { markerEntityIds: { sale: 0 } } }, key: 'ploomes.paperwork.markerEntityIds.sale' },
    { input: { userKey: 'k', pagesize: 5 }, key: '"pagesize"' },
    { input: 'nonsense', key: 'ploomes.(all)' },
  ])('a setting that cannot be used is named: $key', ({ input, key }) => {
    const rejection = rejectionOf(input);
    expect(rejection.code).toBe('config.invalid');
    expect(rejection.message).toContain(key);
  });

  test('HUB-05: the key is not repeated in a rejection', () => {
    expect(rejectionOf({ userKey: 'S3CRET', pageSize: 0 }).message).not.toContain('S3CRET');
  });
});
