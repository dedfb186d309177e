import { first } from './0001-first.ts';
import { causes } from './0002-causes.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [first, causes];
