import type { DatabaseSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Row } from './translate-delivery.ts';

/** Something that a session is looked up by, as the values of its columns. */
export type Link = readonly string[];

/** The ordered links of one kind that sessions have. */
export interface LinkTable {
  of(session: number): readonly Link[];
  replace(connection: ConnectionId, session: number, links: readonly Link[]): void;
}

/** @param columns - names of this project's own, never a caller's text. */
export function createLinkTable(db: DatabaseSync, table: string, columns: readonly string[]): LinkTable {
  const list = columns.join(', ');
  const read = db.prepare(`select ${list} from ${table} where session = ? order by place`);
  const clear = db.prepare(`delete from ${table} where session = ?`);
  const insert = db.prepare(`insert into ${table} (session, place, connection, ${list}) values (?, ?, ?${', ?'.repeat(columns.length)})`);
  const of = (session: number): readonly Link[] => read.all(session).map((row: Row) => columns.map((column) => String(row[column])));
  return {
    of,
    replace(connection, session, links) {
      if (isSame(of(session), links)) return;
      clear.run(session);
      links.forEach((link, place) => insert.run(session, place, connection, ...link));
    },
  };
}

const isSame = (a: readonly Link[], b: readonly Link[]): boolean => JSON.stringify(a) === JSON.stringify(b);
