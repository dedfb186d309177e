import { lists } from './lists.ts';
import { shell } from './shell.ts';

/** What the first view shows. */
export const first = { shell, lists } as const;
