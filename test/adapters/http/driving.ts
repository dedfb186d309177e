import type { HttpDriving } from '../../../src/adapters/http/index.ts';
import { createSystemClock } from '../../../src/adapters/system/index.ts';
import { words } from '../../../src/app/wording/index.ts';
import type { ConnectionId } from '../../../src/domain/connection/connection.ts';
import type { AccessKey, AccessKeyId, DeliveryId, DeliverySearch, DeliveryIntake, DeliveryRecord, Intake, LaneKey, RawDelivery } from '../../../src/ports/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';

export const TOKEN = 'a-good-token';
export const KEY = 'an-operators-key';

export const aDelivery: DeliveryRecord = {
  id: 'd-1' as DeliveryId,
  connection: 'c-1' as ConnectionId,
  source: 'neppo',
  kind: 'ChatSession.UPDATE',
  lane: 'session:WA1' as LaneKey,
  state: 'done',
  receivedAt: instantOf(0),
  attempts: 1,
  repeats: 0,
  body: '{}',
  headers: {},
  calls: [],
  subjects: [],
};

const aKey: AccessKey = { id: 'k-1' as AccessKeyId, name: 'Ana', scope: { only: ['c-1' as ConnectionId] }, role: 'see', createdAt: instantOf(0) };

const aReplay = 'd-9' as DeliveryId;

/** A hub with one connection, one operator and one delivery, which writes down what it was asked. */
export function aDriving(overrides: { intake?: Intake; fails?: unknown; ready?: boolean } = {}): HttpDriving & {
  readonly intake: DeliveryIntake;
  readonly taken: RawDelivery[];
  readonly listed: [DeliverySearch, { limit: number; after?: string }][];
  readonly logged: string[];
} {
  const taken: RawDelivery[] = [];
  const listed: [DeliverySearch, { limit: number; after?: string }][] = [];
  const logged: string[] = [];
  return {
    taken,
    listed,
    logged,
    intake: {
      take: async (raw) => {
        if (overrides.fails !== undefined) throw overrides.fails;
        if (raw.token !== TOKEN) return { outcome: 'unknown-token' };
        taken.push(raw);
        return overrides.intake ?? { outcome: 'stored', id: aDelivery.id };
      },
    },
    webhooks: { take: async () => ({ outcome: 'unknown-token' }) },
    desk: {
      authorize: async (bearer) => (bearer === KEY ? { key: 'k-1', name: 'ana', scope: 'every-connection', role: 'operate' } : 'refused'),
      list: async (_scope, filter, page) => {
        if (overrides.fails !== undefined) throw overrides.fails;
        listed.push([filter, page]);
        return { rows: [aDelivery], next: 'd-1' };
      },
      show: async (_scope, id) => (id === aDelivery.id ? { ...aDelivery, ledTo: [] } : undefined),
      count: async () => 1,
      replay: async (_asker, ids) => ({
        replayed: ids.filter((id) => id === aDelivery.id).map((id) => ({ id, as: aReplay })), already: [], refused: [], notFound: ids.filter((id) => id !== aDelivery.id),
      }),
      replayAll: async () => ({ outcome: 'count-changed', count: 2 }),
      editAndReplay: async () => ({ outcome: 'not-found' }),
      health: async () =>
        overrides.ready === false ? { ready: false, problems: ['The database does not answer.'] } : { ready: true, problems: [] },
      metricsText: async () => 'vinculo_pending 0\n',
    },
    requests: { answer: async (_request, act) => ({ outcome: 'answered', answer: await act(), again: 'no' }) },
    access: {
      addKey: async ({ name, role = 'see' }) => ({ ...aKey, name, role, key: 'vnc_shown-once' }),
      listKeys: async () => [aKey],
      withdrawKey: async (id) => (id === aKey.id ? { ...aKey, withdrawnAt: instantOf(1) } : undefined),
      rotateSecrets: async () => ({ resealed: 1, current: 2, unreadable: [] }),
    },
    privacy: { erase: async (_scope, { phone = '' }) => ({ erasedAt: instantOf(0), asked: `…${phone.slice(-4)}`, connections: [] }) },
    automations: { preview: async () => undefined, sends: async () => undefined },
    lineage: { trace: async (_scope, question) => (question.connection === 'c-1' ? { ...question, origins: [] } : undefined) },
    audit: {
      chains: async () => ['*'],
      entries: async (_scope, chain) => (chain === 'c-1' || chain === '*' ? { rows: [] } : undefined),
      verify: async (_scope, chain, noted) => (chain === 'c-1' || chain === '*' ? { outcome: 'whole', entries: noted?.seq ?? 0, erased: 0 } : undefined),
    },
    connections: {
      list: async () => [], find: async () => undefined, change: async () => undefined, compare: async () => undefined, choices: async () => undefined,
      draft: async ({ name }) => { throw new Error(`nobody drafts ${name} here`); },
      activate: async () => undefined, deactivate: async () => undefined, rotate: async () => undefined,
    },
    customerBase: {
      start: async () => undefined, progress: async () => undefined, runs: async () => undefined, steer: async () => undefined, planned: async () => undefined,
      problems: async () => undefined, conflicts: async () => undefined, settle: async () => undefined, unsettle: async () => undefined,
      merges: async () => undefined, explain: async () => undefined,
    },
    integrations: {
      desk: {
        platforms: () => [], list: async () => undefined, find: async () => undefined, create: async () => undefined, change: async () => undefined, changeEvent: async () => undefined,
        enable: async () => undefined, pause: async () => undefined, remove: async () => undefined, rotate: async () => undefined,
      },
      keys: { putSecret: async () => undefined, removeSecret: async () => undefined, putCredentials: async () => undefined, putAccount: async () => undefined },
      mappings: {
        structure: async () => undefined, fields: async () => undefined, suggest: async () => undefined, tryOut: async () => undefined, versions: async () => undefined,
        restore: async () => undefined,
      },
      leads: { list: async () => undefined, find: async () => undefined },
    },
    doctor: {
      tryOut: async () => undefined, examine: async () => undefined, last: async () => undefined, checklist: async () => undefined,
      tick: async () => undefined, agents: async () => undefined,
    },
    sessions: { history: async () => undefined, file: async () => undefined },
    ui: async () => undefined,
    historyTexts: { language: 'pt-BR', ...words['pt-BR'].history },
    agents: {
      access: { launch: async () => undefined, open: async () => 'refused', authorize: async () => 'refused', withdraw: async () => {} },
      stream: { append: async () => {}, read: async () => ({ events: [], gap: 'no' }), head: async () => 0, news: async () => {}, trim: async () => {} },
      clock: createSystemClock(),
      routes: [],
    },
    telemetry: {
      count: () => {},
      log: (level, event, fields) => logged.push(`${level} ${event} ${JSON.stringify(fields)}`),
    },
  };
}

export const toHub = (path: string, init?: RequestInit): Request => new Request(`http://hub.test${path}`, init);

export const asOperator = (path: string, init: RequestInit = {}): Request =>
  toHub(path, { ...init, headers: { authorization: `Bearer ${KEY}` } });
