import type { AgentId } from '../../../../../domain/agent/agent.ts';
import type { DeskRow } from '../../../../../domain/desk/desk-row.ts';
import type { RemovalReason } from '../../../../../domain/desk/desk-stream.ts';
import type { SessionSheet } from '../../../../../ports/agent-desk.ts';
import type { WritingWindow } from '../../state/panel-state.ts';

/** What an agent may write into a conversation now, and what stands in the way. The hub decides it again. */
export type Standing =
  /** `closesAt`: 24 hours after the client's last message, where the channel knows such an end. */
  | { readonly is: 'open'; readonly closesAt?: string }
  /** C5. */
  | { readonly is: 'window-shut'; readonly at?: string }
  | { readonly is: 'voice' }
  | { readonly is: 'another'; readonly name: string }
  /** In the queue, or with a bot. */
  | { readonly is: 'nobody' }
  | { readonly is: 'ended' }
  /** Left the agent's lists while it was open here. */
  | { readonly is: 'removed'; readonly reason: RemovalReason };

/** What {@link standingOf} goes by. */
export interface StandingFacts {
  /** Its sheet, or what a list knows until that is there. */
  readonly session: DeskRow & Partial<Pick<SessionSheet, 'agents'>>;
  readonly removed: RemovalReason | undefined;
  /** Absent while it is not known who looks. */
  readonly me: AgentId | undefined;
  readonly window: WritingWindow;
}

/** How a conversation stands for whoever looks at it. */
export function standingOf({ session, removed, me, window }: StandingFacts): Standing {
  if (removed !== undefined) return { is: 'removed', reason: removed };
  if (session.tab === 'closed') return { is: 'ended' };
  const { agentName, agents = [], channel } = session;
  if (agentName === undefined) return { is: 'nobody' };
  if (isAnother(agents, agentName, me)) return { is: 'another', name: agentName };
  if (channel.kind === 'voice') return { is: 'voice' };
  if (window.state === 'shut') return { is: 'window-shut', ...(window.until === undefined ? {} : { at: window.until }) };
  return { is: 'open', ...(window.until === undefined ? {} : { closesAt: window.until }) };
}

/** What may be written: everybody who took part may comment while the session runs (PAN-06). */
export function writable(standing: Standing): 'both' | 'comment' | 'nothing' {
  switch (standing.is) {
    case 'open': return 'both';
    case 'ended': return 'nothing';
    case 'removed': return standing.reason === 'closed' ? 'nothing' : 'comment';
    case 'window-shut': case 'voice': case 'another': case 'nobody': return 'comment';
  }
}

/** Only where the chat told who that is: two may bear one name. */
function isAnother(agents: SessionSheet['agents'], agentName: string, me: AgentId | undefined): boolean {
  const named = agents.filter(({ name, id }) => name === agentName && id !== undefined);
  return me !== undefined && named.length > 0 && named.every(({ id }) => id !== me);
}
