import type { Classification, GroupId, PartId } from '../../domain/attendance/sighting.ts';
import type { AttendanceRegistry } from '../../ports/attendance-registry.ts';
import { compareInstants } from '../../domain/kernel/instant.ts';
import { contradiction } from './failures.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { latestOf, translateClassification } from './translate/classification.ts';
import { translateComments } from './translate/comment.ts';
import { translateSighting } from './translate/sighting.ts';
import { wireClassification, wireNode, type WireClassification } from './wire/classification.ts';
import { wireComment } from './wire/comment.ts';
import { wireGroup } from './wire/group.ts';
import { idIs } from './wire/list.ts';
import { wireSession } from './wire/session.ts';

/** Reads sessions, their comments and classifications, and the groups, from a Neppo account. */
export function createNeppoAttendanceRegistry(client: NeppoClient, { routes, timeZone }: NeppoConfig): AttendanceRegistry {
  return {
    findPart: async (part) => {
      // Neppo's ids are numbers; anything else would be answered with an error that blocks the whole account.
      if (!isNeppoId(part)) return undefined;
      const rows = await client.listNewest('sessions', wireSession, idIs('id', part));
      const row = rows.find(({ id }) => id === part);
      if (row === undefined) return noneOf(rows, `POST ${routes.sessions.path}`);
      const sighting = translateSighting(row, timeZone);
      if (sighting.ok) return sighting.value;
      throw contradiction(`POST ${routes.sessions.path}`, sighting.reason);
    },
    commentsOf: async (parts) => {
      const rows = await eachOf(parts, (part) => client.rowsOf('comments', wireComment, part));
      return translateComments(rows, timeZone);
    },
    classificationOf: async (parts) => {
      const rows = await eachOf(parts, (part) => classificationsOf(client, routes.classification.path, part));
      const latest = latestOf(rows, timeZone);
      return latest && labelled(client, latest);
    },
    groups: async () => {
      const rows = await client.listAll('groups', wireGroup);
      return rows.map(({ id, name }) => ({ id: parseGroupId(id), name }));
    },
    latestBegin: async () => {
      const rows = await client.listNewest('sessions', wireSession);
      const begins = rows.flatMap((row) => ((sighting) => (sighting.ok ? [sighting.value.partStartedAt] : []))(translateSighting(row, timeZone)));
      return begins.toSorted(compareInstants).at(-1);
    },
  };
}

const isNeppoId = (id: string): boolean => /^\d{1,18}$/.test(id);

const parseGroupId = (id: string): GroupId => id as GroupId;

async function eachOf<Row>(parts: readonly PartId[], read: (part: PartId) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const lists = await Promise.all([...new Set(parts)].filter(isNeppoId).map(read));
  return lists.flat();
}

async function classificationsOf(client: NeppoClient, path: string, part: PartId): Promise<readonly WireClassification[]> {
  const rows = await client.listNewest('classification', wireClassification, idIs('session.id', part));
  const ours = rows.filter(({ sessionId }) => sessionId === part);
  return ours.length > 0 ? ours : (noneOf(rows, `POST ${path}`) ?? []);
}

/** Conditions are sometimes ignored without a word (seen in 2026): other rows than those asked for prove nothing. */
function noneOf(rows: readonly unknown[], route: string): undefined {
  if (rows.length > 0) throw contradiction(route, 'results (other rows than those asked for)');
  return undefined;
}

/** The words of a classification are in its tree, which is only read where the row does not tell them. */
async function labelled(client: NeppoClient, latest: WireClassification): Promise<Classification | undefined> {
  const untold = latest.node !== undefined && latest.node.name === undefined;
  const tree = untold && latest.rootId !== undefined ? await client.rowsOf('classificationTree', wireNode, latest.rootId) : [];
  return translateClassification(latest, tree);
}
