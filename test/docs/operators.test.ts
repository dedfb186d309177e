import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { typed, type Typed } from '../app/host/typed.ts';
import { createWorld, OPERATOR_KEY, SECRET_KEY, type World } from '../rig/world.ts';
import { blocksOf } from './pages.ts';

const commandsOf = (page: string): readonly string[] => blocksOf(`docs/guides/${page}.md`).filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n')).filter((line) => line.startsWith('npx vinculo ')).map((line) => line.replace(/ +#.*$/, ''));

const PHONE = '5511999999999';

describe('the commands of the guides for those who look after a hub', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-operators-'));
  const database = join(folder, 'vinculo.db');
  let world: World;
  let card: string;
  let record: string;

  beforeAll(async () => {
    world = await createWorld({ database });
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
    world.ploomes.addContact({ name: 'Ana Souza', phone: `+${PHONE}`, email: 'ana@example.com' });
    await world.rest();
    world.neppo.startSession({ phone: PHONE, group: 'Vendas' });
    await world.rest();
    card = String(world.ploomes.deals()[0]?.Id);
    record = String(world.ploomes.interactionRecords()[0]?.Id);
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Types a command of a page at this hub, about what there is here. */
  async function typedHere(line: string, head = ''): Promise<Typed> {
    const here = `--url ${world.hubUrl} --key ${OPERATOR_KEY}`;
    const words = line.replace('npx vinculo ', '').replace('--db vinculo.db', here).replace('--url https://hub.example.com.br', here)
      .replace('52000001', card).replace('73000001', record).replace(/ > \S+$/, '').replace(/--head \S+/, `--head ${head}`);
    return await typed(words, { VINCULO_SECRET_KEY: SECRET_KEY });
  }

  test('ACT-01: a key for Prometheus', async () => {
    const [line = '', ...others] = commandsOf('watch-a-hub').filter((each) => !each.includes(' start '));
    expect(others).toEqual([]);
    expect(await typedHere(line)).toMatchObject({ exitCode: 0 });
  });

  test('HUB-04: where a card and a record come from, what was done, and whether it is whole', async () => {
    const lines = commandsOf('prove-what-was-done');
    expect(lines.length).toBeGreaterThan(5);
    const chains = z.object({ chains: z.array(z.object({ chain: z.string(), head: z.object({ seq: z.number(), hash: z.string() }) })) });
    const { out } = await typedHere('npx vinculo audit verify --json --db vinculo.db');
    const own = chains.parse(JSON.parse(out)).chains.find(({ chain }) => chain === '*')?.head;
    for (const line of lines) {
      const { exitCode, err } = await typedHere(line, `${own?.seq}:${own?.hash}`);
      expect({ line, exitCode, err }).toMatchObject({ exitCode: 0 });
    }
  });

  test('HUB-05: a person is forgotten', async () => {
    const lines = commandsOf('forget-a-person');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect({ line, ...(await typedHere(line)) }).toMatchObject({ exitCode: 0 });
  });

  test('HUB-01: a file is copied while its hub runs, and brought back', async () => {
    const lines = commandsOf('run-on-postgresql').filter((line) => /^npx vinculo (backup|restore) .*--db vinculo\.db/.test(line));
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const words = line.replace('npx vinculo ', '').replace('copy.db', join(folder, 'copy.db')).replace('--db vinculo.db', `--db ${line.includes('restore') ? join(folder, 'restored.db') : database}`);
      expect({ line, ...(await typed(words)) }).toMatchObject({ exitCode: 0, err: '' });
    }
  });
});
