import type { PartId } from '../../domain/attendance/sighting.ts';
import type { AttendanceActions, ChatDone, ClassificationChoice } from '../../ports/attendance-actions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AgentAccounts } from './agent-accounts.ts';
import { asked, done, NO_SUCH_AGENT } from './asked-of-neppo.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { latestOf } from './translate/classification.ts';
import { translateField, translatePending, translateTree, type AgentIdentity } from './translate/desk.ts';
import { wireClassification, wireNode } from './wire/classification.ts';
import { wireDeskGroup, wireField, wirePendingPage, type WireDeskGroup } from './wire/desk.ts';
import { idIs } from './wire/list.ts';
import { wireSession, type WireSession } from './wire/session.ts';

type Classifying = Pick<AttendanceActions, 'classificationOf' | 'fieldsOf' | 'classify' | 'pending'>;

interface ClassifyingNeeds {
  readonly config: NeppoConfig;
  readonly accountOf: AgentAccounts;
  readonly clock: Clock;
}

/** What sessions were about (PAN-07, PAN-10). */
export function createNeppoClassifying(client: NeppoClient, { config, accountOf, clock }: ClassifyingNeeds): Classifying {
  const groupOf = async (id: string | undefined): Promise<WireDeskGroup | undefined> =>
    id === undefined || !isNeppoId(id) ? undefined : (await client.listNewest('groups', wireDeskGroup, idIs('id', id))).find((row) => row.id === id);

  const sessionOf = async (part: PartId): Promise<WireSession | undefined> =>
    isNeppoId(part) ? (await client.listNewest('sessions', wireSession, idIs('id', part))).find(({ id }) => id === part) : undefined;

  /** What was chosen before is replaced under its own id. */
  async function standing(part: PartId): Promise<string | undefined> {
    const rows = await client.listNewest('classification', wireClassification, idIs('session.id', part));
    return latestOf(rows.filter(({ sessionId }) => sessionId === part), config.timeZone)?.id;
  }

  async function save(session: WireSession, { nodeId, comment }: ClassificationChoice, agent: AgentIdentity): Promise<ChatDone<object>> {
    const group = await groupOf(session.groupConf?.id ?? session.groupConfId);
    const before = await standing(session.id as PartId);
    const body = {
      id: before === undefined ? null : Number(before),
      sessionId: Number(session.id),
      commentClassification: comment ?? null,
      groupName: group?.name ?? session.groupName ?? null,
      groupConfId: group === undefined ? null : Number(group.id),
      createdBy: agent.userName,
      createdAt: clock.now(),
      // The agent's account, as in Neppo's own form; the name is the client's.
      agentId: agent.userId,
      displayName: session.user?.displayName ?? session.user?.name ?? null,
      rootId: group?.treeId === undefined ? null : Number(group.treeId),
      classificationTreeSession: Number(nodeId),
    };
    return await done(asked(config, client.act(group?.isMandatory === true ? 'classificationSaveMandatory' : 'classificationSave', { json: body })));
  }

  const fill = async (part: PartId, { nodeId, fields = [] }: ClassificationChoice): Promise<ChatDone<object>> => {
    const customFields = fields.map(({ id, value }) => ({ id: Number(id), value: { value } }));
    return await done(asked(config, client.act('customFieldSave', { values: { id: part }, json: { customFields, classificationId: Number(nodeId) } })));
  };

  return {
    classificationOf: async (groupId) => {
      const group = await groupOf(groupId);
      const [tree] = group?.treeId === undefined ? [] : await client.rowsOf('classificationTree', wireNode, group.treeId);
      return { groupId, mandatory: group?.isMandatory === true ? 'yes' : 'no', ...(tree === undefined ? {} : { tree: translateTree(tree) }) };
    },
    fieldsOf: async (nodeId) => (await client.rowsOf('customFields', wireField, nodeId)).map(translateField),
    classify: async (part, choice, by) => {
      const agent = await accountOf(by);
      if (agent === undefined) return NO_SUCH_AGENT;
      const session = await sessionOf(part);
      if (session === undefined) return { outcome: 'refused', because: 'session-unknown' };
      // What is asked for beside it goes first: where something is missing, nothing was classified.
      const filled = choice.fields === undefined ? ({ outcome: 'done' } as const) : await fill(part, choice);
      return filled.outcome === 'refused' ? filled : await save(session, choice, agent);
    },
    pending: async (by, { page, size }) => {
      const agent = await accountOf(by);
      if (agent === undefined) return { total: 0, sessions: [] };
      const values = { id: String(agent.userId), page: String(page), size: String(size) };
      const { total, rows } = await client.read('notClassified', values, wirePendingPage);
      return { total, sessions: rows.map((row) => translatePending(row, config.timeZone)) };
    },
  };
}

const isNeppoId = (id: string): boolean => /^\d{1,15}$/.test(id);
