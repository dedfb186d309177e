import { identityKeyText } from '../../../../src/domain/contact/identity-key.ts';
import { aSession, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { SessionRow, Sessions } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const sessionsWith = (change: (sessions: Sessions) => Partial<Sessions>): Saboteur =>
  ({ sessions }) => ({ sessions: { ...sessions, ...change(sessions) } });

const loading = (change: (row: SessionRow) => SessionRow): Saboteur =>
  sessionsWith((sessions) => ({ load: async (...asked) => ((row) => row && change(row))(await sessions.load(...asked)) }));

/** Remembers every session that was ever written, as it was then. */
function remembering(subject: InsideSubject, change: (sessions: Sessions, written: readonly SessionRow[]) => Partial<Sessions>): Partial<InsideSubject> {
  const written: SessionRow[] = [];
  const settlement = tamper(subject, { settlement: (one) => (written.push(...(one.sessions ?? [])), one) });
  return { ...settlement, sessions: { ...subject.sessions, ...change(subject.sessions, written) } };
}

export const sessionsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'loads a session as it was written, one version on': loading((row) => ({ ...row, keys: row.keys.slice(0, 2) })),
  'loads nothing for a protocol that it does not know': sessionsWith((sessions) => ({
    load: async (connection, protocol) => (await sessions.load(connection, protocol)) ?? aSession(protocol),
  })),
  'replaces a session by its next version': loading((row) => (row.version > 1 ? { ...row, state: 'stale' } : row)),
  'tells sessions of two connections apart': sessionsWith((sessions) => ({ load: (_connection, protocol) => sessions.load(HERE, protocol) })),
  'finds the session of a part': sessionsWith((sessions) => ({
    async protocolOfPart(connection, part) {
      const protocol = await sessions.protocolOfPart(connection, part);
      const session = protocol && (await sessions.load(connection, protocol));
      return session?.parts[0] === part ? protocol : undefined;
    },
  })),
  'finds no session for a part of another connection': sessionsWith((sessions) => ({
    protocolOfPart: (_connection, part) => sessions.protocolOfPart(HERE, part),
  })),
  'finds the sessions that wait for a client, oldest first, each once': sessionsWith((sessions) => ({
    waitingFor: async (...asked) => (await sessions.waitingFor(...asked)).toReversed(),
  })),
  'leaves sessions out whose client is known by now': (subject) =>
    remembering(subject, (sessions, written) => ({
      async waitingFor(connection, keys) {
        const wanted = new Set(keys.map(identityKeyText));
        const ever = written.filter((row) => row.clientIs === 'waiting' && row.keys.some((key) => wanted.has(identityKeyText(key))));
        return [...new Set([...(await sessions.waitingFor(connection, keys)), ...ever.map(({ protocol }) => protocol)])];
      },
    })),
  'finds all sessions of a contact, oldest first': sessionsWith((sessions) => ({
    ofContact: async (...asked) => (await sessions.ofContact(...asked)).toReversed(),
  })),
  'finds the running sessions of a contact': sessionsWith((sessions) => ({
    ofContact: (connection, contact) => sessions.ofContact(connection, contact, 'all'),
  })),
  'finds a session by the contact that it has now': (subject) =>
    remembering(subject, (sessions, written) => ({
      async ofContact(connection, contact, which) {
        const ever = which === 'all' ? written.filter(({ contactIds }) => contactIds.includes(contact)) : [];
        return [...new Set([...(await sessions.ofContact(connection, contact, which)), ...ever.map(({ protocol }) => protocol)])];
      },
    })),
  'finds the sessions of a card': sessionsWith((sessions) => ({
    async ofCard(connection, card) {
      const found = await sessions.ofCard(connection, card);
      const rows = await Promise.all(found.map((protocol) => sessions.load(connection, protocol)));
      return found.filter((_protocol, place) => rows[place]?.cardIds[0] === card);
    },
  })),
};
