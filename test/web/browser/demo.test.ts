import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { letClientsWrite, talksIn } from '../../../src/app/host/demo/clients.ts';
import { GUSTAVO } from '../../../src/app/host/demo/people.ts';
import { words } from '../../../src/app/wording/index.ts';
import { aDemo } from '../../app/host/a-demo.ts';
import { openChromium } from './chromium.ts';
import { handsOf } from './stage/hands.ts';
import { AXE, complaintsAbout } from './stage/look.ts';
import { panelIn } from './stage/open-stage.ts';
import { watchPolicy } from './stage/watch-policy.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(async () => await browser.close());

const QUICKLY = { answerMs: 500, arriveMs: 500, returnMs: 600_000, askAgainMs: 600_000 } as const;
const { client: lines } = words['pt-BR'].demo;

test('whoever opens the page of the demo enters as an agent, sees a client, writes, is answered, and finds the client in the CRM', async () => {
  const demo = await aDemo();
  const clients = letClientsWrite(demo, words['pt-BR'], QUICKLY);
  onTestFinished(clients.end);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: 'pt-BR', colorScheme: 'dark' });
  onTestFinished(async () => await context.close());
  await context.addInitScript({ content: AXE });
  const refusals = await watchPolicy(context);
  const page = await context.newPage();
  await page.goto(demo.page.url);
  expect(await complaintsAbout(page.mainFrame())).toEqual([]);
  await page.getByRole('link', { name: 'Entrar como Bruno Tavares' }).click();

  const panel = await panelIn(page);
  const hands = handsOf({ panel });
  await hands.open('Gustavo Pires');
  await hands.write('Oi, Gustavo! Entregamos, sim.');
  await hands.log().getByText(lines.replies[0] ?? '').waitFor();
  await hands.back();
  const [{ protocol } = { protocol: '' }] = talksIn(demo.neppo).filter(({ phone }) => phone === GUSTAVO.phone);
  demo.neppo.message(protocol, { from: 'client', text: 'Mais uma coisa' });
  await hands.row('Gustavo Pires').getByText('Mais uma coisa').waitFor();

  // Registered as an agent would in the CRM, and shown there from the panel.
  demo.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' });
  await hands.row('Ana Souza').waitFor();
  const card = page.locator('.card', { hasText: 'Ana Souza' });
  await card.waitFor();
  await hands.open('Ana Souza');
  await panel.locator('button.deal').click();
  await page.getByText('Card aberto: Ana Souza').waitFor();
  expect(await card.getAttribute('aria-current')).toBe('true');
  expect(await complaintsAbout(page.mainFrame())).toEqual([]);
  expect(refusals).toEqual([]);
});
