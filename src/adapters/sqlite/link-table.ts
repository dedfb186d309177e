import type { DatabaseSync } from 'node:sqlite';
import type { SessionRow } from '../../ports/sessions.ts';
import { isSameLinks, type Link, type LinkKind } from '../sql/session-links.ts';

/** The ordered links of one kind that sessions have. */
export interface LinkTable {
  of(session: number): readonly Link[];
  /** Writes those of the row, where they are not there already. */
  replace(session: number, row: SessionRow): void;
}

export function createLinkTable(db: DatabaseSync, { table, columns, linksOf }: LinkKind): LinkTable {
  const list = columns.join(', ');
  const read = db.prepare(`select ${list} from ${table} where session = ? order by place`);
  const clear = db.prepare(`delete from ${table} where session = ?`);
  const insert = db.prepare(`insert into ${table} (session, place, connection, ${list}) values (?, ?, ?${', ?'.repeat(columns.length)})`);
  const of = (session: number): readonly Link[] => read.all(session).map((row) => columns.map((column) => String(row[column])));
  return {
    of,
    replace(session, row) {
      const links = linksOf(row);
      if (isSameLinks(of(session), links)) return;
      clear.run(session);
      links.forEach((link, place) => insert.run(session, place, row.connection, ...link));
    },
  };
}
