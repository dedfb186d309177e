import type { Agent, CrmUser } from '../domain/agent/agent.ts';
import type { Language } from '../domain/wording/record-wording.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ConnectionTick, OutsideSystem } from './connection-options.ts';
import type { Scope } from './history.ts';

/** One check, in the words of the person who asked. `id` and `seen` are public: programs go by them. */
export interface ToldFinding {
  readonly id: string;
  /** `unknown`: it could not be told, which stands in nobody's way. */
  readonly outcome: 'fine' | 'warning' | 'blocking' | 'unknown';
  readonly seen: string;
  readonly title: string;
  /** What was seen. */
  readonly text: string;
  /** Why it matters. */
  readonly why: string;
  /** The one step that mends it; absent where nothing is to be mended. */
  readonly mend?: string;
}

/** All checks of a connection, and when they were made. */
export interface Checkup {
  readonly at: Instant;
  readonly findings: readonly ToldFinding[];
}

/** One of the five webhooks that a person enters in the chat (ACT-05). */
export interface ChecklistRow {
  readonly entity: string;
  /** Absent: never seen. */
  readonly lastReceivedAt?: Instant;
  /** What to enter there, step by step. */
  readonly steps: readonly string[];
}

/** Whether an agent or a CRM user is integrated, and every reason why not (AGT-01, AGT-06). */
export interface AgentStanding {
  readonly agent?: Pick<Agent, 'id' | 'name' | 'email' | 'profile' | 'active'>;
  readonly user?: Pick<CrmUser, 'id' | 'name' | 'email'>;
  readonly outcome: 'integrated' | 'not-integrated';
  /** Names of conditions, `no-chat-token`, and the same in words. */
  readonly because: readonly { readonly reason: string; readonly text: string }[];
}

/** Looks at a connection as one who knows what can be wrong with it. What is outside the scope is `undefined`. */
export interface DoctorDesk {
  /** Tries one credential, or each by itself (ACT-02); changes nothing. */
  tryOut(scope: Scope, id: string, systems: readonly OutsideSystem[], language?: Language): Promise<readonly ToldFinding[] | undefined>;
  /** Makes every check now, and puts back the CRM's subscriptions that were switched off (ACT-09). */
  examine(scope: Scope, id: string, language?: Language): Promise<Checkup | undefined>;
  /** What was found last, by whichever process; `never` when nobody has looked yet. */
  last(scope: Scope, id: string, language?: Language): Promise<Checkup | 'never' | undefined>;
  checklist(scope: Scope, id: string, language?: Language): Promise<readonly ChecklistRow[] | undefined>;
  /** Notes what a person says is so, or is so no longer. */
  tick(scope: Scope, id: string, ticks: Readonly<Partial<Record<ConnectionTick, 'yes' | 'no'>>>): Promise<Readonly<Partial<Record<ConnectionTick, Instant>>> | undefined>;
  /** Every account of the chat; or one, by an agent's id, a user's id, or an e-mail on either side. */
  agents(scope: Scope, id: string, wish: { readonly who?: string; readonly language?: Language }): Promise<readonly AgentStanding[] | undefined>;
}
