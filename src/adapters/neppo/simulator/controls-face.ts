import type { SaveAgent } from './agents.ts';
import type { Calls } from './calls.ts';
import type { NewTree } from './classification-desk.ts';
import type { NewFile } from './files.ts';
import type { HttpFault } from './http-faults.ts';
import type { MessageForm } from './message-webhook.ts';
import type { SaveGroup, SaveUser } from './people-desk.ts';
import type { DeliveryRow, NeppoEntity, SessionStatus } from './rows.ts';
import type { SendControls } from './send-controls.ts';
import type { StartSession, TransferSession, WriteMessage } from './session-desk.ts';
import type { WebhookFault } from './webhook-faults.ts';
import type { ContentForm } from './webhooks.ts';
import type { Json } from './wire-shape.ts';

/** A session as the controls answer it. */
export interface SimSession {
  readonly id: number;
  readonly protocol: string;
  readonly status: SessionStatus;
  readonly channel: string;
  readonly userId: number;
  readonly group: string | null;
  readonly agent: string | null;
}

/** A session's id or its protocol; of a protocol with several parts, the newest is meant. */
export type SessionKey = string | number;

/** Everything a test or a demonstration may do to the simulated Neppo; `/_sim` offers the same over HTTP. */
export interface NeppoSimulatorControls extends SendControls {
  readonly startSession: (input: StartSession) => SimSession;
  readonly transfer: (session: SessionKey, to: TransferSession) => SimSession;
  readonly message: (session: SessionKey, message: WriteMessage) => { readonly id: number };
  /** Takes a message away, as its sender may; the conversation keeps a line about it. */
  readonly retract: (session: SessionKey, messageId: number) => { readonly id: number };
  /** Makes a message to the client fail, as Meta does, with a reason such as `131047 - Re-engagement message`. */
  readonly failMessage: (messageId: number, reason: string) => Json;
  /** Ends a session because its client fell silent. */
  readonly fallSilent: (session: SessionKey) => SimSession;
  /** From now on sessions end by themselves when their client was silent for so long and the clock is wound; 0 ends that. */
  readonly setPatience: (minutes: number) => void;
  readonly comment: (session: SessionKey, text: string, agent?: string) => { readonly id: number };
  readonly classify: (session: SessionKey, classification: string, comment?: string) => { readonly id: number };
  /** Ends a session, as by inactivity or by its agent. */
  readonly close: (session: SessionKey) => SimSession;
  readonly reopen: (session: SessionKey) => SimSession;
  /** Adds a call recording to a session. */
  readonly record: (session: SessionKey, audioUrl: string) => { readonly id: number };
  /** Keeps a file with the tenant, as an upload does; its address. */
  readonly keepFile: (file: NewFile) => string;
  /** Deletes the file of an address. */
  readonly removeFile: (address: string) => void;
  /** Plants a classification tree, and gives it to a group where one is named. */
  readonly plantTree: (tree: NewTree, group?: string) => Json;
  /** An agent, by name, pauses, goes or comes back. */
  readonly setAgentStatus: (agent: string, status: 'ONLINE' | 'OFFLINE' | 'FIRST_PAUSE', reasonId?: number) => Json;
  readonly saveUser: (input: SaveUser) => Json;
  /** A client or agent as Neppo shows it. */
  readonly user: (id: number) => Json | undefined;
  /** Every client and agent, lowest id first. */
  readonly users: () => readonly Json[];
  /** Every association, oldest first. */
  readonly associations: () => readonly Json[];
  /** Deletes a client or an agent. An agent's associations stay behind and point at nobody. */
  readonly removeUser: (id: number) => void;
  /** Puts clients there in great number, as an earlier import would have left them: no rule looks at them, and nobody is told. */
  readonly plantClients: (count: number, person?: (n: number) => SaveUser) => void;
  /** Does something of which no webhook tells. */
  readonly quietly: <Result>(act: () => Result) => Result;
  /** From now on no webhook tells of anything, until it is put out. */
  readonly setQuiet: (isQuiet: boolean) => void;
  readonly saveAgent: (input: SaveAgent) => Json;
  /** Adds a group, or renames one by its id. */
  readonly saveGroup: (input: SaveGroup) => Json;
  /** Links an agent, by name, to a client in Neppo's screen, or parts them. */
  readonly link: (input: { readonly clientId: number; readonly agent: string; readonly remove?: boolean | undefined }) => void;
  readonly faults: (fault: HttpFault | WebhookFault) => void;
  readonly clearFaults: () => void;
  readonly liveFaults: () => readonly (HttpFault | WebhookFault)[];
  readonly calls: () => Calls;
  /** Forgets what is named: calls, faults, data (back to the seeds); the calls alone when nothing is. */
  readonly reset: (what?: ResetWhat) => void;
  readonly state: () => Json;
  /** Epoch milliseconds of the simulator's clock. */
  readonly now: () => number;
  /** Winds the clock forward. */
  readonly advance: (ms: number) => void;
  /** Sends an entity's changes (or all entities') to an address; undefined ends that. */
  readonly subscribe: (entity: NeppoEntity | 'all', url: string | undefined) => void;
  readonly addresses: () => Partial<Record<NeppoEntity, string>>;
  readonly setContentForm: (form: ContentForm) => void;
  /** How messages are told to who subscribed to them. @defaultValue `a` and `b` in turn */
  readonly setMessageForm: (form: MessageForm) => void;
  /** Every webhook made so far, oldest first, also those kept back and those given up. */
  readonly deliveries: () => readonly DeliveryRow[];
  /** Sends one webhook (again), now, whatever its state; the receiver's status, or undefined when it did not answer. */
  readonly deliverAgain: (id: number) => Promise<number | undefined>;
  /** Keeps webhooks from now on instead of sending them, also of entities without an address. */
  readonly pauseWebhooks: () => void;
  readonly resumeWebhooks: () => void;
  /** The webhooks kept back by {@link NeppoSimulatorControls.pauseWebhooks}, oldest first. */
  readonly captured: () => readonly DeliveryRow[];
  /** Resolves when no webhook is held back or on its way. */
  readonly settled: () => Promise<void>;
}

/** What {@link NeppoSimulatorControls.reset} forgets. */
export interface ResetWhat {
  readonly calls?: boolean | undefined;
  readonly faults?: boolean | undefined;
  readonly data?: boolean | undefined;
}
