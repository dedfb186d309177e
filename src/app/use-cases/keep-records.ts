import {
  addMs, agentsOf, composeFunnelNotice, composeRecord, evolveFollowed, hasEnded, noticesDue, startedAt, viewOf,
  type ComposedRecord, type Contact, type FollowedSession, type Instant, type InteractionRecordId, type RecordOptions, type RecordSlot, type RecordWording,
} from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import { isPortFailure, type Clock, type RecordAmendment, type RecordContent } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import type { StepRunner } from '../plan-runner/run-step.ts';
import type { ClientFinder } from './find-client.ts';
import { findAgentUsers } from './find-agent-users.ts';
import type { SessionState } from './session-state.ts';

/** How records are kept. */
export interface RecordKeeping {
  /** While a session runs its records are rewritten at most this often. */
  readonly updateEveryMs: number;
  readonly wording: RecordWording;
  readonly timeZone: string;
  /** Where the full history of a session opens (SES-06); `undefined` where there is no such page. */
  readonly historyUrl: (connection: string, protocol: string) => string | undefined;
}

export interface RecordKeeperNeeds {
  readonly steps: StepRunner;
  readonly finder: ClientFinder;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly keeping: RecordKeeping;
}

/** What came of keeping the records of a session true. */
export type KeptRecords =
  | { readonly outcome: 'kept'; readonly state: SessionState; readonly did: readonly string[]; readonly againAt?: Instant }
  | { readonly outcome: 'unsettled'; readonly askAgainAt: Instant; readonly because: string };

export interface RecordKeeper {
  /** Writes what is due: notices (CRD-11), new records (SES-12), and what changed in old ones (SES-02). */
  keep(connection: KnownConnection, systems: ConnectedSystems, state: SessionState): Promise<KeptRecords>;
}

/** How far our clock and the CRM's may differ when a record or card is asked for by its time. */
const CLOCK_SKEW_MS = 5 * 60_000;

export function createRecordKeeper({ steps, finder, clock, box, keeping }: RecordKeeperNeeds): RecordKeeper {
  async function contactOf(connection: KnownConnection, systems: ConnectedSystems, followed: FollowedSession): Promise<Contact | undefined> {
    const { clientId } = viewOf(followed);
    return clientId && (await finder.contact(connection.id, systems.crm.contacts, clientId));
  }

  async function write(connection: KnownConnection, systems: ConnectedSystems, key: string, at: Instant, content: RecordContent) {
    const marker = box.mark(`${connection.id}/${key}`);
    return await steps.run<InteractionRecordId>({
      connection: connection.id,
      key,
      perform: async () => await systems.crm.journal.write({ ...content, at, marker }),
      ask: async (since) => await systems.crm.journal.findByMarker({
        marker, contactId: content.contactId, since: addMs(since, -CLOCK_SKEW_MS),
      }),
    });
  }

  async function writeNotices(connection: KnownConnection, systems: ConnectedSystems, state: SessionState, contact: Contact): Promise<KeptRecords> {
    let { followed } = state;
    const did: string[] = [];
    for (const funnelId of noticesDue(followed)) {
      const funnel = await systems.crm.funnels.find(funnelId, 'recent');
      const html = composeFunnelNotice(followed.session.protocol, funnel?.name ?? funnelId, keeping.wording);
      const written = await write(connection, systems, `notice:${followed.session.protocol}:${funnelId}`, clock.now(), {
        contactId: contact.id, html, options: {},
      });
      if (written.outcome === 'unsettled') return written;
      followed = evolveFollowed(followed, { type: 'UnavailabilityNoted', funnelId });
      did.push(`notice:${funnelId}`);
    }
    return { outcome: 'kept', state: { ...state, followed }, did };
  }

  async function compose(connection: KnownConnection, systems: ConnectedSystems, followed: FollowedSession, contact: Contact) {
    const parts = followed.session.parts.map((part) => part.id);
    const [comments, classification, agents] = await Promise.all([
      systems.chat.attendance.commentsOf(parts),
      systems.chat.attendance.classificationOf(parts),
      findAgentUsers(systems, agentsOf(followed.session)),
    ]);
    const historyUrl = keeping.historyUrl(connection.id, followed.session.protocol);
    const composed = composeRecord({
      session: followed.session,
      clientName: contact.name,
      ...(contact.company === undefined ? {} : { companyName: contact.company.name }),
      comments,
      ...(classification === undefined ? {} : { classification }),
      agentsWithoutUser: agents.withoutUser,
      ...(historyUrl === undefined ? {} : { historyUrl }),
      timeZone: keeping.timeZone,
    }, keeping.wording);
    return { composed, userId: agents.lastUserId };
  }

  async function writeSlot(connection: KnownConnection, systems: ConnectedSystems, state: SessionState, slot: RecordSlot, content: RecordContent): Promise<KeptRecords> {
    const { followed } = state;
    const fingerprint = fingerprintOf(content, box);
    if (slot.written?.fingerprint === fingerprint || slot.written?.fingerprint === GONE) return { outcome: 'kept', state, did: [] };
    if (slot.recordId === undefined) {
      const key = `record:${followed.session.protocol}:${slot.slot}`;
      const written = await write(connection, systems, key, startedAt(followed.session), content);
      if (written.outcome === 'unsettled') return written;
      return { outcome: 'kept', state: written_(state, slot, written.id, fingerprint), did: [`record-written:${written.id}`] };
    }
    const kept = await amend(systems, slot.recordId, amendmentOf(content, slot.written?.fingerprint, fingerprint));
    return { outcome: 'kept', state: written_(state, slot, slot.recordId, kept === 'gone' ? GONE : fingerprint), did: [`record-${kept}:${slot.recordId}`] };
  }

  const written_ = (state: SessionState, slot: RecordSlot, recordId: InteractionRecordId, fingerprint: string): SessionState => ({
    ...state,
    followed: evolveFollowed(state.followed, { type: 'RecordWritten', slot: slot.slot, recordId, fingerprint, at: clock.now() }),
  });

  /** When a stale record may be rewritten: at once unless its session runs and it was written a moment ago. */
  function dueAt({ followed, stale }: SessionState, slot: RecordSlot): Instant | undefined {
    if (slot.written === undefined || hasEnded(followed) || movedSince(slot, followed)) return clock.now();
    return stale === 'yes' ? addMs(slot.written.at, keeping.updateEveryMs) : undefined;
  }

  return {
    async keep(connection, systems, state) {
      const noNotices = noticesDue(state.followed).length === 0;
      const due = state.followed.records.slots.map((slot) => ({ slot, at: dueAt(state, slot) }));
      const now = clock.now();
      const ready = due.filter(({ slot, at }) => at !== undefined && at <= now && (state.stale === 'yes' || slot.written === undefined || movedSince(slot, state.followed)));
      const later = due.flatMap(({ at }) => (at !== undefined && at > now ? [at] : [])).toSorted()[0];
      if (noNotices && ready.length === 0) return { outcome: 'kept', state, did: [], ...(later === undefined ? {} : { againAt: later }) };

      const contact = await contactOf(connection, systems, state.followed);
      if (contact === undefined) return { outcome: 'kept', state, did: ['client-unknown'] };
      const noticed = await writeNotices(connection, systems, state, contact);
      if (noticed.outcome === 'unsettled' || ready.length === 0) return noticed;

      const { composed, userId } = await compose(connection, systems, noticed.state.followed, contact);
      let kept: SessionState = noticed.state;
      const did = [...noticed.did];
      for (const { slot } of ready) {
        const written = await writeSlot(connection, systems, kept, slot, contentOf(composed, contact, slot, userId));
        if (written.outcome === 'unsettled') return written;
        kept = written.state;
        did.push(...written.did);
      }
      return later === undefined
        ? { outcome: 'kept', state: { ...kept, stale: 'no' }, did }
        : { outcome: 'kept', state: kept, did, againAt: later };
    },
  };
}

/** The record was deleted by somebody: it is not made again. */
const GONE = 'gone';

interface Fingerprint {
  readonly html: string;
  readonly options: RecordOptions;
  readonly contactId: string;
  readonly cardId?: string | undefined;
  readonly userId?: string | undefined;
}

const fingerprintOf = ({ html, options, contactId, cardId, userId }: RecordContent, box: SecretBox): string =>
  JSON.stringify({ html: box.mark(html), options, contactId, cardId, userId } satisfies Fingerprint);

const parseFingerprint = (text: string): Fingerprint => JSON.parse(text) as Fingerprint;

/** The session's client or the record's card is another than was written. */
function movedSince(slot: RecordSlot, followed: FollowedSession): boolean {
  if (slot.written === undefined || slot.written.fingerprint === GONE) return false;
  const before = parseFingerprint(slot.written.fingerprint);
  const { clientId } = viewOf(followed);
  return before.cardId !== slot.cardId || (clientId !== undefined && before.contactId !== clientId);
}

function contentOf(composed: ComposedRecord, contact: Contact, slot: RecordSlot, userId: RecordContent['userId']): RecordContent {
  return {
    contactId: contact.id,
    ...(slot.cardId === undefined ? {} : { cardId: slot.cardId }),
    html: composed.html,
    options: composed.options,
    ...(userId === undefined ? {} : { userId }),
  };
}

/** Only what differs, so that a change of text costs one call. */
function amendmentOf(content: RecordContent, before: string | undefined, after: string): RecordAmendment {
  if (before === undefined) return { ...content, cardId: content.cardId ?? 'none' };
  const [old, now] = [parseFingerprint(before), parseFingerprint(after)];
  return {
    ...(old.contactId === now.contactId ? {} : { contactId: content.contactId }),
    ...(old.cardId === now.cardId ? {} : { cardId: content.cardId ?? ('none' as const) }),
    ...(old.html === now.html ? {} : { html: content.html }),
    ...(JSON.stringify(old.options) === JSON.stringify(now.options) ? {} : { options: content.options }),
    ...(old.userId === now.userId || content.userId === undefined ? {} : { userId: content.userId }),
  };
}

async function amend({ crm }: ConnectedSystems, recordId: InteractionRecordId, amendment: RecordAmendment): Promise<'amended' | 'gone'> {
  try {
    await crm.journal.amend(recordId, amendment);
    return 'amended';
  } catch (failure) {
    if (isPortFailure(failure) && failure.code === 'port.missing') return 'gone';
    throw failure;
  }
}
