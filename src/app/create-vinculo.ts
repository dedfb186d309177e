import { createHttpEntry, deskRoutes, sendRoutes } from '../adapters/http/index.ts';
import { createUiPages } from '../adapters/web/index.ts';
import { groupsMadeAnew, isIntegrationError } from '../domain/index.ts';
import type { AgentDesk, ErasureReport, ErasureWish, Lineage, OperatorDesk, SecretRotation, SendDesk } from '../ports/index.ts';
import type { VinculoOptions } from './config.ts';
import { createContainer } from './container.ts';
import { patience } from './patience.ts';
import { Tokens } from './tokens.ts';
import { words } from './wording/index.ts';
import { createHostAgents, type HostAgents } from './host-agents.ts';
import { createPanelOrigins } from './panel-origins.ts';
import { createHostAudit, createHostLineage, type HostAudit, type LineageWish } from './host-proof.ts';
import { createHostCustomerBase, type HostCustomerBase } from './host-customer-base.ts';
import { createHostDeliveries, type HostDeliveries } from './host-deliveries.ts';
import { createHostDoctor, type HostDoctor } from './host-doctor.ts';
import { createHostIntegrations, createHostLeads, type HostIntegrations, type HostLeads } from './host-integrations.ts';
import type { ActByHand } from './use-cases/act-by-hand.ts';
import type { ManageConnections } from './use-cases/manage-connections.ts';
import type { ManageOperators } from './use-cases/manage-operators.ts';

/** How long closing waits for what was begun at the start. */
const CLOSING_MS = 5_000;

/** So many connections are prepared side by side at the start. */
const PREPARED_AT_ONCE = 4;

/** A hub inside a host: its HTTP surface, its work, and what may be asked of it. */
export interface Vinculo {
  /** The whole HTTP surface as one Web-standard handler (HUB-06). Works before `start()`: deliveries are accepted and wait. */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Looks whether the keys open everything that is stored; `start()` does it too. For hosts that write something before they start.
   *
   * @throws {@link ConfigRejected} `config.secret-key-wrong`, naming the connections that cannot be read.
   */
  refuseWrongKeys(): Promise<void>;
  /** Begins work; what was pending goes on. */
  start(): Promise<void>;
  /** Takes no more deliveries into work, lets those in flight end, and closes the store. */
  close(): Promise<void>;
  /** Resolves when nothing is pending that is due; for tests and scripts. */
  settled(): Promise<void>;
  readonly connections: ManageConnections;
  /** What is wrong with a connection, why it matters, and what mends it (ACT-05…ACT-07, AGT-06). */
  readonly doctor: HostDoctor;
  readonly contacts: { readonly register: ActByHand['registerContact']; readonly link: ActByHand['linkContact'] };
  readonly cards: { readonly link: ActByHand['linkCard']; readonly unlink: ActByHand['unlinkCard'] };
  readonly sessions: { readonly save: ActByHand['saveSession']; readonly find: ActByHand['session'] };
  /** LGPD (HUB-05): removes a person from everything that this hub keeps, and proves it. */
  readonly privacy: { erase(wish: ErasureWish): Promise<ErasureReport> };
  readonly agents: HostAgents;
  /** Everything that agents do, for a host that has a panel of its own (PAN, SES-10). */
  readonly desk: AgentDesk;
  /** Active sends of agents (SND-01, SND-03). */
  readonly sends: SendDesk;
  readonly deliveries: HostDeliveries;
  /** Platforms that send leads: set up, mapped and tried (WHK, ACL). */
  readonly integrations: HostIntegrations;
  /** Who came in through integrations (WHK-10). */
  readonly leads: HostLeads;
  /** One customer base on both sides (SYN-02, SYN-07). */
  readonly customerBase: HostCustomerBase;
  readonly operators: ManageOperators;
  /** What made a card or a record, or tied it to a session: effect, delivery, rule and settings (HUB-04). */
  lineage(of: LineageWish): Promise<Lineage>;
  readonly audit: HostAudit;
  health(): ReturnType<OperatorDesk['health']>;
  /**
   * Seals every stored secret under `secretKey`; what `previousSecretKey` sealed is then no longer needed. May be called again, also after it
   * was cut short: what is sealed under today's key stays as it is.
   */
  rotateSecrets(): Promise<SecretRotation>;
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
  const [telemetry, keyring] = [container.get(Tokens.telemetry), container.get(Tokens.keyring)];
  const { role, inFlight, synchronisation, language } = container.get(Tokens.settings);
  const [privacy, agentAccess] = [container.get(Tokens.privacyDesk), container.get(Tokens.agentAccess)];
  const fetch = createHttpEntry({
    intake: role === 'worker' ? 'elsewhere' : container.get(Tokens.intake), webhooks: role === 'worker' ? 'elsewhere' : container.get(Tokens.webhookIntake), desk, access: container.get(Tokens.access), requests: container.get(Tokens.requests),
    lineage: container.get(Tokens.lineageDesk), audit: container.get(Tokens.auditDesk), privacy, telemetry,
    connections: container.get(Tokens.connectionDesk), doctor: container.get(Tokens.doctorDesk), automations: container.get(Tokens.automationDesk), customerBase: container.get(Tokens.customerBaseDesk),
    integrations: { desk: container.get(Tokens.integrationDesk), keys: container.get(Tokens.integrationKeyDesk), mappings: container.get(Tokens.mappingDesk), leads: container.get(Tokens.leadDesk) },
    sessions: container.get(Tokens.sessionReader), historyTexts: { language, ...words[language].history },
    ui: createUiPages({ language, origins: createPanelOrigins(container.get(Tokens.connectionBook)), ...(options.uiFolder === undefined ? {} : { folder: options.uiFolder }) }),
    agents: { access: agentAccess, stream: container.get(Tokens.store).stream, clock: container.get(Tokens.clock), routes: [...deskRoutes(container.get(Tokens.agentDesk)), ...sendRoutes(container.get(Tokens.sendDesk))] },
  });

  let preparing: Promise<unknown> = Promise.resolve();
  let closing = false;

  /** The CRM's fields are looked up beforehand, so that the first card costs no more than the next; groups made anew are warned about (CRD-20). */
  async function prepare(id: string): Promise<void> {
    try {
      const { id: known, options: { mappings } } = await connections.get(id);
      const { crm, chat } = await container.get(Tokens.connections).systems(known);
      await container.get(Tokens.gate).quietly(async () => await crm.prepare());
      state.mended(`prepare:${id}`);
      const anew = groupsMadeAnew(mappings, await chat.attendance.groups()).map(({ name }) => name);
      if (anew.length > 0) state.problem(`groups:${id}`, `Connection ${id}: ${anew.join(', ')} was made anew in the chat and is not mapped; a mapping holds the group's id. Map the new group.`);
    } catch (failure) {
      const code = isIntegrationError(failure) ? failure.code : 'defect.unexpected';
      telemetry.log('warn', 'connection.not-prepared', { connection: id, code });
      state.problem(`prepare:${id}`, `The CRM of connection ${id} could not be prepared (${code}); it is tried again when it is needed.`);
    }
  }

  /** A few at a time: hundreds of accounts at once would hold up the work that waits. */
  async function prepareAll(ids: readonly string[]): Promise<void> {
    const left = ids.values();
    const prepareNext = async (): Promise<void> => {
      for (const id of left) if (!closing) await prepare(id);
    };
    await Promise.all(Array.from({ length: PREPARED_AT_ONCE }, prepareNext));
  }

  return {
    fetch,
    refuseWrongKeys: keyring.refuseWrongKeys,
    async start() {
      await keyring.refuseWrongKeys();
      if ((await connections.list()).length > 0) await keyring.keep();
      if (role !== 'intake') await queue.run(container.get(Tokens.workDelivery), { inFlight });
      state.begin();
      container.get(Tokens.auditSequencer).start();
      if (role === 'intake') return;
      container.get(Tokens.payloadKeeping).start();
      if (synchronisation === 'on') container.get(Tokens.reconciliation).start();
      container.get(Tokens.rounds).start();
      container.get(Tokens.sendKeeping).start();
      container.get(Tokens.deskTidying).start();
      container.get(Tokens.conversationKeeping).start();
      const active = (await connections.list()).filter(({ status }) => status === 'active');
      preparing = prepareAll(active.map(({ id }) => id));
    },
    async close() {
      closing = true;
      container.get(Tokens.gate).end();
      await container.get(Tokens.rounds).stop();
      await container.get(Tokens.sendKeeping).stop();
      await container.get(Tokens.deskTidying).stop();
      await container.get(Tokens.conversationKeeping).stop();
      await container.get(Tokens.payloadKeeping).stop();
      await container.get(Tokens.reconciliation).stop();
      await container.get(Tokens.auditSequencer).stop();
      state.end();
      await queue.stop();
      // A call of a hub that is gone would end the chat's one live token for the next one.
      await Promise.race([preparing, patience(CLOSING_MS)]);
      await close();
    },
    settled: async () => await queue.idle(),
    connections,
    doctor: createHostDoctor(container.get(Tokens.doctorDesk)),
    contacts: { register: acts.registerContact, link: acts.linkContact },
    cards: { link: acts.linkCard, unlink: acts.unlinkCard },
    sessions: { save: acts.saveSession, find: acts.session },
    customerBase: createHostCustomerBase(container.get(Tokens.customerBaseDesk)),
    agents: createHostAgents(agentAccess, container.get(Tokens.connectionBook)),
    desk: container.get(Tokens.agentDesk),
    sends: container.get(Tokens.sendDesk),
    deliveries: createHostDeliveries(desk, container.get(Tokens.intake)),
    integrations: createHostIntegrations({ desk: container.get(Tokens.integrationDesk), keys: container.get(Tokens.integrationKeyDesk), mappings: container.get(Tokens.mappingDesk) }),
    leads: createHostLeads(container.get(Tokens.leadDesk)),
    privacy: { erase: async (wish) => await privacy.erase('every-connection', wish) },
    operators: container.get(Tokens.manageOperators),
    lineage: createHostLineage(container.get(Tokens.lineageDesk)),
    audit: createHostAudit(container.get(Tokens.auditDesk)),
    health: desk.health,
    rotateSecrets: keyring.rotate,
  };
}
