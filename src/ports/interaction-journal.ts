import type { CardId } from '../domain/card-linking/card.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { CrmUserId } from '../domain/agent/agent.ts';
import type { InteractionRecordId, RecordOptions } from '../domain/interaction/interaction-record.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { MarkerAnswer } from './card-desk.ts';

/** What an interaction record says and where it hangs (SES-01, SES-03). */
export interface RecordContent {
  readonly contactId: ContactId;
  readonly cardId?: CardId;
  /** HTML, all foreign text escaped. */
  readonly html: string;
  /** Channel, group and classification: options are added when they are new to the CRM. */
  readonly options: RecordOptions;
  /** The last integrated agent's CRM user (SES-04). */
  readonly userId?: CrmUserId;
}

/** A record to be written: dated with the moment of what it tells, and findable by its marker. */
export interface RecordRequest extends RecordContent {
  readonly at: Instant;
  readonly marker: string;
}

/** What changed since the record was written; only that is sent. `cardId: 'none'` takes the record off its card. */
export interface RecordAmendment {
  readonly contactId?: ContactId;
  readonly cardId?: CardId | 'none';
  readonly html?: string;
  readonly options?: RecordOptions;
  readonly userId?: CrmUserId;
}

/** The journal of interactions on the CRM's timeline. Failures: `PortFailure`; `port.missing` when the record is gone. */
export interface InteractionJournal {
  /** Writes one record for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost. */
  write(request: RecordRequest): Promise<InteractionRecordId>;
  /** Idempotent. Values that other people put on the record stay. Fails with `mayHaveHappened: 'yes'` when the answer was lost: it may land later. */
  amend(recordId: InteractionRecordId, amendment: RecordAmendment): Promise<void>;
  findByMarker(query: {
    readonly marker: string;
    readonly contactId: ContactId;
    readonly since: Instant;
    readonly knownRecord?: InteractionRecordId;
  }): Promise<MarkerAnswer<InteractionRecordId>>;
}
