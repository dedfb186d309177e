import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// A3: what is wrong in a template is found by the compiler, not by an agent.

const KNOWN = `import type { ComponentChild } from 'preact';
interface Row { readonly protocol: string; readonly unread: number }
const Badge = (given: { readonly count: number; readonly tone?: 'brand' | 'bad' }): ComponentChild => <b class={given.tone}>{given.count}</b>;
const row: Row = { protocol: '1', unread: 2 };
`;

const SOUND = `export const all = <p title={row.protocol}><Badge count={row.unread} tone="bad" /><button type="button" onClick={(event: MouseEvent) => event.clientX} disabled>Abrir</button><input value="a" /></p>;`;

const MISTAKES: Readonly<Record<string, string>> = {
  'a property of the wrong type': `export const it = <><Badge count="3" />{row.unread}</>;`,
  'a property left out': `export const it = <><Badge />{row.unread}</>;`,
  'a word that is not among the choices': `export const it = <Badge count={row.unread} tone="blue" />;`,
  'a property that is not known': `export const it = <Badge count={row.unread} colour="bad" />;`,
  'a misspelt field': `export const it = <Badge count={row.unraed} />;`,
  'an event of the wrong kind': `export const it = <button onClick={(event: KeyboardEvent) => event.key}><Badge count={row.unread} /></button>;`,
  'a misspelt attribute': `export const it = <button disable><Badge count={row.unread} /></button>;`,
  'a component that does not exist': `export const it = <Bagde count={row.unread} />; export const used = Badge;`,
  'an object where a value is meant': `export const it = <><input value={{ of: row }} /><Badge count={1} /></>;`,
};

/** Of its own, since the compiler looks at no types while something cannot be read. */
const UNCLOSED = `export const it = <div role="list"><Badge count={row.unread} /></span>;`;

const folder = mkdtempSync(join(tmpdir(), 'vinculo-typecheck-'));
let complaints: ReadonlyMap<string, readonly string[]> = new Map();

beforeAll(() => {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  complaints = complaintsAbout({ sound: SOUND, ...Object.fromEntries(Object.values(MISTAKES).map((mistake, at) => [`mistake-${at}`, mistake])) });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a sound template compiles, so that what is found below is the mistake', () => {
  expect(complaints.get('sound')).toBeUndefined();
});

test.each(Object.keys(MISTAKES).map((name, at) => [name, at] as const))('%s does not compile', (_name, at) => {
  expect(complaints.get(`mistake-${at}`)).toHaveLength(1);
});

test('an element that is not closed does not compile', () => {
  expect(complaintsAbout({ sound: SOUND, unclosed: UNCLOSED }).has('unclosed')).toBe(true);
});

/** What the compiler says about templates, by their names, under the settings of the house. */
function complaintsAbout(templates: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  for (const [name, template] of Object.entries(templates)) writeFileSync(join(folder, `${name}.tsx`), KNOWN + template);
  const files = Object.keys(templates).map((name) => `${name}.tsx`);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions: { noEmit: true, types: [], paths: {}, rootDir: folder }, files, include: [] }));
  const { stdout } = spawnSync(process.execPath, [resolve('node_modules/@typescript/native/bin/tsc'), '-p', folder, '--pretty', 'false'], { encoding: 'utf8', cwd: folder });
  const found = [...stdout.matchAll(/^([\w-]+)\.tsx\(\d+,\d+\): (error .*)$/gm)].map(([, file = '', complaint = '']) => ({ file, complaint }));
  return new Map(files.map((name) => name.replace('.tsx', '')).flatMap((name) => {
    const own = found.filter(({ file }) => file === name).map(({ complaint }) => complaint);
    return own.length === 0 ? [] : [[name, own]];
  }));
}
