import { expect, onTestFinished, test } from 'vitest';
import { CLIENTS, createClientTurns, type Pace, type Talk } from '../../../src/app/host/demo/client-turns.ts';
import { letClientsWrite, talksIn } from '../../../src/app/host/demo/clients.ts';
import { PANEL_AGENTS } from '../../../src/app/host/demo/furnishing.ts';
import { words } from '../../../src/app/wording/index.ts';
import { aDemo } from './a-demo.ts';
import { readyOf, runHost, until } from './host-process.ts';

const SLOWLY: Pace = { answerMs: 4_000, arriveMs: 25_000, returnMs: 180_000, askAgainMs: 60_000 };
const AT_ONCE: Pace = { answerMs: 0, arriveMs: 0, returnMs: 60_000, askAgainMs: 60_000 };
const everybody = CLIENTS.map(({ phone }) => aTalk({ phone, protocol: phone }));

function aTalk(talk: Partial<Talk> = {}): Talk {
  return { protocol: 'WA1', phone: '5511900000000', last: { id: 1, by: 'client' }, unanswered: 1, written: 1, ...talk };
}

test('an agent is answered a few seconds after the last message, once', () => {
  const { turn } = createClientTurns(SLOWLY);
  const acts = (talk: Partial<Talk>, nowMs: number): readonly string[] => turn([...everybody, aTalk(talk)], nowMs).map(({ type }) => type);
  expect(acts({ last: { id: 7, by: 'agent' } }, 1_000)).toEqual([]);
  expect(acts({ last: { id: 7, by: 'agent' } }, 4_900)).toEqual([]);
  expect(acts({ last: { id: 8, by: 'agent' } }, 5_000)).toEqual([]);
  expect(acts({ last: { id: 8, by: 'agent' } }, 9_000)).toEqual(['reply']);
  expect(acts({ last: { id: 9, by: 'client' } }, 9_500)).toEqual([]);
  expect(acts({ last: { id: 9, by: 'client' } }, 20_000)).toEqual([]);
});

test('whoever gets no answer asks again, and gives up', () => {
  const { turn } = createClientTurns(SLOWLY);
  const acts = (id: number, unanswered: number, nowMs: number): readonly string[] => turn([...everybody, aTalk({ last: { id, by: 'client' }, unanswered })], nowMs).filter((act) => act.type !== 'begin' && act.protocol === 'WA1').map(({ type }) => type);
  expect([acts(1, 1, 0), acts(1, 1, 59_000), acts(1, 1, 60_000)]).toEqual([[], [], ['ask-again']]);
  expect([acts(2, 3, 61_000), acts(2, 3, 500_000)]).toEqual([[], []]);
});

test('clients come one after the other, and those whose conversation ended come again after a while', () => {
  const { turn } = createClientTurns(SLOWLY);
  const come = (talks: readonly Talk[], nowMs: number): readonly string[] => turn(talks, nowMs).flatMap((act) => (act.type === 'begin' ? [`${act.client.name} ${act.visit}`] : []));
  const [first, second, ...others] = everybody;
  expect(come([], 0)).toEqual([`${CLIENTS[0]?.name} 0`]);
  expect(come(first === undefined ? [] : [first], 24_000)).toEqual([]);
  expect(come(first === undefined ? [] : [first], 25_000)).toEqual([`${CLIENTS[1]?.name} 0`]);
  expect(come(everybody, 50_000)).toEqual([]);
  const left = [...(first === undefined ? [] : [first]), ...others];
  expect([come(left, 200_000), come(left, 230_000)]).toEqual([[], [`${CLIENTS[1]?.name} 1`]]);
  expect(second?.phone).toBe(CLIENTS[1]?.phone);
});

test('whom WhatsApp writes without the ninth digit is known all the same, and does not come twice', () => {
  const { turn } = createClientTurns(SLOWLY);
  const shortened = everybody.map((talk) => ({ ...talk, phone: `${talk.phone.slice(0, 4)}${talk.phone.slice(5)}` }));
  expect(turn(shortened, 1_000_000).filter(({ type }) => type === 'begin')).toEqual([]);
});

test('nobody writes while nobody has the page open', async () => {
  const { neppo, page } = await aDemo();
  const shut = letClientsWrite({ neppo, page }, words['pt-BR'], AT_ONCE);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await shut.end();
  expect([page.isOpen(), talksIn(neppo)]).toEqual(['no', []]);
});

test('while it is open, clients write to both agents, answer them, and now and then send an audio or a file', async () => {
  const { neppo, page } = await aDemo();
  const clients = letClientsWrite({ neppo, page }, words['pt-BR'], AT_ONCE);
  expect(await (await fetch(page.url)).text()).toContain('escrevem sozinhos');
  onTestFinished(clients.end);
  const talks = await until(async () => await Promise.resolve(talksIn(neppo)), ({ length }) => length === CLIENTS.length);
  const [{ protocol } = aTalk()] = talks;
  for (let count = 1; count < 8; count++) {
    neppo.message(protocol, { from: 'agent', text: `Resposta ${count}` });
    await until(async () => await Promise.resolve(talksIn(neppo).find((talk) => talk.protocol === protocol)), (talk) => talk?.written === count + 1);
  }
  expect(new Set(CLIENTS.map(({ agent }) => agent))).toEqual(new Set(PANEL_AGENTS.map(({ name }) => name)));
  const kinds = JSON.stringify(neppo.state()).match(/"contentType":"(AUDIO|DOCUMENT)"/g);
  expect(kinds).toEqual(['"contentType":"AUDIO"', '"contentType":"DOCUMENT"']);
});

test('with --json nobody writes by themselves, also while the page is open', async () => {
  const ready = await readyOf(runHost(['demo', '--port', '0', '--json']));
  await fetch(ready.panel);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(await (await fetch(`${ready.neppo}/_sim/state`)).json()).toMatchObject({ sessions: [] });
});
