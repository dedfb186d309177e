import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { openChromium } from './chromium.ts';
import { attend, groupIdOf, messagesOf } from './stage/cast.ts';
import { handsOf } from './stage/hands.ts';
import { overflowing } from './stage/look.ts';
import { BIANCA, openStage, type Seating, type Stage } from './stage/open-stage.ts';

let browser: Browser;
let stage: Stage;
beforeAll(async () => {
  browser = await openChromium();
});
beforeEach(async () => {
  stage = await openStage(browser);
  const { world } = stage;
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.neppo.saveGroup({ id: groupIdOf(world, 'Vendas'), name: 'Vendas', mandatoryClassification: true });
});
afterEach(async () => await stage.close());
afterAll(async () => await browser.close());

const recordsIn = ({ ploomes }: World): string => JSON.stringify(ploomes.interactionRecords());

// S1 and S16: an unknown number becomes a contact with a card, is answered, and its session is ended and classified.
test.each<[string, Seating & { readonly locale: 'pt-BR' | 'en' }]>([
  ['S1', { locale: 'pt-BR' }],
  ['S16: in dark English, 320 pixels wide', { locale: 'en', theme: 'dark', width: 320 }],
])('%s', async (_name, seating) => {
  const { world } = stage;
  const protocol = attend(world, { phone: '5519981124470' }, 'Boa tarde, vi o anúncio do plano anual');
  await world.rest();
  const seat = await stage.sitDown(BIANCA, seating);
  const hands = handsOf(seat, seating.locale);
  const { conversation, paperwork } = hands.words;
  const faults: string[] = [];
  const look = async (): Promise<void> => void faults.push(...await overflowing(seat.panel));
  await hands.open('4470');
  await look();
  await seat.panel.getByRole('button', { name: conversation.unlinked }).first().click();
  await seat.panel.getByLabel(paperwork.name, { exact: true }).fill('Helena Siqueira');
  await look();
  await hands.button(paperwork.createAndLink).click();
  await hands.button(conversation.createNew).waitFor();
  await expect.poll(() => world.ploomes.deals().length).toBe(1);
  await hands.write('Olá, Helena');
  await expect.poll(() => messagesOf(world, protocol).filter(({ from }) => from === 'agent').map(({ text }) => text)).toEqual(['Olá, Helena']);
  await hands.choose(conversation.more, new RegExp(conversation.close));
  await hands.sheet().getByText('Venda fechada').click();
  await look();
  await hands.sheet().getByRole('button', { name: paperwork.closeTitle }).click();
  await hands.sheet().waitFor({ state: 'detached' });
  await expect.poll(() => recordsIn(world), { timeout: 15_000 }).toContain('Venda fechada');
  expect(recordsIn(world)).toContain(protocol);
  expect(world.ploomes.deals()).toHaveLength(1);
  expect(faults).toEqual([]);
  expect(seat.refusals).toEqual([]);
});
