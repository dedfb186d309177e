import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { createNeppoSimulator, defaultCredentials } from '../../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator } from '../../../src/adapters/ploomes/simulator/index.ts';
import { aFolder, runHost, until } from './host-process.ts';

const SECRET_KEY = 'a-secret-key-for-tests-only';
const PHONE = '5511987650000';
const NAME = 'Ana Souza';

const line = z.object({ level: z.enum(['info', 'warn', 'error']), time: z.iso.datetime(), event: z.string() })
  .catchall(z.union([z.string(), z.number()]));

test('HUB-05: a hub logs lines of JSON with ids and codes, and nobody is known by them', async () => {
  const [ploomes, neppo] = [await createPloomesSimulator(), await createNeppoSimulator()];
  onTestFinished(async () => void (await Promise.all([ploomes.close(), neppo.stop()])));
  const config = join(aFolder(), 'vinculo.config.json');
  writeFileSync(config, JSON.stringify({
    publicUrl: 'https://hub.example.com.br', allowPrivateAddresses: true, synchronisation: 'off',
    connections: [{
      id: 'acme', name: 'Acme', ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
    }],
  }));
  const hub = runHost(['start', '--db', join(aFolder(), 'hub.db'), '--config', config, '--port', '0', '--log-level', 'info'], { env: { VINCULO_SECRET_KEY: SECRET_KEY } });
  const said = await hub.says(/O hub está no ar/);
  const [, url = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
  const [, token = ''] = /hooks\/neppo\/(\S{43})/.exec(said) ?? [];
  neppo.subscribe('all', `${url}/hooks/neppo/${token}`);
  ploomes.addContact({ name: NAME, phone: `+${PHONE}` });
  neppo.startSession({ phone: PHONE, name: NAME, group: 'Vendas', channel: 'whatsapp' });

  const events = () => hub.stderr().trimEnd().split('\n').filter((each) => each !== '').map((each) => line.parse(JSON.parse(each)));
  await until(async () => events(), (told) => told.some(({ event }) => event === 'audit.chained') && told.some(({ event }) => event === 'delivery.worked'));
  expect(events().find(({ event }) => event === 'delivery.worked')).toMatchObject({ level: 'info', connection: 'acme', source: 'neppo', end: 'done' });
  const secrets = [PHONE, PHONE.slice(2), NAME, token, SECRET_KEY, ploomes.userKey, defaultCredentials.consumerSecret, defaultCredentials.password];
  expect(secrets.filter((secret) => hub.stderr().includes(secret))).toEqual([]);
});
