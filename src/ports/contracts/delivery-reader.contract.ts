import assert from 'node:assert/strict';
import type { DeliveryReader, ReadWebhook } from '../delivery-reader.ts';
import { defineContract } from './kit.ts';

/** A delivery as it comes over the wire. */
export interface RawWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reader, and deliveries in its platform's own form. */
export interface DeliveryReaderSubject {
  readonly reader: DeliveryReader;
  /** What the platform has to show, where it shows something. */
  readonly validationKey: string;
  /** A delivery that carries its own time or version. */
  readonly timed: RawWebhook;
  /** The same matter at another time. */
  readonly timedLater: RawWebhook;
  /** A delivery without a time or version of its own. */
  readonly untimed: RawWebhook;
  /** A delivery about something that nobody here follows, with this text somewhere in it. */
  readonly unknown: (text: string) => RawWebhook;
  /** {@link timed} as somebody would send it who does not know the validation key. */
  readonly forged: RawWebhook;
}

const MALFORMED: readonly string[] = ['', ' ', '{', 'hello', 'null', '7', '[]', '"text"', '{"a":}', '\u0000'];

const HOSTILE: readonly string[] = [
  '{}', '{"":{}}', '{"content":{"content":{"content":{}}}}', '[[[[]]]]', '{"Entity":{},"entity":[],"type":7,"message":{"type":{}}}',
  `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, `"${'x'.repeat(100_000)}"`, '\ud800', '{"a":"\\ud800"}',
];

const POISONS: readonly string[] = ['"__proto__":{"polluted":1}', '"constructor":{"prototype":{"polluted":1}}'];

const messageOf = (read: ReadWebhook): unknown => (read.ok ? read.message : read.reason);

const repeatKeyOf = (read: ReadWebhook): string | undefined => (read.ok ? read.repeatKey : undefined);

/** Runs the promises of {@link DeliveryReader} (HUB-01, ACT-06). */
export const deliveryReaderContract = defineContract<DeliveryReaderSubject>({
  'reads a delivery as a message of a named kind': async ({ reader, timed }) => {
    const read = reader.read(timed.body);
    assert.ok(read.ok);
    assert.match(read.kind, /^\S+$/);
  },
  'reads the same body in the same way each time': async ({ reader, timed, untimed }) => {
    for (const { body } of [timed, untimed]) assert.deepEqual(reader.read(body), reader.read(body));
  },
  'gives a body with a time of its own a repeat key': async ({ reader, timed }) => {
    assert.notEqual(repeatKeyOf(reader.read(timed.body)), undefined);
  },
  'gives the same matter at another time another repeat key': async ({ reader, timed, timedLater }) => {
    assert.notEqual(repeatKeyOf(reader.read(timed.body)), repeatKeyOf(reader.read(timedLater.body)));
  },
  'gives a body without a time of its own no repeat key': async ({ reader, untimed }) => {
    const read = reader.read(untimed.body);
    assert.ok(read.ok);
    assert.equal(read.repeatKey, undefined);
  },
  'calls a body malformed that is no JSON object': async ({ reader }) => {
    for (const body of MALFORMED) {
      const read = reader.read(body);
      assert.equal(!read.ok && read.reason, 'payload-malformed', `for the body ${JSON.stringify(body)}`);
    }
  },
  'says that it does not know what nobody here follows': async ({ reader, unknown }) => {
    const read = reader.read(unknown('x').body);
    assert.equal(!read.ok && read.reason, 'entity-unknown');
  },
  'answers hostile bodies without throwing': async ({ reader }) => {
    for (const body of HOSTILE) assert.equal(typeof reader.read(body).ok, 'boolean');
  },
  'shows nothing of a body that it refuses': async ({ reader, unknown }) => {
    const read = reader.read(unknown('ana@cliente.example').body);
    assert.ok(!read.ok);
    assert.ok(!JSON.stringify(read).includes('ana@cliente.example'));
  },
  'lets no body change what all objects inherit': async ({ reader, timed }) => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    for (const poison of POISONS) reader.read(timed.body.replace('{', `{${poison},`));
    const added = Object.getOwnPropertyNames(Object.prototype).filter((name) => !before.includes(name));
    for (const name of added) Reflect.deleteProperty(Object.prototype, name);
    assert.deepEqual(added, []);
  },
  'believes what the platform sends': async ({ reader, timed, validationKey }) => {
    assert.equal(reader.authentic(timed.headers, timed.body, validationKey), true);
  },
  'does not believe who lacks the validation key': async ({ reader, forged, validationKey }) => {
    assert.equal(reader.authentic(forged.headers, forged.body, validationKey), false);
  },
  'keeps nothing of what authenticates a delivery': async ({ reader, timed, untimed, validationKey }) => {
    for (const { headers, body } of [timed, untimed]) {
      assert.ok(!JSON.stringify(reader.withoutSecrets(headers, body)).includes(validationKey));
    }
  },
  'keeps all else of a delivery as it came': async ({ reader, timed, validationKey }) => {
    const spaced = ` ${timed.body}\n`;
    const kept = reader.withoutSecrets({ ...timed.headers, 'x-request-id': 'r-1' }, spaced);
    const others = Object.entries(timed.headers).filter(([, value]) => value !== validationKey);
    for (const [name, value] of [...others, ['x-request-id', 'r-1'] as const]) assert.equal(kept.headers[name], value);
    const [before = '', after = ''] = spaced.split(validationKey);
    assert.ok(kept.body.startsWith(before) && kept.body.endsWith(after));
    assert.deepEqual(messageOf(reader.read(kept.body)), messageOf(reader.read(spaced)));
  },
});
