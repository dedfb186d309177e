import type { DeskRow } from '../../../../../domain/desk/desk-row.ts';
import type { SessionSheet } from '../../../../../ports/agent-desk.ts';

/** A session as far as it is known: as a list shows it, until its sheet is there. */
export type KnownSession = DeskRow & Partial<Omit<SessionSheet, keyof DeskRow>>;
