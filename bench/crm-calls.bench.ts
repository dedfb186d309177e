import { createWorld, type World } from '../test/rig/world.ts';
import type { Figure } from './run.ts';

/** CRM calls that a session costs, counted by the simulator: at its start and at its end, cold and warm (DESIGN §4). */
export async function measureCrmCalls(): Promise<readonly Figure[]> {
  const world = await createWorld({ ploomes: { ratePerMinute: 0 }, pollSeconds: 60, hub: { recordUpdateEveryMs: 60_000 } });
  try {
    await world.setOptions({
      linking: 'on',
      mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')],
    });
    await settleSetUp(world);
    return [
      ...(await callsOf(world, 'always-create', 'Vendas')),
      ...(await callsOf(world, 'link-last', 'Suporte')),
    ];
  } finally {
    await world.close();
  }
}

/** What an account costs once: its fields' options, its funnels, its users. */
async function settleSetUp(world: World): Promise<void> {
  world.ploomes.addContact({ name: 'Preparo', phone: '+5511900000001' });
  for (const group of ['Vendas', 'Suporte']) await aSession(world, group, '5511900000001', 'Preparo');
}

async function callsOf(world: World, rule: string, group: string): Promise<readonly Figure[]> {
  const number = `55119${rule === 'link-last' ? '7' : '8'}0000002`;
  world.ploomes.faults({ webhooks: 'drop', times: 1 }); // cold: the hub has never heard of this client
  world.ploomes.addContact({ name: `Cliente ${rule}`, phone: `+${number}` });
  await world.rest();
  const cold = await aSession(world, group, number, rule);
  const warm = await aSession(world, group, number, rule);
  const figure = (when: string, key: string, value: number): Figure => ({ name: `CRM calls, ${rule}, ${when}`, key: key, value, unit: '' });
  return [
    figure('cold start', `coldStart.${rule}`, cold.start),
    figure('warm start', `warmStart.${rule}`, warm.start),
    figure('warm end', `warmEnd.${rule}`, warm.end),
  ];
}

async function aSession(world: World, group: string, phone: string, name: string): Promise<{ readonly start: number; readonly end: number }> {
  world.ploomes.resetCalls();
  const session = world.neppo.startSession({ phone, name, group, channel: 'whatsapp' });
  await world.rest();
  const start = world.ploomes.calls().total;
  world.ploomes.resetCalls();
  world.neppo.close(session.protocol);
  await world.rest();
  return { start, end: world.ploomes.calls().total };
}
