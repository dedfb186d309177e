import fc from 'fast-check';
import {
  addMs, instantOf, parseGroupId, parsePartId, parseProtocol,
  type AttendanceGroup, type Channel, type GroupId, type Instant, type PartState, type Sighting,
} from 'vinculo/domain';
import { present } from './present.ts';

/** The groups that generated sessions pass through. */
export const groupIds: readonly GroupId[] = [1, 2, 3, 4].map((id) => present(parseGroupId(id)));

/** One of {@link groupIds}, with its name. */
export const group = (): fc.Arbitrary<AttendanceGroup> => fc.constantFrom(...groupIds).map((id) => ({ id, name: `Grupo ${id}` }));

/** A channel, now and then one that we have no word for. */
export const channel = (): fc.Arbitrary<Channel> =>
  fc.oneof(fc.constantFrom('voice', 'whatsapp', 'email', 'webchat', 'instagram', 'messenger').map((kind): Channel => ({ kind })),
    fc.constantFrom('telegram', 'SMS').map((name): Channel => ({ kind: 'other', name })));

/** When the first session of all begins. */
export const firstMoment: Instant = instantOf(Date.UTC(2026, 4, 4, 12));

interface Step {
  readonly afterSeconds: number;
  /** Absent while a bot or the queue has the session. */
  readonly group: AttendanceGroup | undefined;
  readonly state: PartState;
  readonly inPart: 'the same' | 'a new one';
}

const step = (): fc.Arbitrary<Step> => fc.record({
  afterSeconds: fc.integer({ min: 1, max: 3600 }),
  group: fc.oneof({ weight: 5, arbitrary: group() }, { weight: 1, arbitrary: fc.constant(undefined) }),
  state: fc.constantFrom('open', 'open', 'open', 'waiting', 'closed'),
  inPart: fc.constantFrom('the same', 'the same', 'the same', 'a new one'),
});

/**
 * What is told of one session, in source order: transfers, bots, new parts, repeated sightings, endings and reopenings. No two
 * sightings are of one second. The first one begins at {@link firstMoment}.
 */
export const sightings = ({ maxLength = 8 }: { readonly maxLength?: number } = {}): fc.Arbitrary<readonly [Sighting, ...Sighting[]]> =>
  fc.tuple(step(), fc.array(step(), { maxLength: maxLength - 1 }), channel()).map(([first, rest, via]) => {
    const begun = sightingAt(first, { part: 1, startedAt: firstMoment, at: firstMoment }, via);
    let place: Place = { part: 1, startedAt: firstMoment, at: firstMoment };
    const later = rest.map((next) => {
      const moment = addMs(place.at, next.afterSeconds * 1000);
      place = next.inPart === 'the same' ? { ...place, at: moment } : { part: place.part + 1, startedAt: moment, at: moment };
      return sightingAt(next, place, via);
    });
    return [begun, ...later];
  });

interface Place {
  readonly part: number;
  readonly startedAt: Instant;
  readonly at: Instant;
}

const sightingAt = ({ group: seen, state }: Step, { part, startedAt, at }: Place, via: Channel): Sighting => ({
  protocol: present(parseProtocol('WA0000001')),
  part: present(parsePartId(part)),
  partStartedAt: startedAt,
  at,
  state,
  channel: via,
  client: { phone: '5511987654321' },
  ...(seen === undefined ? {} : { group: seen }),
  ...(state === 'closed' ? { endedAt: at } : {}),
});
