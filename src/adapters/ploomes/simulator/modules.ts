import type { Kind } from './schema.ts';
import { ApiError, numberAt } from './wire.ts';
import type { World } from './world.ts';

/** The tables whose module an account may not have, and the right of a profile that making a row of them takes. */
const RIGHTS = { Tasks: 'MayCreateTasks', Documents: 'MayCreateDocuments', Quotes: 'MayCreateQuotes', Orders: 'MayCreateOrders' } as const;

/** A table that belongs to a module. */
export type ModuleTable = keyof typeof RIGHTS;

export const MODULE_TABLES: readonly ModuleTable[] = ['Tasks', 'Documents', 'Quotes', 'Orders'];

const isModuleTable = (path: string): path is ModuleTable => path in RIGHTS;

/** Switches a module off, answering the status for all of its table, or on again. */
export function switchModule(world: World, table: ModuleTable, to: 'on' | { readonly off: 403 | 404 }): void {
  const id = MODULE_TABLES.indexOf(table) + 1;
  if (to === 'on') world.store.drop('~ModulesOff', id);
  else world.store.put('~ModulesOff', { Id: id, Status: to.off });
}

/** @throws {@link ApiError} for whatever is asked of a table whose module is off. */
export function checkModule(world: World, { path }: Kind): void {
  if (!isModuleTable(path)) return;
  const off = world.store.get('~ModulesOff', MODULE_TABLES.indexOf(path) + 1);
  if (off) throw new ApiError(numberAt(off, 'Status') ?? 403, 'Forbidden.');
}

/** @throws {@link ApiError} where the profile of whoever makes the row forbids it. */
export function checkRight(world: World, { path }: Kind, actorId: number): void {
  if (!isModuleTable(path)) return;
  const profileId = numberAt(world.store.get('Users', actorId) ?? {}, 'ProfileId');
  const profile = profileId === undefined ? undefined : world.store.get('Users@Profiles', profileId);
  if (profile?.[RIGHTS[path]] === false) throw new ApiError(403, 'Forbidden.');
}
