import { PortFailure } from '../../ports/failures.ts';
import type { InteractionJournal, RecordAmendment } from '../../ports/interaction-journal.ts';
import type { Answering } from './crm-faults.ts';
import { buildRecord, type CrmWorld, type StoredRecord } from './crm-world.ts';
import { markerAnswer } from './marker-answer.ts';

/** Interaction records in memory. */
export const createInMemoryJournal = (world: CrmWorld, answer: Answering): InteractionJournal => ({
  write: (request) => answer('journal.write', () => buildRecord(world, request).id),
  amend: (recordId, amendment) =>
    answer('journal.amend', () => {
      const record = world.records.get(recordId);
      if (record === undefined) throw new PortFailure('port.missing', 'The interaction record is gone, so it cannot be changed.');
      world.records.set(recordId, amended(record, amendment));
    }),
  findByMarker: ({ marker, contactId, since, knownRecord }) =>
    answer('journal.findByMarker', () => {
      const made = [...world.records.values()]
        .filter((record) => record.marker === marker && record.contactId === contactId && record.createdAt >= since).map(({ id }) => id);
      return markerAnswer(made, knownRecord === undefined || world.records.has(knownRecord));
    }),
});

function amended(record: StoredRecord, { cardId, options, ...rest }: RecordAmendment): StoredRecord {
  const { cardId: standing, ...offCard } = record;
  const card = cardId ?? standing;
  return {
    ...offCard,
    ...rest,
    options: { ...record.options, ...options },
    ...(card === undefined || card === 'none' ? {} : { cardId: card }),
  };
}
