import type { AgentId } from '../agent/agent.ts';
import type { Eligibility, EligibilityProblem } from '../agent/eligibility.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import { parsePanelOrigin, type PanelOrigin } from './panel-origin.ts';

/** Why the panel is not opened for an agent (AGT-01, PAN-13). */
export type PassRefusal = 'connection-inactive' | 'origin-not-allowed' | 'agent-unknown' | 'agent-not-integrated';

/** Whether an agent may open the panel in a page; `conditions` are those of AGT-01 that fail. */
export type LaunchDecision =
  | { readonly outcome: 'allowed'; readonly agent: AgentId; readonly origin: PanelOrigin }
  | { readonly outcome: 'refused'; readonly because: PassRefusal; readonly conditions?: NonEmpty<EligibilityProblem> };

/** Who wants to open it, and where. */
export interface LaunchFacts {
  readonly connection: 'active' | 'inactive';
  /** As the page names itself. */
  readonly origin: string;
  /** Those that the connection allows. */
  readonly panelOrigins: readonly PanelOrigin[];
  /** Absent where the chat has no such agent. */
  readonly agent?: { readonly id: AgentId; readonly eligibility: Eligibility } | undefined;
}

/** Whether an agent may open the panel in a page (PAN-13): a page that the connection names, for an integrated agent (AGT-01). */
export function decideLaunch({ connection, origin, panelOrigins, agent }: LaunchFacts): LaunchDecision {
  if (connection === 'inactive') return { outcome: 'refused', because: 'connection-inactive' };
  const asked = parsePanelOrigin(origin);
  if (!asked.ok || !panelOrigins.includes(asked.value)) return { outcome: 'refused', because: 'origin-not-allowed' };
  if (agent === undefined) return { outcome: 'refused', because: 'agent-unknown' };
  const { id, eligibility } = agent;
  if (eligibility.outcome === 'integrated') return { outcome: 'allowed', agent: id, origin: asked.value };
  return { outcome: 'refused', because: 'agent-not-integrated', conditions: eligibility.because };
}
