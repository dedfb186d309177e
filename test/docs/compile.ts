import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { doorsOf } from '../../tools/doors.ts';
import { textOf, type Block } from './pages.ts';

/** Names that a page has introduced before, or that anybody brings: what they are, as far as a block can tell. */
const GIVEN: Readonly<Record<string, string>> = {
  vinculo: `import('vinculo').Vinculo`,
  secretKey: 'string',
  userKey: 'string',
  clock: `import('vinculo/ports').Clock`,
  test: `import('vinculo/contracts').DeclareTest`,
  createMySubject: `() => Promise<import('vinculo/contracts').InboxSubject>`,
};

const TSC = 'node_modules/@typescript/native/bin/tsc';

/** Where each exported value or type of the package can be had. */
const doorByName: ReadonlyMap<string, string> = new Map(doorsOf('.').flatMap(({ specifier, source }) =>
  [...textOf(source).matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(',').map((name) => name.replace(/\btype\b/, '').trim()).filter(Boolean))
    .map((name) => [name, specifier] as const)));

const mentions = (text: string, name: string): boolean => new RegExp(`(?<![\\w.'"/-])${name}\\b(?!['":])`).test(text);
const declares = (text: string, name: string): boolean => new RegExp(`(?:const|let|function|class) ${name}\\b|[{,]\\s*${name}\\s*[,}][^;]*(?:from|=)`).test(text);

/** A block as a module of its own. In a source's examples what the package exports is at hand; a page says what it imports. */
function moduleOf({ page, text }: Block): string {
  const lacking = (name: string): boolean => mentions(text, name) && !declares(text, name);
  const given = Object.entries(GIVEN).filter(([name]) => lacking(name)).map(([name, type]) => `declare const ${name}: ${type};`);
  const imports = page.endsWith('.ts')
    ? [...doorByName].filter(([name]) => lacking(name)).map(([name, door]) => `import { ${name} } from '${door}';`)
    : [];
  return [...imports, ...given, text, 'export {};', ''].join('\n');
}

/** What the compiler objects to in these blocks, under the project's own settings; each line names the page. What it says of the sources is left to `check:types`. */
export function objectionsTo(blocks: readonly Block[]): readonly string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'vinculo-docs-'));
  try {
    const names = blocks.map(({ page }, at) => `${page.replaceAll(/[^\w]+/g, '-')}-${at + 1}.ts`);
    symlinkSync(resolve('node_modules'), join(scratch, 'node_modules'), 'junction');
    for (const beside of ['test/stranger', 'examples/launch-tokens', 'examples/panel']) cpSync(beside, scratch, { recursive: true });
    names.forEach((name, at) => writeFileSync(join(scratch, name), moduleOf(blocks[at] ?? { page: '', language: '', text: '' })));
    writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
    writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({
      extends: resolve('tsconfig.json'),
      compilerOptions: { noUnusedLocals: false, verbatimModuleSyntax: false, noEmit: true, rootDir: '/' },
      files: names,
    }));
    const { stdout } = spawnSync(process.execPath, [resolve(TSC), '-p', scratch, '--pretty', 'false'], { encoding: 'utf8', cwd: scratch });
    return stdout.split('\n').filter((line) => names.some((name) => line.startsWith(name)));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
