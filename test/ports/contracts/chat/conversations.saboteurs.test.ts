import { describe } from 'vitest';
import type { PartId } from '../../../../src/domain/attendance/sighting.ts';
import type { ChatMessage } from '../../../../src/domain/conversation/message.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { Conversations, MediaReading } from '../../../../src/ports/index.ts';
import { conversationsContract, type ConversationsSubject } from '../../../../src/ports/contracts/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryConversations } from './in-memory-desk-subjects.ts';

type Sabotage = Saboteur<ConversationsSubject>;

const conversing = (spoil: (conversations: Conversations, subject: ConversationsSubject) => Partial<Conversations>): Sabotage => (subject) => ({
  ...subject,
  conversations: { ...subject.conversations, ...spoil(subject.conversations, subject) },
});

/** Every page is told a little wrong. */
const paging = (spoil: (messages: readonly ChatMessage[]) => readonly ChatMessage[]): Sabotage =>
  conversing(({ messages }) => ({
    messages: async (part, page) => {
      const given = await messages(part, page);
      return { ...given, messages: spoil(given.messages) };
    },
  }));

const telling = (spoil: (message: ChatMessage) => ChatMessage): Sabotage => paging((messages) => messages.map(spoil));

const opening = (spoil: (reading: MediaReading | undefined, ref: string) => MediaReading | undefined, when: 'whole' | 'ranges'): Sabotage =>
  conversing(({ open }) => ({
    open: async (ref, range) => ((range === undefined) === (when === 'whole') ? spoil(await open(ref, range), ref) : await open(ref, range)),
  }));

/** Counts rows from the end, and not from what was given: what is said meanwhile comes twice. */
const countingFromTheEnd: Sabotage = conversing(({ messages }) => ({
  messages: async (part, { older, limit }) => {
    const skip = Number(older ?? 0);
    const page = await messages(part, { limit: skip + limit });
    const given = page.messages.slice(0, Math.max(0, page.messages.length - skip));
    return { messages: given, ...(page.older === undefined ? {} : { older: String(skip + given.length) }) };
  },
}));

const emptyBody = (): ReadableStream<Uint8Array> => new ReadableStream({ start: (controller) => controller.close() });

/** Files of messages are found no more; those of recordings are. */
const onlyImages = (reading: MediaReading | undefined): MediaReading | undefined =>
  reading?.contentType === 'image/jpeg' ? { ...reading, body: emptyBody() } : reading;

describe('the contract of Conversations', () => {
  provesEveryClause(conversationsContract, inMemoryConversations, {
    'gives what was said, oldest first': paging((messages) => (messages.length === 3 && messages[0]?.by === 'client' && messages[2]?.by === 'client' ? messages.toReversed() : messages)),
    'tells when each message was said': telling((message) => ({ ...message, at: instantOf(0) })),
    'tells client, agent and bot apart, and which agent': telling((message) => (message.by === 'bot' ? { ...message, by: 'agent' } : message)),
    'gives the newest where there are more than asked for, and those before them behind': conversing(({ messages }) => ({
      // All there is, where so little was asked for.
      messages: async (part, page) => await messages(part, page.limit === 2 ? { limit: 50 } : page),
    })),
    'comes to an end when all was given': conversing(({ messages }) => ({
      messages: async (part, page) => {
        const given = await messages(part, page);
        return page.limit === 50 && given.messages.length === 2 ? { ...given, older: 'more' } : given;
      },
    })),
    'gives each message once and leaves none out, though more is said between the pages': countingFromTheEnd,
    'gives no messages of other parts': conversing(({ messages }, { part, otherPart }) => ({
      messages: async (asked, page) => {
        const [own, others] = [await messages(asked, page), await messages(otherPart, page)];
        return asked === part && own.messages.length === 0 ? others : own;
      },
    })),
    'knows no messages of a part that never was': conversing(({ messages }, { unknownPart }) => ({
      messages: async (part, page) => (part === unknownPart ? { ...(await messages(part, page)), older: 'more' } : await messages(part, page)),
    })),
    'gives no comments': (subject) => ({
      ...subject,
      comment: async (part: PartId, text: string) => await subject.say(part, 'agent', text),
    }),
    'says that the session ended since its client was silent': telling((message) => (message.line === undefined ? message : { ...message, line: 'ended' })),
    'tells the kind and the name of a file': telling(({ media, ...message }) => (media === undefined ? message : { ...message, media: { ref: media.ref } })),
    'opens the file of a message': opening(onlyImages, 'whole'),
    'gives the part of a file that is asked for': conversing(({ open }) => ({ open: async (ref) => await open(ref) })),
    'finds no file that is gone': opening((reading) => reading ?? { body: emptyBody() }, 'whole'),
    'opens no address of strangers': conversing(({ open }, { strangeRef }) => ({
      open: async (ref, range) => (ref === strangeRef ? { body: emptyBody() } : await open(ref, range)),
    })),
    'gives the recordings of a part, which can be opened': conversing(({ recordings }) => ({
      recordings: async (part) => (await recordings(part)).map((recording) => ({ ...recording, part: '0' as PartId })),
    })),
    'gives no recordings of other parts': conversing(({ recordings }, { part, otherPart }) => ({
      recordings: async (asked) => [...(await recordings(asked)), ...(asked === part ? await recordings(otherPart) : [])],
    })),
  });
});
