import { afterEach, expect, test, vi } from 'vitest';
import { createLaunchTokenRoute } from '../../examples/launch-tokens/next.ts';
import { openPanel, type Screen } from '../../examples/panel/panel.ts';
import type { LaunchToken } from '../../src/client/index.ts';
import { attended, BIANCA, createDeskWorld } from '../app/desk/desk-client.ts';
import { PAGE } from '../rig/desk-hub.ts';
import { OPERATOR_KEY, type World } from '../rig/world.ts';

let world: World;
let closing = new AbortController();
afterEach(async () => {
  closing.abort();
  closing = new AbortController();
  vi.unstubAllEnvs();
  await world.close();
});

const parseLaunch = (text: string): LaunchToken => JSON.parse(text) as LaunchToken;

test('PAN-11, PAN-01: the panel of the guide shows the list, the conversation, what is written on either side, and why something is not done', async () => {
  world = await createDeskWorld();
  for (const [name, value] of Object.entries({ VINCULO_URL: world.hubUrl, VINCULO_KEY: OPERATOR_KEY, PANEL_ORIGIN: PAGE })) vi.stubEnv(name, value);
  const protocol = await attended(world);
  const shown = { list: [] as readonly string[], conversation: [] as readonly string[], connection: [] as string[], trouble: [] as string[] };
  const screen: Screen = {
    list: (rows) => void (shown.list = rows.map((row) => row.protocol)),
    conversation: (messages) => void (shown.conversation = messages.map(({ by, text }) => `${by}: ${text}`)),
    connection: (state) => void shown.connection.push(state),
    trouble: (text) => void shown.trouble.push(text),
  };
  const mint = createLaunchTokenRoute(async () => BIANCA);
  const panel = openPanel(screen, closing.signal, {
    url: world.hubUrl, launch: async () => parseLaunch(await (await mint(new Request(`${PAGE}/launch-token`, { method: 'POST' }))).text()),
  });

  await expect.poll(() => shown.list, { timeout: 10_000 }).toEqual([protocol]);
  await panel.open(protocol);
  expect(shown.conversation).toContain('client: Bom dia');

  await panel.send('Como posso ajudar?');
  await expect.poll(() => shown.conversation, { timeout: 10_000 }).toContain('agent: Como posso ajudar?');
  world.neppo.message(protocol, { from: 'client', text: 'Quero um orçamento' });
  await expect.poll(() => shown.conversation, { timeout: 10_000 }).toContain('client: Quero um orçamento');
  expect(shown.conversation.filter((line) => line === 'agent: Como posso ajudar?')).toHaveLength(1);

  const another = world.neppo.startSession({ phone: '5511912345678', name: 'Rita', group: 'Vendas' }).protocol;
  world.neppo.transfer(another, { agent: 'Bianca Prado' });
  await expect.poll(() => shown.list.toSorted(), { timeout: 10_000 }).toEqual([protocol, another].toSorted());
  world.neppo.close(protocol);
  await expect.poll(() => shown.list, { timeout: 10_000 }).toEqual([another]);

  await panel.send('Ainda está aí?');
  expect(shown.trouble).toHaveLength(1);
  expect(shown.connection.slice(0, 2)).toEqual(['connecting', 'live']);
});
