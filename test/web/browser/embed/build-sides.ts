import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type * as HubSide from './hub-side.ts';

/** A guard that is taken out of the sources: each text of it, and what stands there instead. */
export interface Sabotage {
  readonly file: `src/${string}`;
  readonly cuts: readonly (readonly [guard: string, instead: string])[];
}

/** The probe in the panel's place and the loader, as the hub serves them; and the hub itself. */
export interface Sides {
  readonly folder: string;
  readonly uiFolder: string;
  readonly hubSide: typeof HubSide;
}

const HERE = import.meta.dirname;

/** Builds both sides into a folder of their own, with a guard taken out where one is named. */
export async function buildSides(sabotage?: Sabotage): Promise<Sides> {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-embed-'));
  const uiFolder = join(folder, 'ui');
  mkdirSync(uiFolder);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const taken = new Set<string>();
  const common = { bundle: true, format: 'esm', target: 'es2022', logLevel: 'silent', plugins: sabotage === undefined ? [] : [taking(sabotage, taken)] } as const;
  await build({ ...common, platform: 'browser', outdir: uiFolder, entryPoints: { panel: join(HERE, 'probe.ts'), loader: resolve('src/adapters/web/loader/loader.ts') } });
  writeFileSync(join(uiFolder, 'pages.json'), JSON.stringify({ panel: { script: 'panel.js', styles: [] } }));
  await build({ ...common, platform: 'node', packages: 'external', outfile: join(folder, 'hub-side.mjs'), entryPoints: [join(HERE, 'hub-side.ts')] });
  if (sabotage !== undefined && taken.size === 0) throw new Error(`Nothing that was built holds ${sabotage.file}.`);
  return { folder, uiFolder, hubSide: await importHubSide(join(folder, 'hub-side.mjs')) };
}

function taking({ file, cuts }: Sabotage, taken: Set<string>): Plugin {
  const path = resolve(file);
  return {
    name: 'takes a guard out',
    setup(building) {
      building.onLoad({ filter: /\.tsx?$/ }, ({ path: loaded }) => {
        if (loaded !== path) return undefined;
        let contents = readFileSync(path, 'utf8');
        for (const [guard, instead] of cuts) {
          if (contents.split(guard).length !== 2) throw new Error(`${file} does not hold the guard once: ${guard}`);
          contents = contents.replace(guard, () => instead);
        }
        taken.add(path);
        return { contents, loader: 'ts' };
      });
    },
  };
}

const importHubSide = async (file: string): Promise<typeof HubSide> => parseHubSide(await import(/* @vite-ignore */ pathToFileURL(file).href));
const parseHubSide = (loaded: unknown): typeof HubSide => loaded as typeof HubSide;
