import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Protocol } from '../../domain/attendance/sighting.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { SessionRow } from '../../ports/sessions.ts';
import { parseJson } from './json.ts';
import type { Row } from './row.ts';
import { translateKey, translateKeyRow } from './translate-identity.ts';

/** Something that a session is looked up by, as the values of its columns. */
export type Link = readonly string[];

/** A table of links: its columns, and the links that a session has there, in order. The names are this project's own, never a caller's text. */
export interface LinkKind {
  readonly table: string;
  readonly columns: readonly string[];
  linksOf(row: SessionRow): readonly Link[];
}

const single = (value: string): Link => [value];

export const LINK_KINDS = {
  parts: { table: 'session_part', columns: ['part'], linksOf: (row) => row.parts.map(single) },
  keys: { table: 'session_key', columns: ['kind', 'value'], linksOf: (row) => row.keys.map(translateKey) },
  contactIds: { table: 'session_contact', columns: ['contact'], linksOf: (row) => row.contactIds.map(single) },
  cardIds: { table: 'session_card', columns: ['card'], linksOf: (row) => row.cardIds.map(single) },
} as const satisfies Readonly<Record<string, LinkKind>>;

/** The links of one session, by kind. */
export type Links = Readonly<Record<keyof typeof LINK_KINDS, readonly Link[]>>;

export const isSameLinks = (a: readonly Link[], b: readonly Link[]): boolean => JSON.stringify(a) === JSON.stringify(b);

export function translateSession(connection: ConnectionId, protocol: Protocol, row: Row, links: Links): SessionRow {
  const { version, started_at: startedAt, phase, client_is: clientIs } = row;
  const desk = parseJson(row['desk'] as string | null);
  return {
    connection, protocol, version, state: parseJson(row['state'] as string | null), startedAt, phase, clientIs, ...translateLinks(links),
    ...(desk === undefined ? {} : { desk }),
  } as SessionRow;
}

const translateLinks = ({ parts, keys, contactIds, cardIds }: Links): Pick<SessionRow, keyof Links> => ({
  parts: parts.flat() as SessionRow['parts'][number][],
  keys: keys.map(translateKeyRow),
  contactIds: contactIds.flat() as SessionRow['contactIds'][number][],
  cardIds: cardIds.flat() as SessionRow['cardIds'][number][],
});

export const changedMeanwhile = ({ protocol }: SessionRow): PortFailure =>
  new PortFailure('port.conflict', `The store could not write session ${protocol}: it was changed meanwhile; load it again.`);

/** Each protocol once, in the order of the rows. */
export const translateProtocols = (rows: readonly Row[]): readonly Protocol[] => [...new Set(rows.map((row) => String(row['protocol']) as Protocol))];
