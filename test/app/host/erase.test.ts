import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, OPERATOR_KEY, type World } from '../../rig/world.ts';
import { refused, typed } from './typed.ts';

let world: World;
const here = (): string => `--url ${world.hubUrl} --key ${OPERATOR_KEY}`;

beforeAll(async () => {
  world = await createWorld();
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' });
  await world.rest();
  world.neppo.startSession({ phone: '5511987654321', name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
  await world.rest();
});
afterAll(async () => await world.close());

const erasing = async (body: object, key = OPERATOR_KEY): Promise<Response> => await fetch(`${world.hubUrl}/v1/privacy/erasures`, {
  method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
});

describe('HUB-05: erasing a person', () => {
  test('is refused to those who name nobody, or do not confirm', async () => {
    expect(await refused(`erase ${here()} --yes`)).toMatch(/^2 .*nem --phone nem --email/);
    expect(await refused(`erase --phone 5511987654321 ${here()}`)).toMatch(/^2 .*não tem volta/);
    const answer = await erasing({});
    expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ field: 'phone' }] }]);
  });

  test('reaches no connection beyond the key', async () => {
    const { key: elsewhere } = await world.hub().operators.add({ name: 'somebody', role: 'operate', connections: [world.connection] });
    expect((await erasing({ phone: '5511900000000', connection: 'another' }, elsewhere)).status).toBe(400);
    const { key: onlyLooking } = await world.hub().operators.add({ name: 'a guest', role: 'see' });
    expect((await erasing({ phone: '5511900000000' }, onlyLooking)).status).toBe(403);
  });

  test('tells by the command line what was removed, and that nothing is left', async () => {
    const { exitCode, out } = await typed(`erase --phone 5511987654321 --yes ${here()}`);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/acme +\d+ +1 +1 /);
    expect(out).toContain('…4321: nada mais da pessoa está guardado');
    const mistyped = await typed(`erase --phone 5511987654322 --yes ${here()}`);
    expect(mistyped.out).toContain('…4322: não havia nada desta pessoa');
    expect(mistyped.out).not.toContain('nada mais da pessoa está guardado');
    const again = await typed(`erase --phone 5511987654321 --yes --json ${here()}`);
    expect(JSON.parse(again.out)).toMatchObject({ connections: [{ counts: { contacts: 0, sessions: 0 }, remains: [] }] });
  });
});
