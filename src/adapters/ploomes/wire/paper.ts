import * as z from 'zod';
import type { PaperKind } from '../../../domain/desk/paper.ts';

/** The table that each kind of paper stands in. */
export const PAPER_TABLES = { task: 'Tasks', document: 'Documents', proposal: 'Quotes', sale: 'Orders' } as const satisfies Readonly<Record<PaperKind, string>>;

/** The column in which a kind of paper carries a marker that has no field of its own. */
export const MARKED_TEXTS = { task: 'Description', document: 'Name', proposal: 'Description', sale: 'Description' } as const satisfies Readonly<Record<PaperKind, string>>;

/** What users of a profile may do. There is no telling which columns it has. */
export const profileRow = z.looseObject({ Id: z.int() });
export type ProfileRow = z.infer<typeof profileRow>;
