import type { SessionHistory } from './agent-desk.ts';
import type { MediaReading } from './conversations.ts';
import type { Scope } from './history.ts';

/**
 * Whole histories of sessions for those who look after a connection (SES-06); agents read theirs at the desk. What is outside the scope is answered
 * like what is not there.
 */
export interface SessionReader {
  history(scope: Scope, connection: string, protocol: string): Promise<SessionHistory | undefined>;
  /** A file of a message, or with `recording:<number>` of a call. */
  file(scope: Scope, connection: string, protocol: string, message: string, range?: string): Promise<(MediaReading & { readonly name?: string }) | undefined>;
}
