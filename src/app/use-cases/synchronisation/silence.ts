import type { AgentRoster, BaseClient, BaseClients, Association, DirectoryClient, HookSigns, SynchronisationRun, SynchronisationRuns } from '../../../ports/index.ts';
import type { Agent, ChatClientId, ConnectionId, Instant } from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { clientText } from './row-texts.ts';

/**
 * Notices what changed in the chat although its webhooks ought to have told before (ACT-05): what a run lists is compared with what
 * the hub knew. A run asks for nothing more because of it.
 */
export interface Silence {
  /** What is known of these clients before the page is taken in. */
  before(connection: ConnectionId, clients: readonly DirectoryClient[]): Promise<KnownClients>;
  /** Of clients that were taken in. */
  ofClients(connection: ConnectionId, run: SynchronisationRun, clients: readonly DirectoryClient[], known: KnownClients): Promise<void>;
  /** Before they are taken in. */
  ofAssociations(connection: ConnectionId, run: SynchronisationRun, associations: readonly Association[]): Promise<void>;
  /** The agents as they are now, as a keyed mark that the run keeps for the next one. */
  ofAgents(connection: ConnectionId, run: SynchronisationRun, roster: AgentRoster): Promise<string>;
}

type KnownClients = ReadonlyMap<ChatClientId, BaseClient>;

export interface SilenceNeeds {
  readonly baseClients: Pick<BaseClients, 'find'>;
  readonly runs: Pick<SynchronisationRuns, 'list'>;
  readonly hookSigns: Pick<HookSigns, 'noteSeen'>;
  readonly box: SecretBox;
}

export function createSilence({ baseClients, runs, hookSigns, box }: SilenceNeeds): Silence {
  async function knownOf(connection: ConnectionId, ids: readonly ChatClientId[]): Promise<KnownClients> {
    const rows = await Promise.all([...new Set(ids)].map(async (id) => await baseClients.find(connection, id)));
    return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.entry.id, row] as const])));
  }

  /** The run before, if it listed everything: what it did not show came to be since it began. */
  async function runBefore(connection: ConnectionId, { number }: SynchronisationRun): Promise<SynchronisationRun | undefined> {
    const [before] = await runs.list(connection, { before: number, limit: 1 });
    return before?.state === 'ended' ? before : undefined;
  }

  return {
    before: async (connection, clients) => await knownOf(connection, clients.map(({ id }) => id)),
    async ofClients(connection, run, clients, known) {
      const wholeSince = (await runBefore(connection, run))?.startedAt;
      const moments = clients.flatMap((client): readonly Instant[] => {
        const before = known.get(client.id);
        if (before === undefined) return wholeSince === undefined ? [] : [wholeSince];
        return clientText(before.entry) === clientText(client) ? [] : [before.readAt];
      });
      const latest = moments.toSorted().at(-1);
      if (latest !== undefined) await hookSigns.noteSeen(connection, 'User', latest);
    },
    async ofAssociations(connection, run, associations) {
      const wholeSince = (await runBefore(connection, run))?.startedAt;
      if (wholeSince === undefined) return;
      const known = await knownOf(connection, associations.map(({ client }) => client));
      const isNew = ({ client, agent }: Association): boolean => known.get(client)?.agents.includes(agent) === false;
      if (associations.some(isNew)) await hookSigns.noteSeen(connection, 'AssociationClientsToAgents', wholeSince);
    },
    async ofAgents(connection, run, roster) {
      const mark = box.mark(`roster/${rosterText(await roster.list())}`);
      const before = await runBefore(connection, run);
      if (before?.roster !== undefined && before.roster !== mark) await hookSigns.noteSeen(connection, 'Agent', before.startedAt);
      return mark;
    },
  };
}

/** One text for all that the webhook of agents tells of; of the chat token no more than whether there is one. */
const rosterText = (agents: readonly Agent[]): string =>
  agents.map(({ id, name, email = '', profile, active, hasChatToken }) => JSON.stringify([id, name, email, profile, active, hasChatToken])).toSorted().join(' ');
