import type { Brand } from '../kernel/brand.ts';

/** The CRM's id of a task, document, proposal or sale. */
export type PaperId = Brand<string, 'PaperId'>;

/** What "Novo" makes (PAN-05). */
export type PaperKind = 'task' | 'document' | 'proposal' | 'sale';

/** Every kind, in the order in which they are offered. */
export const PAPER_KINDS: readonly PaperKind[] = ['task', 'document', 'proposal', 'sale'];

/** Whether a user may make a kind of paper, and if not, which of the two is lacking. */
export type PaperPermission =
  | { readonly allowed: 'yes' }
  | { readonly allowed: 'no'; readonly because: 'no-permission' | 'module-off' };
