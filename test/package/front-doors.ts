import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** The parsed source at a path from the root; an empty one when there is none. */
export type SourceAt = (path: string) => ts.SourceFile;

/** Parses each source once, however many doors lead to it. */
export function sourcesBy(read: (path: string) => string | undefined): SourceAt {
  const parsed = new Map<string, ts.SourceFile>();
  return (path) => {
    const source = parsed.get(path) ?? ts.createSourceFile(path, read(path) ?? '', ts.ScriptTarget.Latest, true);
    parsed.set(path, source);
    return source;
  };
}

export const sourcesOnDisk = (): SourceAt =>
  sourcesBy((path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined));

/** The exports of a door that carry no TSDoc where they are declared, as `name (file)`. */
export function undocumentedIn(door: string, at: SourceAt): readonly string[] {
  const source = at(door);
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return reExported(door, statement, at);
    return namesDeclaredBy(statement).filter(() => isExported(statement) && !isDocumented(statement))
      .map((name) => `${name} (${door})`);
  });
}

function reExported(door: string, statement: ts.ExportDeclaration, at: SourceAt): readonly string[] {
  const clause = statement.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return [];
  const from = statement.moduleSpecifier;
  const file = from !== undefined && ts.isStringLiteral(from) ? posix.join(posix.dirname(door), from.text) : door;
  return clause.elements
    .map((element) => (element.propertyName ?? element.name).text)
    .flatMap((name) => documentedAt(name, file, at) ? [] : [`${name} (${file})`]);
}

/** Follows a name through further re-exports and imports to the statement that declares it. */
function documentedAt(name: string, file: string, at: SourceAt): boolean {
  const source = at(file);
  const statement = source.statements.find((candidate) => namesDeclaredBy(candidate).includes(name));
  if (statement !== undefined) return isDocumented(statement);
  const origin = source.statements.flatMap((candidate) => originOf(name, candidate))[0];
  return origin !== undefined && documentedAt(origin.name, posix.join(posix.dirname(file), origin.specifier), at);
}

interface Origin {
  readonly name: string;
  readonly specifier: string;
}

function originOf(name: string, statement: ts.Statement): readonly Origin[] {
  if (!ts.isExportDeclaration(statement) && !ts.isImportDeclaration(statement)) return [];
  const elements = ts.isExportDeclaration(statement) ? statement.exportClause : statement.importClause?.namedBindings;
  const from = statement.moduleSpecifier;
  if (elements === undefined || from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return [];
  if (!ts.isNamedExports(elements) && !ts.isNamedImports(elements)) return [];
  const found = [...elements.elements].find((element) => element.name.text === name);
  return found === undefined ? [] : [{ name: (found.propertyName ?? found.name).text, specifier: from.text }];
}

function namesDeclaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
  const declares = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
    || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  return declares && statement.name !== undefined ? [statement.name.text] : [];
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement)
  && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isDocumented = (statement: ts.Statement): boolean =>
  ts.getJSDocCommentsAndTags(statement).some((doc) => ts.isJSDoc(doc) && doc.comment !== undefined);
