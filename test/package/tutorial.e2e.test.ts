import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksIn, openTerminals, stepsOf, type Terminals } from './followed.ts';
import { installPacked, type Installed } from './packed.ts';

const PORTS = ['8787', '9101', '9102'];
const page = readFileSync('docs/tutorial/first-linked-card.md', 'utf8');
const steps = stepsOf(page);

/** The page's ports may be taken on this machine; everything else is followed word for word. */
async function freePorts(): Promise<ReadonlyMap<string, string>> {
  const servers = PORTS.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
  const ports = servers.map((server) => JSON.stringify(server.address()).match(/"port":(\d+)/)?.[1] ?? '');
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return new Map(PORTS.map((port, at) => [port, ports[at] ?? port]));
}

test('the tutorial begins with an empty folder and the package', () => {
  expect(steps[0]).toEqual({ type: 'type', commands: ['mkdir first-linked-card', 'cd first-linked-card', 'npm install vinculo'], prints: undefined });
});

test('the tutorial names a file for all code, and what every later command prints', () => {
  expect(steps.reduce((blocks, step) => blocks + (step.type === 'type' && step.prints !== undefined ? 2 : 1), 0)).toBe(blocksIn(page));
  const commands = steps.slice(1).filter((step) => step.type === 'type');
  expect(commands.every((step) => step.prints !== undefined && step.commands.every((command) => /^node [\w.]+$/.test(command)))).toBe(true);
});

describe('the packed package, installed in an empty folder', () => {
  let installed: Installed;
  let terminals: Terminals;
  let ports: ReadonlyMap<string, string>;
  const here = (text: string): string => text.replaceAll(/\b(?:8787|9101|9102)\b/g, (port) => ports.get(port) ?? port);

  beforeAll(async () => {
    ports = await freePorts();
    installed = await installPacked();
    terminals = openTerminals(installed.folder);
  }, 120_000);
  afterAll(async () => {
    await terminals?.close();
    await installed?.remove();
  });

  test('does what the tutorial says, word for word', async () => {
    for (const step of steps.slice(1)) {
      if (step.type === 'make') await terminals.make(step.file, here(step.text));
      else for (const command of step.commands) expect(await terminals.run(command.replace('node ', ''), here(step.prints ?? '')), command).toBe(here(step.prints ?? ''));
    }
  }, 45_000);

  test('CRD-04, HUB-06: leaves one card in the CRM, with the contact\'s name, and on it a record of each session', async () => {
    expect(await crm('Deals')).toEqual([expect.objectContaining({ Title: 'Ana Souza', PipelineId: 10_000_101 })]);
    const [card] = await crm('Deals');
    expect((await crm('InteractionRecords')).map((record) => record['DealId'])).toEqual([card?.['Id'], card?.['Id'], card?.['Id']]);
  });

  test('HUB-06: checks a stranger\'s adapter with node:test', () => {
    const folder = join(installed.folder, 'adapter');
    cpSync('test/stranger', folder, { recursive: true });
    const contract = readFileSync(join(folder, 'stranger.contract.test.ts'), 'utf8').replace(`from 'vitest'`, `from 'node:test'`);
    writeFileSync(join(folder, 'stranger.contract.test.ts'), contract);
    const { stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', join(folder, 'stranger.contract.test.ts')], { encoding: 'utf8' });
    expect(stdout).toMatch(/^# fail 0$/m);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(80);
  });

  test('has types that a strict compiler takes, also in the declarations of the package', () => {
    const folder = join(installed.folder, 'typed');
    cpSync('test/stranger', folder, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
    cpSync('examples/first-card/first-card.ts', join(folder, 'first-card.ts'));
    const compilerOptions = { strict: true, exactOptionalPropertyTypes: true, module: 'nodenext', target: 'es2023', noEmit: true, allowImportingTsExtensions: true, skipLibCheck: false, typeRoots: [resolve('node_modules/@types')], types: ['node'] };
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const { stdout } = spawnSync(process.execPath, [resolve('node_modules/@typescript/native/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  test('rehearses settings with fast-check', () => {
    symlinkSync(resolve('node_modules/fast-check'), join(installed.folder, 'node_modules/fast-check'), 'junction');
    cpSync('examples/property-test/settings.ts', join(installed.folder, 'settings.ts'));
    const { stdout, stderr, status } = spawnSync(process.execPath, ['settings.ts'], { encoding: 'utf8', cwd: installed.folder });
    expect({ status, lines: stdout.trim().split('\n').length }, stderr).toEqual({ status: 0, lines: 3 });
  });

  async function crm(path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const answer = await fetch(here(`http://127.0.0.1:9101/${path}`), { headers: { 'User-Key': 'tutorial-key' } });
    const { value } = await answer.json() as { value: readonly Readonly<Record<string, unknown>>[] };
    return value;
  }
});
