import type { AgentId } from '../domain/agent/agent.ts';
import type { PassRefusal } from '../domain/desk/decide-launch.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Language } from '../domain/wording/record-wording.ts';
import type { AgentPass } from './agent-passes.ts';
import type { Scope } from './history.ts';

/** For whom the panel is to be opened, and where. */
export interface LaunchWish {
  readonly connection: string;
  /** The chat's id of the agent, or the agent's e-mail. */
  readonly agent: string;
  /** The origin of the page in which the panel will sit, `https://app.ploomes.com`. */
  readonly origin: string;
}

/** A launch token, which is shown this once; or why there is none, as a program and as a person reads it. */
export type Launch =
  | { readonly outcome: 'minted'; readonly token: string; readonly agent: AgentId; readonly expiresAt: Instant }
  | {
      readonly outcome: 'refused';
      readonly because: PassRefusal;
      readonly text: string;
      readonly mend: string;
      /** Conditions of AGT-01 that fail. */
      readonly conditions: readonly { readonly reason: string; readonly text: string }[];
    };

/** A bearer, which is shown this once. */
export interface OpenedPanel {
  readonly bearer: string;
  readonly pass: AgentPass;
}

/** Who may sit at the agents' desk (AGT-01, PAN-13). What is asked of it may overlap. */
export interface AgentAccess {
  /**
   * Mints a launch token for the host's back end to hand to its page: opaque, single use, for 60 seconds, and for a page of that origin alone.
   * `undefined` for a connection that is not there, or is out of the scope.
   */
  launch(scope: Scope, wish: LaunchWish, language?: Language): Promise<Launch | undefined>;
  /** Exchanges a launch token for a bearer of ten minutes; again with a new launch token before those are over. */
  open(wish: { readonly token: string; readonly origin: string }): Promise<OpenedPanel | 'refused'>;
  /** Whose bearer it is; an operator's key is nobody's. */
  authorize(bearer: string | undefined): Promise<AgentPass | 'refused'>;
  /** Ends all tokens of a connection, or of one agent: at once for questions, within seconds for streams. */
  withdraw(connection: AgentPass['connection'], agent?: AgentId): Promise<void>;
}
