import { brasiliaText } from './clock.ts';
import type * as rows from './rows.ts';
import type { Store } from './store.ts';
import { peopleWire } from './wire-people.ts';
import { sessionWire } from './wire-sessions.ts';
import type { Json, Wire } from './wire-shape.ts';

export function createWire(store: Store, now: () => number): Wire {
  const people = peopleWire(store);
  return {
    ...people,
    ...sessionWire(store, people.user, now),
    group: (row) => groupWire(store, row),
    association: (row) => associationWire(store, row),
    directMessage: (row) => directMessageWire(row, now()),
    template: (row) => templateWire(row),
    tree: (row) => treeWire(store, row),
  };
}

/** The root of a group's tree: its own, or the account's first. */
export const treeIdOf = (store: Store, { treeId }: rows.GroupRow): number | null =>
  treeId === undefined ? (store.nodes.all().find(({ parentId }) => parentId === null)?.id ?? null) : treeId;

const groupWire = (store: Store, row: rows.GroupRow): Json => ({
  id: row.id,
  name: row.name,
  active: row.active,
  operation: { operationName: row.operationName },
  classificationTree: treeIdOf(store, row),
  mandatoryClassificationTree: row.mandatoryClassification,
  classificationOnTransfer: false,
  whatsappActiveShipping: true,
  whatsappVoiceActive: false,
  smsActiveShipping: false,
  emailActiveShipping: false,
  voiceActiveShipping: false,
  telegramActiveShipping: false,
  finalAgent: false,
  mandatoryFinalAgent: false,
  sla: null,
  acceptedMedias: null,
});

function associationWire(store: Store, row: rows.AssociationRow): Json {
  const client = store.users.get(row.clientId);
  const agent = store.users.get(row.agentUserId);
  return {
    id: row.id,
    client: { id: row.clientId, userName: client?.userName ?? null, externalCode: client?.externalCode ?? null },
    agent: { id: row.agentUserId, userName: agent?.userName ?? null },
    clientId: row.clientId,
    agentId: row.agentUserId,
    createdAt: brasiliaText(row.createdAt),
  };
}

const SENT_AFTER_MS = 2_000;
const RECEIVED_AFTER_MS = 5_000;
const READ_AFTER_MS = 30_000;

function statusOf(row: rows.DirectMessageRow, now: number): string {
  const age = now - row.createdAt;
  if (row.error !== null) return 'ERRO';
  if (row.sessionId !== null) return 'LIDA';
  if (row.stuckAt === 'PROCESSANDO' || age < SENT_AFTER_MS) return 'PROCESSANDO';
  if (row.stuckAt === 'ENVIADA' || age < RECEIVED_AFTER_MS) return 'ENVIADA';
  return age < READ_AFTER_MS ? 'RECEBIDA' : 'LIDA';
}

function directMessageWire(row: rows.DirectMessageRow, now: number): Json {
  const status = statusOf(row, now);
  return {
    id: row.id,
    phoneNumber: row.phoneNumber,
    channel: row.channel,
    status,
    description: row.error,
    sessionId: row.sessionId,
    sentAt: status === 'PROCESSANDO' ? null : brasiliaText(row.createdAt + SENT_AFTER_MS),
    createdAt: brasiliaText(row.createdAt),
    updatedAt: brasiliaText(Math.min(now, row.createdAt + READ_AFTER_MS)),
    groupName: row.groupName,
    groupConfId: row.groupConfId,
    userId: row.userId,
    createdBy: row.createdBy,
    message: row.message,
    additionalInfo: row.additionalInfo,
    hsmTemplate: null,
  };
}

const templateWire = (row: rows.TemplateRow): Json => ({
  id: row.id,
  elementName: row.elementName,
  name: null,
  nameSpace: 'sim_namespace',
  template: row.template,
  description: null,
  parameterCount: row.parameterCount,
  mediaParameterCount: row.mediaParameterCount,
  active: row.status === 'ACTIVE',
  status: row.status,
  language: row.language ?? 'pt_BR',
  category: row.category,
  header: row.header ?? null,
  footer: row.footer ?? null,
});

const treeWire = (store: Store, row: rows.NodeRow): Json => ({
  id: row.id,
  name: row.name,
  description: row.name,
  parentId: row.parentId,
  children: store.nodes
    .all()
    .filter(({ parentId }) => parentId === row.id)
    .map((child) => treeWire(store, child)),
});
