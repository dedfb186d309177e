import { openJournal } from './journal.ts';
import type * as rows from './rows.ts';
import { createTable, type Table } from './table.ts';

/** Everything the simulated tenant knows. `commit` makes the changes of one action durable together. */
export interface Store {
  readonly users: Table<rows.UserRow>;
  readonly attributes: Table<rows.AttributeRow>;
  readonly agents: Table<rows.AgentRow>;
  readonly groups: Table<rows.GroupRow>;
  readonly sessions: Table<rows.SessionRow>;
  readonly messages: Table<rows.MessageRow>;
  readonly comments: Table<rows.CommentRow>;
  readonly nodes: Table<rows.NodeRow>;
  readonly classifications: Table<rows.ClassificationRow>;
  readonly associations: Table<rows.AssociationRow>;
  readonly directMessages: Table<rows.DirectMessageRow>;
  readonly templates: Table<rows.TemplateRow>;
  readonly recordings: Table<rows.RecordingRow>;
  readonly files: Table<rows.FileRow>;
  readonly fields: Table<rows.FieldRow>;
  readonly fieldValues: Table<rows.FieldValueRow>;
  readonly calls: Table<rows.CallRow>;
  readonly deliveries: Table<rows.DeliveryRow>;
  readonly settings: Settings;
  readonly commit: () => void;
  /** Empties the tenant; settings (webhooks, clock, token) and numbering stay. */
  readonly clear: () => void;
  readonly close: () => void;
}

/** Small values that are no rows: counters, the live token, webhook addresses, what was wound. */
export interface Settings {
  readonly number: (key: string) => number;
  readonly text: (key: string) => string | undefined;
  readonly set: (key: string, value: string | number | undefined) => void;
  readonly next: (key: string) => number;
  readonly startingWith: (prefix: string) => string[];
}

export function openStore(file: string | undefined): Store {
  const journal = openJournal(file);
  const tables = {
    users: createTable<rows.UserRow>(journal, {
      name: 'users',
      firstId: 70_001,
      indexes: { phone: (row) => row.phone, userName: (row) => row.userName, externalCode: (row) => row.externalCode },
    }),
    attributes: createTable<rows.AttributeRow>(journal, { name: 'attributes', firstId: 11 }),
    agents: createTable<rows.AgentRow>(journal, { name: 'agents', firstId: 21, indexes: { userId: (row) => row.userId } }),
    groups: createTable<rows.GroupRow>(journal, { name: 'groups', firstId: 31 }),
    sessions: createTable<rows.SessionRow>(journal, {
      name: 'sessions',
      firstId: 6_001,
      indexes: { protocol: (row) => row.protocol, userId: (row) => row.userId },
    }),
    messages: createTable<rows.MessageRow>(journal, bySession('messages', 900_001)),
    comments: createTable<rows.CommentRow>(journal, bySession('comments', 2_001)),
    nodes: createTable<rows.NodeRow>(journal, { name: 'nodes', firstId: 3 }),
    classifications: createTable<rows.ClassificationRow>(journal, bySession('classifications', 3_101)),
    associations: createTable<rows.AssociationRow>(journal, {
      name: 'associations',
      firstId: 4_101,
      indexes: { clientId: (row) => row.clientId, agentId: (row) => row.agentUserId },
    }),
    directMessages: createTable<rows.DirectMessageRow>(journal, {
      name: 'directMessages',
      firstId: 88_101,
      indexes: { phoneNumber: (row) => row.phoneNumber, sessionId: (row) => row.sessionId },
    }),
    templates: createTable<rows.TemplateRow>(journal, { name: 'templates', firstId: 91 }),
    recordings: createTable<rows.RecordingRow>(journal, bySession('recordings', 501)),
    files: createTable<rows.FileRow>(journal, { name: 'files', firstId: 8_001 }),
    fields: createTable<rows.FieldRow>(journal, { name: 'fields', firstId: 701, indexes: { nodeId: (row) => row.nodeId } }),
    fieldValues: createTable<rows.FieldValueRow>(journal, bySession('fieldValues', 1_701)),
    calls: createTable<rows.CallRow>(journal, { name: 'calls', firstId: 9_501, indexes: { callId: (row) => row.callId } }),
  };
  const deliveries = createTable<rows.DeliveryRow>(journal, { name: 'deliveries', firstId: 1 });
  return {
    ...tables,
    deliveries,
    settings: createSettings(journal),
    commit: journal.commit,
    clear: () => [...Object.values(tables), deliveries].forEach((table) => table.clear()),
    close: journal.close,
  };
}

const bySession = (name: string, firstId: number) => ({
  name,
  firstId,
  indexes: { sessionId: (row: { readonly sessionId: number }) => row.sessionId },
});

function createSettings(journal: ReturnType<typeof openJournal>): Settings {
  const values = new Map<string, string | number>();
  for (const [table, key, value] of journal.past) {
    if (table === 'settings' && (typeof value === 'string' || typeof value === 'number')) values.set(String(key), value);
  }
  const set = (key: string, value: string | number | undefined): void => {
    if (value === undefined) values.delete(key);
    else values.set(key, value);
    journal.note(['settings', key, value ?? null]);
  };
  const number = (key: string): number => Number(values.get(key) ?? 0);
  return {
    number,
    text: (key) => (values.has(key) ? String(values.get(key)) : undefined),
    set,
    next: (key) => {
      set(key, number(key) + 1);
      return number(key);
    },
    startingWith: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}
