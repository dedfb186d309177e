import { strict as assert } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { panelOf, until, type Scene } from './scene.ts';

/** What the probe shows. */
interface Seen {
  readonly seqs: readonly number[];
  readonly gaps: readonly string[];
  readonly states: readonly string[];
  readonly problems: readonly { readonly status: number; readonly kind: string; readonly errors: readonly { readonly field: string; readonly reason: string }[] }[];
}

const message = (nth: number) => ({ type: 'message.new', data: { protocol: 'WA1', text: `evento ${nth}` } }) as const;
const EVENTS = 500;

async function seenBy(page: Page): Promise<Seen> {
  return parseSeen(await (await panelOf(page)).evaluate('probe.seen'));
}

/** The page of the CRM, once the panel in it follows the desk. */
async function opened(scene: Scene, search = ''): Promise<Page> {
  const page = await scene.open(`${scene.crm}/${search}`);
  await until(async () => (await seenBy(page)).gaps.length === 1);
  return page;
}

const quiet = async (ms = 300): Promise<void> => await new Promise((resolve) => setTimeout(resolve, ms));

/** A page of somebody else beside the panel, in the page of the CRM; what it was answered. */
async function helloFrom(page: Page, address: string): Promise<readonly unknown[]> {
  await page.evaluate(`{ const frame = document.createElement('iframe'); frame.src = ${JSON.stringify(address)}; document.body.append(frame); }`);
  const frame = await until(async () => page.frames().find((each) => each.url() === address));
  await frame.waitForFunction("'got' in window");
  await quiet();
  return parseList(await frame.evaluate('got'));
}

/** A port that the panel is offered; it would say that it is ready on one that it takes. */
const OFFER = `window.answers = []; { const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) => answers.push(data); (self === top ? frames[0] : parent.frames[0]).postMessage('vinculo:port', '*', [port2]); }`;

/** B1–B17 and those beside them: sentences about the panel in a page of another origin. */
export const checks = {
  'B1: a host opens the panel and gets a session': async (scene) => {
    await opened(scene);
    assert.deepEqual(scene.front.seen.sessions, [200]);
  },
  'B2: context reaches the panel even when sent before it is ready': async (scene) => {
    const page = await opened(scene);
    const told = await (await panelOf(page)).evaluate('probe.told()');
    assert.deepEqual(told, { context: { dealId: '77' }, shown: 'yes', locale: 'pt-BR', theme: 'auto' });
  },
  'B3: 500 events over a connection that breaks, none lost, none twice, in order': async (scene) => {
    const page = await opened(scene);
    scene.front.network = { is: 'breaking', afterEvents: 100 };
    const panel = await panelOf(page);
    await restartStream(scene, page);
    for (let nth = 0; nth < EVENTS; nth += 25) {
      await scene.hub.tell(scene.agent, ...Array.from({ length: 25 }, (_, at) => message(nth + at)));
      await panel.evaluate("dispatchEvent(new Event('online'))");
    }
    await until(async () => {
      await panel.evaluate("dispatchEvent(new Event('online'))");
      return (await seenBy(page)).seqs.length >= EVENTS;
    });
    await quiet();
    const { seqs, gaps } = await seenBy(page);
    assert.ok(scene.front.seen.streams > 4, `only ${scene.front.seen.streams} connections`);
    assert.deepEqual([seqs, gaps], [Array.from({ length: EVENTS }, (_, at) => at + 1), ['begun']]);
  },
  'B4, B5: a stream that fell silent is left, and is live again afterwards': async (scene) => {
    scene.front.network = { is: 'silent' };
    const page = await scene.open(scene.crm);
    await until(async () => (await seenBy(page)).states.includes('live'));
    scene.front.network = { is: 'whole' };
    await until(async () => (await seenBy(page)).gaps.length === 1);
    await scene.hub.tell(scene.agent, message(1));
    await until(async () => (await seenBy(page)).seqs.length === 1);
  },
  'B6: what is stopped asks nothing more of the hub': async (scene) => {
    const page = await opened(scene);
    await until(async () => scene.front.seen.openStreams === 1);
    await (await panelOf(page)).evaluate('probe.stop()');
    await quiet();
    assert.equal(scene.front.seen.openStreams, 0);
  },
  'B7: coming back after the hub forgot says so': async (scene) => {
    const page = await opened(scene);
    const panel = await panelOf(page);
    scene.front.network = { is: 'away' };
    await restartStream(scene, page);
    await scene.hub.tell(scene.agent, ...Array.from({ length: 2_100 }, (_, nth) => message(nth)));
    scene.hub.clock.advance(11 * 60_000);
    await scene.hub.store.stream.trim(scene.hub.clock.now());
    scene.front.network = { is: 'whole' };
    await until(async () => {
      await panel.evaluate("dispatchEvent(new Event('online'))");
      return (await seenBy(page)).gaps.length === 2;
    });
    assert.deepEqual((await seenBy(page)).gaps, ['begun', 'missed']);
  },
  'B8: a hello from a frame of another origin gets no answer': async (scene) => {
    assert.deepEqual(await helloFrom(await opened(scene), `${scene.evil}/hello`), []);
  },
  'B9: a hello from another frame, even one of the hub, gets no answer and costs no token': async (scene) => {
    const page = await opened(scene);
    assert.deepEqual(await helloFrom(page, `${scene.front.origin}/hello`), []);
    assert.equal(scene.tokens(), 1);
    // Nor does it take the panel's place.
    await page.evaluate("panel.context({ dealId: '78' })");
    await quiet();
    assert.deepEqual(parseTold(await (await panelOf(page)).evaluate('probe.told()')).context, { dealId: '78' });
  },
  'a frame of the panel that was led elsewhere gets no answer': async (scene) => {
    const page = await opened(scene);
    await page.evaluate(`document.querySelector('iframe').src = ${JSON.stringify(`${scene.evil}/hello`)}`);
    const led = await until(async () => page.frames().find((each) => each.url().startsWith(scene.evil)));
    await led.waitForFunction("'got' in window");
    await quiet();
    assert.deepEqual(await led.evaluate('got'), []);
  },
  'B10, B12: a port from another frame, even one of an allowed origin, is refused': async (scene) => {
    const page = await scene.open(`${scene.crm}/bare`);
    const panel = await panelOf(page);
    const sibling = await until(async () => page.frames().find((each) => each.url().endsWith('/sibling')));
    await sibling.evaluate(OFFER);
    await quiet();
    assert.deepEqual([await sibling.evaluate('answers'), scene.front.seen.sessions], [[], []]);
    // The page itself, which is the parent, is heard: so the offer was one.
    await page.evaluate(OFFER);
    await until(async () => parseList(await page.evaluate('answers')).length > 0);
    assert.ok(panel.url().includes('/panel/'));
  },
  'B11: no cookie, and no token in any address': async (scene) => {
    const page = await opened(scene);
    const addresses = [...scene.front.seen.addresses, ...page.frames().map((frame) => frame.url())];
    assert.deepEqual([scene.front.seen.cookies, addresses.filter((address) => /vn[la]_|token|bearer/i.test(address))], [0, []]);
  },
  'B13: a port from a parent of another origin is refused, even without frame-ancestors': async (scene) => {
    const page = await scene.open(`${scene.evil}/unguarded`);
    await panelOf(page);
    await page.evaluate(OFFER);
    await quiet();
    assert.deepEqual([await page.evaluate('answers'), scene.front.seen.sessions], [[], []]);
  },
  'B14: framing from an origin that is not allowed is blocked': async (scene) => {
    const page = await scene.open(scene.evil);
    await until(async () => scene.front.seen.addresses.some((address) => address.endsWith('/panel/acme')));
    await quiet();
    const loaded = scene.front.seen.addresses.filter((address) => address.includes('/ui/'));
    assert.deepEqual([loaded, await page.frames()[1]?.evaluate("'probe' in window").catch(() => false)], [[], false]);
  },
  'B15: a launch token that is over is refused': async (scene) => {
    await scene.open(`${scene.crm}/?late`);
    assert.equal(await until(async () => scene.front.seen.sessions[0]), 401);
  },
  'B16, S13: a launch token is not taken twice': async (scene) => {
    await (await opened(scene, '?same')).context().close();
    await scene.open(`${scene.crm}/?same`);
    assert.deepEqual([await until(async () => scene.front.seen.sessions[1]), scene.front.seen.sessions[0]], [401, 200]);
  },
  'B17: a token that was minted for another page is refused': async (scene) => {
    const { json } = await scene.hub.launch({ agent: scene.agent, origin: scene.crm });
    assert.equal((await scene.hub.openSession(String(json['token']), scene.evil)).status, 401);
  },
  'B19: the panel is not put into a page of the hub itself': async (scene) => {
    const page = await scene.open(`${scene.front.origin}/hello`);
    const outcome = await page.evaluate(`import('/ui/loader.js').then(({ mountPanel }) => mountPanel({ connection: 'acme', token: async () => '' })).then(() => 'mounted', (error) => error.message)`);
    assert.deepEqual([outcome, page.frames().length], ['The hub holds no panel', 1]);
  },
  'C15: why there is no token reaches the panel, with its status and its conditions': async (scene) => {
    const page = await scene.open(`${scene.crm}/?stranger`);
    const [problem] = await until(async () => {
      const { problems } = await seenBy(page);
      return problems.length > 0 && problems;
    });
    assert.deepEqual([problem?.status, problem?.kind, problem?.errors.map(({ field, reason }) => [field, reason])], [409, 'panel-not-allowed', [['agent', 'agent-unknown']]]);
  },
  'what the panel tells reaches the page, and what is no message does not': async (scene) => {
    const page = await opened(scene);
    const panel = await panelOf(page);
    await panel.evaluate(`probe.tell({ t: 'unread', n: 'many' }); probe.tell({ t: 'title', text: 7 }); probe.tell({ t: 'open', kind: 'deal', id: {} }); probe.tell(null); probe.tell({ t: 'nothing' })`);
    await panel.evaluate(`probe.tell({ t: 'unread', n: 3 }); probe.tell({ t: 'title', text: '(3) Atendimentos' }); probe.host.open({ kind: 'deal', id: '77' })`);
    await until(async () => parseList(await page.evaluate('heard.opened')).length > 0);
    assert.deepEqual(await page.evaluate('heard'), { opened: [{ kind: 'deal', id: '77', address: '' }], unread: [3], titles: ['(3) Atendimentos'] });
  },
  'the button brings back what was minimised, and counts what is unread': async (scene) => {
    const page = await opened(scene);
    const panel = await panelOf(page);
    const button = page.getByRole('button', { name: 'Atendimentos' });
    assert.equal(await button.isVisible(), false);
    await panel.evaluate(`probe.tell({ t: 'unread', n: 3 }); probe.host.minimize()`);
    await button.waitFor();
    assert.deepEqual([await button.getAttribute('aria-label'), await button.innerText(), await page.locator('iframe').isVisible()], ['Atendimentos 3', '3', false]);
    assert.equal(await page.evaluate("document.activeElement.localName"), 'button');
    await until(async () => parseShown(await panel.evaluate('probe.told()')).shown === 'no');
    await page.keyboard.press('Enter');
    await page.locator('iframe').waitFor();
    assert.equal(await page.evaluate('document.activeElement.localName'), 'iframe');
    await until(async () => parseShown(await panel.evaluate('probe.told()')).shown === 'yes');
    await page.evaluate('panel.destroy()');
    assert.deepEqual([page.frames().length, await button.count()], [1, 0]);
  },
  'look and context change while it is open; a frame that is loaded anew is told again': async (scene) => {
    const page = await opened(scene);
    await page.evaluate(`panel.look({ theme: 'neon' }); panel.look({ locale: 'en' }); panel.look({ theme: 'dark' }); panel.context({ contactId: '5', dealId: {}, other: 1 }); panel.hide()`);
    const told = async (): Promise<unknown> => await (await panelOf(page)).evaluate('probe.told()');
    const expected = { context: { contactId: '5' }, shown: 'no', locale: 'en', theme: 'dark' };
    await until(async () => isDeepStrictEqual(await told(), expected));
    assert.equal(await (await panelOf(page)).evaluate('document.documentElement.lang + document.documentElement.dataset.theme'), 'endark');
    await (await panelOf(page)).evaluate('window.before = true');
    await page.evaluate("{ const frame = document.querySelector('iframe'); frame.src = frame.src; }");
    await until(async () => await (await panelOf(page)).evaluate("!('before' in window)").catch(() => false) === true);
    await until(async () => isDeepStrictEqual(await told(), expected));
  },
} as const satisfies Record<string, (scene: Scene) => Promise<void>>;

export type CheckName = keyof typeof checks;

/** Ends the stream that is open, so that the network as it is now holds for the next one. */
async function restartStream(scene: Scene, page: Page): Promise<void> {
  const before = scene.front.seen.streams;
  scene.front.breakNow();
  await until(async () => {
    await (await panelOf(page)).evaluate("dispatchEvent(new Event('online'))");
    return scene.front.seen.streams > before;
  });
}

const parseSeen = (value: unknown): Seen => value as Seen;
const parseList = (value: unknown): readonly unknown[] => value as readonly unknown[];
const parseTold = (value: unknown): { readonly context: unknown } => value as { readonly context: unknown };
const parseShown = (value: unknown): { readonly shown: string } => value as { readonly shown: string };
