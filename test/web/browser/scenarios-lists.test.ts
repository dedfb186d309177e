import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HandWoundWorld } from '../../rig/hand-wound.ts';
import { openChromium } from './chromium.ts';
import { attend, plantMarina, plantRules } from './stage/cast.ts';
import { handsOf, type Hands } from './stage/hands.ts';
import { BIANCA, openHandWoundStage, panelIn, type Seat, type Stage } from './stage/open-stage.ts';

let browser: Browser;
let stage: Stage<HandWoundWorld>;
beforeAll(async () => {
  browser = await openChromium();
});
beforeEach(async () => {
  stage = await openHandWoundStage(browser);
});
afterEach(async () => await stage.close());
afterAll(async () => await browser.close());

const MINUTE_MS = 60_000;
const ANA = { phone: '5511987654321', name: 'Ána Souza' } as const;
const BRUNO = { phone: '5521912345678', name: 'Bruno Lima' } as const;

async function seated(): Promise<{ readonly seat: Seat; readonly hands: Hands }> {
  const seat = await stage.sitDown(BIANCA);
  return { seat, hands: handsOf(seat) };
}

describe('the lists', () => {
  test('C1: are counted, and searched by name without accents or by three digits of the phone and more', async () => {
    const ana = attend(stage.world, ANA, 'Oi');
    attend(stage.world, BRUNO, 'Olá');
    await stage.world.restForGood();
    const { hands, seat } = await seated();
    await hands.row(ANA.name).waitFor();
    await expect.poll(async () => await hands.tab('open').innerText()).toMatch(/2$/);
    const search = seat.panel.getByRole('searchbox');
    for (const [text, found] of [['ana', [ANA.name]], ['ÁNA', [ANA.name]], ['912', [BRUNO.name]], ['(21) 91234', [BRUNO.name]], ['', [ANA.name, BRUNO.name]]] as const) {
      await search.fill(text);
      await expect.poll(async () => new Set((await hands.rows().allInnerTexts()).map((row) => [ANA.name, BRUNO.name].find((name) => row.includes(name))))).toEqual(new Set(found));
    }
    stage.world.neppo.close(ana);
    await stage.world.rest();
    await expect.poll(async () => await hands.tab('open').innerText()).toMatch(/1$/);
    await expect.poll(async () => await hands.tab('closed').innerText()).toMatch(/1$/);
    await hands.tab('closed').click();
    await hands.row(ANA.name).waitFor();
  });

  test('C17, E3: tell of what is unread in the title, at the launcher and to a screen reader, whose log is silent', async () => {
    const ana = attend(stage.world, ANA, 'Oi');
    await stage.world.restForGood();
    const { hands, seat } = await seated();
    await hands.row(ANA.name).waitFor();
    await expect.poll(async () => await seat.panel.title()).toMatch(/^\(1\) /);
    expect(await seat.panel.locator('[role=list]').getAttribute('aria-label')).toBe(hands.words.lists.tabs.open);
    const [item] = await seat.panel.getByRole('listitem').all();
    expect([await item?.getAttribute('aria-setsize'), await item?.getAttribute('aria-posinset')]).toEqual(['1', '1']);
    await hands.open(ANA.name);
    await expect.poll(async () => await seat.panel.title()).not.toMatch(/^\(/);
    expect(await hands.log().getAttribute('aria-live')).toBe('off');
    stage.world.neppo.message(ana, { from: 'client', text: 'Consegue hoje?' });
    await seat.panel.locator('[aria-live=polite]').getByText(`${ANA.name}: Consegue hoje?`).waitFor({ state: 'attached' });
  });

  test('E2: give the focus back to the row that was opened, and to the button of a menu', async () => {
    attend(stage.world, ANA, 'Oi');
    attend(stage.world, BRUNO, 'Olá');
    await stage.world.restForGood();
    const { hands, seat } = await seated();
    const { keyboard } = seat.page;
    await hands.row(BRUNO.name).focus();
    await keyboard.press('Enter');
    await hands.log().waitFor();
    await keyboard.press('Escape');
    await hands.row(BRUNO.name).waitFor();
    await expect.poll(async () => await hands.row(BRUNO.name).evaluate((row) => row === document.activeElement)).toBe(true);
    const availability = hands.button(new RegExp(hands.words.lists.available));
    await availability.focus();
    await keyboard.press('Enter');
    await hands.menuItem(hands.words.lists.sound).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Escape');
    expect(await availability.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('E2: a key that opens something takes no sheet away that is being filled in', async () => {
    attend(stage.world, ANA, 'Oi');
    await stage.world.restForGood();
    const { hands, seat } = await seated();
    await hands.open(ANA.name);
    await hands.button(hands.words.conversation.transfer).click();
    await hands.sheet().getByRole('radio').first().press('?');
    await hands.sheet().getByRole('heading', { name: hands.words.paperwork.transferTitle }).waitFor();
    await seat.page.keyboard.press('Escape');
    await hands.sheet().waitFor({ state: 'detached' });
    await seat.page.keyboard.press('Escape');
    await seat.page.keyboard.press('?');
    await hands.sheet().getByRole('heading', { name: hands.words.keys.title }).waitFor();
  });

  test('C6: without a contact nothing of the CRM is offered but to link one; once linked it is, without loading anew', async () => {
    await plantRules(stage.world);
    const protocol = attend(stage.world, { phone: '5511977776666' }, 'Oi');
    const contact = await plantMarina(stage.world);
    await stage.world.restForGood();
    const { hands, seat } = await seated();
    await hands.open('6666');
    const { conversation } = hands.words;
    await seat.panel.getByText(conversation.unlinked).first().waitFor();
    expect(await hands.button(conversation.createNew).count()).toBe(0);
    await stage.world.hub().contacts.link({ connection: stage.world.connection, protocol, contactId: String(contact) });
    await stage.world.restForGood();
    await hands.button(conversation.createNew).waitFor();
    expect(await seat.panel.getByText(conversation.unlinked).count()).toBe(0);
  });
});

describe('a pause', () => {
  test('C12, S8: has a reason of Neppo\'s, is seen in every tab and after loading anew, and ends by itself', async () => {
    const [one, other] = [await seated(), await seated()];
    const { lists } = one.hands.words;
    await one.hands.choose(new RegExp(lists.available), /Almoço/);
    await other.seat.panel.getByText(/Almoço · faltam \d+:\d\d de 60 min/).waitFor();
    stage.world.clock.advance(60 * MINUTE_MS - 5_000);
    await other.seat.clock.wind(60 * MINUTE_MS - 5_000);
    await other.seat.panel.getByText(/Almoço · faltam 0?0:0\d/).waitFor();
    stage.world.neppo.quietly(() => stage.world.neppo.setAgentStatus('Bianca Prado', 'ONLINE'));
    await one.seat.page.reload();
    const again = await panelIn(one.seat.page);
    await again.getByRole('button', { name: new RegExp(lists.available) }).waitFor({ timeout: 20_000 });
    await other.hands.button(lists.resume).click();
    await other.hands.button(new RegExp(lists.available)).waitFor();
  });
});

describe('who may not come in yet', () => {
  test('C15: reads which of the three conditions fails, and is let in once it is mended', async () => {
    stage.world.neppo.saveAgent({ name: 'Caio Nunes', email: 'caio.nunes@empresa.example', chatToken: false });
    await stage.world.restForGood();
    const seat = await stage.sitDown('caio.nunes@empresa.example');
    const hands = handsOf(seat);
    const { lists } = hands.words;
    await seat.panel.getByText(lists.notReadyTitle).waitFor();
    expect(await seat.panel.locator('.conditions .bad').allInnerTexts()).toEqual([expect.stringContaining(lists.condition.chatKey)]);
    expect(await seat.panel.locator('.conditions .ok').count()).toBe(2);
    stage.world.neppo.saveAgent({ name: 'Caio Nunes', email: 'caio.nunes@empresa.example', chatToken: true });
    await stage.world.restForGood();
    // The roster is believed for a while.
    stage.world.clock.advance(2 * MINUTE_MS);
    await hands.button(lists.checkAgain).click();
    await seat.panel.getByText(lists.emptyOpen.title).waitFor({ timeout: 15_000 });
    expect(seat.refusals).toEqual([]);
  });
});
