import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createWorld, OPERATOR_KEY, type World } from '../rig/world.ts';
import { blocksOf } from './pages.ts';

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(async () => await world.close());

const answers = z.looseObject({
  address: z.string().optional(), integration: z.looseObject({ id: z.string() }).optional(), rows: z.array(z.looseObject({ name: z.string().optional() })).optional(),
  events: z.array(z.looseObject({ becomes: z.string().optional() })).optional(), missing: z.array(z.unknown()).optional(),
});
type Answers = z.infer<typeof answers>;

/** A request as the page writes it: a line with method and address, headers up to an empty line where there are any, and the body. */
async function send(text: string): Promise<{ readonly status: number; readonly json: Answers }> {
  const [first = '', ...rest] = text.trim().split('\n');
  const [method = '', address = ''] = first.split(' ');
  const gap = rest.indexOf('');
  const headers = new Headers({ 'content-type': 'application/json', authorization: `Bearer ${OPERATOR_KEY}` });
  for (const line of rest.slice(0, Math.max(gap, 0))) headers.set(line.split(': ')[0] ?? '', line.split(': ')[1] ?? '');
  const response = await fetch(address.startsWith('/') ? `${world.hubUrl}${address}` : address, {
    method, headers, ...(method === 'GET' ? {} : { body: rest.slice(gap + 1).join('\n') }),
  });
  return { status: response.status, json: answers.parse(await response.json()) };
}

test('WHK-02, WHK-08: the guide to a platform that nobody knows leads from a captured sample to an integration whose next delivery creates a lead', async () => {
  const filling = new Map([['ID-OF-THE-FUNNEL', String(world.funnelId('Suporte'))]]);
  const seen: string[] = [];
  for (const { text } of blocksOf('docs/guides/map-a-new-platform.md').filter(({ language }) => language === 'http')) {
    const wish = [...filling].reduce((told, [word, value]) => told.replaceAll(word, value), text);
    const { status, json } = await send(wish);
    expect({ wish, status, json }).toMatchObject({ status: 200 });
    if (json.address !== undefined) filling.set('THE-ADDRESS', json.address);
    if (json.integration !== undefined) filling.set('THE-INTEGRATION', json.integration.id);
    await world.rest();
    const [delivery] = (await world.hub().deliveries.list({ source: 'webhook' }, { limit: 10 })).rows.slice(-1);
    if (delivery !== undefined && !filling.has('THE-DELIVERY')) filling.set('THE-DELIVERY', delivery.id);
    if (text.includes('/suggest')) expect(json.missing).toEqual([]);
    if (text.includes('/try')) expect(json.events).toMatchObject([{ becomes: 'lead', lead: { name: 'Ana Souza', phone: '+5511987654321', fields: { curso: 'Piano' } }, actions: [{ action: { tag: 'landing page' } }] }]);
    if (text.includes('/leads')) seen.push(...(json.rows ?? []).map(({ name }) => name ?? ''));
  }
  expect(seen).toEqual(['João Lima']);
  expect(world.ploomes.rows('Deals').map((row) => row['Title'])).toEqual(['João Lima', 'Ana Souza']);
});
