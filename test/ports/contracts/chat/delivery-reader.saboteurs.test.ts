import { describe } from 'vitest';
import type { DeliveryReader, ReadWebhook } from '../../../../src/ports/index.ts';
import { deliveryReaderContract, type DeliveryReaderSubject } from '../../../../src/ports/contracts/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryDeliveries } from './in-memory-subjects.ts';

const reading = (spoil: (reader: DeliveryReader) => Partial<DeliveryReader>): Saboteur<DeliveryReaderSubject> => (subject) => ({
  ...subject,
  reader: { ...subject.reader, ...spoil(subject.reader) },
});

const saying = (twist: (read: ReadWebhook, body: string) => ReadWebhook): Saboteur<DeliveryReaderSubject> =>
  reading(({ read }) => ({ read: (body) => twist(read(body), body) }));

/** Counts what it has read into its answers. */
const counting: Saboteur<DeliveryReaderSubject> = (subject) => {
  let count = 0;
  return saying((read) => ({ ...read, kind: `${read.kind}.${(count += 1)}` }))(subject);
};

const withoutRepeatKey = (read: ReadWebhook): ReadWebhook => {
  if (!read.ok) return read;
  const { repeatKey: _, ...rest } = read;
  return rest;
};

describe('the contract of DeliveryReader', () => {
  provesEveryClause(deliveryReaderContract, inMemoryDeliveries, {
    'reads a delivery as a message of a named kind': saying((read) => ({ ...read, kind: '' })),
    'reads the same body in the same way each time': counting,
    // Nothing has a key, so that nothing differs either: only bodies with a time are to have one, each its own.
    'gives a body with a time of its own a repeat key': saying((read, body) => (body.includes('00:00.000Z') ? withoutRepeatKey(read) : read)),
    'gives the same matter at another time another repeat key': saying((read) => (read.ok && read.repeatKey !== undefined ? { ...read, repeatKey: read.kind } : read)),
    'gives a body without a time of its own no repeat key': saying((read, body) => (read.ok ? { ...read, repeatKey: body } : read)),
    'calls a body malformed that is no JSON object': saying((read) =>
      read.ok || read.reason !== 'payload-malformed' ? read : { ...read, reason: 'subject-missing' }),
    'says that it does not know what nobody here follows': saying((read) =>
      read.ok || read.reason !== 'entity-unknown' ? read : { ...read, reason: 'subject-missing' }),
    'answers hostile bodies without throwing': reading(({ read }) => ({
      read: (body) => {
        if (body.length > 10_000) throw new RangeError('too deep');
        return read(body);
      },
    })),
    'shows nothing of a body that it refuses': saying((read, body) => (read.ok ? read : { ...read, detail: `cannot use ${body}` })),
    'lets no body change what all objects inherit': saying((read, body) => {
      if (body.includes('"__proto__"')) Reflect.set(Object.prototype, 'polluted', 1);
      return read;
    }),
    'believes what the platform sends': reading(() => ({ authentic: () => false })),
    'does not believe who lacks the validation key': reading(() => ({ authentic: () => true })),
    'keeps nothing of what authenticates a delivery': reading(() => ({ withoutSecrets: (headers, body) => ({ headers, body }) })),
    'keeps all else of a delivery as it came': reading(({ withoutSecrets }) => ({
      withoutSecrets: (headers, body) => ({ ...withoutSecrets(headers, body), body: JSON.stringify(JSON.parse(body)) }),
    })),
  });
});
