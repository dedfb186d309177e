import assert from 'node:assert/strict';
import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { InteractionRecordId, RecordOptions } from '../../domain/interaction/interaction-record.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isPortFailure } from '../failures.ts';
import type { InteractionJournal, RecordRequest } from '../interaction-journal.ts';
import { defineContract } from './kit.ts';

/** A record as somebody sees it in the CRM, whatever the journal says. */
export interface SeenRecord {
  readonly contactId: ContactId;
  readonly cardId?: CardId;
  readonly html: string;
  readonly options: RecordOptions;
  readonly userId?: CrmUserId;
  readonly at: Instant;
}

/** A journal over an account that has no records yet. */
export interface InteractionJournalSubject {
  readonly journal: InteractionJournal;
  readonly contactId: ContactId;
  readonly otherContactId: ContactId;
  readonly cardId: CardId;
  readonly otherCardId: CardId;
  readonly userId: CrmUserId;
  readonly otherUserId: CrmUserId;
  /** A moment before the first record is made. */
  readonly since: Instant;
  /** A record that was never there, in the account's own form. */
  readonly unknownRecord: InteractionRecordId;
  /** The record in the CRM; absent when it is gone. */
  see(recordId: InteractionRecordId): Promise<SeenRecord | undefined>;
  /** How many records the account holds. */
  count(): Promise<number>;
  /** Puts a value on the record, as the CRM's users do, and tells whether it still stands. */
  annotate(recordId: InteractionRecordId): Promise<() => Promise<boolean>>;
  /** Deletes a record as the CRM's users do. */
  remove(recordId: InteractionRecordId): Promise<void>;
}

const AT = '2026-05-04T17:03:00.000Z' as Instant;
const HTML = "<p>Sess&atilde;o WA1 &#8211; &quot;O'Hara&quot;</p>";
const OPTIONS: RecordOptions = { channel: 'whatsapp', group: 'Vendas', classification: 'Orçamento' };

async function write(subject: InteractionJournalSubject, more: Partial<RecordRequest> = {}): Promise<InteractionRecordId> {
  const { journal, contactId, cardId, userId } = subject;
  return await journal.write({ contactId, cardId, html: HTML, options: OPTIONS, userId, at: AT, marker: 'session-1', ...more });
}

async function seen(subject: InteractionJournalSubject, recordId: InteractionRecordId): Promise<SeenRecord> {
  const record = await subject.see(recordId);
  assert.ok(record !== undefined, 'the record is in the CRM');
  return record;
}

const byMarker = async ({ journal, contactId, since }: InteractionJournalSubject, marker: string, knownRecord?: InteractionRecordId) =>
  await journal.findByMarker({ marker, contactId, since, ...(knownRecord === undefined ? {} : { knownRecord }) });

/** Runs the promises of {@link InteractionJournal} (SES-01, SES-03, SES-04). */
export const interactionJournalContract = defineContract<InteractionJournalSubject>({
  'writes the very text': async (subject) => {
    assert.equal((await seen(subject, await write(subject))).html, HTML);
  },
  'hangs a record on its contact and its card': async (subject) => {
    const { contactId, cardId } = await seen(subject, await write(subject));
    assert.deepEqual({ contactId, cardId }, { contactId: subject.contactId, cardId: subject.cardId });
  },
  'hangs a record without a card on its contact alone': async (subject) => {
    const { journal, contactId } = subject;
    const recordId = await journal.write({ contactId, html: HTML, options: {}, at: AT, marker: 'session-1' });
    assert.equal((await seen(subject, recordId)).cardId, undefined);
  },
  'dates a record with the moment that was given': async (subject) => {
    assert.equal((await seen(subject, await write(subject))).at, AT);
  },
  'sets channel, group and classification, though the CRM never heard of them': async (subject) => {
    const options = { channel: 'telepathy', group: "Grupo d'Água", classification: 'Dúvida / troca' };
    assert.deepEqual((await seen(subject, await write(subject, { options }))).options, options);
  },
  'leaves unset what was not given': async (subject) => {
    assert.deepEqual((await seen(subject, await write(subject, { options: { channel: 'email' } }))).options, { channel: 'email' });
  },
  'names the user': async (subject) => {
    assert.equal((await seen(subject, await write(subject))).userId, subject.userId);
  },
  'writes one record for each call, whatever the marker': async (subject) => {
    await write(subject);
    await write(subject);
    assert.equal(await subject.count(), 2);
  },
  'amends the text and leaves all else': async (subject) => {
    const recordId = await write(subject);
    const before = await seen(subject, recordId);
    await subject.journal.amend(recordId, { html: '<p>closed</p>' });
    assert.deepEqual(await seen(subject, recordId), { ...before, html: '<p>closed</p>' });
  },
  'amends one option and leaves the others': async (subject) => {
    const recordId = await write(subject);
    await subject.journal.amend(recordId, { options: { group: 'Suporte' } });
    assert.deepEqual((await seen(subject, recordId)).options, { ...OPTIONS, group: 'Suporte' });
  },
  'amends the user': async (subject) => {
    const recordId = await write(subject);
    await subject.journal.amend(recordId, { userId: subject.otherUserId });
    assert.equal((await seen(subject, recordId)).userId, subject.otherUserId);
  },
  'leaves what other people put on the record': async (subject) => {
    const recordId = await write(subject);
    const stillStands = await subject.annotate(recordId);
    await subject.journal.amend(recordId, { html: '<p>closed</p>', options: { classification: 'Venda' } });
    assert.equal(await stillStands(), true);
  },
  'moves a record to another contact': async (subject) => {
    const recordId = await write(subject);
    await subject.journal.amend(recordId, { contactId: subject.otherContactId });
    assert.equal((await seen(subject, recordId)).contactId, subject.otherContactId);
  },
  'moves a record to another card': async (subject) => {
    const recordId = await write(subject);
    await subject.journal.amend(recordId, { cardId: subject.otherCardId });
    assert.equal((await seen(subject, recordId)).cardId, subject.otherCardId);
  },
  'takes a record off its card': async (subject) => {
    const recordId = await write(subject);
    await subject.journal.amend(recordId, { cardId: 'none' });
    assert.equal((await seen(subject, recordId)).cardId, undefined);
  },
  'ends in the same place when an amendment is made twice': async (subject) => {
    const recordId = await write(subject);
    const amendment = { html: '<p>closed</p>', options: { group: 'Suporte' }, userId: subject.otherUserId };
    await subject.journal.amend(recordId, amendment);
    const once = await seen(subject, recordId);
    await subject.journal.amend(recordId, amendment);
    assert.deepEqual(await seen(subject, recordId), once);
  },
  'fails with port.missing when the record is gone': async (subject) => {
    const recordId = await write(subject);
    await subject.remove(recordId);
    await assert.rejects(
      subject.journal.amend(recordId, { html: '<p>closed</p>' }),
      (error) => isPortFailure(error) && error.code === 'port.missing',
    );
  },
  'finds by its marker a record whose answer was lost': async (subject) => {
    await write(subject, { marker: 'session-1' });
    const wanted = await write(subject, { marker: "session 2 of 'Ana'" });
    assert.deepEqual(await byMarker(subject, "session 2 of 'Ana'"), { found: wanted, believable: true });
  },
  'names every record that carries the marker': async (subject) => {
    await write(subject, { marker: 'session-1' });
    const twins = [await write(subject, { marker: 'session-2' }), await write(subject, { marker: 'session-2' })];
    const { found, others = [] } = await byMarker(subject, 'session-2');
    assert.deepEqual(new Set([found, ...others]), new Set(twins));
  },
  'finds no record that carries another marker': async (subject) => {
    await write(subject, { marker: 'session-1' });
    assert.equal((await byMarker(subject, 'session-2')).found, undefined);
  },
  'is believed about an absence when a record known to exist came along': async (subject) => {
    const knownRecord = await write(subject, { contactId: subject.otherContactId });
    assert.equal((await byMarker(subject, 'session-2', knownRecord)).believable, true);
  },
  'is not believed about an absence when a record known to exist is lacking': async (subject) => {
    assert.equal((await byMarker(subject, 'session-2', subject.unknownRecord)).believable, false);
  },
});
