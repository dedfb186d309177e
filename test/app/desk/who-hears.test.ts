import { afterEach, beforeEach, expect, test } from 'vitest';
import { BIANCA, CAIO, createDeskHub, type DeskHub, type Following } from '../../rig/desk-hub.ts';

let desk: DeskHub;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  desk = await createDeskHub((end) => void ends.push(end));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** The streams of both agents, open. */
async function bothFollow(): Promise<{ readonly hers: Following; readonly his: Following }> {
  const [hers, his] = [await desk.follow(await desk.bearerOf(BIANCA)), await desk.follow(await desk.bearerOf(CAIO))];
  await Promise.all([hers.until('ready'), his.until('ready')]);
  return { hers, his };
}
const typesIn = (told: string): readonly string[] => [...told.matchAll(/^event: ([\w.]+)$/gm)].map(([, type = '']) => type);

test('PAN-06, PAN-11: what happens to a session is told to whoever attends it then, and to nobody else', async () => {
  const { hers, his } = await bothFollow();
  const { protocol } = desk.neppo.startSession({ phone: '5511987654321', name: 'João da Silva', group: 'Vendas', channel: 'whatsapp' });
  desk.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  await desk.rest();
  desk.neppo.message(protocol, { from: 'client', text: 'Bom dia, Bianca' });
  expect(typesIn(await hers.until('Bom dia, Bianca'))).toContain('session.upsert');

  desk.clock.advance(60_000);
  desk.neppo.transfer(protocol, { agent: 'Caio Nunes' });
  expect(await hers.until('session.remove')).toContain('"reason":"transferred"');
  await desk.rest();
  desk.neppo.message(protocol, { from: 'client', text: 'Agora com o Caio' });
  const toldHim = await his.until('"text":"Agora com o Caio"');
  await desk.rest();
  await desk.tell(BIANCA, { type: 'agent.state', data: { last: 'word' } });
  const toldHer = await hers.until('"last":"word"');
  await Promise.all([hers.leave(), his.leave()]);

  expect(typesIn(toldHim)).toEqual(expect.arrayContaining(['session.upsert', 'message.new']));
  expect(toldHer).not.toContain('Agora com o Caio');
  expect(toldHim).not.toMatch(/event: message\.new\ndata: [^\n]*Bom dia/);
});

test('PAN-12: a session that ends in Neppo goes to the other list of everybody who took part', async () => {
  const { hers, his } = await bothFollow();
  const { protocol } = desk.neppo.startSession({ phone: '5511987654321', group: 'Vendas', channel: 'whatsapp' });
  desk.neppo.transfer(protocol, { agent: 'Bianca Prado' });
  await desk.rest();
  desk.clock.advance(60_000);
  desk.neppo.transfer(protocol, { agent: 'Caio Nunes' });
  await desk.rest();
  desk.clock.advance(60_000);
  desk.neppo.close(protocol);
  for (const stream of [hers, his]) expect(await stream.until('"tab":"closed"')).toContain(protocol);
  await Promise.all([hers.leave(), his.leave()]);
});
