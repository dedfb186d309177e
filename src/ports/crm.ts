import type { Retry } from '../domain/kernel/error.ts';
import type { AccountLimits } from './budgets.ts';
import type { CardDesk } from './card-desk.ts';
import type { ChatClients } from './chat-clients.ts';
import type { ContactDirectory } from './contact-directory.ts';
import type { ContactLinks } from './contact-links.ts';
import type { CrmSubscriptions } from './crm-subscriptions.ts';
import type { ActiveSends } from './active-sends.ts';
import type { AttendanceActions } from './attendance-actions.ts';
import type { Conversations } from './conversations.ts';
import type { CrmLeads } from './crm-leads.ts';
import type { CrmPaperwork } from './crm-paperwork.ts';
import type { CrmUsers } from './crm-users.ts';
import type { FunnelCatalog } from './funnel-catalog.ts';
import type { LeadSends } from './lead-sends.ts';
import type { InteractionJournal } from './interaction-journal.ts';
import type { AgentRoster } from './agent-roster.ts';
import type { Portfolios } from './portfolios.ts';
import type { AttendanceRegistry } from './attendance-registry.ts';
import type { AccountKey } from './failures.ts';
import type { CallNote } from './work-queue.ts';

/** A CRM account seen through its ports. `account` names its shared limits, e.g. `ploomes:<hash of the key>`. */
export interface Crm {
  readonly account: string;
  /** What the account takes. Absent: it is held back by its own refusals alone. */
  readonly limits?: AccountLimits;
  readonly cards: CardDesk;
  readonly funnels: FunnelCatalog;
  readonly journal: InteractionJournal;
  readonly contacts: ContactDirectory;
  readonly links: ContactLinks;
  readonly users: CrmUsers;
  readonly subscriptions: CrmSubscriptions;
  /** Absent where the adapter has none: agents are then told so. */
  readonly paperwork?: CrmPaperwork;
  /** What leads need. Absent where the adapter has none of it: integrations then bring no leads into the CRM. */
  readonly leads?: CrmLeads;
  /** Makes the fields that the hub writes ("Chave Vínculo" and the record's option fields), once. Idempotent. */
  prepare(): Promise<void>;
  /** Tries the credential; fails with `port.unauthorized` (ACT-02). */
  tryCredential(): Promise<void>;
  /**
   * Names of the account itself, the same whichever credential opens it (ACT-12): one in common with another account makes them one.
   * Absent where the adapter cannot tell.
   */
  identities?(): Promise<readonly string[]>;
}

/** A chat platform's account seen through its ports. */
export interface Chat {
  readonly account: string;
  /** What the account takes. Absent: it is held back by its own refusals alone. */
  readonly limits?: AccountLimits;
  readonly attendance: AttendanceRegistry;
  readonly roster: AgentRoster;
  readonly clients: ChatClients;
  readonly portfolios: Portfolios;
  /** What agents do at their desk. Absent where the adapter has none of it: agents are then told so. */
  readonly conversations?: Conversations;
  readonly actions?: AttendanceActions;
  readonly sends?: ActiveSends;
  /** Chatbots and quick replies for leads (WHK-06). Absent where the adapter has none: such a send is set aside. */
  readonly leadSends?: LeadSends;
  tryCredential(): Promise<void>;
  /** As those of {@link Crm.identities}. */
  identities?(): Promise<readonly string[]>;
}

/** What a platform adapter tells of each call it makes. */
export type CallListener = (note: CallNote) => void;

/** Stands before an account whose limits are shared; platform adapters ask it before each call that counts (HUB-03). */
export interface CallGate {
  /**
   * Resolves when one call may be sent, which is to be done at once.
   *
   * @throws {@link PortFailure} `port.throttled` without an account, and with the time to wait: nobody was asked.
   */
  pass(account: AccountKey, limits: AccountLimits): Promise<void>;
  /** The account asked for a pause; every process keeps it. */
  pause(account: AccountKey, retry: Retry): Promise<void>;
}
