import { mkdirSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { openChromium } from './chromium.ts';
import { attend, MARINA, plantMarina, plantRules } from './stage/cast.ts';
import { handsOf, type Hands } from './stage/hands.ts';
import { AXE, complaintsAbout, overflowing, picture, smallTargets } from './stage/look.ts';
import { BIANCA, openStage, type Seat, type Stage } from './stage/open-stage.ts';

let browser: Browser;
let stage: Stage | undefined;
beforeAll(async () => {
  mkdirSync('dist/ui-pictures', { recursive: true });
  browser = await openChromium();
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
afterAll(async () => await browser.close());

interface Sat extends Seat {
  readonly hands: Hands;
  readonly world: World;
}

/** Bianca at her panel, with what she is to find there. */
async function sat(plant: (world: World) => Promise<unknown> = async () => {}): Promise<Sat> {
  stage = await openStage(browser);
  const { world } = stage;
  await plant(world);
  await world.rest();
  const seat = await stage.sitDown(BIANCA, { before: AXE });
  return { ...seat, hands: handsOf(seat), world };
}

/** As it looks, and nothing wrong with it. */
async function fine({ page, panel }: Sat, name: string): Promise<void> {
  await picture(page, `sends-${name}`);
  expect([...await complaintsAbout(panel), ...await smallTargets(panel), ...await overflowing(panel)]).toEqual([]);
}

const TEMPLATE = 'proposta_pronta';
/** Longer than two clicks take. */
const SLOW_ANSWER_MS = 800;

/** A client whom Bianca attended, and templates in every state. */
async function plantSends(world: World): Promise<void> {
  await plantRules(world);
  await plantMarina(world);
  world.neppo.close(attend(world, MARINA, 'Bom dia!'));
  world.neppo.saveTemplate({ name: TEMPLATE, text: 'Oi {{1}}, a proposta {{2}} está pronta.' });
}

interface KeptSend {
  readonly id: number;
  readonly phoneNumber: string;
  readonly message: string;
}

/** What Neppo was asked to send. */
const sentBy = ({ neppo }: World): readonly KeptSend[] => parseState(neppo.state()).directMessages;
const parseState = (state: unknown): { readonly directMessages: readonly KeptSend[] } => JSON.parse(JSON.stringify(state)) as { readonly directMessages: readonly KeptSend[] };

test('S7, C14, SND-01: an approved template goes once to a client of the CRM, and the answer is a session in progress', async () => {
  const here = await sat(plantSends);
  const { panel, context, world, hands: { button, see, row, tab, open, log, back, words: { sends, lists } } } = here;
  const radio = (name: string | RegExp): Locator => panel.getByRole('radio', { name });
  await button(lists.newSend).first().click();

  await panel.getByRole('searchbox', { name: sends.searchClient }).fill('marina');
  await radio(/Marina Couto.*\+55 19 99741-2063/).click();
  expect(await panel.getByRole('textbox', { name: sends.number }).inputValue()).toBe('+55 19 99741-2063');
  await fine(here, 'client');
  await button(sends.next).click();

  await radio('Vendas').waitFor();
  await fine(here, 'group');
  await expectOff(here, sends.next, sends.lacking[2]);
  await radio('Vendas').click();
  await button(sends.next).click();

  await radio(/campanha_inverno/).click({ force: true });
  expect(await radio(/campanha_inverno/).getAttribute('aria-checked')).toBe('false');
  for (const reason of Object.values(sends.notApproved)) await see(reason).first().waitFor();
  await expectOff(here, sends.next, sends.lacking[3]);
  await radio(TEMPLATE).click();
  await fine(here, 'template');
  await button(sends.next).click();

  await panel.getByRole('textbox', { name: sends.place('body', 1) }).fill('Marina');
  await expectOff(here, sends.send, sends.missing(sends.place('body', 2)));
  await fine(here, 'value-missing');
  await panel.getByRole('textbox', { name: sends.place('body', 2) }).fill('4021');
  // Until the hub has answered, the places are marked.
  await panel.locator('.m.out mark').first().waitFor({ state: 'detached' });
  const preview = await panel.locator('.m.out').innerText();
  expect(preview).toBe('Oi Marina, a proposta 4021 está pronta.');
  await fine(here, 'values');
  expect(sentBy(world)).toEqual([]);

  let asked = 0;
  await context.route('**/v1/desk/sends', async (route) => {
    if (route.request().method() === 'POST') {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, SLOW_ANSWER_MS));
    }
    await route.continue();
  });
  await button(sends.send).dblclick();
  await see(sends.sent).first().waitFor();
  expect(asked).toBe(1);
  await world.rest();
  const [sent, ...more] = sentBy(world);
  expect(more).toEqual([]);
  expect(sent).toMatchObject({ phoneNumber: MARINA.phone, message: preview });

  await expect.poll(async () => await tab('sent').getAttribute('aria-selected')).toBe('true');
  await row(MARINA.name).getByText(preview).waitFor();
  await fine(here, 'sent');
  await tab('open').click();
  await see(lists.emptyOpen.title).waitFor();
  const { protocol } = world.neppo.answerSend(sent?.id ?? 0, 'Pode mandar');
  world.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  await open(MARINA.name);
  await log().getByText('Pode mandar').waitFor();
  await back();
  // One that is answered is a session in progress, and stands in Ativos no more.
  await tab('sent').click();
  await see(lists.emptySent.title).waitFor({ timeout: 20_000 });
  await expect.poll(async () => await tab('sent').innerText()).toMatch(/\b0$/);
  expect(here.refusals).toEqual([]);
}, 60_000);

/** A button that stays where it is, does nothing, and says why. */
async function expectOff({ hands: { button }, panel }: Sat, name: string, because: string): Promise<void> {
  const off = button(new RegExp(`^${name}`));
  expect(await off.getAttribute('aria-disabled')).toBe('true');
  const why = await off.getAttribute('aria-describedby') ?? '';
  expect(await panel.locator(`[id="${why}"]`).textContent()).toContain(because);
}

interface Dialled {
  /** What is told, in this order. */
  readonly told: readonly string[];
  /** Absent where nothing is dialled. */
  readonly link?: string;
}

test('C13, PAN-09: the pad tells what it dials and what it left out, offers a ninth digit, and dials nothing for a DDD that does not exist', async () => {
  const here = await sat();
  const { panel, hands: { button, words: { dial, lists } } } = here;
  await button(lists.call).click();
  const number = panel.getByRole('textbox', { name: dial.number });
  const link = panel.locator('a[href^="tel:"]');
  const typed = async (text: string, { told, link: href }: Dialled): Promise<void> => {
    await number.fill(text);
    await expect.poll(async () => await panel.getByRole('status').filter({ hasText: told[0] ?? '' }).count(), { message: text }).toBeGreaterThan(0);
    for (const each of told) await panel.getByRole('status').getByText(each).first().waitFor();
    expect(await link.evaluateAll((links) => links.map((each) => each.getAttribute('href'))), text).toEqual(href === undefined ? [] : [href]);
  };

  await typed('+55 11 3300-1200', { told: [`1133001200 · ${dial.kind.national}`, dial.removed([dial.cut.ddi])], link: 'tel:1133001200' });
  await fine(here, 'dial-national');
  expect(await link.getAttribute('aria-label')).toBe(dial.call('1133001200'));
  await typed('0 15 11 3300-1200', { told: [`1133001200 · ${dial.kind.national}`, dial.removed([dial.cut.trunk, dial.cut.carrier])], link: 'tel:1133001200' });
  await typed('55 99876-5432', { told: [`55998765432 · ${dial.kind.national}`], link: 'tel:55998765432' });
  await typed('99741-2063', { told: [`997412063 · ${dial.kind.local}`], link: 'tel:997412063' });
  await typed('4021', { told: [`4021 · ${dial.kind.extension}`], link: 'tel:4021' });
  await typed('190', { told: [`190 · ${dial.kind.emergency}`], link: 'tel:190' });
  await typed('0800 123 4567', { told: [dial.kind['toll-free']], link: 'tel:08001234567' });
  await typed('20 99741-2063', { told: [dial.problem['unknown-ddd']] });
  await fine(here, 'dial-refused');
  // Offered, and put in by nobody but the agent.
  await typed('8112-4470', { told: [`81124470 · ${dial.kind.local}`], link: 'tel:81124470' });
  await fine(here, 'dial-ninth');
  await button(dial.ninth('981124470')).click();
  await expect.poll(async () => await link.getAttribute('href')).toBe('tel:981124470');
  expect(await number.inputValue()).toBe('981124470');
  expect(here.refusals).toEqual([]);
}, 60_000);
