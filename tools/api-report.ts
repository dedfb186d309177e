// The public surface of each door, written from the built declarations to docs/reference/api/<door>.api.md, so that a
// change of what users rely on shows up in review.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { doorsOf, type Door } from './doors.ts';

const FOLDER = 'docs/reference/api';

const fileOf = ({ specifier }: Door): string =>
  `${specifier.replace(/^vinculo\/?/, '').replaceAll('/', '-') || 'vinculo'}.api.md`;

/** The reports as they should be, by file name. Needs `npm run build` first. */
function reportsOf(root: string): ReadonlyMap<string, string> {
  const doors = doorsOf(root);
  const program = ts.createProgram(doors.map((door) => declarationOf(root, door)), {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  });
  return new Map(doors.map((door) => [fileOf(door), reportOf(program, root, door)]));
}

const declarationOf = (root: string, { built }: Door): string => join(root, 'dist', `${built}.d.ts`);

function reportOf(program: ts.Program, root: string, door: Door): string {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(declarationOf(root, door));
  const module = file && checker.getSymbolAtLocation(file);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  const texts = symbols.map((symbol) => [symbol.name, declarationText(checker, symbol)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    `# ${door.specifier}`,
    '',
    'Reference, generated from the built types by `npm run docs:api`. A change here is a change for users.',
    '',
    '```ts',
    texts.map(([, text]) => text).join('\n\n'),
    '```',
    '',
  ].join('\n');
}

const printer = ts.createPrinter({ removeComments: true });

function declarationText(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const texts = (target.declarations ?? []).map((node) => printed(statementOf(node)));
  return texts.length > 0 ? texts.join('\n') : `export { ${symbol.name} };`;
}

const statementOf = (node: ts.Declaration): ts.Node =>
  ts.isVariableDeclaration(node) ? node.parent.parent : node;

const printed = (node: ts.Node): string => printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());

/** The names of reports that do not say what the built types say, also those of doors that are gone. */
export function staleReports(root: string): readonly string[] {
  const wanted = reportsOf(root);
  const present = existsSync(join(root, FOLDER)) ? readdirSync(join(root, FOLDER)) : [];
  return [...new Set([...wanted.keys(), ...present])].filter((name) => {
    const path = join(root, FOLDER, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== wanted.get(name);
  });
}

function writeReports(root: string): void {
  rmSync(join(root, FOLDER), { recursive: true, force: true });
  mkdirSync(join(root, FOLDER), { recursive: true });
  for (const [name, text] of reportsOf(root)) writeFileSync(join(root, FOLDER, name), text);
}

if (process.argv[1]?.endsWith('api-report.ts')) writeReports('.');
