import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What `npm pack` reads and builds from. */
const SOURCES = [
  'src', 'tools', 'test/arbitraries', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md',
  'tsconfig.json', 'tsconfig.build.json', 'tsconfig.arbitraries.json', 'tsup.config.ts',
] as const;

/** The package as a stranger has it: installed in a folder that knows nothing of the checkout. */
export interface Installed {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Builds, packs and installs the package. It is built in a copy, since the checkout's own `dist` may be in use; what it
 * depends on comes from npm's cache, where `npm ci` has put it.
 */
export async function installPacked(): Promise<Installed> {
  const scratch = await mkdtemp(join(tmpdir(), 'vinculo-stranger-'));
  const remove = async (): Promise<void> => await rm(scratch, { recursive: true, force: true });
  try {
    const tarball = await pack(join(scratch, 'copy'), scratch);
    const folder = join(scratch, 'host');
    await mkdir(folder);
    await pinDependencies(folder, tarball);
    await npm(folder, 'install', '--prefer-offline', '--no-audit', '--no-fund');
    return { folder, remove };
  } catch (failure) {
    await remove();
    throw failure;
  }
}

async function pack(copy: string, into: string): Promise<string> {
  for (const source of SOURCES) await cp(source, join(copy, source), { recursive: true });
  await symlink(resolve('node_modules'), join(copy, 'node_modules'), 'junction');
  await npm(copy, 'pack', '--silent', '--pack-destination', into);
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no tarball.');
  return join(into, tarball);
}

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly link?: boolean;
}

/** Names the versions that the checkout is tested with; without it npm asks the registry for each, though it has them all. */
async function pinDependencies(folder: string, tarball: string): Promise<void> {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Readonly<Record<string, Locked>> };
  const dependencies = { vinculo: `file:${tarball}` };
  const needed = Object.entries(packages).filter(([path, { dev, devOptional, optional, link }]) =>
    path.startsWith('node_modules/') && ![dev, devOptional, optional, link].includes(true));
  const itself = { version: '0.0.0', resolved: dependencies.vinculo, dependencies: packages['']?.dependencies };
  const lock = { lockfileVersion: 3, requires: true, packages: { '': { dependencies }, 'node_modules/vinculo': itself, ...Object.fromEntries(needed) } };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies }));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

async function npm(cwd: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)('npm', args, { cwd, shell: process.platform === 'win32' });
}
