import * as z from 'zod';
import { connectionSheet, pathOf } from '../commands/connections.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';
import type { Terminal } from '../terminal.ts';
import type { CodedConnection } from './read-config-code.ts';

const difference = z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional(), secret: z.boolean().optional() });
const compared = z.object({ differences: z.array(difference) });
const anything = z.unknown();

/** What differs in one connection, and what makes it the same. */
export interface Change {
  readonly connection: string;
  readonly differences: readonly z.infer<typeof difference>[];
  carryOut(): Promise<void>;
}

/** Compares a file with the hub: the hub itself says what differs, so that a secret is compared where it lies. */
export async function compareWithHub(door: HubDoor, wanted: readonly CodedConnection[], terminal: Terminal): Promise<readonly Change[]> {
  const changes = await Promise.all(wanted.map(async (connection) => await changeOf(door, connection, terminal)));
  return changes.filter(({ differences }) => differences.length > 0);
}

async function changeOf(door: HubDoor, { id, status, ...wish }: CodedConnection, { language, words: { connection: { config } } }: Terminal): Promise<Change> {
  const known = await door.find(pathOf(id), connectionSheet);
  const { differences } = known === undefined ? { differences: [{ field: config.made, after: wish.name }] } : await door.post(`${pathOf(id)}/compare`, wish, compared);
  const standing = known?.status ?? 'draft';
  const switched = status === undefined || status === 'draft' || status === standing || (standing === 'draft' && status === 'inactive') ? undefined : status;
  return {
    connection: id,
    differences: [...differences, ...(switched === undefined ? [] : [{ field: 'status', before: standing, after: switched }])],
    async carryOut() {
      if (known === undefined) await door.post('/v1/connections', { id, ...wish }, anything);
      else if (differences.length > 0) await door.post(pathOf(id), wish, anything);
      if (switched === 'active') await door.post(`${pathOf(id)}/activate?lang=${language}`, {}, anything);
      if (switched === 'inactive') await door.post(`${pathOf(id)}/deactivate`, {}, anything);
    },
  };
}
