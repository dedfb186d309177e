/** What the simulator keeps: times are epoch milliseconds, references are ids. `wire.ts` shows them as Neppo does. */
export interface UserRow {
  readonly id: number;
  readonly userName: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly cpf: string | null;
  readonly externalCode: string | null;
  readonly country: string;
  readonly originUser: string | null;
  readonly typeUser: 'USER' | 'AGENT';
  readonly active: boolean;
  /** 2 agent, 16 supervisor-agent, 3 client. */
  readonly profileId: number;
  readonly attributes: readonly { readonly attributeId: number; readonly value: string }[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface AttributeRow {
  readonly id: number;
  readonly description: string;
}

export interface AgentRow {
  readonly id: number;
  readonly userId: number;
  readonly status: string;
  readonly pauseReasonsId: number | null;
  readonly loginAttendance: string;
  /** The chat token; null when none was generated. */
  readonly agentToken: string | null;
  readonly groupIds: readonly number[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly operationName: string;
  readonly active: boolean;
  readonly mandatoryClassification: boolean;
  /** The root of its classification tree; null for none, absent for the account's first. */
  readonly treeId?: number | null | undefined;
}

export type SessionStatus = 'OPEN' | 'WAITING' | 'CLOSED';

export interface SessionRow {
  readonly id: number;
  readonly protocol: string;
  readonly status: SessionStatus;
  readonly channel: string;
  readonly userId: number;
  readonly agentId: number | null;
  readonly lastAgent: string | null;
  readonly groupId: number | null;
  readonly externalProtocol: string | null;
  readonly onlyBot: boolean;
  readonly createdAt: number;
  readonly attendedAt: number | null;
  readonly closedAt: number | null;
  readonly updatedAt: number;
}

export interface MessageRow {
  readonly id: number;
  readonly sessionId: number;
  readonly message: string;
  readonly caption: string | null;
  readonly contentType: string;
  readonly sendBy: 'user' | 'agent' | 'bot' | 'system';
  readonly fromUser: string;
  readonly agentId: number | null;
  readonly fileName: string | null;
  readonly createdAt: number;
  /** @defaultValue 'SEND_MESSAGE' */
  readonly command?: string | undefined;
  /** The id of the message that it answers. */
  readonly repliedTo?: number | undefined;
  /** The file whose address is shown as the message. */
  readonly fileId?: number | undefined;
  /** Why Meta did not deliver it. */
  readonly error?: string | undefined;
}

/** A file of a conversation. Without bytes of its own, `length` bytes are made up when it is read. */
export interface FileRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly base64: string | null;
  readonly length: number;
  /** Whether its address sends on to another one. */
  readonly sentOn: boolean;
  readonly isGone: boolean;
}

/** A field that is asked for beside a node of a classification tree. */
export interface FieldRow {
  readonly id: number;
  readonly nodeId: number;
  readonly name: string;
  readonly type: 'TEXT' | 'NUMBER' | 'DATE' | 'LIST';
  readonly required: boolean;
  readonly options: readonly string[];
}

/** What was filled in beside a session's classification. */
export interface FieldValueRow {
  readonly id: number;
  readonly sessionId: number;
  readonly fieldId: number;
  readonly value: string;
}

export interface CallRow {
  readonly id: number;
  readonly callId: string;
  readonly sessionId: number | null;
  readonly agentUserId: number | null;
  readonly phone: string | null;
  readonly direction: string | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
}

export interface CommentRow {
  readonly id: number;
  readonly sessionId: number;
  readonly comment: string;
  readonly createdBy: string;
  readonly createdAt: number;
}

/** A node of the classification tree; a root has no parent. */
export interface NodeRow {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | null;
}

export interface ClassificationRow {
  readonly id: number;
  readonly sessionId: number;
  readonly nodeId: number;
  readonly rootId: number;
  readonly comment: string | null;
  readonly groupId: number | null;
  readonly groupName: string | null;
  readonly agentUserId: number | null;
  readonly displayName: string | null;
  readonly createdAt: number;
}

/** `agentUserId` is the agent's user id, which Neppo calls `agentId` here. */
export interface AssociationRow {
  readonly id: number;
  readonly clientId: number;
  readonly agentUserId: number;
  readonly createdAt: number;
}

export interface DirectMessageRow {
  readonly id: number;
  readonly phoneNumber: string;
  readonly channel: string;
  readonly message: string | null;
  readonly groupName: string | null;
  readonly groupConfId: number | null;
  readonly userId: number | null;
  readonly createdBy: string | null;
  readonly additionalInfo: string | null;
  readonly sessionId: number | null;
  /** Where it stops for ever: a wrong group is never sent, a missing header medium never arrives. */
  readonly stuckAt: 'PROCESSANDO' | 'ENVIADA' | null;
  readonly error: string | null;
  readonly createdAt: number;
}

export interface TemplateRow {
  readonly id: number;
  readonly elementName: string;
  readonly template: string;
  readonly parameterCount: number;
  readonly mediaParameterCount: number;
  readonly status: string;
  readonly category: string;
  readonly language?: string;
  readonly header?: string;
  readonly footer?: string;
  readonly parameters?: readonly TemplateParameterRow[];
  /** The groups that may send it; absent: all. */
  readonly groupIds?: readonly number[];
}

/** A place of a template: its part, and what goes into it. */
export interface TemplateParameterRow {
  readonly type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTON';
  readonly paramType: 'TEXT' | 'URL' | 'QUICK_REPLY' | 'MEDIA' | 'DATE' | 'CURRENCY' | 'COUPON';
  readonly example?: string | undefined;
}

export interface RecordingRow {
  readonly id: number;
  readonly sessionId: number;
  readonly audioUrl: string;
  readonly createdAt: number;
}

/** The kinds of rows whose changes Neppo tells: five entities, and messages where that webhook is configured. */
export type NeppoEntity = 'User' | 'Agent' | 'ClassificationServices' | 'ChatSession' | 'AssociationClientsToAgents' | 'Message';
/** What happened to a row. */
export type NeppoAction = 'CREATE' | 'UPDATE' | 'DELETE';
/** Waiting to be sent, kept back, taken by the receiver, or given up. */
export type DeliveryState = 'pending' | 'captured' | 'delivered' | 'dropped';

/** One webhook call that was, or is to be, made. */
export interface DeliveryRow {
  readonly id: number;
  readonly entity: NeppoEntity;
  readonly action: NeppoAction;
  /** The id of the row that changed. */
  readonly rowId: number;
  readonly url: string | null;
  readonly body: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** The last HTTP status that the receiver answered; absent when it never answered. */
  readonly lastStatus: number | null;
  readonly createdAt: number;
}
