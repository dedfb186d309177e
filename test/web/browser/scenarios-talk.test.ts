import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { HandWoundWorld } from '../../rig/hand-wound.ts';
import type { World } from '../../rig/world.ts';
import { openChromium } from './chromium.ts';
import { attend, messagesOf } from './stage/cast.ts';
import { handsOf } from './stage/hands.ts';
import { BIANCA, CAIO, openHandWoundStage, openStage, panelIn, type Stage } from './stage/open-stage.ts';

let browser: Browser;
let stage: Stage<World | HandWoundWorld> | undefined;
beforeAll(async () => {
  browser = await openChromium();
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
afterAll(async () => await browser.close());

async function opened<Outside extends World>(opening: Promise<Stage<Outside>>): Promise<Stage<Outside>> {
  const made = await opening;
  stage = made;
  return made;
}

/** Neppo's times stop at the second. */
const SECOND_MS = 1_000;
const ANA = { phone: '5511987654321', name: 'Ana Souza' } as const;
const BRUNO = { phone: '5511912345678', name: 'Bruno Lima' } as const;

const ownTextsIn = (world: World, protocol: string): readonly string[] => messagesOf(world, protocol).filter(({ from }) => from === 'agent').map(({ text }) => text);

describe('what is written', () => {
  test('C4, C3: is shown at once, arrives once, and was never begun in another session', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const [ana, bruno] = [attend(world, ANA, 'Oi'), attend(world, BRUNO, 'Olá')];
    await world.rest();
    const seat = await sitDown(BIANCA);
    const hands = handsOf(seat);
    await hands.open(ANA.name);
    await hands.box().fill('Bom dia, Ana');
    await hands.back();
    await hands.row(ANA.name).getByText('Bom dia, Ana').waitFor();
    await hands.open(BRUNO.name);
    expect(await hands.box().inputValue()).toBe('');
    await hands.back();
    await seat.page.reload();
    const again = handsOf({ panel: await panelIn(seat.page) });
    await again.open(ANA.name);
    expect(await again.box().inputValue()).toBe('Bom dia, Ana');
    // On its way it is lost; then it arrives, and the answer is lost.
    let asked = 0;
    await seat.context.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST') return await route.continue();
      asked += 1;
      if (asked === 2) await route.fetch();
      return asked <= 2 ? await route.abort() : await route.continue();
    });
    await again.button(again.words.conversation.send).click();
    await again.log().getByText('Bom dia, Ana').waitFor({ timeout: 500 });
    expect(await again.box().inputValue()).toBe('');
    await again.log().getByText(again.words.conversation.state.delivered).or(again.log().getByText(again.words.conversation.state.sent)).or(again.log().getByText(again.words.conversation.state.read)).first().waitFor({ state: 'attached' });
    await world.rest();
    expect(asked).toBeGreaterThan(1);
    expect([ownTextsIn(world, ana), ownTextsIn(world, bruno)]).toEqual([['Bom dia, Ana'], []]);
    expect(await again.log().getByText('Bom dia, Ana').count()).toBe(1);
    expect(seat.refusals).toEqual([]);
  });

  test('C4: says why it was not delivered', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const ana = attend(world, ANA, 'Oi');
    await world.rest();
    const seat = await sitDown(BIANCA);
    const hands = handsOf(seat);
    await hands.open(ANA.name);
    await hands.write('Bom dia');
    await expect.poll(() => ownTextsIn(world, ana)).toEqual(['Bom dia']);
    await world.rest();
    const { messages } = parseSaid(world.neppo.state());
    world.neppo.failMessage(messages.findLast(({ sendBy }) => sendBy === 'agent')?.id ?? 0, '131047 - Re-engagement message');
    await world.rest();
    await seat.page.reload();
    const again = handsOf({ panel: await panelIn(seat.page) });
    await again.open(ANA.name);
    await again.log().getByText(again.words.conversation.failure.windowShut).waitFor();
  });

  test('S3: offline, three messages wait; back again, each is delivered once and in order', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const [ana, bruno] = [attend(world, ANA, 'Oi'), attend(world, BRUNO, 'Olá')];
    await world.rest();
    const seat = await sitDown(BIANCA);
    const hands = handsOf(seat);
    await hands.open(ANA.name);
    await seat.context.setOffline(true);
    await hands.write('Um');
    await hands.write('Dois');
    await hands.log().getByText(hands.words.conversation.own.waiting).first().waitFor();
    await hands.back();
    await hands.row(BRUNO.name).waitFor();
    await hands.row(BRUNO.name).click();
    await hands.write('Três');
    await seat.page.waitForTimeout(4_000);
    expect([ownTextsIn(world, ana), ownTextsIn(world, bruno)]).toEqual([[], []]);
    await seat.context.setOffline(false);
    await expect.poll(() => [ownTextsIn(world, ana), ownTextsIn(world, bruno)], { timeout: 40_000 }).toEqual([['Um', 'Dois'], ['Três']]);
    await world.rest();
    expect([ownTextsIn(world, ana), ownTextsIn(world, bruno)]).toEqual([['Um', 'Dois'], ['Três']]);
  });

  test('C9: comments are kept as typed, many of them, and never reach the client', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const ana = attend(world, ANA, 'Oi');
    await world.rest();
    const hands = handsOf(await sitDown(BIANCA));
    await hands.open(ANA.name);
    await hands.log().page().keyboard.press('Control+Enter');
    for (const text of ['Pediu <b>desconto</b>\n  de 4%', 'Aprovado até 3,5%']) {
      await hands.box().fill(text);
      await hands.box().press('Control+Enter');
    }
    await hands.log().getByText('Pediu <b>desconto</b>').waitFor();
    await expect.poll(async () => await hands.log().getByText(hands.words.conversation.teamOnly).count(), { timeout: 20_000 }).toBe(2);
    expect(ownTextsIn(world, ana)).toEqual([]);
    const { comments } = parseSaid(world.neppo.state());
    expect(comments.map(({ comment }) => comment)).toEqual(['Pediu <b>desconto</b>\n  de 4%', 'Aprovado até 3,5%']);
  });
});

describe('what is read', () => {
  test('C2: a session opens at the first of what is new, and keeps the line that is read while older ones come', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const ana = attend(world, ANA, 'Primeira');
    await world.rest();
    for (let n = 1; n <= 160; n++) {
      world.neppo.advance(SECOND_MS);
      world.neppo.message(ana, { from: n <= 120 && n % 2 === 0 ? 'agent' : 'client', text: `Mensagem ${n} ${'com mais palavras '.repeat(n % 5)}` });
    }
    await world.rest();
    const seat = await sitDown(BIANCA);
    const hands = handsOf(seat);
    await hands.open(ANA.name);
    await hands.log().getByRole('separator').waitFor();
    await seat.context.route(/messages\?.*before=/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    const older = seat.page.waitForResponse(/messages\?.*before=/);
    const asked: string[] = [];
    seat.page.on('request', (request) => void (request.url().includes('before=') ? asked.push(request.url()) : undefined));
    await hands.log().hover();
    for (let tries = 0; tries < 60 && asked.length === 0; tries++) {
      await seat.page.mouse.wheel(0, -400);
      await seat.page.waitForTimeout(50);
    }
    await seat.page.waitForTimeout(200);
    const before = await lineRead(seat.panel);
    await older;
    await seat.page.waitForTimeout(300);
    const after = await topOf(seat.panel, before.text);
    expect(Math.abs(after - before.top)).toBeLessThanOrEqual(2);
    expect(await seat.panel.evaluate(() => document.querySelectorAll('[role=log] *').length)).toBeLessThan(1_000);
  });

  test('C16: Neppo ends a session whose client fell silent, and the conversation says so', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const ana = attend(world, ANA, 'Oi');
    await world.rest();
    const hands = handsOf(await sitDown(BIANCA));
    await hands.open(ANA.name);
    world.neppo.fallSilent(ana);
    await hands.log().getByText(hands.words.conversation.line['ended-by-inactivity']).waitFor({ timeout: 15_000 });
  });

  test('S2: a session that is passed on leaves the draft with who wrote it, and its history with who gets it', async () => {
    const { world, sitDown } = await opened(openStage(browser));
    const ana = attend(world, ANA, 'Preciso de ajuda com a fatura');
    await world.rest();
    const [bianca, caio] = [handsOf(await sitDown(BIANCA)), handsOf(await sitDown(CAIO))];
    await bianca.open(ANA.name);
    await bianca.write('Vou passar para o suporte');
    await expect.poll(() => ownTextsIn(world, ana)).toHaveLength(1);
    await bianca.box().fill('Um momento, que');
    world.neppo.transfer(ana, { agent: 'Caio Nunes' });
    await caio.row(ANA.name).waitFor({ timeout: 15_000 });
    await bianca.see(bianca.words.conversation.removed.transferred).first().waitFor();
    await bianca.see('Um momento, que').waitFor();
    await caio.open(ANA.name);
    await caio.log().getByText('Preciso de ajuda com a fatura').waitFor();
    await caio.log().getByText('Vou passar para o suporte').waitFor();
    expect(await caio.box().inputValue()).toBe('');
    expect(ownTextsIn(world, ana)).toEqual(['Vou passar para o suporte']);
  });
});

const DAY_MS = 24 * 60 * 60_000;
const SOON_MS = 8_000;

test('S5, C5: a window that shuts while somebody writes keeps the text and offers a template, and opens again when the client writes', async () => {
  const { world, sitDown } = await opened(openHandWoundStage(browser));
  const ana = attend(world, ANA, 'Oi');
  await world.rest();
  world.clock.advance(DAY_MS - SOON_MS);
  const seat = await sitDown(BIANCA);
  const hands = handsOf(seat);
  const { conversation } = hands.words;
  await hands.open(ANA.name);
  await hands.box().fill('Segue a proposta');
  await seat.panel.getByText(conversation.windowShutText).waitFor({ timeout: 2 * SOON_MS });
  world.clock.advance(2 * SOON_MS);
  await seat.panel.getByText('Segue a proposta').waitFor();
  await hands.button(conversation.chooseTemplate).waitFor();
  world.neppo.message(ana, { from: 'client', text: 'Ainda estou aqui' });
  await world.restForGood();
  await seat.panel.getByText(conversation.windowShutText).waitFor({ state: 'detached', timeout: 20_000 });
  expect(await hands.box().inputValue()).toBe('Segue a proposta');
});

test('S4: a burst over a hub that is started anew loses nothing and doubles nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-burst-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { world, sitDown } = await opened(openStage(browser, { database: join(folder, 'hub.db') }));
  const ana = attend(world, ANA, 'Oi');
  await world.rest();
  const seat = await sitDown(BIANCA);
  const hands = handsOf(seat);
  await hands.open(ANA.name);
  await hands.write('Pode falar');
  await expect.poll(() => ownTextsIn(world, ana)).toEqual(['Pode falar']);
  for (let n = 1; n <= BURST; n++) {
    world.neppo.advance(SECOND_MS);
    world.neppo.message(ana, { from: 'client', text: `Rajada ${n}.` });
    if (n === BURST / 2) await world.restart();
  }
  await world.rest();
  await hands.log().getByText(`Rajada ${BURST}.`).waitFor({ timeout: 30_000 });
  const seen = new Set<string>();
  const doubled: string[] = [];
  await hands.log().hover();
  for (let tries = 0; tries < 200 && seen.size < BURST; tries++) {
    const texts = await hands.log().locator('.m').allInnerTexts();
    const numbers = texts.flatMap((text) => /Rajada (\d+)\./.exec(text)?.[1] ?? []);
    doubled.push(...numbers.filter((number, at) => numbers.indexOf(number) !== at));
    for (const number of numbers) seen.add(number);
    await seat.page.mouse.wheel(0, -500);
    await seat.page.waitForTimeout(40);
  }
  expect(doubled).toEqual([]);
  expect(seen.size).toBe(BURST);
});

/** As many as show a loss; a burst of 500 is fed to the panel's state without a browser. */
const BURST = 120;

/** The topmost message that is whole on the screen. */
async function lineRead(panel: Frame): Promise<{ readonly text: string; readonly top: number }> {
  return await panel.evaluate(() => {
    const top = document.querySelector('[role=log]')?.getBoundingClientRect().top ?? 0;
    const line = [...document.querySelectorAll('[role=log] .m')].find((each) => each.getBoundingClientRect().top >= top);
    return { text: line?.textContent ?? '', top: line?.getBoundingClientRect().top ?? 0 };
  });
}

async function topOf(panel: Frame, text: string): Promise<number> {
  return await panel.evaluate((text) => [...document.querySelectorAll('[role=log] .m')].find((each) => each.textContent === text)?.getBoundingClientRect().top ?? Number.NaN, text);
}

interface Said {
  readonly messages: readonly { readonly id: number; readonly sendBy: string }[];
  readonly comments: readonly { readonly comment: string }[];
}

const parseSaid = (state: unknown): Said => JSON.parse(JSON.stringify(state)) as Said;
