import type { Channel } from '../attendance/channel.ts';
import { addMs, type Instant } from '../kernel/instant.ts';
import type { ChatMessage } from './message.ts';

/**
 * Whether free text may be sent (PAN-11): on WhatsApp for 24 hours after the client's last message, elsewhere always. `unknown`: no message of the
 * client has been read yet; the chat itself judges.
 */
export type ChatWindow =
  | { readonly state: 'none' }
  | { readonly state: 'unknown' }
  | { readonly state: 'open' | 'shut'; readonly until: Instant };

const WINDOW_MS = 24 * 60 * 60_000;

/** Until when free text may be sent; absent where there is no such end, or none is known. */
export const windowClosesAt = (channel: Channel, lastInboundAt: Instant | undefined): Instant | undefined =>
  channel.kind === 'whatsapp' && lastInboundAt !== undefined ? addMs(lastInboundAt, WINDOW_MS) : undefined;

/** The window of a session at a moment; at its very end it is shut. */
export function windowOf({ channel, lastInboundAt }: { readonly channel: Channel; readonly lastInboundAt?: Instant | undefined }, now: Instant): ChatWindow {
  if (channel.kind !== 'whatsapp') return { state: 'none' };
  const until = windowClosesAt(channel, lastInboundAt);
  return until === undefined ? { state: 'unknown' } : { state: now < until ? 'open' : 'shut', until };
}

/** When the client last wrote; a bot's word, or the system's, opens no window. */
export const lastInboundAt = (messages: readonly ChatMessage[]): Instant | undefined => latest(messages.filter(({ by }) => by === 'client'));

/** The time of the newest of some messages. */
const latest = (messages: readonly Pick<ChatMessage, 'at'>[]): Instant | undefined =>
  messages.reduce<Instant | undefined>((newest, { at }) => (newest === undefined || at > newest ? at : newest), undefined);
