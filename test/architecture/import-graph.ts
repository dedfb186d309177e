import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Sources by their path from the root of the repository: `src/domain/index.ts`. */
export type FileMap = ReadonlyMap<string, string>;

/** One import. `to` is a path from the root for a relative one, else the specifier as written: `zod`, `node:assert`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly inside: boolean;
  readonly typeOnly: boolean;
}

/** Reads every TypeScript file below the folders. */
export function readFiles(root: string, folders: readonly string[]): FileMap {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export const parseSource = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** Every import, re-export, dynamic import and `import('…')` type of the files. */
export const edgesOf = (files: FileMap): readonly Edge[] =>
  [...files].flatMap(([path, text]) => edgesIn(parseSource(path, text)));

function edgesIn(source: ts.SourceFile): readonly Edge[] {
  const edges: Edge[] = [];
  const visit = (node: ts.Node): void => {
    const found = importIn(node);
    if (found !== undefined) edges.push(toEdge(source.fileName, found));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edges;
}

interface Found {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importIn(node: ts.Node): Found | undefined {
  if (ts.isImportDeclaration(node)) return found(node.moduleSpecifier, importsTypesOnly(node.importClause));
  if (ts.isExportDeclaration(node)) return found(node.moduleSpecifier, exportsTypesOnly(node));
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return found(node.argument.literal, true);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return found(node.arguments[0], false);
  return undefined;
}

const found = (specifier: ts.Node | undefined, typeOnly: boolean): Found | undefined =>
  specifier !== undefined && ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, typeOnly } : undefined;

function importsTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0
    && named.elements.every((element) => element.isTypeOnly);
}

function exportsTypesOnly(node: ts.ExportDeclaration): boolean {
  const clause = node.exportClause;
  return node.isTypeOnly
    || (clause !== undefined && ts.isNamedExports(clause) && clause.elements.every((element) => element.isTypeOnly));
}

function toEdge(from: string, { specifier, typeOnly }: Found): Edge {
  const inside = specifier.startsWith('.');
  const to = inside ? posix.join(posix.dirname(from), specifier) : specifier;
  return { from, to, inside, typeOnly };
}
