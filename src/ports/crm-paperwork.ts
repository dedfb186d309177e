import type { CardId } from '../domain/card-linking/card.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { CrmUserId } from '../domain/agent/agent.ts';
import type { PaperId, PaperKind, PaperPermission } from '../domain/desk/paper.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { MarkerAnswer } from './card-desk.ts';

export type { PaperId, PaperKind, PaperPermission };

/** A paper to be made (PAN-05). */
export interface PaperRequest {
  readonly kind: PaperKind;
  readonly title: string;
  /** The company where there is one, else the contact. */
  readonly clientId: ContactId;
  /** The contact beside its company: a related contact of a task, the person of a proposal or a sale. */
  readonly personId?: ContactId;
  /** A proposal always has one. */
  readonly cardId?: CardId;
  /** The last agent who attended. Not kept on documents by CRMs whose documents have no owner. */
  readonly ownerId?: CrmUserId;
  /** Of a task. @defaultValue now */
  readonly dueAt?: Instant;
  /** Plain. Shown with the paper, where the CRM's papers of that kind have room for it. */
  readonly text?: string;
  /** Written in the creating call, so that a lost answer can be asked for: in a field of its own, or at the end of the text or the title. */
  readonly marker: string;
}

/** Asks whether a paper with this marker was made since `since` (a lost answer). */
export interface PaperMarkerQuery extends Pick<PaperRequest, 'kind' | 'marker' | 'clientId'> {
  readonly since: Instant;
  /** A paper of that kind which is known to exist: an answer that does not return it is not to be believed. */
  readonly knownPaper?: PaperId;
}

/** Something that people look at in the CRM's own screens. */
export type CrmThing =
  | { readonly contact: ContactId }
  | { readonly company: ContactId }
  | { readonly card: CardId }
  | { readonly paper: PaperId; readonly kind: PaperKind };

/** Tasks, documents, proposals and sales of the CRM, and where people look at things in it. Failures: `PortFailure`. */
export interface CrmPaperwork {
  /** What a user may make. May be up to a minute old. Where the CRM does not tell, it is allowed, and making it may be refused. */
  permissions(userId: CrmUserId): Promise<Readonly<Record<PaperKind, PaperPermission>>>;
  /** Makes one for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost. */
  make(request: PaperRequest): Promise<PaperId>;
  findByMarker(query: PaperMarkerQuery): Promise<MarkerAnswer<PaperId>>;
  /** The address in the CRM's own screens (PAN-04); pure. */
  addressOf(thing: CrmThing): string;
}
