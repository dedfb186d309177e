import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** A file as it goes over the wire: as it is, and packed where that was worth it. */
export interface UiFile {
  readonly contentType: string;
  /** `forever`: its name changes whenever its bytes do. */
  readonly kept: 'forever' | 'shortly';
  readonly tag: string;
  readonly bytes: Readonly<Record<'identity', Uint8Array<ArrayBuffer>> & Partial<Record<Packing, Uint8Array<ArrayBuffer>>>>;
}

export type Packing = 'br' | 'gzip';

/** What browsers load, read into memory: a few hundred kilobytes. */
export interface UiBuild {
  readonly files: ReadonlyMap<string, UiFile>;
  /** What a page names in its head. */
  readonly pages: Readonly<Record<string, { readonly script: string; readonly styles: readonly string[] }>>;
}

/** Reads the build at first use, and again until it is there. */
export interface UiBuildReader {
  /** @returns `missing` where nothing was built. */
  read(): Promise<UiBuild | 'missing'>;
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.txt': 'text/plain; charset=utf-8' };
const HASHED = /-[\w-]{8}\.\w+$/;
const PACKED = { br: '.br', gzip: '.gz' } as const;

const pages = z.record(z.string(), z.object({ script: z.string(), styles: z.array(z.string()) }));

export function createUiBuildReader(folder: string | undefined = folderOfThePackage()): UiBuildReader {
  let read: Promise<UiBuild | 'missing'> | undefined;
  return {
    async read() {
      // What is exchanged at this very moment can be read by halves only.
      read ??= readBuild(folder).catch(() => 'missing');
      const build = await read;
      // A build that is made while the hub runs is found by the next who asks.
      if (build === 'missing') read = undefined;
      return build;
    },
  };
}

async function readBuild(folder: string | undefined): Promise<UiBuild | 'missing'> {
  const named = folder === undefined ? undefined : await readFile(join(folder, 'pages.json'), 'utf8').catch(() => undefined);
  if (folder === undefined || named === undefined) return 'missing';
  const names = (await readdir(folder)).filter((name) => TYPES[extname(name)] !== undefined);
  const files = await Promise.all(names.map(async (name) => [name, await readUiFile(folder, name)] as const));
  return { files: new Map(files), pages: pages.parse(JSON.parse(named)) };
}

async function readUiFile(folder: string, name: string): Promise<UiFile> {
  const identity = await readFile(join(folder, name));
  const packed = await Promise.all(Object.entries(PACKED).map(async ([packing, ending]) => [packing, await readFile(join(folder, name + ending)).catch(() => undefined)] as const));
  return {
    contentType: TYPES[extname(name)] ?? 'application/octet-stream', kept: HASHED.test(name) ? 'forever' : 'shortly',
    tag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    bytes: { identity, ...Object.fromEntries(packed.filter(([, bytes]) => bytes !== undefined && bytes.length < identity.length)) },
  };
}

/** The package's own root is the same seen from its sources and from what was built of them; a host that bundles it into one file has none. */
function folderOfThePackage(): string | undefined {
  if (!import.meta.url.startsWith('file:')) return undefined;
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (nameOf(join(folder, 'package.json')) === 'vinculo') return join(folder, 'dist/ui');
  }
  return undefined;
}

const nameOf = (file: string): unknown => (existsSync(file) ? parseManifest(readFileSync(file, 'utf8')).name : undefined);

const parseManifest = (text: string): { readonly name?: unknown } => JSON.parse(text) as { readonly name?: unknown };
