import type { Edge } from './import-graph.ts';

// The table of rooms: who may import whom, and which packages. A new adapter or package is a line here.

const BUILT_INS = /^node:/;
const ASSERT = /^node:assert(\/strict)?$/;

/** The packages each adapter exists for; `zod` and the language's own modules are for all but those named below. */
const PACKAGES_OF_ADAPTER: Readonly<Record<string, readonly RegExp[]>> = {
  http: [/^hono(\/|$)/],
  node: [/^@hono\/node-server$/],
  ky: [/^ky$/],
  outgoing: [/^undici$/],
  sql: [/^kysely$/],
  sqlite: [/^kysely$/],
  postgres: [/^kysely$/, /^pg-boss$/, /^pg$/],
  opentelemetry: [/^@opentelemetry\/api$/],
  pino: [/^pino$/],
  'webhook-mapper': [/^qs$/],
};
const PACKAGES_OF_SIMULATORS = [/^zod$/, /^hono(\/|$)/, /^@hono\/node-server$/, /^@balena\/odata-parser$/, BUILT_INS];

/** These run in a browser or any other host, so the built-in modules of Node are not theirs. */
const WITHOUT_BUILT_INS = new Set(['in-memory', 'http', 'webhook-mapper']);

/** What runs in a browser: screens in Preact, and a loader without any package. */
const IN_A_BROWSER = /^src\/adapters\/web\/(panel|console|kit|loader)\//;
const PACKAGES_OF_SCREENS = [/^preact(\/(hooks|jsx-runtime))?$/, /^@preact\/signals$/];

/** Adapters that other adapters are built on: `ky` by its front door; `sql`, which has none, is the inside of the two stores. */
const BASE_ADAPTERS: Readonly<Record<string, readonly string[]>> = {
  ky: ['neppo', 'ploomes', 'activecampaign', 'callbacks'],
  sql: ['sqlite', 'postgres'],
};

/** The reason why an import is not allowed, or undefined when it is. */
export function objectionTo(edge: Edge): string | undefined {
  const { from, to } = edge;
  if (from.startsWith('src/domain/')) return edge.inside ? domainTo(to) : domainToPackage(edge);
  if (from.startsWith('src/ports/contracts/')) return edge.inside ? contractsTo(to) : contractsToPackage(to);
  if (from.startsWith('src/ports/')) return edge.inside ? portsTo(edge) : 'ports import no package';
  if (/^src\/adapters\/[^/]+\/simulator\//.test(from)) return edge.inside ? simulatorTo(edge) : simulatorToPackage(to);
  if (IN_A_BROWSER.test(from)) return edge.inside ? screenTo(edge) : screenToPackage(edge);
  if (from.startsWith('src/adapters/')) return edge.inside ? adapterTo(edge) : adapterToPackage(edge);
  if (from.startsWith('src/app/')) return edge.inside ? appTo(edge) : appToPackage(edge);
  if (from.startsWith('src/client/')) return edge.inside ? clientTo(edge) : 'the client imports no package: it is small, and runs in a browser';
  return from.startsWith('src/') ? 'src holds domain, ports, adapters, app and client, and nothing beside them' : undefined;
}

const within = (path: string, ...folders: readonly string[]): boolean => folders.some((folder) => path.startsWith(folder));

const domainTo = (to: string): string | undefined =>
  within(to, 'src/domain/') ? undefined : 'domain imports domain only';

function domainToPackage({ from, to }: Edge): string | undefined {
  if (to === 'libphonenumber-js/max' && within(from, 'src/domain/phone/')) return undefined;
  if (/^date-fns\/.+/.test(to) && from === 'src/domain/kernel/instant.ts') return undefined;
  return 'domain imports no package but libphonenumber-js/max in phone/ and date-fns/… in kernel/instant.ts';
}

function portsTo({ to, typeOnly }: Edge): string | undefined {
  if (within(to, 'src/ports/contracts/')) return 'ports do not know their test kit';
  if (within(to, 'src/ports/') || to === 'src/domain/kernel/error.ts') return undefined;
  if (!within(to, 'src/domain/')) return 'ports import ports and domain only';
  return typeOnly ? undefined : 'ports import only types of the domain, and kernel/error.ts';
}

const contractsTo = (to: string): string | undefined =>
  within(to, 'src/ports/', 'src/domain/') ? undefined : 'contracts import ports and domain only';

const contractsToPackage = (to: string): string | undefined =>
  ASSERT.test(to) ? undefined : 'contracts import no package but node:assert';

function clientTo({ to, typeOnly }: Edge): string | undefined {
  if (within(to, 'src/client/')) return undefined;
  if (!within(to, 'src/domain/', 'src/ports/') || within(to, 'src/ports/contracts/')) return 'the client imports client, and types of domain and ports';
  return typeOnly ? undefined : 'the client takes only types from domain and ports';
}

function screenTo({ from, to, typeOnly }: Edge): string | undefined {
  const room = IN_A_BROWSER.exec(from)?.[1];
  if (within(to, `src/adapters/web/${room}/`)) return undefined;
  if (typeOnly && within(to, 'src/domain/', 'src/ports/', 'src/client/', 'src/adapters/web/')) return undefined;
  if (room === 'loader') return 'the loader is one small file: it takes only types from elsewhere';
  if (to === 'src/client/index.ts' || within(to, 'src/adapters/web/kit/')) return room === 'kit' && to.startsWith('src/client/') ? 'what screens share does not know the hub' : undefined;
  return 'screens import their own room, web/kit, the front door of the client, and types';
}

const screenToPackage = ({ from, to }: Edge): string | undefined =>
  !from.startsWith('src/adapters/web/loader/') && PACKAGES_OF_SCREENS.some((allowed) => allowed.test(to)) ? undefined : 'screens import preact and its signals, and the loader no package';

const adapterOf = (path: string): string | undefined => /^src\/adapters\/([^/]+)\//.exec(path)?.[1];

const isSimulator = (path: string): boolean => /^src\/adapters\/[^/]+\/simulator\//.test(path);

function adapterTo({ from, to }: Edge): string | undefined {
  if (isSimulator(to)) return 'only app/host loads a simulator';
  if (within(to, 'src/ports/contracts/')) return 'adapters do not load the test kit';
  if (within(to, 'src/ports/', 'src/domain/')) return undefined;
  const own = adapterOf(from);
  const other = adapterOf(to);
  if (other === undefined) return 'adapters import ports and domain, never app';
  if (own === other) return undefined;
  if (!BASE_ADAPTERS[other]?.includes(own ?? '')) return 'an adapter imports no other adapter';
  return other === 'sql' || to === `src/adapters/${other}/index.ts` ? undefined : 'another adapter is entered by its index.ts';
}

function adapterToPackage({ from, to }: Edge): string | undefined {
  const own = adapterOf(from) ?? '';
  if (to === 'zod' || PACKAGES_OF_ADAPTER[own]?.some((allowed) => allowed.test(to))) return undefined;
  if (BUILT_INS.test(to)) return WITHOUT_BUILT_INS.has(own) ? `adapters/${own} runs outside Node too` : undefined;
  return `adapters/${own} does not exist for this package`;
}

function simulatorTo({ from, to, typeOnly }: Edge): string | undefined {
  const home = /^src\/adapters\/[^/]+\/simulator\//.exec(from)?.[0] ?? from;
  if (within(to, home)) return undefined;
  if (within(to, 'src/domain/phone/')) return 'a simulator reads phones by itself, or it would share our mistakes';
  if (within(to, 'src/domain/kernel/')) return undefined;
  if (within(to, 'src/domain/', 'src/ports/')) return typeOnly ? undefined : 'a simulator takes only types from domain and ports';
  return 'a simulator shares no code with clients and other adapters';
}

const simulatorToPackage = (to: string): string | undefined =>
  PACKAGES_OF_SIMULATORS.some((allowed) => allowed.test(to)) ? undefined : 'simulators do not exist for this package';

function appTo({ from, to }: Edge): string | undefined {
  if (within(to, 'src/app/')) return undefined;
  if (isSimulator(to) && !within(from, 'src/app/host/')) return 'only app/host loads a simulator';
  const room = /^src\/(domain\/mapping|domain\/lead|domain|ports|adapters\/[^/]+(\/simulator)?)\//.exec(to)?.[1];
  if (room === undefined) return 'app imports rooms of src only';
  return to === `src/${room}/index.ts` ? undefined : 'app enters other rooms by their front doors';
}

function appToPackage({ from, to }: Edge): string | undefined {
  if (to === 'reflect-metadata') return from === 'src/app/container.ts' ? undefined : 'reflect-metadata is for app/container.ts alone';
  if (to === 'commander') return within(from, 'src/app/host/') ? undefined : 'commander is for app/host alone';
  return to === 'inversify' || to === 'zod' || BUILT_INS.test(to) ? undefined : 'app imports inversify, zod and reflect-metadata only';
}
