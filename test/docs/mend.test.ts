import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typed } from '../app/host/typed.ts';
import { createWorld, OPERATOR_KEY, SECRET_KEY, type World } from '../rig/world.ts';
import { blocksOf } from './pages.ts';

const PAGE = 'docs/guides/mend-what-went-wrong.md';
const ID_ON_THE_PAGE = '0190f3c2-7d1e-7a55-9c11-1f2e3d4c5b6a';

const commands = blocksOf(PAGE).filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n')).filter((line) => line.startsWith('npx vinculo '));
const besideTheHub = commands.filter((line) => line.includes('--db '));

describe('the commands of the guide for operators', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-mend-'));
  const database = join(folder, 'vinculo.db');
  const corrected = join(folder, 'corrected.json');
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ database });
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A client writes, and the CRM refuses the card, as where a field became mandatory. */
  async function refusal(phone: string): Promise<string> {
    world.ploomes.addContact({ name: 'Ana Souza', phone: `+${phone}` });
    await world.rest();
    world.ploomes.faults({ route: 'POST /Deals', status: 400, times: 1 });
    world.neppo.startSession({ phone, group: 'Vendas' });
    await world.rest();
    const { rows } = await world.hub().deliveries.list({ state: 'set-aside', reason: 'port.refused' }, { limit: 1 });
    return rows[0]?.id ?? 'none';
  }

  /** Types a command of the page, with this delivery, this database and this body for those that it names. */
  async function typedAs(line: string, id: string) {
    const words = `${line.replace('npx vinculo ', '').replace(/ \| jq .*$/, '').replace(ID_ON_THE_PAGE, id).replace('vinculo.db', database).replace('corrected.json', corrected)} --lang en`;
    return await typed(words, { VINCULO_SECRET_KEY: SECRET_KEY, ...(line.includes('--db ') ? {} : { VINCULO_URL: world.hubUrl, VINCULO_KEY: OPERATOR_KEY }) });
  }

  test('there are some of each', () => {
    expect(commands.length).toBeGreaterThan(5);
    expect(besideTheHub.length).toBe(2);
  });

  test('HUB-02, HUB-04: find, show and replay what the CRM refused, and then the card is there', async () => {
    const id = await refusal('5511987654321');
    expect(world.ploomes.deals()).toEqual([]);
    for (const line of commands.filter((each) => !each.includes('--db ') && !each.includes(' edit '))) {
      const { exitCode, out, err } = await typedAs(line, id);
      expect({ line, exitCode, err }).toMatchObject({ exitCode: 0 });
      if (line.includes('show')) expect(out).toContain('port.refused');
    }
    await world.rest();
    expect(world.ploomes.deals()).toHaveLength(1);
  });

  test('WHK-07: correct what a platform sent broken, and then it is read', async () => {
    const whole = world.neppo.deliveries().at(-1)?.body ?? '';
    await fetch(world.hooks.neppo, { method: 'POST', body: whole.slice(1) });
    const { rows: [broken] } = await world.hub().deliveries.list({ state: 'set-aside', reason: 'payload-malformed' }, { limit: 1 });
    writeFileSync(corrected, whole);
    for (const line of commands.filter((each) => each.includes(' edit '))) expect(await typedAs(line, broken?.id ?? 'none')).toMatchObject({ exitCode: 0, err: '' });
    await world.rest();
    const { replayedAs } = { ...(await world.hub().deliveries.list({ state: 'set-aside', reason: 'payload-malformed' }, { limit: 1 })).rows[0] };
    expect((await world.hub().deliveries.list({ ids: replayedAs === undefined ? [] : [replayedAs] }, { limit: 1 })).rows).toMatchObject([{ kind: 'ChatSession.CREATE', state: expect.stringMatching(/done|awaiting/) as string }]);
  });

  test('HUB-02: replay in the database while the hub is stopped; it is worked when the hub starts', async () => {
    const id = await refusal('5511976543210');
    await world.hub().close();
    for (const line of besideTheHub) expect(await typedAs(line, id)).toMatchObject({ exitCode: 0 });
    await world.restart();
    await world.rest();
    expect(world.ploomes.deals()).toHaveLength(2);
  });
});
