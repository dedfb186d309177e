import { describe } from 'vitest';
import type { InteractionRecordId, RecordOptions } from '../../../../src/domain/interaction/interaction-record.ts';
import { addMs } from '../../../../src/domain/kernel/instant.ts';
import { interactionJournalContract, type InteractionJournalSubject } from '../../../../src/ports/contracts/index.ts';
import { isPortFailure, type InteractionJournal, type MarkerAnswer, type RecordAmendment, type RecordRequest } from '../../../../src/ports/index.ts';
import { inMemoryJournal } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<InteractionJournalSubject>;

const journal = (broken: (good: InteractionJournal, subject: InteractionJournalSubject) => Partial<InteractionJournal>): Sabotage => (subject) => ({
  ...subject,
  journal: { ...subject.journal, ...broken(subject.journal, subject) },
});

const writing = (twist: (request: RecordRequest, subject: InteractionJournalSubject) => RecordRequest): Sabotage =>
  journal((good, subject) => ({ write: async (request) => await good.write(twist(request, subject)) }));

const amending = (twist: (amendment: RecordAmendment) => RecordAmendment): Sabotage =>
  journal((good) => ({ amend: async (recordId, amendment) => await good.amend(recordId, twist(amendment)) }));

const markerAnswers = (
  twist: (answer: MarkerAnswer<InteractionRecordId>, written: readonly InteractionRecordId[]) => typeof answer,
): Sabotage =>
  journal((good) => {
    const written: InteractionRecordId[] = [];
    return {
      write: async (request) => {
        const recordId = await good.write(request);
        written.push(recordId);
        return recordId;
      },
      findByMarker: async (query) => twist(await good.findByMarker(query), written),
    };
  });

const FAMILIAR = new Set(['whatsapp', 'email', 'Vendas', 'Suporte', 'Orçamento', 'Venda']);
const familiarOnly = (options: RecordOptions): RecordOptions =>
  Object.fromEntries(Object.entries(options).filter(([, label]) => typeof label === 'string' && FAMILIAR.has(label)));

const onceForEachMarker = journal((good) => {
  const written = new Map<string, Promise<InteractionRecordId>>();
  return {
    write: async (request) => {
      const recordId = written.get(request.marker) ?? good.write(request);
      written.set(request.marker, recordId);
      return await recordId;
    },
  };
});

const wipesOtherPeoplesValues: Sabotage = (subject) => {
  let wiped = false;
  return {
    ...subject,
    annotate: async (recordId) => {
      const stands = await subject.annotate(recordId);
      return async () => !wiped && (await stands());
    },
    journal: {
      ...subject.journal,
      amend: async (recordId, amendment) => {
        wiped = true;
        await subject.journal.amend(recordId, amendment);
      },
    },
  };
};

const appendsWhenRepeated = journal((good) => {
  const made = new Set<string>();
  return {
    amend: async (recordId, amendment) => {
      const text = JSON.stringify(amendment);
      await good.amend(recordId, made.has(text) ? { ...amendment, html: `${amendment.html}<p>again</p>` } : amendment);
      made.add(text);
    },
  };
});

const withoutUser = ({ userId: _userId, ...amendment }: RecordAmendment): RecordAmendment => amendment;
const withoutContact = ({ contactId: _contactId, ...amendment }: RecordAmendment): RecordAmendment => amendment;
const withoutCard = ({ cardId: _cardId, ...amendment }: RecordAmendment): RecordAmendment => amendment;

describe('the contract of InteractionJournal', () => {
  provesEveryClause(interactionJournalContract, inMemoryJournal, {
    'writes the very text': writing((request) => ({ ...request, html: request.html.replaceAll("'", '&#39;') })),
    'hangs a record on its contact and its card': writing((request, { otherCardId }) =>
      request.cardId === undefined ? request : { ...request, cardId: otherCardId }),
    'hangs a record without a card on its contact alone': writing((request, { cardId }) => ({ cardId, ...request })),
    'dates a record with the moment that was given': writing((request) => ({ ...request, at: addMs(request.at, 3 * 3600_000) })),
    'sets channel, group and classification, though the CRM never heard of them': writing((request) => ({
      ...request, options: familiarOnly(request.options),
    })),
    'leaves unset what was not given': writing((request) => ({ ...request, options: { group: 'Vendas', ...request.options } })),
    'names the user': writing(({ userId: _userId, ...request }) => request),
    'writes one record for each call, whatever the marker': onceForEachMarker,
    'amends the text and leaves all else': amending((amendment) =>
      Object.keys(amendment).join() === 'html' ? { ...amendment, cardId: 'none' } : amendment),
    'amends one option and leaves the others': amending(({ options, ...amendment }) =>
      options === undefined ? amendment : { ...amendment, options: { channel: '', group: '', classification: '', ...options } }),
    'amends the user': amending(withoutUser),
    'leaves what other people put on the record': wipesOtherPeoplesValues,
    'moves a record to another contact': amending(withoutContact),
    'moves a record to another card': amending((amendment) => (amendment.cardId === 'none' ? amendment : withoutCard(amendment))),
    'takes a record off its card': amending((amendment) => (amendment.cardId === 'none' ? withoutCard(amendment) : amendment)),
    'ends in the same place when an amendment is made twice': appendsWhenRepeated,
    'fails with port.missing when the record is gone': journal((good) => ({
      amend: async (recordId, amendment) =>
        await good.amend(recordId, amendment).catch((error: unknown) => {
          if (!isPortFailure(error)) throw error;
        }),
    })),
    'finds by its marker a record whose answer was lost': markerAnswers((answer) => (answer.others === undefined ? { believable: answer.believable } : answer)),
    'names every record that carries the marker': markerAnswers(({ others: _others, ...answer }) => answer),
    'finds no record that carries another marker': markerAnswers((answer, [first]) => (first === undefined ? answer : { found: first, ...answer })),
    'is believed about an absence when a record known to exist came along': markerAnswers((answer) =>
      answer.found === undefined ? { believable: false } : answer),
    'is not believed about an absence when a record known to exist is lacking': markerAnswers((answer) => ({ ...answer, believable: true })),
  });
});
