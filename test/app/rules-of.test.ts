import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { rulesOfDecision, withReasons } from '../../src/app/rules-of.ts';
import { createWorld, type World } from '../rig/world.ts';

const always = { behaviour: 'always-create' };
const last = { behaviour: 'link-last' };

describe('the rules that a decision comes from', () => {
  test.each([
    [{ outcome: 'opened', rule: always }, ['CRD-03']],
    [{ outcome: 'opened', rule: last }, ['CRD-04']],
    [{ outcome: 'chosen', rule: last }, ['CRD-04']],
    [{ outcome: 'funnel-unavailable', rule: always }, ['CRD-11']],
    [{ outcome: 'session-begun', waiting: 'yes' }, ['CRD-10', 'SES-09']],
    [{ outcome: 'stay-settled', verdict: { type: 'chosen' }, card: '7', records: ['record-written:8'] }, ['CRD-04', 'CRD-07']],
    [{ outcome: 'saved-by-hand', records: ['record-written:8'] }, ['SES-02', 'SES-08']],
    [{ outcome: 'session-followed', records: ['notice:f1', 'record-written:8'] }, ['CRD-11', 'SES-09']],
    [{ outcome: 'nothing-to-do', because: 'connection-inactive' }, ['ACT-08']],
    [{ outcome: 'forwarded' }, []],
    ['no decision at all', []],
    [undefined, []],
  ])('HUB-04: of %j are %j', (decision, rules) => {
    expect(rulesOfDecision(decision)).toEqual(rules);
  });

  test('are all rules that there are', () => {
    const named = [...readFileSync('src/app/rules-of.ts', 'utf8').matchAll(/'([A-Z]{3}-\d{2})'/g)].map(([, rule = '']) => rule);
    const known = Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync('docs/reference/rules.json', 'utf8'))));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((rule) => !known.includes(rule))).toEqual([]);
  });

  test('are put beside what a decision says, which stays as it is', () => {
    const end = { type: 'done' } as const;
    expect(withReasons({ end, decision: { outcome: 'chosen', card: '7' } }, { version: 3 })).toEqual({ end, decision: { rules: ['CRD-04'], settings: 3, outcome: 'chosen', card: '7' } });
    expect(withReasons({ end, decision: { outcome: 'chosen', settings: 2 } }, { version: 3 }).decision).toMatchObject({ settings: 2 });
    expect(withReasons({ end }, { version: 3 })).toEqual({ end });
  });
});

describe('the decisions of a hub at work', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
    world.ploomes.addContact({ name: 'Ana Souza', phone: '+5511987650000' });
    await world.rest();
    world.neppo.startSession({ phone: '5511987650000', name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
  });
  afterAll(async () => await world.close());

  test('HUB-04: all name the version of the settings, and those that did something their rules', async () => {
    const decided = z.looseObject({ outcome: z.string(), settings: z.number(), rules: z.array(z.string()).optional(), records: z.array(z.string()).optional() });
    const { rows } = await world.hub().deliveries.list({}, { limit: 50 });
    const decisions = await Promise.all(rows.map(async ({ id }) => decided.parse((await world.hub().deliveries.show(id))?.decision)));
    const { version } = await world.hub().connections.get(world.connection);
    expect(decisions.filter(({ outcome }) => outcome === 'opened').map(({ settings, rules }) => [settings, rules])).toEqual([[version, ['CRD-03']]]);
    // A record that a loaded machine could not write at once is written by a delivery of its own.
    const wrote = decisions.filter(({ outcome, records = [] }) => outcome === 'stay-settled' && records.some((deed) => deed.startsWith('record-written')));
    expect(wrote.map(({ settings, rules }) => [settings, rules])).toEqual(wrote.map(() => [version, ['CRD-07']]));
    expect(decisions.every(({ settings }) => settings === version)).toBe(true);
  });
});
