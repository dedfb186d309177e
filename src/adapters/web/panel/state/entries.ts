import type { ChatMessage } from '../../../../domain/conversation/message.ts';
import type { NamedComment } from './comment-log.ts';
import type { OutboxItem } from './outbox-item.ts';
import type { Entry, OwnEntry } from './panel-state.ts';

/** What did not change is the same object, so that it need not be drawn again. */
const drawn = new WeakMap<object, Entry>();

function entryOf<From extends object>(from: From, make: (from: From) => Entry): Entry {
  const made = drawn.get(from) ?? make(from);
  drawn.set(from, made);
  return made;
}

/** One conversation in its order: what was said and noted by its time, and then what has not reached the hub. */
export function entriesOf(messages: readonly ChatMessage[], comments: readonly NamedComment[], own: readonly OutboxItem[]): readonly Entry[] {
  const arrived = new Set<string>();
  const said = messages.map((message) => {
    const entry = entryOf(message, messageEntry);
    // Two messages under one key are two: the client read both.
    const named = arrived.has(entry.key) ? { ...entry, key: message.id } : entry;
    arrived.add(entry.key);
    return named;
  });
  return [
    ...inTime(said, comments.map((comment) => entryOf(comment, commentEntry))),
    ...own.filter(({ key }) => !arrived.has(key)).map((item) => entryOf(item, ownEntry)),
  ];
}

/** Both are in order: a comment comes after what was said at its moment. */
function inTime(messages: readonly Entry[], comments: readonly Entry[]): readonly Entry[] {
  return comments.length === 0 ? messages : [...messages, ...comments].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A message that was written here keeps its name when it arrives. */
const messageEntry = (message: ChatMessage): Entry => ({ is: 'message', key: message.clientKey ?? message.id, at: message.at, message });

const commentEntry = ({ key, at, comment }: NamedComment): Entry => ({ is: 'comment', key, at, comment });

function ownEntry({ key, kind, text, file, state, problem, at }: OutboxItem): Entry {
  const own: OwnEntry = {
    key, kind, text, state: state === 'done' ? 'sending' : state,
    ...(file === undefined ? {} : { file }), ...(problem === undefined ? {} : { problem }),
  };
  return { is: 'own', key, at: new Date(at).toISOString(), own };
}
