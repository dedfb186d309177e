import { deskListingOf, withTalk, type DeskListing, type DeskRow, type FollowedSession, type Talk } from '../../../domain/index.ts';
import type { DeskEntry, DeskEvent, DeskSession, StreamWish, TalkEntry } from '../../../ports/index.ts';
import type { AgentNews } from '../../../domain/index.ts';

/** A session among agents' lists, put together from its two halves. */
export function listingOf({ desk, talk }: Pick<DeskSession, 'desk' | 'talk'>): DeskListing {
  const row = withTalk(parseDeskRow(desk.row), parseTalk(talk));
  const { agent, agents, name, phone } = desk;
  return {
    agents, row, at: row.at,
    ...(agent === undefined ? {} : { agent }), ...(name === undefined ? {} : { name }), ...(phone === undefined ? {} : { phone }),
  };
}

/** The half that is known from a session's sightings. */
export function deskEntryOf(followed: FollowedSession, contactName: string | undefined): DeskEntry {
  return deskListingOf({ followed, contactName });
}

/** News as they are written for an agent; where a file lies in the chat is no browser's business. */
export const wishOf = ({ agent, event }: AgentNews): StreamWish => ({ agent, event: withoutRefs(event) });

const withoutRefs = (event: AgentNews['event']): DeskEvent =>
  (event.type === 'message.new' || event.type === 'message.patch' ? { type: event.type, data: { ...event.data, message: withoutRef(event.data.message) } } : event);

/** A message as it may leave the hub: its file is asked for by the message's id. */
export function withoutRef<Message extends { readonly media?: { readonly ref: string } }>(message: Message): Message {
  return message.media === undefined ? message : { ...message, media: { ...message.media, ref: '' } };
}

/** Rows of conversations are written by this hub alone. */
export const parseTalk = (entry: Pick<TalkEntry, 'row'> | undefined): Talk | undefined => (entry === undefined ? undefined : entry.row as Talk);

/** Rows of sessions are written by this hub alone. */
const parseDeskRow = (row: unknown): DeskRow => row as DeskRow;
