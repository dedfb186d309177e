import type { ComponentChild } from 'preact';
import type { ChatMessage } from '../../../../../domain/conversation/message.ts';
import { Icon } from '../../../kit/icon.tsx';
import { classes } from '../../../kit/parts/classes.ts';
import { usePanel } from '../../panel-context.ts';
import { useConversation } from './conversation-context.ts';
import { failureText } from './failure-words.ts';
import { Said } from './said.tsx';

interface MessageRowProps {
  readonly message: ChatMessage;
  readonly begins: 'yes' | 'no';
}

/** A message of the client, of an agent or of a bot (PAN-11). */
export function MessageRow({ message, begins }: MessageRowProps): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const { by, line, state } = message;
  const isRemoved = line === 'message-removed';
  return (
    <div class={classes('m', by === 'client' ? 'in' : 'out', begins === 'yes' && 'gap', by === 'bot' && 'bot', state === 'failed' && 'fail')}>
      <Author message={message} begins={begins} />
      {message.replyTo === undefined ? null : <Quote of={message.replyTo} />}
      {isRemoved ? <i class="removed"><Icon name="trash" size="s" /> {words.line['message-removed']}</i> : <Said message={message} />}
      <Meta message={message} />
    </div>
  );
}

function Author({ message: { by, agentId, authorName }, begins }: MessageRowProps): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const { me, name } = useConversation();
  const who = by === 'client' ? name : by === 'bot' ? words.bot : agentId !== undefined && agentId === me ? words.you : authorName ?? words.agent;
  if (begins === 'no' || by === 'client') return <span class="sr">{who}: </span>;
  return <div class="by">{by === 'bot' ? <Icon name="bot" size="s" /> : null}{who}</div>;
}

/** What it answers, where that is among what was loaded. */
function Quote({ of }: { readonly of: string }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const { conversation } = useConversation();
  const quoted = conversation.entries.value.find((entry) => entry.is === 'message' && entry.message.id === of);
  const message = quoted?.is === 'message' ? quoted.message : undefined;
  return (
    <blockquote class="quote">
      <span class="sr">{words.quoted}: </span>{message === undefined ? words.quoteMissing : message.text ?? message.media?.name ?? words.kind[message.kind]}
    </blockquote>
  );
}

/** When, and how far it has come; why not where it failed (C4). */
function Meta({ message: { at, state, failure } }: { readonly message: ChatMessage }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  if (state === 'failed') return <div class="meta"><Icon name="alert" size="s" /> {words.failedBecause(failureText(words, failure))} · {format.time(at)}</div>;
  return (
    <div class={state === 'read' ? 'meta rd' : 'meta'}>
      {format.time(at)}
      {state === undefined ? null : <><Icon name={state === 'queued' ? 'clock' : state === 'sent' ? 'check' : 'dbl'} /><span class="sr">{words.state[state]}</span></>}
    </div>
  );
}
