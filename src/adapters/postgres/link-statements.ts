import type { SessionRow } from '../../ports/sessions.ts';
import type { Row } from '../sql/row.ts';
import { isSameLinks, type Link, type LinkKind } from '../sql/session-links.ts';
import { keyText } from './key-text.ts';
import type { Conversation } from './conversation.ts';

/** The ordered links of one kind that sessions have. */
export interface LinkStatements {
  /** Selects the links of a session beside the columns of its own row. */
  readonly list: string;
  /** The links in a row that {@link list} was selected in. */
  of(row: Row): readonly Link[];
  /** Writes those of the session, where the row does not have them already. */
  replace(db: Conversation, row: Row, session: SessionRow): void;
}

export function createLinkStatements(schema: string, { table, columns, linksOf }: LinkKind): LinkStatements {
  const home = `${schema}.${table}`;
  const listOf = (column: string): string => `array(select l.${column} from ${home} l where l.session = session.id order by l.place) as ${table}_${column}`;
  const remove = `delete from ${home} where session = $1`;
  const insert = `insert into ${home} (session, connection, place, ${columns.join(', ')})
    select $1, $2, place - 1, ${columns.join(', ')} from unnest(${columns.map((_column, place) => `$${place + 3}::text[]`).join(', ')})
    with ordinality as link(${columns.join(', ')}, place)`;

  const of = (row: Row): readonly Link[] => translateLists(columns.map((column) => row[`${table}_${column}`]));

  return {
    list: columns.map(listOf).join(', '),
    of,
    replace(db, row, session) {
      const [stored, wanted] = [of(row), linksOf(session).map((link) => link.map(keyText))];
      if (isSameLinks(stored, wanted)) return;
      if (stored.length > 0) db.send(remove, [row['id']]);
      const lists = columns.map((_column, place) => wanted.map((link) => link[place]));
      if (wanted.length > 0) db.send(insert, [row['id'], session.connection, ...lists]);
    },
  };
}

/** Every column comes as a list of its own. */
function translateLists(lists: readonly unknown[]): readonly Link[] {
  const [first = [], ...others] = lists as readonly (readonly string[])[];
  return first.map((value, place) => [value, ...others.map((list) => list[place] ?? '')]);
}
