import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Frame } from 'playwright-core';
import { buildUi } from '../tools/ui.ts';
import { openChromium } from '../test/web/browser/chromium.ts';
import { loadAll } from '../test/web/browser/stage/large-look.ts';
import { sitDownAtLarge, type LargeSeat } from '../test/web/browser/stage/large-seat.ts';
import { at } from './hub-trial.ts';
import { barePage } from './panel/bare-page.ts';
import { boot, CLICKING, framesOf, shiftsOf, STOPWATCH, timed } from './panel/stopwatch.ts';
import type { Figure } from './run.ts';

const SLOWER = 4;
const [SESSIONS, MESSAGES] = [1_000, 5_000];
const [BOOTS, TIMES, FRAMES, EVENTS] = [5, 7, 300, 60];
const MB = 1_024 * 1_024;
/** The panel fetches what comes later a second after the first rows. */
const ALL_IS_THERE_MS = 4_000;

/**
 * What the panel takes on a processor that is four times slower (UI.md §8), with 1,000 sessions and 5,000 messages. Its files and its page are the
 * real ones; the desk's routes are answered by a stand-in from prepared data, so that nothing of the hub's own work is in the figures.
 */
export async function measurePanel(): Promise<readonly Figure[]> {
  await buildUi();
  const browser = await openChromium();
  try {
    return [...await measureBoot(browser), ...await measureUse(browser)];
  } finally {
    await browser.close();
  }
}

const sitDown = async (browser: Browser, before = STOPWATCH): Promise<LargeSeat> =>
  await sitDownAtLarge(browser, { sessions: SESSIONS, messages: MESSAGES, slower: SLOWER, before, beside: barePage });

async function measureBoot(browser: Browser): Promise<readonly Figure[]> {
  const boots: Booted[] = [];
  for (let nth = 0; nth < BOOTS; nth++) {
    const seat = await sitDown(browser, `${CLICKING}${STOPWATCH}`);
    boots.push(await bootOnce(seat));
    await seat.close();
  }
  const middle = (of: (each: Booted) => number): number => median(boots.map(of));
  return [
    { name: 'panel at 4×: scripts and styles fetched until the first row, by brotli', value: middle(({ bytes }) => bytes) / 1_000, unit: 'kB' },
    { name: 'panel at 4×: first row', key: 'panelFirstRowMs', value: middle(({ firstRow }) => firstRow), unit: 'ms' },
    { name: 'panel at 4×: a click at that moment is answered', key: 'panelInteractiveMs', value: middle(({ answered }) => answered), unit: 'ms' },
    { name: 'control: a bare page that asks the same, its first row', value: middle(({ bare }) => bare), unit: 'ms' },
    { name: `panel at 4×: opens a conversation of ${MESSAGES} messages, the first of all`, key: 'panelOpenMs', value: middle(({ opened }) => opened), unit: 'ms' },
  ];
}

interface Booted {
  readonly firstRow: number;
  readonly answered: number;
  readonly bytes: number;
  readonly opened: number;
  readonly bare: number;
}

async function bootOnce({ panel, page, hub }: LargeSeat): Promise<Booted> {
  const booted = await boot(panel);
  await sleep(ALL_IS_THERE_MS);
  const opened = await timed(panel, clickOn(hub), `document.querySelector('.log [data-row="${hub.messages.at(-1)?.id}"]') !== null`);
  await page.goto(`${hub.url}/bare`);
  return { ...booted, opened, bare: (await boot(page.mainFrame())).firstRow };
}

const clickOn = ({ talk }: LargeSeat['hub']): string => `document.querySelector('[data-protocol="${talk.protocol}"]').click()`;

async function measureUse(browser: Browser): Promise<readonly Figure[]> {
  const seat = await sitDown(browser);
  const { panel, hub } = seat;
  try {
    await boot(panel);
    await sleep(ALL_IS_THERE_MS);
    const shifts = await shiftsOf(panel);
    await loadAll(panel, 'end', SESSIONS);
    await panel.evaluate("document.querySelector('.v-list').scrollTo(0, 0)");
    const lists = await measureLists(panel);
    await timed(panel, clickOn(hub), "document.querySelector('.log [data-row]') !== null");
    await loadAll(panel, 'top', MESSAGES);
    const talk = await measureTalk(seat);
    await back(panel);
    const openedAgain = await timed(panel, clickOn(hub), "document.querySelector('.log [data-row]') !== null");
    return [
      { name: 'panel at 4×: opens one again of which all is there', key: 'panelOpenAgainMs', value: openedAgain, unit: 'ms' },
      ...lists, ...talk,
      { name: 'panel at 4×: what jumped about while it began (CLS)', key: 'panelShift', value: shifts, unit: '' },
      { name: `panel: heap with ${SESSIONS} sessions and ${MESSAGES} messages`, key: 'panelHeapMb', value: await seat.heapBytes() / MB, unit: 'MB' },
    ];
  } finally {
    await seat.close();
  }
}

const back = async (panel: Frame): Promise<number> => await timed(panel, "document.querySelector('.c-head .ib').click()", "document.querySelector('.s-row') !== null");

/** By the middle one of several: each is one keystroke or click of an agent. */
async function measureLists(panel: Frame): Promise<readonly Figure[]> {
  const type = (text: string): string => `const box = document.querySelector('#panel-search'); box.value = '${text}'; box.dispatchEvent(new Event('input', { bubbles: true }));`;
  const names = "[...document.querySelectorAll('.s-row .nm')].map(({ textContent }) => textContent).join()";
  const [keys, tabs, nothing]: [number[], number[], number[]] = [[], [], []];
  for (let nth = 0; nth < TIMES; nth++) {
    keys.push(await timed(panel, `globalThis.before = ${names}; ${type('Caio')}`, `${names} !== before && !${names}.includes('Marina')`));
    await timed(panel, type(''), `${names}.includes('Marina')`);
    tabs.push(await timed(panel, "document.querySelector('#tab-closed').click()", "document.querySelector('.s-row') === null"));
    tabs.push(await timed(panel, "document.querySelector('#tab-open').click()", "document.querySelector('.s-row') !== null"));
    nothing.push(await timed(panel, "document.body.classList.toggle('nothing')", 'true'));
  }
  return [
    { name: `panel at 4×: a key in the search over ${SESSIONS} sessions`, key: 'panelKeyMs', value: median(keys), unit: 'ms' },
    { name: 'panel at 4×: changes its tab', key: 'panelTabMs', value: median(tabs), unit: 'ms' },
    { name: 'control: a change that shows nothing', value: median(nothing), unit: 'ms' },
  ];
}

async function measureTalk({ panel, hub }: LargeSeat): Promise<readonly Figure[]> {
  const list = "document.querySelector('.log')";
  const idle = await framesOf(panel, FRAMES);
  await panel.evaluate(`${list}.scrollTo(0, 0)`);
  await sleep(500);
  const scrolled = await framesOf(panel, FRAMES, `${list}.scrollBy(0, 700); if (![...${list}.querySelectorAll('[data-key]')].some((row) => row.getBoundingClientRect().bottom > 200 && row.getBoundingClientRect().top < 500)) globalThis.blank = (globalThis.blank ?? 0) + 1;`);
  const blank = Number(await panel.evaluate('globalThis.blank ?? 0'));
  await panel.evaluate(`${list}.scrollTo(0, ${list}.scrollHeight)`);
  await sleep(500);
  const [incoming] = await Promise.all([framesOf(panel, FRAMES), writeEach(hub, FRAMES, 16, 'E mais uma')]);
  await sleep(1_000);
  const sent: number[] = [];
  for (let nth = 0; nth < TIMES; nth++) {
    sent.push(await timed(panel, `const box = document.querySelector('textarea'); box.value = 'Resposta ${nth}.'; box.dispatchEvent(new Event('input', { bubbles: true })); setTimeout(() => document.querySelector('.send').click());`, `${list}.textContent.includes('Resposta ${nth}.')`));
    await sleep(300);
  }
  const delays = await measureDelays(panel, hub);
  return [
    { name: 'panel at 4×: from sending to the bubble', key: 'panelSendMs', value: median(sent), unit: 'ms' },
    { name: `panel at 4×: frame while ${MESSAGES} messages are scrolled through, p95`, key: 'panelScrollFrameMs', value: p95(scrolled), unit: 'ms' },
    { name: 'panel at 4×: of these, frames with nothing in them', key: 'panelBlank', value: blank, unit: '' },
    { name: `panel at 4×: frame while ${FRAMES} messages come in, p95`, key: 'panelIncomingFrameMs', value: p95(incoming), unit: 'ms' },
    { name: 'control: frame while nothing happens, p95', value: p95(idle), unit: 'ms' },
    { name: 'panel at 4×: from the server\'s event to the bubble, p95', key: 'panelEventP95', value: p95(delays), unit: 'ms' },
  ];
}

async function writeEach(hub: LargeSeat['hub'], count: number, everyMs: number, text: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let nth = 0; nth < count; nth++) {
    times.push(Date.now());
    hub.write(`${text} ${nth}.`);
    await sleep(everyMs);
  }
  return times;
}

/** Both sides are of one machine, and have one clock. */
async function measureDelays(panel: Frame, hub: LargeSeat['hub']): Promise<readonly number[]> {
  await panel.evaluate(`new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.log .m')) {
      const [said] = /Evento \\d+\\./.exec(textContent) ?? [];
      if (said !== undefined && !stopwatch.heard.has(said)) { stopwatch.heard.set(said, 0); stopwatch.frame().then(() => stopwatch.heard.set(said, Date.now())); }
    }
  }).observe(document.querySelector('.log'), { childList: true, subtree: true })`);
  const written = await writeEach(hub, EVENTS, 120, 'Evento');
  await sleep(1_000);
  return await Promise.all(written.map(async (writtenAt, nth) => Number(await panel.evaluate(`stopwatch.heard.get('Evento ${nth}.') ?? Infinity`)) - writtenAt));
}

const sorted = (times: readonly number[]): readonly number[] => times.toSorted((a, b) => a - b);
const median = (times: readonly number[]): number => at(0.5, sorted(times));
const p95 = (times: readonly number[]): number => at(0.95, sorted(times));
