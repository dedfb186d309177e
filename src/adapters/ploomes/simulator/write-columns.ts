import { formatBrasilia, parseMoment } from './brasilia-time.ts';
import type { ColumnType } from './columns.ts';
import { unknownProperty } from './odata-filter.ts';
import type { Kind } from './schema.ts';
import { badRequest, numberAt } from './wire.ts';
import type { Json, Row } from './wire.ts';
import type { World } from './world.ts';

/** Columns that the platform keeps by itself; a client that sends them is not told off and not obeyed. */
const KEPT_BY_SERVER: ReadonlySet<string> = new Set([
  'Id', 'CreatorId', 'UpdaterId', 'CreateDate', 'LastUpdateDate', 'UpdateDate', 'ContactName', 'PersonName',
  'LastStageId', 'DaysInStage', 'HoursInStage', 'Length', 'LastDealId', 'LastInteractionRecordId',
  'SearchPhoneNumber', 'FieldId', 'UserKey',
]);

/** A row with every column present and empty. */
export const blankRow = (kind: Kind): Row => Object.fromEntries([...kind.columns.keys()].map((name) => [name, null]));

/** Writes the columns named in a body, each as its type; `nested` names what a rule of its own takes in. */
export function assignColumns(kind: Kind, row: Row, body: Row, nested: readonly string[]): void {
  for (const [name, value] of Object.entries(body)) {
    if (nested.includes(name) || kind.links[name]?.how === 'inside') continue;
    const type = kind.columns.get(name);
    if (!type) throw unknownProperty(name, kind);
    if (!KEPT_BY_SERVER.has(name)) row[name] = convert(name, type, value);
  }
}

function convert(name: string, type: ColumnType, value: Json): Json {
  if (value === null) return null;
  if (type === 'date') return convertDate(name, value);
  const fits = type === 'int' ? Number.isSafeInteger(value) : typeof value === JSON_TYPES[type];
  if (!fits) throw badRequest(`Cannot convert the value of '${name}' to ${type}.`);
  return value;
}

const JSON_TYPES = { number: 'number', text: 'string', bool: 'boolean' } as const;

function convertDate(name: string, value: Json): string {
  const epochMs = typeof value === 'string' ? parseMoment(value) : undefined;
  if (epochMs === undefined) throw badRequest(`Cannot convert the value of '${name}' to date.`);
  return formatBrasilia(epochMs);
}

/** Refuses a row that points at something which does not exist; only `names` are looked at when given. */
export function checkReferences(world: World, kind: Kind, row: Row, names?: readonly string[]): void {
  for (const link of Object.values(kind.links)) {
    if (link.how !== 'one' || (names && !names.includes(link.by))) continue;
    const id = numberAt(row, link.by);
    if (id !== undefined && !world.store.get(link.to, id)) throw badRequest(`The ${link.by} ${id} does not exist.`);
  }
}

export function checkRequired(kind: Kind, row: Row): void {
  for (const name of kind.required) {
    const value = row[name] ?? null;
    if (value === null || value === '') throw badRequest(`The property '${name}' is required on '${kind.type}'.`);
  }
}
