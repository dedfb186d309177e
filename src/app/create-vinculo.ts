import { createHttpEntry } from '../adapters/http/index.ts';
import { ConfigRejected, groupsMadeAnew, isIntegrationError } from '../domain/index.ts';
import type { OperatorDesk } from '../ports/index.ts';
import type { VinculoOptions } from './config.ts';
import { createContainer } from './container.ts';
import { patience } from './patience.ts';
import { Tokens } from './tokens.ts';
import type { ActByHand } from './use-cases/act-by-hand.ts';
import type { ManageConnections } from './use-cases/manage-connections.ts';

/** How long closing waits for what was begun at the start. */
const CLOSING_MS = 5_000;

/** A hub inside a host: its HTTP surface, its work, and what may be asked of it. */
export interface Vinculo {
  /** The whole HTTP surface as one Web-standard handler (HUB-06). Works before `start()`: deliveries are accepted and wait. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Begins work; what was pending goes on. */
  start(): Promise<void>;
  /** Takes no more deliveries into work, lets those in flight end, and closes the store. */
  close(): Promise<void>;
  /** Resolves when nothing is pending that is due; for tests and scripts. */
  settled(): Promise<void>;
  readonly connections: ManageConnections;
  readonly contacts: { readonly register: ActByHand['registerContact']; readonly link: ActByHand['linkContact'] };
  readonly cards: { readonly link: ActByHand['linkCard']; readonly unlink: ActByHand['unlinkCard'] };
  readonly sessions: { readonly save: ActByHand['saveSession']; readonly find: ActByHand['session'] };
  readonly deliveries: Pick<OperatorDesk, 'list' | 'show' | 'replay'>;
  health(): ReturnType<OperatorDesk['health']>;
}

/**
 * Opens a hub on a store. Nothing is sent or worked before `start()`.
 *
 * @throws {@link ConfigRejected} naming the setting, the reason and the mend.
 *
 * @example
 * const vinculo = await createVinculo({ store: sqliteStore('vinculo.db'), secretKey, publicUrl: 'https://hub.example.com.br' });
 */
export async function createVinculo(options: VinculoOptions): Promise<Vinculo> {
  const container = await createContainer(options);
  const { queue, close } = container.get(Tokens.store);
  const [acts, connections, desk, state] = [container.get(Tokens.actByHand), container.get(Tokens.manageConnections), container.get(Tokens.desk), container.get(Tokens.state)];
  const telemetry = container.get(Tokens.telemetry);
  const fetch = createHttpEntry({ intake: container.get(Tokens.intake), desk, telemetry });

  let preparing: Promise<unknown> = Promise.resolve();

  /** The CRM's fields are looked up beforehand, so that the first card costs no more than the next; groups made anew are warned about (CRD-20). */
  async function prepare(id: string): Promise<void> {
    try {
      const { id: known, options: { mappings } } = await connections.get(id);
      const { crm, chat } = await container.get(Tokens.connections).systems(known);
      await crm.prepare();
      state.mended(`prepare:${id}`);
      const anew = groupsMadeAnew(mappings, await chat.attendance.groups()).map(({ name }) => name);
      if (anew.length > 0) state.problem(`groups:${id}`, `Connection ${id}: ${anew.join(', ')} was made anew in the chat and is not mapped; a mapping holds the group's id. Map the new group.`);
    } catch (failure) {
      const code = isIntegrationError(failure) ? failure.code : 'defect.unexpected';
      telemetry.log('warn', 'connection.not-prepared', { connection: id, code });
      state.problem(`prepare:${id}`, `The CRM of connection ${id} could not be prepared (${code}); it is tried again when it is needed.`);
    }
  }

  /** A hub that cannot read its credentials would set every delivery aside. */
  async function refuseWrongKey(): Promise<void> {
    const [first] = await connections.list();
    if (first === undefined) return;
    try {
      await container.get(Tokens.connections).systems(first.id);
    } catch (failure) {
      if (!isIntegrationError(failure) || failure.code !== 'defect.secret-unreadable') throw failure;
      throw new ConfigRejected(
        'config.secret-key-wrong',
        'The hub cannot start: the stored credentials were sealed under another secretKey. Give the one that the connections were added with.',
        { cause: failure },
      );
    }
  }

  return {
    fetch,
    async start() {
      await refuseWrongKey();
      await queue.run(container.get(Tokens.workDelivery), { inFlight: container.get(Tokens.settings).inFlight });
      state.begin();
      const active = (await connections.list()).filter(({ status }) => status === 'active');
      preparing = Promise.all(active.map(async ({ id }) => await prepare(id)));
    },
    async close() {
      state.end();
      await queue.stop();
      // A call of a hub that is gone would end the chat's one live token for the next one.
      await Promise.race([preparing, patience(CLOSING_MS)]);
      await close();
    },
    settled: async () => await queue.idle(),
    connections,
    contacts: { register: acts.registerContact, link: acts.linkContact },
    cards: { link: acts.linkCard, unlink: acts.unlinkCard },
    sessions: { save: acts.saveSession, find: acts.session },
    deliveries: { list: desk.list, show: desk.show, replay: desk.replay },
    health: desk.health,
  };
}
