import type * as rows from './rows.ts';

/** A JSON object as Neppo sends it. */
export type Json = Readonly<Record<string, unknown>>;

/** Shows rows as Neppo sends them: nested, with nulls present and dates in Brasília time without an offset. */
export interface Wire {
  readonly user: (row: rows.UserRow) => Json;
  readonly attributes: (row: rows.UserRow) => readonly unknown[];
  readonly agent: (row: rows.AgentRow) => Json;
  readonly group: (row: rows.GroupRow) => Json;
  readonly session: (row: rows.SessionRow) => Json;
  readonly message: (row: rows.MessageRow) => Json;
  /** The same with who wrote it, of which webhooks are made. */
  readonly messageTold: (row: rows.MessageRow) => Json;
  readonly comment: (row: rows.CommentRow) => Json;
  readonly classification: (row: rows.ClassificationRow) => Json;
  readonly association: (row: rows.AssociationRow) => Json;
  readonly directMessage: (row: rows.DirectMessageRow) => Json;
  readonly template: (row: rows.TemplateRow) => Json;
  readonly tree: (row: rows.NodeRow) => Json;
}
