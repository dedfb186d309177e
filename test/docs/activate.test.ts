import { expect, onTestFinished, test } from 'vitest';
import { typed } from '../app/host/typed.ts';
import { createEmptyHub, type Answer, type EmptyHub } from '../rig/empty-hub.ts';
import { OPERATOR_KEY } from '../rig/world.ts';
import { blocksOf } from './pages.ts';

const PAGE = 'docs/guides/activate.md';
const STARTING = /simulate|start --db|curl|export /;

type Filling = ReadonlyMap<string, string>;

/** A block of requests, or of commands, with what a person would fill in. */
const filled = (text: string, filling: Filling): string => [...filling].reduce((told, [word, value]) => told.replaceAll(word, value), text);

async function send(text: string, { hubUrl }: EmptyHub): Promise<Answer> {
  const [first = '', ...rest] = text.trim().split('\n');
  const [method = '', address = ''] = first.split(' ');
  const url = address.startsWith('/') ? `${hubUrl}${address}` : address;
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${OPERATOR_KEY}` }, ...(method === 'GET' ? {} : { body: rest.join('\n') }) });
  const answer = await response.text();
  return { status: response.status, text: answer, json: parseAnswer(answer) };
}

const parseAnswer = (text: string): Answer['json'] => JSON.parse(text) as Answer['json'];
const parseNamed = (rows: unknown): readonly { readonly id: string; readonly name: string }[] => rows as readonly { readonly id: string; readonly name: string }[];

test('ACT-10: the guide to activation leads from nothing to a session that became a card', async () => {
  const desk = await createEmptyHub(onTestFinished, { hub: { synchronisation: 'on' } });
  const { ploomes, neppo, hubUrl } = desk;
  // Setting up a connection waits for its calls' turn, and time has to pass for that.
  const winding = setInterval(() => desk.clock.advance(1_000), 10);
  onTestFinished(() => clearInterval(winding));
  ploomes.addContact({ name: 'Ana Souza', phone: '+5511987654321' });
  const filling = new Map([
    ['http://127.0.0.1:8788', ploomes.url], ['http://127.0.0.1:8789', neppo.url], ['COPY-THE-USER-KEY', ploomes.userKey],
  ]);
  const seen: string[] = [];
  for (const { language, text } of blocksOf(PAGE).filter((block) => ['http', 'sh'].includes(block.language) && !STARTING.test(block.text))) {
    const wish = filled(text, filling);
    if (language === 'sh') {
      const { exitCode, err } = await typed(`${wish.trim().replace('npx vinculo ', '')} --lang en`, { VINCULO_URL: hubUrl, VINCULO_KEY: OPERATOR_KEY });
      seen.push(`${wish.trim()} ${exitCode}`);
      if (exitCode !== 0) expect(err).toMatch(/0 blocking/);
      continue;
    }
    const { status, json } = await send(wish, desk);
    expect({ wish, status, json }).toMatchObject({ status: 200 });
    for (const group of parseNamed(json['groups'] ?? [])) if (group.name === 'Vendas') filling.set('ID-OF-VENDAS', group.id);
    for (const funnel of parseNamed(json['funnels'] ?? []).slice(0, 1)) filling.set('ID-OF-THE-FUNNEL', funnel.id);
    if (typeof json['address'] === 'string') filling.set('THE-ADDRESS', json['address']);
    await desk.rest();
  }
  expect(seen).toEqual(['npx vinculo connections activate acme 0', 'npx vinculo doctor --connection acme 1', 'npx vinculo sync watch --connection acme 0']);
  expect((await desk.hub.customerBase.progress('acme'))).toMatchObject({ kind: 'first', state: 'ended', failed: 0 });
  expect(ploomes.deals()).toHaveLength(1);
  expect((await desk.get('/v1/connections/acme/checks?lang=en')).text).toContain('"id":"webhook-session","outcome":"fine"');
});
