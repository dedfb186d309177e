import { InputRejected, type ConnectionId } from '../../../domain/index.ts';
import type { Clock, Settings, SettingsVersion } from '../../../ports/index.ts';
import { parseStoredSettings, type ConnectionSettings } from '../../connection-settings.ts';

/** A connection's settings as they are now. */
export interface BookedConnection {
  readonly id: ConnectionId;
  readonly version: number;
  readonly settings: ConnectionSettings;
}

/** Reads and changes the settings of connections, one version at a time. */
export interface ConnectionBook {
  find(id: string): Promise<BookedConnection | undefined>;
  /** @throws {@link InputRejected} `input.connection-unknown`. */
  get(id: string): Promise<BookedConnection>;
  list(): Promise<readonly BookedConnection[]>;
  create(id: ConnectionId, value: ConnectionSettings): Promise<BookedConnection>;
  /** What changes nothing makes no new version. */
  change(id: string, next: (before: ConnectionSettings) => ConnectionSettings): Promise<BookedConnection>;
}

const ID = /^[A-Za-z0-9-]{1,64}$/;

export function createConnectionBook({ settings, clock }: { readonly settings: Settings; readonly clock: Clock }): ConnectionBook {
  async function find(id: string): Promise<BookedConnection | undefined> {
    const version = await settings.latest(parseConnectionId(id));
    return version && booked(version);
  }

  async function get(id: string): Promise<BookedConnection> {
    const known = await find(id);
    if (known !== undefined) return known;
    throw new InputRejected('input.connection-unknown', `There is no connection ${id}. List the connections to see their ids.`, { field: 'id' });
  }

  return {
    find, get,
    async list() {
      const all = await Promise.all((await settings.connections()).map(async (id) => await settings.latest(id)));
      return all.flatMap((version) => (version === undefined ? [] : [booked(version)]));
    },
    create: async (id, value) => booked(await settings.put(id, value, clock.now(), 0)),
    async change(id, next) {
      const before = await get(id);
      const value = next(before.settings);
      if (isSame(value, before.settings)) return before;
      return booked(await settings.put(before.id, value, clock.now(), before.version));
    },
  };
}

const booked = ({ connection, version, value }: SettingsVersion): BookedConnection => ({ id: connection, version, settings: parseStoredSettings(value) });

/** By what is stored of both, whatever the order of the names. */
const isSame = (one: unknown, other: unknown): boolean => one === other || sortedText(one) === sortedText(other);

/** A text that two values share when they hold the same. */
export const sortedText = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each) ?? 'nothing';

/** Any text may be asked for; only known ones answer. */
export const parseConnectionId = (id: string): ConnectionId => id as ConnectionId;

/** @throws {@link InputRejected} for an id that none may have, or that there is already. */
export async function parseNewId(book: ConnectionBook, id: string): Promise<ConnectionId> {
  if (!ID.test(id)) throw new InputRejected('input.connection-id-invalid', `The id ${JSON.stringify(id.slice(0, 80))} cannot be used: write up to 64 letters, digits and dashes.`, { field: 'id' });
  if (await book.find(id)) throw new InputRejected('input.connection-exists', `There is a connection ${id} already. Choose another id, or change that one.`, { field: 'id' });
  return parseConnectionId(id);
}
