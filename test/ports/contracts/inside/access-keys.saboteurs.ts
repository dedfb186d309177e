import { addMs } from '../../../../src/domain/kernel/instant.ts';
import type { AccessKey, AccessKeys } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const keysWith = (change: (keys: AccessKeys) => Partial<AccessKeys>): Saboteur =>
  ({ accessKeys }) => ({ accessKeys: { ...accessKeys, ...change(accessKeys) } });

function withoutWithdrawal(withdrawn: AccessKey): AccessKey {
  const { withdrawnAt: _, ...key } = withdrawn;
  return key;
}

export const accessKeysSaboteurs: Readonly<Record<string, Saboteur>> = {
  'finds a key by its hash, whole': keysWith((keys) => ({
    find: async (hash) => ((key) => key && { ...key, scope: 'every-connection' })(await keys.find(hash)),
  })),
  'finds nothing by a hash that no key has': keysWith((keys) => ({
    find: async (hash) => (await keys.find(hash)) ?? (await keys.list()).filter(({ withdrawnAt }) => withdrawnAt === undefined)[0],
  })),
  'refuses a hash that another key has': keysWith((keys) => {
    const hashes = new Set<string>();
    return {
      async add(key, hash) {
        const taken = hashes.has(hash) && !(await keys.list()).some(({ id }) => id === key.id);
        hashes.add(hash);
        await keys.add(key, taken ? `${hash}-again` : hash);
      },
    };
  }),
  'refuses an id that another key has': keysWith((keys) => ({
    async add(key, hash) {
      const taken = (await keys.find(hash)) === undefined && (await keys.list()).some(({ id }) => id === key.id);
      if (!taken) await keys.add(key, hash);
    },
  })),
  'lists its keys in the order of their creation': keysWith((keys) => ({
    list: async () => (await keys.list()).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  })),
  'no longer finds a key that was withdrawn': keysWith((keys) => {
    const ids = new Map<string, string>();
    return {
      add: async (key, hash) => (ids.set(hash, key.id), await keys.add(key, hash)),
      find: async (hash) => (await keys.find(hash)) ?? (await keys.list()).find(({ id }) => id === ids.get(hash)),
    };
  }),
  'answers a withdrawal with the key, and its moment': keysWith((keys) => ({
    withdraw: async (id, at) => ((key) => key && { ...key, name: '' })(await keys.withdraw(id, at)),
  })),
  'lets the first withdrawal stand': keysWith((keys) => ({
    withdraw: async (id, at) => ((key) => key && { ...key, withdrawnAt: at })(await keys.withdraw(id, at)),
  })),
  'withdraws one key alone': keysWith((keys) => ({
    async withdraw(id, at) {
      for (const key of await keys.list()) if (key.id !== id) await keys.withdraw(key.id, at);
      return await keys.withdraw(id, at);
    },
  })),
  'answers nothing for the withdrawal of a key that is not there': keysWith((keys) => ({
    withdraw: async (id, at) =>
      (await keys.withdraw(id, at)) ?? { id, name: '', scope: 'every-connection', role: 'see', createdAt: at, withdrawnAt: at },
  })),
  'still lists a key that was withdrawn': keysWith((keys) => ({
    list: async () => (await keys.list()).map(withoutWithdrawal),
  })),
  'notes when a key was last used': keysWith((keys) => ({
    async noteUse(id, at) {
      const key = (await keys.list()).find((each) => each.id === id);
      await keys.noteUse(id, key?.lastUsedAt !== undefined && at > key.lastUsedAt ? addMs(at, -1) : at);
    },
  })),
  'notes no use that is older than the one before': keysWith((keys) => {
    const latest = new Map<string, AccessKey['lastUsedAt']>();
    return {
      noteUse: async (id, at) => (latest.set(id, at), await keys.noteUse(id, at)),
      find: async (hash) => {
        const key = await keys.find(hash);
        const lastUsedAt = key && latest.get(key.id);
        return key === undefined || lastUsedAt === undefined ? key : { ...key, lastUsedAt };
      },
    };
  }),
  'notes the use of one key alone': keysWith((keys) => ({
    noteUse: async (_id, at) => {
      for (const { id } of await keys.list()) await keys.noteUse(id, at);
    },
  })),
};
