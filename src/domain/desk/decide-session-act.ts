import type { AgentId } from '../agent/agent.ts';
import type { Channel } from '../attendance/channel.ts';
import type { ChatWindow } from '../conversation/chat-window.ts';

/** Whom a session is to go to, as the chat has them now; `unknown` for one that it does not offer (PAN-06). */
export type TransferTarget =
  | { readonly agent: AgentId; readonly state: 'available' | 'paused' | 'offline' }
  | { readonly group: string; readonly agentsAvailable: number }
  | 'unknown';

/** What an agent wants done to a session. */
export type SessionAct =
  | {
      readonly type:
        | 'send' | 'comment' | 'close' | 'classify' | 'mark-read' | 'link-contact' | 'create-contact' | 'link-card' | 'create-card' | 'unlink-card'
        | 'save-session' | 'make-paper';
    }
  | { readonly type: 'transfer'; readonly to: TransferTarget };

/** Why an act is refused; the catalogue has words for each. */
export type ActRefusal =
  /** Answered like a session that is not there: the agent took no part in it. */
  | 'session-of-others'
  | 'agent-not-integrated'
  /** Somebody else attends it. */
  | 'attended-by-another'
  /** A bot or the queue has it. */
  | 'attended-by-nobody'
  | 'session-ended'
  | 'client-unknown'
  | 'window-shut'
  | 'channel-without-messages'
  | 'target-unknown'
  | 'target-paused'
  | 'target-offline'
  | 'target-attends-already'
  | 'group-empty';

/** Whether an agent may do something to a session. */
export type ActDecision = { readonly outcome: 'allowed' } | { readonly outcome: 'refused'; readonly because: ActRefusal };

/** Who asks, and how the session stands. */
export interface SessionActFacts {
  readonly agent: AgentId;
  /** AGT-01. */
  readonly integrated: 'yes' | 'no';
  readonly phase: 'running' | 'ended';
  readonly channel: Channel;
  /** Who attends it, or attended it last. */
  readonly attending?: AgentId | undefined;
  readonly tookPart: readonly AgentId[];
  readonly client: 'known' | 'unknown';
  readonly window: ChatWindow;
}

/** What is done to sessions that have ended too (SES-10). Reading is no act upon the session. */
const AFTER_THE_END: readonly SessionAct['type'][] = ['classify', 'mark-read', 'link-contact', 'create-contact', 'link-card', 'create-card', 'save-session'];
/** What concerns the CRM's client of the session (PAN-03, PAN-05). */
const ABOUT_THE_CLIENT: readonly SessionAct['type'][] = ['link-card', 'create-card', 'make-paper'];

/**
 * Whether an agent may act on a session, or the first rule that it breaks: the agent is integrated and attends it, a comment apart, which
 * everybody who took part may write (PAN-06); an ended session takes its classification, its client and card, and being saved (SES-10).
 */
export function decideSessionAct(facts: SessionActFacts, act: SessionAct): ActDecision {
  const because = actorProblem(facts, act) ?? sessionProblem(facts, act) ?? (act.type === 'transfer' ? targetProblem(facts, act.to) : undefined);
  return because === undefined ? { outcome: 'allowed' } : { outcome: 'refused', because };
}

function actorProblem({ agent, integrated, attending, tookPart }: SessionActFacts, { type }: SessionAct): ActRefusal | undefined {
  if (attending !== agent && !tookPart.includes(agent)) return 'session-of-others';
  if (integrated === 'no') return 'agent-not-integrated';
  if (type === 'comment' || attending === agent) return undefined;
  return attending === undefined ? 'attended-by-nobody' : 'attended-by-another';
}

function sessionProblem({ phase, client, channel, window }: SessionActFacts, { type }: SessionAct): ActRefusal | undefined {
  if (phase === 'ended' && !AFTER_THE_END.includes(type)) return 'session-ended';
  if (client === 'unknown' && ABOUT_THE_CLIENT.includes(type)) return 'client-unknown';
  if (type === 'send' && channel.kind === 'voice') return 'channel-without-messages';
  return type === 'send' && window.state === 'shut' ? 'window-shut' : undefined;
}

function targetProblem({ attending }: SessionActFacts, to: TransferTarget): ActRefusal | undefined {
  if (to === 'unknown') return 'target-unknown';
  if ('group' in to) return to.agentsAvailable > 0 ? undefined : 'group-empty';
  if (to.agent === attending) return 'target-attends-already';
  return to.state === 'available' ? undefined : `target-${to.state}`;
}
