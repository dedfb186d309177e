import type { Conversations, MediaReading } from '../../ports/conversations.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { Answering } from './chat-faults.ts';
import type { StoredFile } from './chat-talk.ts';
import type { ChatWorld } from './chat-world.ts';

/** What was said in the in-memory chat. Its files lie under one host of its own. */
export function createInMemoryConversations({ talk }: ChatWorld, answer: Answering): Conversations {
  return {
    news: 'told',
    messages: (part, { older, limit }) =>
      answer('conversations.messages', () => {
        const all = talk.messages.get(part) ?? [];
        const end = older === undefined ? all.length : all.findIndex(({ id }) => id === older);
        const messages = all.slice(Math.max(0, end - limit), Math.max(0, end));
        const [oldest] = messages;
        return { messages, ...(oldest !== undefined && end > limit ? { older: oldest.id } : {}) };
      }),
    recordings: (part) => answer('conversations.recordings', () => talk.recordings.get(part) ?? []),
    open: (ref, range) =>
      answer('conversations.open', () => {
        if (!ref.startsWith('https://files.chat.example/')) {
          throw new PortFailure('port.refused', 'The file was not asked for, since its host is not one of the chat.');
        }
        const file = talk.files.get(ref);
        return file && readingOf(file, range);
      }),
  };
}

function readingOf({ body, contentType }: StoredFile, range: string | undefined): MediaReading {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined || Number(from) >= body.length) return { body: streamOf(body), contentType, length: body.length };
  const last = Math.min(to === '' || to === undefined ? body.length - 1 : Number(to), body.length - 1);
  const piece = body.slice(Number(from), last + 1);
  return { body: streamOf(piece), contentType, length: piece.length, contentRange: `bytes ${from}-${last}/${body.length}` };
}

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
