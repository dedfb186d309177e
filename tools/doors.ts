import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A front door of the package: what a user imports, the source behind it, and its place in `dist`, without extension. */
export interface Door {
  readonly specifier: string;
  readonly source: string;
  readonly built: string;
}

const FIXED: readonly Door[] = [
  { specifier: 'vinculo', source: 'src/app/index.ts', built: 'app/index' },
  { specifier: 'vinculo/domain', source: 'src/domain/index.ts', built: 'domain/index' },
  { specifier: 'vinculo/lead', source: 'src/domain/lead/index.ts', built: 'domain/lead/index' },
  { specifier: 'vinculo/mapping', source: 'src/domain/mapping/index.ts', built: 'domain/mapping/index' },
  { specifier: 'vinculo/ports', source: 'src/ports/index.ts', built: 'ports/index' },
  { specifier: 'vinculo/client', source: 'src/client/index.ts', built: 'client/index' },
  { specifier: 'vinculo/ui', source: 'src/adapters/web/index.ts', built: 'adapters/web/index' },
  { specifier: 'vinculo/contracts', source: 'src/ports/contracts/index.ts', built: 'ports/contracts/index' },
  { specifier: 'vinculo/arbitraries', source: 'test/arbitraries/index.ts', built: 'arbitraries/index' },
];

/** Every door that stands in the checkout. Adapters and their simulators are read from the folder, so that a new one is a door by itself. */
export function doorsOf(root: string): readonly Door[] {
  const adapters = join(root, 'src/adapters');
  const names = existsSync(adapters) ? readdirSync(adapters).filter((name) => name !== 'web').toSorted() : [];
  const doors = names.flatMap((name) => [adapterDoor(name), adapterDoor(`${name}/simulator`)]);
  return [...FIXED, ...doors].filter(({ source }) => existsSync(join(root, source)));
}

const adapterDoor = (name: string): Door => ({
  specifier: `vinculo/adapters/${name}`,
  source: `src/adapters/${name}/index.ts`,
  built: `adapters/${name}/index`,
});
