import type { AgentId, CrmUserId } from '../agent/agent.ts';
import { decideEligibility, type EligibilityFacts } from '../agent/eligibility.ts';
import type { ChatClientId } from '../synchronisation/chat-client.ts';

/** An integrated agent on both sides (AGT-01). */
export interface IntegratedAgent {
  readonly agent: AgentId;
  readonly user: CrmUserId;
}

/**
 * What both sides agreed on when a contact's portfolio was last looked at: what later changes are told from. Agents only,
 * by their ids in the chat, in order. JSON-safe.
 */
export interface PortfolioMemory {
  /** Whose associations these were. A contact that gets another chat client begins anew there. */
  readonly client: ChatClientId;
  /** The field "Agentes (Neppo)"; `unknown` until it could be read for the first time. */
  readonly field: readonly AgentId[] | 'unknown';
  readonly associated: readonly AgentId[];
  /** Whom the owner stood for since the field was last read. */
  readonly owners: readonly AgentId[];
  /** The owner's agent that was removed in the chat and put back: not once more (AGT-07). */
  readonly putBack?: AgentId;
}

/** Every integrated agent; what `decidePortfolio` knows agents and users by. */
export function integratedAgents(facts: EligibilityFacts): readonly IntegratedAgent[] {
  return facts.allAgents.flatMap((agent) => {
    const eligibility = decideEligibility(agent, facts);
    return eligibility.outcome === 'integrated' ? [{ agent: agent.id, user: eligibility.crmUserId }] : [];
  });
}
