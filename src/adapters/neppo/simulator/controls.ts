import type { CallCounter } from './calls.ts';
import type { NeppoSimulatorControls, SimSession } from './controls-face.ts';
import type { Courier } from './courier.ts';
import type { Desks } from './desks.ts';
import { fileAddress, keepFile, loseFile } from './files.ts';
import type { HttpFaults } from './http-faults.ts';
import type { SaveUser } from './people-desk.ts';
import { agentNamed, groupNamed } from './names.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { DeliveryRow, SessionRow } from './rows.ts';
import { replant } from './seed.ts';
import { createSendControls } from './send-controls.ts';
import { endSilentSessions, setPatience } from './silence.ts';
import type { WebhookFaults } from './webhook-faults.ts';
import { neppoEntities } from './webhooks.ts';
import type { Json } from './wire-shape.ts';
import type { World } from './world.ts';

interface Parts {
  readonly world: World;
  readonly desks: Desks;
  readonly courier: Courier;
  readonly httpFaults: HttpFaults;
  readonly webhookFaults: WebhookFaults;
  readonly calls: CallCounter;
  readonly apiUser: string;
  readonly seed: () => void;
}

/** Makes the controls; each one's changes are durable when it returns. */
export function createControls(parts: Parts): NeppoSimulatorControls {
  const { store } = parts.world;
  const kept = <Result>(act: () => Result): Result => {
    try {
      return act();
    } finally {
      store.commit();
    }
  };
  return {
    ...sessionControls(parts, kept),
    ...peopleControls(parts, kept),
    ...createSendControls(parts.world, parts.desks, kept),
    ...faultControls(parts, kept),
    ...webhookControls(parts, kept),
  };
}

type Kept = <Result>(act: () => Result) => Result;

type SessionControls = Pick<
  NeppoSimulatorControls,
  'startSession' | 'transfer' | 'message' | 'retract' | 'failMessage' | 'fallSilent' | 'setPatience' | 'comment' | 'classify' | 'close' | 'reopen' | 'record'
>;

function sessionControls({ world, desks, apiUser }: Parts, kept: Kept): SessionControls {
  const { sessions, classifications } = desks;
  const shown = (act: () => SessionRow): SimSession => simSession(world, kept(act));
  const authorOf = (agent: string): string => world.store.users.get(agentNamed(world.store, agent).userId)?.userName ?? agent;
  return {
    startSession: (input) => shown(() => sessions.start(input)),
    transfer: (session, to) => shown(() => sessions.transfer(session, to)),
    message: (session, message) => idOnly(kept(() => sessions.write(session, message))),
    retract: (session, messageId) => idOnly(kept(() => sessions.retract(session, messageId))),
    failMessage: (id, reason) => world.wire.message(kept(() => sessions.failMessage(id, reason))),
    fallSilent: (session) => shown(() => sessions.endBySilence(session)),
    setPatience: (minutes) => kept(() => setPatience(world, minutes)),
    comment: (session, text, agent) =>
      idOnly(kept(() => sessions.comment(session, text, agent === undefined ? apiUser : authorOf(agent)))),
    classify: (session, classification, comment) => idOnly(kept(() => classifications.classify(session, classification, comment))),
    close: (session) => shown(() => sessions.close(session)),
    reopen: (session) => shown(() => sessions.reopen(session)),
    record: (session, audioUrl) => idOnly(kept(() => sessions.record(session, audioUrl))),
  };
}

const idOnly = ({ id }: { readonly id: number }): { readonly id: number } => ({ id });

function simSession({ store }: World, row: SessionRow): SimSession {
  const { id, protocol, status, channel, userId, groupId, agentId } = row;
  const agent = agentId === null ? undefined : store.agents.get(agentId);
  return {
    id,
    protocol,
    status,
    channel,
    userId,
    group: groupId === null ? null : (store.groups.get(groupId)?.name ?? null),
    agent: agent ? (store.users.get(agent.userId)?.name ?? null) : null,
  };
}

type PeopleControls = Pick<
  NeppoSimulatorControls,
  'keepFile' | 'removeFile' | 'plantTree' | 'setAgentStatus' | 'saveUser' | 'user' | 'users' | 'associations' | 'removeUser' | 'plantClients' | 'quietly' | 'setQuiet' | 'saveAgent' | 'saveGroup' | 'link'
>;

function peopleControls({ world, desks }: Parts, kept: Kept): PeopleControls {
  const { people, classifications } = desks;
  const { wire, store, webhooks } = world;
  return {
    user: (id) => {
      const row = store.users.get(id);
      return row && wire.user(row);
    },
    users: () => store.users.ordered.map(wire.user),
    associations: () => store.associations.ordered.map(wire.association),
    removeUser: (id) => kept(() => people.removeUser(id)),
    plantClients: (count, person = somebody) => kept(() => people.plant(count, person)),
    quietly: (act) => kept(() => webhooks.quietly(act)),
    setQuiet: webhooks.setQuiet,
    keepFile: (file) => fileAddress(store, kept(() => keepFile(store, file)).id),
    removeFile: (address) => kept(() => loseFile(store, address)),
    plantTree: (tree, group) => kept(() => {
      const root = classifications.plant(tree);
      if (group !== undefined) people.saveGroup({ id: groupNamed(store, group).id, name: group, treeId: root.id });
      return wire.tree(root);
    }),
    setAgentStatus: (agent, status, reasonId) => wire.agent(kept(() => people.setStatus(agent, status, status === 'FIRST_PAUSE' ? (reasonId ?? 1) : null))),
    saveUser: (input) => wire.user(kept(() => people.saveUser(input))),
    saveAgent: (input) => wire.agent(kept(() => people.saveAgent(input))),
    saveGroup: (input) => wire.group(kept(() => people.saveGroup(input))),
    link: ({ clientId, agent, remove = false }) => {
      const { userId } = agentNamed(store, agent);
      kept(() => (remove ? people.separate(clientId, userId) : people.associate(clientId, userId)));
    },
  };
}

/** Clients with a name and a mobile of São Paulo, each of their own. */
const somebody = (n: number): SaveUser => ({ name: `Cliente ${n + 1}`, phone: `55119${String(80_000_000 + n)}` });

type FaultControls = Pick<NeppoSimulatorControls, 'faults' | 'clearFaults' | 'liveFaults' | 'calls' | 'reset' | 'state' | 'now' | 'advance'>;

function faultControls({ world, httpFaults, webhookFaults, calls, seed }: Parts, kept: Kept): FaultControls {
  const { store, wire, clock, webhooks } = world;
  const clearFaults = (): void => {
    httpFaults.clear();
    webhookFaults.clear();
  };
  const resetData = (): void => {
    webhooks.forget();
    webhooks.quietly(() => replant(store, seed));
  };
  return {
    faults: (fault) => ('webhooks' in fault ? webhookFaults.add(fault) : httpFaults.add(fault)),
    clearFaults,
    liveFaults: () => [...httpFaults.list(), ...webhookFaults.list()],
    calls: calls.read,
    reset: ({ calls: forgetCalls, faults, data } = {}) => {
      if (forgetCalls || !(faults || data)) calls.clear();
      if (faults) clearFaults();
      if (data) kept(resetData);
    },
    state: () => ({
      now: clock.now(),
      users: store.users.all().map(wire.user),
      agents: store.agents.all().map(wire.agent),
      groups: store.groups.all().map(wire.group),
      sessions: store.sessions.all().map(wire.session),
      messages: store.messages.all().map(wire.message),
      comments: store.comments.all().map(wire.comment),
      classifications: store.classifications.all().map(wire.classification),
      associations: store.associations.all().map(wire.association),
      directMessages: store.directMessages.all().map(wire.directMessage),
      webhooks: webhooks.addresses(),
      deliveries: countsOf(store.deliveries.all()),
    }),
    now: clock.now,
    advance: (ms) => kept(() => {
      clock.advance(ms);
      endSilentSessions(world);
    }),
  };
}

function countsOf(deliveries: readonly DeliveryRow[]): Json {
  const counts: Record<string, number> = { pending: 0, captured: 0, delivered: 0, dropped: 0 };
  for (const { state } of deliveries) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

type WebhookControls = Pick<
  NeppoSimulatorControls,
  'subscribe' | 'addresses' | 'setContentForm' | 'setMessageForm' | 'deliveries' | 'deliverAgain' | 'pauseWebhooks' | 'resumeWebhooks' | 'captured' | 'settled'
>;

function webhookControls({ world, courier }: Parts, kept: Kept): WebhookControls {
  const { store, webhooks } = world;
  return {
    subscribe: (entity, url) =>
      kept(() => (entity === 'all' ? neppoEntities : [entity]).forEach((each) => webhooks.subscribe(each, url))),
    addresses: webhooks.addresses,
    setContentForm: (form) => kept(() => webhooks.setContent(form)),
    setMessageForm: (form) => kept(() => webhooks.setMessageForm(form)),
    deliveries: store.deliveries.all,
    deliverAgain: async (id) => {
      const delivery = store.deliveries.get(id);
      if (!delivery) throw new SimulatorRefusal(404, `there is no webhook ${id}`);
      return courier.sendNow({ ...delivery, url: delivery.url ?? webhooks.addresses()[delivery.entity] ?? null });
    },
    pauseWebhooks: webhooks.pause,
    resumeWebhooks: webhooks.resume,
    captured: () => store.deliveries.all().filter(({ state }) => state === 'captured'),
    settled: webhooks.idle,
  };
}
