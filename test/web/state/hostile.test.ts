import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAlarms } from '../../../src/adapters/web/panel/state/alarms.ts';
import { parseKept } from '../../../src/adapters/web/panel/state/outbox-item.ts';
import { createWritingWindow } from '../../../src/adapters/web/panel/state/writing-window.ts';
import { DeskProblem } from '../../../src/client/index.ts';
import type { DeskRow } from '../../../src/domain/desk/desk-row.ts';
import { attended, createDeskWorld } from '../../app/desk/desk-client.ts';
import { BIANCA, CAIO } from '../../rig/desk-hub.ts';
import type { World } from '../../rig/world.ts';
import { createTexts, linesOf, openPanel, soon, type Meddler, type TestPanel } from './open-panel.ts';

let world: World;
let protocol: string;
const open: TestPanel[] = [];
const panelOf = (options?: Parameters<typeof openPanel>[1]): TestPanel => {
  const panel = openPanel(world, options);
  open.push(panel);
  return panel;
};
beforeEach(async () => {
  world = await createDeskWorld();
  protocol = await attended(world);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const { state } of open.splice(0)) state.close();
  await world.close();
});

async function opened(panel: TestPanel): Promise<ReturnType<TestPanel['state']['conversation']>> {
  await soon(() => panel.state.entrance.value.state).toBe('in');
  const conversation = panel.state.conversation(protocol);
  await soon(() => conversation.state.value).toBe('ready');
  return conversation;
}

const readBy = async (panel: TestPanel): Promise<readonly unknown[]> =>
  (await panel.desk.listMessages(protocol, { limit: 200 })).messages.filter(({ by }) => by === 'agent').map(({ text, media }) => text ?? media?.name);

const isSaid = ({ method, url }: Request): boolean => method === 'POST' && url.endsWith('/messages');
const problem = (status: number, kind: string): Response => Response.json({ type: `urn:vinculo:problem:${kind}`, detail: 'Não.' }, { status, headers: { 'content-type': 'application/problem+json' } });
/** What is written does not leave the page. */
const nothingLeaves: Meddler = async (request, pass) => (isSaid(request) ? problem(408, 'unavailable') : await pass());
const DAY_MS = 24 * 60 * 60_000;

describe('two tabs of one agent', () => {
  test('what is thrown away in one is not sent by the other by itself, and is not lost there', async () => {
    const storage = createTexts();
    const here = panelOf({ storage });
    const talk = await opened(here);
    here.line.between(nothingLeaves);
    talk.write('Melhor não');
    await soon(() => linesOf(talk).at(-1)).toBe('own waiting: Melhor não');
    const there = panelOf({ storage });
    there.line.between(nothingLeaves);
    const same = await opened(there);
    await soon(() => linesOf(same).at(-1)).toBe('own waiting: Melhor não');
    same.discard(same.entries.value.at(-1)?.key ?? '');
    here.line.between(undefined);
    here.state.retryNow();
    await soon(() => linesOf(talk).at(-1)).toBe('own refused: Melhor não');
    here.state.close();
    // Nor by the page as it is loaded next.
    const next = panelOf({ storage });
    const again = await opened(next);
    await soon(() => linesOf(again).at(-1)).toBe('own refused: Melhor não');
    await world.rest();
    expect(await readBy(next)).toEqual([]);
    again.tryAgain(again.entries.value.at(-1)?.key ?? '');
    await soon(() => linesOf(again).at(-1)).toBe('agent: Melhor não');
  });

  test('what was refused, and is tried again in both, is said once', async () => {
    const storage = createTexts();
    const refusing: Meddler = async (request, pass) => (isSaid(request) ? problem(422, 'invalid-input') : await pass());
    const here = panelOf({ storage });
    here.line.between(refusing);
    const talk = await opened(here);
    talk.write('Uma vez');
    await soon(() => linesOf(talk).at(-1)).toBe('own refused: Uma vez');
    const there = panelOf({ storage });
    const same = await opened(there);
    await soon(() => linesOf(same).at(-1)).toBe('own refused: Uma vez');
    const { key = '' } = same.entries.value.at(-1) ?? {};
    here.line.between(undefined);
    talk.tryAgain(key);
    await soon(() => linesOf(talk).at(-1)).toBe('agent: Uma vez');
    const keys: (string | null)[] = [];
    there.line.between(async (request, pass) => {
      if (isSaid(request)) keys.push(request.headers.get('idempotency-key'));
      return await pass();
    });
    same.tryAgain(key);
    await soon(() => keys.length).toBe(1);
    // No third key: the hub tells whoever asks under the first what became of it.
    expect(keys).toEqual([key]);
  });
});

test('a browser whose storage is full, or refuses everything, loses nothing while the page lives', async () => {
  const refuse = (): never => { throw new DOMException('No more.', 'QuotaExceededError'); };
  const panel = panelOf({ storage: { get length() { return refuse(); }, key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse } });
  const talk = await opened(panel);
  panel.line.between(nothingLeaves);
  talk.write('Sem lugar');
  await soon(() => linesOf(talk).at(-1)).toBe('own waiting: Sem lugar');
  panel.line.between(undefined);
  panel.state.retryNow();
  await soon(() => linesOf(talk).at(-1)).toBe('agent: Sem lugar');
});

describe('what stayed behind in a browser', () => {
  const kept = (at: number, more: object = {}): string => JSON.stringify({ protocol, at, nth: 0, kind: 'message', text: 'Chego às 15h', ...more });
  const nameOf = async (): Promise<string> => {
    const panel = panelOf();
    await soon(() => panel.state.me.value?.agent).toBeDefined();
    return `vinculo//${panel.state.me.value?.agent}/outbox/`;
  };

  test('for more than a day is not sent unless the agent says so; after a month it is gone', async () => {
    const storage = createTexts();
    const name = await nameOf();
    storage.all.set(`${name}old`, kept(Date.now() - 3 * DAY_MS));
    storage.all.set(`${name}ancient`, kept(Date.now() - 40 * DAY_MS));
    const panel = panelOf({ storage });
    const talk = await opened(panel);
    await soon(() => linesOf(talk).filter((line) => line.startsWith('own'))).toEqual(['own refused: Chego às 15h']);
    await world.rest();
    expect(await readBy(panel)).toEqual([]);
    expect([...storage.all.keys()].filter((each) => each.includes('/outbox/'))).toEqual([`${name}old`]);
    talk.tryAgain('old');
    await soon(() => linesOf(talk).at(-1)).toBe('agent: Chego às 15h');
  });

  test.each(['', 'null', '[]', '{}', '"x"', '{"protocol":1}', '\u0000', '{"protocol":"WA1","at":1,"nth":0,"kind":"message","text":5}'])('as %j is passed over', (text) => {
    expect(parseKept('key', text)).toBeUndefined();
  });

  test('without its number has one', () => {
    expect(parseKept('key', '{"protocol":"WA1","at":1,"kind":"message","text":"Oi"}')?.nth).toBe(0);
  });
});

describe('files', () => {
  test('one whose upload the hub takes no more is uploaded anew when it is tried again', async () => {
    const panel = panelOf();
    const talk = await opened(panel);
    let refusals = 1;
    panel.line.between(async (request, pass) => (isSaid(request) && refusals-- > 0 ? problem(422, 'invalid-input') : await pass()));
    talk.writeFile(new File(['abc'], 'nota.txt', { type: 'text/plain' }));
    await soon(() => linesOf(talk).at(-1)).toBe('own refused: ');
    const uploads = (): number => panel.line.asked.filter((each) => each.endsWith('/uploads')).length;
    expect(uploads()).toBe(1);
    talk.tryAgain(talk.entries.value.at(-1)?.key ?? '');
    await soon(() => linesOf(talk).at(-1)).toBe('agent: nota.txt');
    expect(uploads()).toBe(2);
  });

  test('one that is gone from the disk is refused, and holds up nothing', async () => {
    const panel = panelOf();
    const talk = await opened(panel);
    talk.writeFile(new GoneFile(['abc'], 'movido.txt', { type: 'text/plain' }));
    talk.write('Segue o arquivo');
    await soon(() => linesOf(talk).slice(-2)).toEqual(['agent: Segue o arquivo', 'own refused: ']);
  });
});

/** As a browser has it whose file was moved after it was chosen. */
class GoneFile extends File {
  override slice(): Blob {
    const gone = new Blob();
    gone.arrayBuffer = async () => await Promise.reject(new DOMException('It was moved.', 'NotReadableError'));
    return gone;
  }
}

describe('the entrance', () => {
  test('where the page around is another agent\'s now, nothing more is done: what this one wrote is not sent as that one', async () => {
    const storage = createTexts();
    let agent = BIANCA;
    const panel = panelOf({ storage, agent: () => agent });
    const talk = await opened(panel);
    agent = CAIO;
    const sent: (string | null)[] = [];
    panel.line.between(async (request, pass) => {
      if (request.url.includes('/v1/desk/') && sent.length === 0) {
        sent.push('refused');
        return problem(401, 'pass-refused');
      }
      if (isSaid(request)) sent.push(request.headers.get('authorization'));
      return await pass();
    });
    talk.write('Sou a Bianca');
    await soon(() => panel.state.entrance.value.state).toBe('refused');
    const entrance = panel.state.entrance.value;
    expect(entrance.state === 'refused' ? entrance.problem.kind : undefined).toBe('agent-changed');
    expect(linesOf(talk).at(-1)).toMatch(/^own (waiting|sending): Sou a Bianca$/);
    expect(sent).toEqual(['refused']);
    // It is hers still, when she comes back.
    panel.state.close();
    const hers = panelOf({ storage });
    const again = await opened(hers);
    await soon(() => linesOf(again).at(-1)).toBe('agent: Sou a Bianca');
  });

  test('a host that is asked too often has not refused the agent', async () => {
    let isBusy = false;
    const panel = panelOf({ launchFails: () => (isBusy ? new DeskProblem({ status: 429, kind: 'launch-failed', text: 'Devagar.', retryAfterMs: 60_000 }) : undefined) });
    await opened(panel);
    isBusy = true;
    panel.line.between(async (request, pass) => (request.url.includes('/v1/desk/') ? problem(401, 'pass-refused') : await pass()));
    panel.line.cutStreams();
    panel.line.comeBack();
    await soon(() => panel.state.connection.value.state).toBe('waiting');
    await panel.state.refreshMe();
    expect(panel.state.entrance.value.state).toBe('in');
  });
});

test('a conversation that is left leaves no alarm behind', () => {
  vi.useFakeTimers();
  const [closing, all] = [new AbortController(), new AbortController()];
  const row = signal<DeskRow | undefined>(parseDeskRow({ protocol: 'WA1', windowClosesAt: new Date(Date.now() + DAY_MS).toISOString() }));
  createWritingWindow({ row, now: Date.now, alarms: createAlarms(all.signal), signal: closing.signal });
  expect(vi.getTimerCount()).toBe(1);
  closing.abort();
  expect(vi.getTimerCount()).toBe(0);
});

const parseDeskRow = (row: object): DeskRow => row as DeskRow;
