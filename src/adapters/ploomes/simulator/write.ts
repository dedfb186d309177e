import { assignChildren } from './children.ts';
import { checkRight } from './modules.ts';
import { rulesOf } from './rules.ts';
import type { Kind } from './schema.ts';
import { assignColumns, blankRow, checkReferences, checkRequired } from './write-columns.ts';
import { ApiError } from './wire.ts';
import type { Row } from './wire.ts';
import type { Change, World } from './world.ts';

/** A create, as the platform performs it: defaults, references, rules, stamps, then the webhook. */
export function createRow(world: World, kind: Kind, body: Row, actorId: number): Row {
  checkRight(world, kind, actorId);
  const rules = rulesOf(kind);
  const row: Row = { ...blankRow(kind), ...rules.defaults?.(world), Id: world.newId(kind) };
  assignColumns(kind, row, body, rules.nested ?? []);
  checkRequired(kind, row);
  checkReferences(world, kind, row, Object.keys(body));
  stamp(kind, row, { CreatorId: actorId, CreateDate: world.nowText(), LastUpdateDate: world.nowText() });
  assignChildren(world, kind, row, body);
  rules.prepare?.(world, { row, before: undefined, body, actorId });
  world.store.put(kind.path, row);
  rules.after?.(world, { row, before: undefined, body, actorId });
  world.emit({ kind, action: 'Create', before: undefined, after: row });
  return row;
}

/** A partial update; any change at all moves `LastUpdateDate`, even one that leaves every value as it was. */
export function patchRow(world: World, kind: Kind, id: number, body: Row, actorId: number): Row {
  const rules = rulesOf(kind);
  const before = existing(world, kind, id);
  const row: Row = { ...before };
  assignColumns(kind, row, body, rules.nested ?? []);
  checkRequired(kind, row);
  checkReferences(world, kind, row, Object.keys(body));
  assignChildren(world, kind, row, body);
  rules.prepare?.(world, { row, before, body, actorId });
  const after = (): void => rules.after?.(world, { row, before, body, actorId });
  return saveRow(world, kind, before, row, actorId, 'Update', after);
}

/** Keeps a changed row, stamped, and tells the webhooks. */
export function saveRow(
  world: World, kind: Kind, before: Row, row: Row, actorId: number, action: Change['action'], after?: () => void,
): Row {
  stamp(kind, row, { UpdaterId: actorId, LastUpdateDate: world.nowText() });
  world.store.put(kind.path, row);
  after?.();
  world.emit({ kind, action, before, after: row });
  return row;
}

export function deleteRow(world: World, kind: Kind, id: number, actorId: number): void {
  const before = existing(world, kind, id);
  world.store.drop(kind.path, id);
  rulesOf(kind).removed?.(world, before, actorId);
  world.emit({ kind, action: 'Delete', before, after: undefined });
}

export function existing(world: World, kind: Kind, id: number): Row {
  const row = world.store.get(kind.path, id);
  if (!row) throw new ApiError(404, `The ${kind.type} ${id} does not exist.`);
  return row;
}

function stamp(kind: Kind, row: Row, values: Row): void {
  for (const [name, value] of Object.entries(values)) if (kind.columns.has(name)) row[name] = value;
}
