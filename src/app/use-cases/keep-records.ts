import {
  addMs, composeFunnelNotice, evolveFollowed, hasEnded, noticesDue, startedAt, viewOf,
  type Contact, type Instant, type InteractionRecordId, type Protocol, type RecordSlot,
} from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import { isPortFailure, type ClaimedDelivery, type Clock, type RecordAmendment, type RecordContent, type RecordRequest } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import { effectKeys } from '../effect-keys.ts';
import type { SessionMessage } from '../messages.ts';
import type { LateWrites } from '../plan-runner/late-writes.ts';
import type { StepOutcome, StepRunner } from '../plan-runner/run-step.ts';
import type { ClassificationWatch } from './classification-watch.ts';
import type { ClientFinder } from './find-client.ts';
import { gatherRecord, type RecordStyle } from './gather-record.ts';
import { amendmentOf, fingerprintOf, GONE, hasMoved, wholeOf } from './record-fingerprint.ts';
import type { SessionState } from './session-state.ts';

export interface RecordKeeperNeeds {
  readonly steps: StepRunner;
  readonly lateWrites: LateWrites;
  readonly finder: ClientFinder;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly style: RecordStyle;
  readonly classifications: ClassificationWatch;
  /** While a session runs its records are rewritten at most this often. */
  readonly updateEveryMs: number;
}

/** What came of keeping the records of a session true. */
export type KeptRecords =
  | {
      readonly outcome: 'kept'; readonly state: SessionState; readonly did: readonly string[]; readonly againAt?: Instant;
      /** What the session is to be told once its state is stored: its client or card is gone, or the records are to be tried again. */
      readonly tell?: SessionMessage;
      /** What stood in the way of records that are put off (HUB-04). */
      readonly trouble?: string;
    }
  | { readonly outcome: 'unsettled'; readonly askAgainAt: Instant; readonly because: string };

/** A session of which connection, the way to its systems, and how surely nobody else works it. */
export interface RecordWork {
  readonly delivery: Pick<ClaimedDelivery, 'hold'>;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

export interface RecordKeeper {
  /**
   * Writes what is due: notices (CRD-11), new records (SES-12), and what changed in old ones (SES-02). `all`: old ones are written
   * whole, whatever is known of them.
   */
  keep(work: RecordWork, state: SessionState, what: Amount): Promise<KeptRecords>;
}

type Amount = 'what-changed' | 'all';

/** Records that are to be written now, and for whom. */
interface Due {
  readonly slots: readonly RecordSlot[];
  readonly contact: Contact;
  readonly what: Amount;
}

/** Names a record that is to be written, and when its session began. */
interface RecordStep {
  readonly key: string;
  readonly begunAt: Instant;
}

export function createRecordKeeper({ steps, lateWrites, finder, clock, box, style, classifications, updateEveryMs }: RecordKeeperNeeds): RecordKeeper {
  async function write({ connection, systems: { crm } }: RecordWork, { key, begunAt }: RecordStep, request: Omit<RecordRequest, 'marker'>, knownRecord?: InteractionRecordId): Promise<StepOutcome<InteractionRecordId>> {
    const marker = box.mark(`${connection.id}/${key}`);
    return await steps.run<InteractionRecordId>({
      connection: connection.id,
      key,
      begunAt,
      twin: { what: 'record', marker, contactId: request.contactId },
      perform: async () => await crm.journal.write({ ...request, marker }),
      ask: async (since) => await crm.journal.findByMarker({
        marker, contactId: request.contactId, since, ...(knownRecord === undefined ? {} : { knownRecord }),
      }),
    });
  }

  async function writeNotices(work: RecordWork, state: SessionState, contact: Contact): Promise<KeptRecords> {
    let { followed } = state;
    const { protocol } = followed.session;
    const did: string[] = [];
    for (const funnelId of noticesDue(followed)) {
      const funnel = await work.systems.crm.funnels.find(funnelId, 'recent');
      const html = composeFunnelNotice(protocol, funnel?.name ?? funnelId, style.wording);
      const written = await write(work, { key: effectKeys.notice(protocol, funnelId), begunAt: startedAt(followed.session) }, { contactId: contact.id, html, options: {}, at: clock.now() });
      if (written.outcome === 'unsettled') return written;
      followed = evolveFollowed(followed, { type: 'UnavailabilityNoted', funnelId });
      did.push(`notice:${funnelId}`, `record-written:${written.id}`);
    }
    return { outcome: 'kept', state: { ...state, followed }, did };
  }

  const kept = (state: SessionState, { slot }: RecordSlot, recordId: InteractionRecordId, fingerprint: string, did: string): KeptRecords => ({
    outcome: 'kept',
    state: { ...state, followed: evolveFollowed(state.followed, { type: 'RecordWritten', slot, recordId, fingerprint, at: clock.now() }) },
    did: [`${did}:${recordId}`],
  });

  /** Of what was sent and not heard of, or sent while the lane may have been somebody else's, nobody knows when it lands (ADR 24). */
  async function amend({ connection, systems: { crm }, delivery: { hold } }: RecordWork, protocol: Protocol, recordId: InteractionRecordId, amendment: RecordAmendment): Promise<'amended' | 'gone'> {
    try {
      await crm.journal.amend(recordId, amendment);
    } catch (failure) {
      if (isPortFailure(failure) && failure.code === 'port.missing') return 'gone';
      if (!isPortFailure(failure) || failure.mayHaveHappened === 'yes') await lateWrites.suspect(connection.id, protocol);
      throw failure;
    }
    if (!hold.isSure()) await lateWrites.suspect(connection.id, protocol);
    return 'amended';
  }

  async function keepSlot(work: RecordWork, state: SessionState, slot: RecordSlot, content: RecordContent, what: Amount): Promise<KeptRecords> {
    const { session } = state.followed;
    const before = slot.written?.fingerprint;
    const fingerprint = fingerprintOf(content, box);
    if (before === GONE || (what === 'what-changed' && before === fingerprint)) return { outcome: 'kept', state, did: [] };
    if (slot.recordId === undefined || before === undefined) {
      const other = state.followed.records.slots.find(({ written }) => written !== undefined && written.fingerprint !== GONE);
      const written = await write(work, { key: effectKeys.record(session.protocol, slot.slot), begunAt: startedAt(session) }, { ...content, at: startedAt(session) }, other?.recordId);
      if (written.outcome === 'unsettled') return written;
      // What an earlier try wrote may say less than is known now.
      if (written.how !== 'performed') await amend(work, session.protocol, written.id, wholeOf(content));
      return kept(state, slot, written.id, fingerprint, 'record-written');
    }
    const found = await amend(work, session.protocol, slot.recordId, what === 'all' ? wholeOf(content) : amendmentOf(content, before, fingerprint));
    return found === 'gone'
      ? kept(state, slot, slot.recordId, GONE, 'record-gone')
      : kept(state, slot, slot.recordId, fingerprint, what === 'all' ? 'record-rewritten' : 'record-amended');
  }

  /** A refusal may mean that the card or the client was deleted a moment ago (CRD-19); any other is for a person to see. */
  async function keepOrTell(work: RecordWork, state: SessionState, slot: RecordSlot, content: RecordContent, what: Amount): Promise<KeptRecords> {
    try {
      return await keepSlot(work, state, slot, content, what);
    } catch (failure) {
      if (!isPortFailure(failure) || failure.code !== 'port.refused') throw failure;
      const { crm } = work.systems;
      const { cardId, contactId } = content;
      if (cardId !== undefined && await crm.cards.find(cardId) === undefined) {
        return { outcome: 'kept', state, did: ['card-missing'], tell: { type: 'card-deleted', cardId } };
      }
      if (await finder.refresh(work.connection, crm.contacts, contactId) !== undefined) throw failure;
      return { outcome: 'kept', state, did: ['client-missing'], tell: { type: 'client-lost', contactId } };
    }
  }

  async function keepSlots(work: RecordWork, before: SessionState, { slots, contact, what }: Due): Promise<KeptRecords> {
    const chat = classifications.over(work.systems.chat, work.connection.id, startedAt(before.followed.session));
    const content = await gatherRecord(style, work.connection, { ...work.systems, chat }, before.followed, contact);
    let state = before;
    const did: string[] = [];
    for (const slot of slots) {
      const outcome = await keepOrTell(work, state, slot, { ...content, ...(slot.cardId === undefined ? {} : { cardId: slot.cardId }) }, what);
      if (outcome.outcome === 'unsettled') return outcome;
      state = outcome.state;
      did.push(...outcome.did);
      if (outcome.tell !== undefined) return { outcome: 'kept', state, did, tell: outcome.tell };
    }
    return { outcome: 'kept', state, did };
  }

  /** At once what is new, has moved, or belongs to an ended session; else when the record was not written a moment ago. */
  function dueAt({ followed, stale }: SessionState, slot: RecordSlot): Instant | undefined {
    if (slot.written === undefined || hasMoved(slot, followed)) return clock.now();
    if (stale === 'no') return undefined;
    return hasEnded(followed) ? clock.now() : addMs(slot.written.at, updateEveryMs);
  }

  return {
    async keep(work, state, what) {
      // Whoever had the lane before may have sent something that lands only after what is sent now.
      if (work.delivery.hold.begunBefore === 'perhaps' && state.followed.records.slots.length > 0) {
        await lateWrites.suspect(work.connection.id, state.followed.session.protocol);
      }
      const now = clock.now();
      const due = state.followed.records.slots.map((slot) => ({ slot, at: dueAt(state, slot) }));
      const ready = due.filter(({ slot, at }) => (at !== undefined && at <= now) || (what === 'all' && slot.written !== undefined)).map(({ slot }) => slot);
      const againAt = due.flatMap(({ at }) => (at !== undefined && at > now ? [at] : [])).toSorted()[0];
      const later = againAt === undefined ? {} : { againAt };
      if (noticesDue(state.followed).length === 0 && ready.length === 0) return { outcome: 'kept', state, did: [], ...later };

      const { clientId } = viewOf(state.followed);
      const contact = clientId && await finder.contact(work.connection, work.systems.crm.contacts, clientId);
      if (clientId === undefined) return { outcome: 'kept', state, did: ['client-unknown'], ...later };
      if (contact === undefined) return { outcome: 'kept', state, did: ['client-missing'], tell: { type: 'client-lost', contactId: clientId } };
      const noticed = await writeNotices(work, state, contact);
      if (noticed.outcome === 'unsettled') return noticed;
      if (ready.length === 0) return { ...noticed, ...later };
      const outcome = await keepSlots(work, noticed.state, { slots: ready, contact, what });
      if (outcome.outcome === 'unsettled') return outcome;
      const stale = againAt === undefined && outcome.tell === undefined ? 'no' : state.stale;
      return { ...outcome, state: { ...outcome.state, stale }, did: [...noticed.did, ...outcome.did], ...later };
    },
  };
}
