import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AgentId } from '../../../../../domain/agent/agent.ts';
import type { Conversation } from '../../state/panel-state.ts';
import type { FileShelf } from './file-shelf.ts';

/** What the parts of an open conversation share. */
export interface OpenConversation {
  readonly conversation: Conversation;
  readonly shelf: FileShelf;
  /** Who looks; absent while it is not known. */
  readonly me: AgentId | undefined;
  /** The client's name, its phone where there is none. */
  readonly name: string;
}

export const ConversationContext = createContext<OpenConversation | undefined>(undefined);

/** The conversation around a part. */
export function useConversation(): OpenConversation {
  const open = useContext(ConversationContext);
  if (open === undefined) throw new Error('This part stands in no conversation.');
  return open;
}
