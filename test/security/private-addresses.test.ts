import { afterEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import { listenEverywhere } from '../adapters/outgoing/listeners.ts';

const hubs: Vinculo[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

async function aHub(options: { readonly allowPrivateAddresses?: boolean } = {}): Promise<Vinculo> {
  const hub = await createVinculo({
    synchronisation: 'off',
    store: sqliteStore(':memory:'), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'https://hub.example', telemetry: createConsoleTelemetry({ level: 'silent' }), ...options,
  });
  hubs.push(hub);
  return hub;
}

const credentials = { consumerKey: 'ck', consumerSecret: 'cs', username: 'u', password: 'p' };
const companyAt = (crm: string, chat: string) => ({
  id: 'acme', name: 'Acme', ploomes: { baseUrl: crm, userKey: 'k' }, neppo: { tenantUrl: chat, gatewayUrl: chat, tokenUrl: `${chat}/token`, credentials },
});

describe('addresses of connections', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]'])('at %s are refused, by name of the setting that would allow them, and nobody there hears of it', async (host) => {
    await using inside = await listenEverywhere();
    const url = `http://${host}:${inside.port}`;
    const hub = await aHub();
    await expect(hub.connections.add(companyAt(url, url))).rejects.toMatchObject({
      code: 'config.address-not-public', message: expect.stringContaining('allowPrivateAddresses') as unknown,
    });
    expect(await hub.connections.list()).toEqual([]);
    expect(inside.connections()).toBe(0);
  });

  test('are called where the host allows it: then the listener hears of them', async () => {
    await using inside = await listenEverywhere();
    const url = `http://127.0.0.1:${inside.port}`;
    const hub = await aHub({ allowPrivateAddresses: true });
    await expect(hub.connections.add(companyAt(url, url))).rejects.toMatchObject({ code: 'port.drifted' });
    expect(inside.connections()).toBeGreaterThan(0);
  });

  test('that hold a name and a password are refused without telling them', async () => {
    const hub = await aHub();
    const url = 'https://somebody:a-password@api.example';
    for (const company of [companyAt(url, 'https://chat.example'), companyAt('https://crm.example', url)]) {
      await expect(hub.connections.add(company)).rejects.toMatchObject({ code: 'config.invalid', message: expect.not.stringContaining('a-password') as unknown });
    }
  });
});
