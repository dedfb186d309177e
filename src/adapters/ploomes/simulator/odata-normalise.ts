/**
 * The library that parses OData for us disagrees with the platform in five small ways. This pass rewrites a query,
 * meaning for meaning, so that the library reads what the platform reads; it decides nothing and rejects nothing.
 *
 * - unquoted moments with an offset become `datetime'…'`, the only form that the library knows;
 * - text literals are percent-encoded, since the library decodes them;
 * - spaces beside `,` `;` `:` and parentheses, which the platform tolerates, are dropped;
 * - `$orderby` without a direction is ascending (the library assumes descending);
 * - `or` binds looser than `and` (the library reads them left to right): each alternative gets parentheses.
 */
export function normaliseQuery(query: string): string {
  const { masked, literals } = maskLiterals(query.trim());
  const spaced = masked.replace(/\s+/g, ' ').replace(/ ?([,;]) ?/g, '$1').replace(/\( /g, '(').replace(/ \)/g, ')');
  const directed = spaced.replace(/\$orderby=([^;&)]*)/g, (_, list: string) => `$orderby=${withDirections(list)}`);
  const dated = directed.replace(MOMENT, (moment) => `datetime'${moment}'`);
  return parenthesiseAlternatives(dated).replace(/"(\d+)"/g, (_, at: string) => literals[Number(at)] ?? '');
}

const MOMENT = /(?<![\w-])\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g;

/** Takes text literals out of the way; a double quote is never part of the grammar, so it can mark their places. */
function maskLiterals(query: string): { readonly masked: string; readonly literals: readonly string[] } {
  const literals: string[] = [];
  const masked = query.replace(/'(?:[^']|'')*'|"/g, (literal) => {
    literals.push(literal === '"' ? '%22' : encodeLiteral(literal));
    return `"${literals.length - 1}"`;
  });
  return { masked, literals };
}

const encodeLiteral = (literal: string): string =>
  `'${encodeURIComponent(literal.slice(1, -1).toWellFormed()).replaceAll("'", '%27').replaceAll('%27%27', "''")}'`;

const withDirections = (list: string): string =>
  list
    .split(',')
    .map((item) => (/ (?:asc|desc)$/.test(item.trim()) ? item.trim() : `${item.trim()} asc`))
    .join(',');

type Scope = 'filter' | 'lambda' | 'group' | 'call';

const TOKEN = /\$filter=|\b(?:any|all)\(\w+ ?: ?|\b(?!(?:and|or|not|eq|ne|gt|ge|lt|le|in)\()\w+\(|\(|\)|;|&| or /g;

/** Writes `a or b and c` as `(a) or (b and c)`, in the filter, in each group and in each lambda. */
function parenthesiseAlternatives(query: string): string {
  const scopes: Scope[] = [];
  const close = (): string => (scopes.pop() === 'call' ? ')' : '))');
  const endFilter = (): string => (scopes.at(-1) === 'filter' ? (scopes.pop(), ')') : '');
  const rewritten = query.replace(TOKEN, (token) => {
    if (token === ')') return `${endFilter()}${scopes.length === 0 ? ')' : close()}`;
    if (token === ';' || token === '&') return `${endFilter()}${token}`;
    if (token === ' or ') return scopes.at(-1) === 'call' || scopes.length === 0 ? token : ') or (';
    const scope = scopeOpenedBy(token);
    scopes.push(scope);
    return scope === 'call' ? token : `${token.replace(/ ?: ?$/, ':')}(`;
  });
  return rewritten + endFilter();
}

function scopeOpenedBy(token: string): Scope {
  if (token === '$filter=') return 'filter';
  if (token === '(') return 'group';
  return token.includes(':') ? 'lambda' : 'call';
}
