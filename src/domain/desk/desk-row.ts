import type { Channel } from '../attendance/channel.ts';
import type { AttendanceGroup, Protocol } from '../attendance/sighting.ts';
import type { CardId } from '../card-linking/card.ts';
import type { ContactId } from '../contact/contact.ts';
import type { MessageAuthor, MessageKind, SystemLine } from '../conversation/message.ts';
import type { Instant } from '../kernel/instant.ts';

/** A session as a row of an agent's list (PAN-01). It depends on no clock, so that it can be kept. */
export interface DeskRow {
  readonly protocol: Protocol;
  /** Em andamento, or Encerrados. */
  readonly tab: 'open' | 'closed';
  readonly name?: string;
  /** Digits with DDI. */
  readonly phone?: string;
  readonly channel: Channel;
  readonly group?: AttendanceGroup;
  readonly agentName?: string;
  readonly at: Instant;
  readonly startedAt: Instant;
  readonly preview?: { readonly by: MessageAuthor; readonly kind: MessageKind; readonly text?: string; readonly line?: SystemLine };
  readonly unread: number;
  /** While the session runs, since when the client waits for an answer of a person. */
  readonly waitingSince?: Instant;
  /** Absent where the channel has no window, or no message of the client is known. */
  readonly windowClosesAt?: Instant;
  readonly contactId?: ContactId;
  readonly cardId?: CardId;
}
