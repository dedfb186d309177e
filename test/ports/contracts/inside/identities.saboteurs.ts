import { aRememberedContact, HERE } from '../../../../src/ports/contracts/builders.ts';
import { identityKeyText } from '../../../../src/domain/contact/identity-key.ts';
import type { Identities, RememberedContact } from '../../../../src/ports/index.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

const identitiesWith = (change: (identities: Identities) => Partial<Identities>): Saboteur =>
  ({ identities }) => ({ identities: { ...identities, ...change(identities) } });

const finding = (change: (entry: RememberedContact) => RememberedContact): Saboteur =>
  identitiesWith((identities) => ({ find: async (...asked) => ((entry) => entry && change(entry))(await identities.find(...asked)) }));

export const identitiesSaboteurs: Readonly<Record<string, Saboteur>> = {
  'finds a contact by any of its keys': identitiesWith((identities) => ({
    findByKeys: (connection, keys) => identities.findByKeys(connection, keys.slice(0, 1)),
  })),
  'gives a contact once, however many keys lead to it': identitiesWith((identities) => ({
    findByKeys: async (connection, keys) => (await Promise.all(keys.map((key) => identities.findByKeys(connection, [key])))).flat(),
  })),
  'finds every contact that shares a key': identitiesWith((identities) => ({
    findByKeys: async (...asked) => (await identities.findByKeys(...asked)).slice(0, 1),
  })),
  'tells keys of two kinds apart': identitiesWith((identities) => ({
    findByKeys: (connection, keys) => identities.findByKeys(connection, [...keys, ...keys.map(({ value }) => ({ kind: 'external-code', value }) as const)]),
  })),
  'tells names in two channels apart': identitiesWith((identities) => ({
    findByKeys: (connection, keys) =>
      identities.findByKeys(connection, keys.map((key) => (key.kind === 'channel' ? { ...key, channel: 'instagram' } : key))),
  })),
  'finds a contact by its id, whole': finding((entry) => ({ ...entry, contact: { ...entry.contact, phones: [] } })),
  'finds nothing for an id that it does not know': identitiesWith((identities) => {
    let used = false;
    return {
      remember: (...asked) => ((used = true), identities.remember(...asked)),
      find: async (connection, id) => (used ? identities.find(connection, id) : aRememberedContact(id)),
    };
  }),
  'finds the people of a company': identitiesWith(() => ({ membersOf: async () => [] })),
  'replaces what it knew of a contact, keys included': identitiesWith((identities) => ({
    async remember(connection, entry) {
      const before = await identities.find(connection, entry.contact.id);
      await identities.remember(connection, { ...entry, keys: [...(before?.keys ?? []), ...entry.keys] });
    },
  })),
  'never replaces a newer reading by an older one': identitiesWith((identities) => ({
    async remember(connection, entry) {
      await identities.forget(connection, entry.contact.id);
      await identities.remember(connection, entry);
    },
  })),
  'forgets a contact with its keys': identitiesWith(() => ({ forget: async () => undefined })),
  'tells contacts of two connections apart': identitiesWith((identities) => ({
    findByKeys: (_connection, keys) => identities.findByKeys(HERE, keys),
  })),
  'gives overlapping keys one name': identitiesWith((identities) => {
    const known = new Set<string>();
    return {
      async reserve(connection, keys) {
        const texts = keys.map(identityKeyText);
        const isPartlyNew = texts.some((text) => known.has(text)) && !texts.every((text) => known.has(text));
        const name = await identities.reserve(connection, keys);
        for (const text of texts) known.add(text);
        return isPartlyNew ? 'a name of its own' : name;
      },
    };
  }),
  'gives one name to overlapping keys that come at once': identitiesWith((identities) => {
    const traffic = createTraffic();
    return {
      async reserve(connection, keys) {
        const beside = traffic.isBusy();
        const name = await traffic.pass(() => identities.reserve(connection, keys));
        return beside ? 'a name of its own' : name;
      },
    };
  }),
  'gives strangers names of their own': identitiesWith(() => ({ reserve: async (connection) => `everybody of ${connection}` })),
  'joins two names under the first one when a key links them': identitiesWith((identities) => {
    const names = new Map<string, string>();
    return {
      async reserve(connection, keys) {
        const known = new Set(keys.map((key) => names.get(identityKeyText(key))));
        const name = known.size > 1 && !known.has(undefined) ? 'a third name' : await identities.reserve(connection, keys);
        for (const key of keys) names.set(identityKeyText(key), name);
        return name;
      },
    };
  }),
  'tells names of two connections apart': identitiesWith((identities) => ({ reserve: (_connection, keys) => identities.reserve(HERE, keys) })),
};
