import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { openChromium } from './chromium.ts';
import { attend, groupIdOf, messagesOf } from './stage/cast.ts';
import { handsOf } from './stage/hands.ts';
import { BIANCA, openStage, type Seat, type Stage } from './stage/open-stage.ts';

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

/** More stops than any screen of the panel has. */
const FARTHEST = 40;

interface Keys {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Goes on by this key until what has the focus is called so, or says so. */
  reach(name: string | RegExp, by?: 'Tab' | 'Shift+Tab' | 'ArrowDown'): Promise<void>;
}

/** Nothing but keys: what is here has no pointer and puts no focus anywhere by itself. */
function keysOf({ page, panel }: Seat): Keys {
  const { keyboard } = page;
  const focused = async (): Promise<string> => await panel.evaluate(() => {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return '';
    const label = activeElement instanceof HTMLInputElement ? activeElement.labels?.[0]?.innerText : undefined;
    return (activeElement.getAttribute('aria-label') ?? label ?? activeElement.innerText).trim();
  });
  return {
    press: async (key) => await keyboard.press(key),
    type: async (text) => await keyboard.type(text),
    async reach(name, by = 'Tab') {
      const passed: string[] = [];
      for (let steps = 0; steps < FARTHEST; steps++) {
        const here = await focused();
        if (typeof name === 'string' ? here === name : name.test(here)) return;
        passed.push(here);
        await keyboard.press(by);
      }
      throw new Error(`${String(name)} is not reached by ${by}, only ${passed.join(' | ')}`);
    },
  };
}

test('S15: S1 by keyboard alone', async () => {
  const { world } = stage;
  const protocol = attend(world, { phone: '5519981124470' }, 'Boa tarde, vi o anúncio do plano anual');
  await world.rest();
  const seat = await stage.sitDown(BIANCA);
  const hands = handsOf(seat);
  const { conversation, paperwork } = hands.words;
  const { press, type, reach } = keysOf(seat);

  await hands.row('4470').waitFor();
  await reach(/98112-4470/);
  await press('Enter');
  await hands.log().waitFor();

  await reach(new RegExp(conversation.unlinked));
  await press('Enter');
  await hands.button(paperwork.createAndLink).waitFor();
  await reach(paperwork.name);
  await press('ControlOrMeta+a');
  await type('Helena Siqueira');
  await press('Enter');
  await hands.button(conversation.createNew).waitFor();
  await expect.poll(() => world.ploomes.deals().length).toBe(1);

  await reach(conversation.messageTo('Helena Siqueira'));
  await type('Olá, Helena');
  await press('Enter');
  await expect.poll(() => messagesOf(world, protocol).filter(({ from }) => from === 'agent').map(({ text }) => text)).toEqual(['Olá, Helena']);

  await reach(conversation.more, 'Shift+Tab');
  await press('Enter');
  await hands.menuItem(conversation.close).waitFor();
  await reach(new RegExp(conversation.close), 'ArrowDown');
  await press('Enter');
  await hands.sheet().getByText('Venda fechada').waitFor();
  await reach(/Orçamento enviado/);
  await reach(/Venda fechada/, 'ArrowDown');
  await reach(paperwork.closeTitle);
  await press('Enter');
  await hands.sheet().waitFor({ state: 'detached' });
  await expect.poll(() => recordsIn(world), { timeout: 15_000 }).toContain('Venda fechada');
  expect(recordsIn(world)).toContain(protocol);
  expect(world.ploomes.deals()).toHaveLength(1);
  expect(seat.refusals).toEqual([]);
}, 60_000);
