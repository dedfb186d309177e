// `npm run build:ui`: what browsers load (src/adapters/web) becomes files in dist/ui, ready to be served: hashed, compressed, with the licences
// of what was built in. Does nothing while nothing changed, so that tests and `npm start` can call it each time.
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '..');
const OUT = join(ROOT, 'dist/ui');
const SOURCES = 'src/{adapters/web,client}/**/*.{ts,tsx,css}';
const BUILT_IN = ['preact', '@preact/signals', '@preact/signals-core'];
const PAGES = ['panel'] as const;
type Page = typeof PAGES[number];

/** What a page of the hub names in its head. */
interface PageFiles {
  readonly script: string;
  readonly styles: readonly string[];
}

/** Builds what is older than its sources; another process that does the same at this moment does no harm. */
export async function buildUi(): Promise<void> {
  if (isFresh()) return;
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist/.ui-'));
  await build({
    root: ROOT, base: './', configFile: false, logLevel: 'warn', publicDir: false,
    // The same whoever builds: with a test runner's NODE_ENV the files would be larger, and name the folder that they were built in.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false, manifest: 'vite.json', assetsInlineLimit: 0,
      rolldownOptions: {
        input: Object.fromEntries<string>([...PAGES.map((page) => [page, join(ROOT, `src/adapters/web/${page}/main.tsx`)] as const), ['loader', join(ROOT, 'src/adapters/web/loader/loader.ts')]]),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: ({ name }) => (name === 'loader' ? 'loader.js' : '[name]-[hash].js'), chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]',
          // What a page needs at once is one file rather than one for each set of screens that shares it: it packs better, and takes one request.
          codeSplitting: { groups: [{ debugName: 'base', name: baseOf }] } },
      },
    },
  });
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(pagesIn(folder)));
  writeFileSync(join(folder, 'LICENSES.txt'), BUILT_IN.map(licenceOf).join('\n\n'));
  rmSync(join(folder, 'vite.json'));
  for (const file of globSync('*.{js,css}', { cwd: folder })) compress(join(folder, file));
  rmSync(OUT, { recursive: true, force: true });
  try {
    renameSync(folder, OUT);
  } catch {
    // Another process was first.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One file for each set of pages. */
function baseOf(id: string, info: InfoOf): string | null {
  const pages = PAGES.filter((page) => pagesThatNeed(id, info).includes(page));
  return pages.length === 0 ? null : `${pages.join('-')}-base`;
}

/** Which pages cannot begin without a module; their own entries stay apart, since they wait for what they load. */
function pagesThatNeed(id: string, info: InfoOf, seen = new Set<string>()): readonly Page[] {
  seen.add(id);
  const importers = info.getModuleInfo(id)?.importers ?? [];
  return [
    ...PAGES.filter((page) => importers.some((importer) => importer.endsWith(`src/adapters/web/${page}/main.tsx`))),
    ...importers.filter((importer) => !seen.has(importer)).flatMap((importer) => pagesThatNeed(importer, info, seen)),
  ];
}

interface InfoOf {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

function isFresh(): boolean {
  const stamp = join(OUT, 'pages.json');
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return [...globSync(SOURCES, { cwd: ROOT }), 'tools/ui.ts', 'package-lock.json'].every((file) => statSync(join(ROOT, file)).mtimeMs <= builtAt);
}

function pagesIn(folder: string): Readonly<Record<string, PageFiles>> {
  const manifest = parseManifest(readFileSync(join(folder, 'vite.json'), 'utf8'));
  return Object.fromEntries(PAGES.map((page) => {
    const entry = manifest[`src/adapters/web/${page}/main.tsx`];
    if (entry === undefined) throw new Error(`The build has no page ${page}.`);
    const ofChunks = (entry.imports ?? []).flatMap((name) => manifest[name]?.css ?? []);
    return [page, { script: entry.file, styles: [...new Set([...ofChunks, ...(entry.css ?? [])])] }];
  }));
}

const parseManifest = (text: string): Readonly<Record<string, { readonly file: string; readonly css?: readonly string[]; readonly imports?: readonly string[] } | undefined>> =>
  JSON.parse(text) as ReturnType<typeof parseManifest>;

function compress(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}

function licenceOf(name: string): string {
  const folder = join(ROOT, 'node_modules', name);
  const [file] = globSync('LICENSE*', { cwd: folder });
  if (file === undefined) throw new Error(`${name} has no licence file.`);
  return `${name}\n${'-'.repeat(name.length)}\n${readFileSync(join(folder, file), 'utf8').trim()}`;
}

if (basename(process.argv[1] ?? '', extname(import.meta.filename)) === 'ui') await buildUi();
