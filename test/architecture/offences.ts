import ts from 'typescript';
import { parseSource, type Edge, type FileMap } from './import-graph.ts';
import { objectionTo } from './house-rules.ts';

/** Every offence against the house's layout, one line each, naming the file or the edge. Empty when all is well. */
export const offencesIn = (files: FileMap, edges: readonly Edge[]): readonly string[] => [
  ...edges.flatMap((edge) => {
    const objection = objectionTo(edge);
    return objection === undefined ? [] : [`${edge.from} -> ${edge.to}: ${objection}`];
  }),
  ...cyclesIn(edges).map((cycle) => `cycle: ${cycle.join(' -> ')}`),
  ...[...files].flatMap(([path, text]) => [...folderOffences(path), ...sourceOffences(path, text)]),
];

const folderOffences = (path: string): readonly string[] =>
  path.split('/').filter((folder) => /^(utils?|helpers?|common|shared)$/.test(folder))
    .map((folder) => `${path}: a folder called "${folder}" names no concept`);

/** Reading time, chance or ids in passing, within the domain; and wild re-exports anywhere in src. */
function sourceOffences(path: string, text: string): readonly string[] {
  const offences: string[] = [];
  const visit = (node: ts.Node): void => {
    const offence = wildReExport(path, node) ?? wholeZod(node) ?? impurity(path, node);
    if (offence !== undefined) offences.push(`${path}: ${offence}`);
    ts.forEachChild(node, visit);
  };
  if (path.startsWith('src/')) visit(parseSource(path, text));
  return offences;
}

const wildReExport = (path: string, node: ts.Node): string | undefined =>
  path.endsWith('/index.ts') && ts.isExportDeclaration(node) && node.exportClause === undefined
    ? 'a front door names what it exports'
    : undefined;

/** The named form pulls every language of zod into a bundle: 454 KB instead of 90. */
const wholeZod = (node: ts.Node): string | undefined =>
  ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === 'zod'
    && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword
    && (node.importClause?.namedBindings === undefined || !ts.isNamespaceImport(node.importClause.namedBindings))
    ? "zod is imported as import * as z from 'zod'"
    : undefined;

const READ_IN_PASSING = new Set(['Date.now', 'Math.random', 'performance.now', 'globalThis.crypto', 'process.env']);

function impurity(path: string, node: ts.Node): string | undefined {
  if (!path.startsWith('src/domain/')) return undefined;
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText();
    if (READ_IN_PASSING.has(name)) return `${name} is read in passing`;
    return isNamed(node.expression, 'crypto') ? 'crypto is used in passing' : undefined;
  }
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date() reads the clock';
  if (!ts.isNewExpression(node) || !isNamed(node.expression, 'Date')) return undefined;
  if (!node.arguments?.length) return 'new Date() reads the clock';
  return path === 'src/domain/kernel/instant.ts' ? undefined : 'a Date is made in kernel/instant.ts alone';
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

/** Each cycle of imports once, types counted too, as the path that leads back to its first file. */
function cyclesIn(edges: readonly Edge[]): readonly (readonly string[])[] {
  const targets = Map.groupBy(edges.filter(({ inside }) => inside), ({ from }) => from);
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) return void cycles.push([...trail.slice(start), file]);
    if (finished.has(file)) return;
    for (const { to } of targets.get(file) ?? []) walk(to, [...trail, file]);
    finished.add(file);
  };
  for (const file of targets.keys()) walk(file, []);
  return cycles;
}
