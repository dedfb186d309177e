import { describe } from 'vitest';
import type { GroupId, PartId, Protocol, Sighting } from '../../../../src/domain/attendance/sighting.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import type { AttendanceRegistry } from '../../../../src/ports/index.ts';
import { attendanceRegistryContract, type AttendanceRegistrySubject } from '../../../../src/ports/contracts/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryAttendance } from './in-memory-subjects.ts';

type Sabotage = Saboteur<AttendanceRegistrySubject>;

const registering = (spoil: (registry: AttendanceRegistry) => Partial<AttendanceRegistry>): Sabotage => (subject) => ({
  ...subject,
  registry: { ...subject.registry, ...spoil(subject.registry) },
});

/** A registry that tells every part a little wrong. */
const telling = (spoil: (sighting: Sighting) => Sighting): Sabotage =>
  registering(({ findPart }) => ({
    findPart: async (part) => {
      const sighting = await findPart(part);
      return sighting && spoil(sighting);
    },
  }));

/** A registry whose source time stands still once it was told. */
const standingStill: Sabotage = (subject) => {
  const first = new Map<PartId, Sighting>();
  return telling((now) => {
    const before = first.get(now.part) ?? now;
    first.set(now.part, before);
    return { ...now, at: before.at };
  })(subject);
};

/** All questions that overlap get the answer to the first. */
const joining: Sabotage = (subject) => {
  let flight: Promise<Sighting | undefined> | undefined;
  return registering(({ findPart }) => ({
    findPart: async (part) => {
      flight ??= findPart(part).finally(() => {
        flight = undefined;
      });
      return flight;
    },
  }))(subject);
};

/** Only the first classification of a part is kept. */
const stubborn: Sabotage = (subject) => {
  const classified = new Set<PartId>();
  return {
    ...subject,
    classify: async (part, classification) => {
      if (!classified.has(part)) await subject.classify(part, classification);
      classified.add(part);
    },
  };
};

/** The second part of a session goes by a protocol of its own. */
const parting: Sabotage = (subject) => {
  const second = new Set<PartId>();
  return {
    ...telling((sighting) => (second.has(sighting.part) ? { ...sighting, protocol: `${sighting.protocol}-2` as Protocol } : sighting))(subject),
    transferToNewPart: async (part, group) => {
      const begun = await subject.transferToNewPart(part, group);
      second.add(begun.part);
      return begun;
    },
  };
};

/** A transfer is told under the old group. */
const behind: Sabotage = (subject) => ({ ...subject, transfer: (part) => subject.transfer(part, subject.groupNames[0]) });

function withoutAgent(whole: Sighting): Sighting {
  const { agent: _, ...sighting } = whole;
  return sighting;
}

function withoutEnd(whole: Sighting): Sighting {
  const { endedAt: _, ...sighting } = whole;
  return sighting;
}

const EVERY_PART = Array.from({ length: 50 }, (_, n) => String(n) as PartId);
const EPOCH = instantOf(0);
const LATE = instantOf(Date.UTC(2030, 0, 1));
const A_SIGHTING: Omit<Sighting, 'part'> = {
  protocol: 'WA0' as Protocol, partStartedAt: EPOCH, at: EPOCH, state: 'open', channel: { kind: 'whatsapp' }, client: {},
};

describe('the contract of AttendanceRegistry', () => {
  provesEveryClause(attendanceRegistryContract, inMemoryAttendance, {
    'finds a part under its id, with its protocol': telling((sighting) => ({ ...sighting, part: '0' as PartId })),
    'tells the client that has the session': telling(({ client: { name }, ...sighting }) => ({ ...sighting, client: name === undefined ? {} : { name } })),
    'tells the channel': telling((sighting) => ({ ...sighting, channel: { kind: 'whatsapp' } })),
    'tells no group while only a bot has the part': telling((sighting) => ({ group: { id: '0' as GroupId, name: 'Bot' }, ...sighting })),
    'tells the group of a part as the list of groups does': telling(({ group, ...sighting }) => ({
      ...sighting,
      ...(group === undefined ? {} : { group: { ...group, id: `${group.id}0` as GroupId } }),
    })),
    'tells the new group after a transfer': behind,
    'tells who attends a part': telling(withoutAgent),
    'tells that a part waits until somebody attends it': telling((sighting) => ({ ...sighting, state: sighting.state === 'waiting' ? 'open' : sighting.state })),
    'tells that a part was closed, and when': telling(withoutEnd),
    'tells no end while a part runs': telling((sighting) => ({ ...sighting, endedAt: LATE })),
    'moves the source time on with each change, and leaves the beginning': standingStill,
    'keeps the protocol when a session goes on in a new part': parting,
    'begins a new part when the session reaches it': telling((sighting) => ({ ...sighting, partStartedAt: EPOCH })),
    'knows no part that never was': registering(({ findPart }) => ({ findPart: async (part) => (await findPart(part)) ?? { ...A_SIGHTING, part } })),
    'answers overlapping questions each for its own part': joining,
    'lists the comments of all the parts, oldest first, whatever the order asked in': registering(({ commentsOf }) => ({
      commentsOf: async (parts) => (await Promise.all([...new Set(parts)].map((part) => commentsOf([part])))).flat(),
    })),
    'lists no comments of other parts': (subject) =>
      registering(({ commentsOf }) => ({ commentsOf: (parts) => commentsOf(parts.includes(subject.unknownPart) ? parts : EVERY_PART) }))(subject),
    'lists a comment once, though its part is asked for twice': registering(({ commentsOf }) => ({
      commentsOf: async (parts) => [...(await commentsOf(parts)), ...(parts.length > new Set(parts).size ? await commentsOf(parts) : [])],
    })),
    'lists no comments of a part that never was': registering(({ commentsOf, findPart }) => ({
      commentsOf: async (parts) => {
        for (const part of parts) if ((await findPart(part)) === undefined) throw new Error('no such part');
        return commentsOf(parts);
      },
    })),
    'tells when a comment was written': registering(({ commentsOf }) => ({
      commentsOf: async (parts) => (await commentsOf(parts)).map(({ text }) => ({ text })),
    })),
    'gives the latest classification of all the parts': registering(({ classificationOf }) => ({
      classificationOf: async (parts) => {
        for (const part of parts) {
          const classification = await classificationOf([part]);
          if (classification !== undefined) return classification;
        }
        return undefined;
      },
    })),
    'gives the last of several classifications of a part': stubborn,
    'keeps the comment of a classification, and makes up none': registering(({ classificationOf }) => ({
      classificationOf: async (parts) => {
        const classification = await classificationOf(parts);
        return classification && { label: classification.label };
      },
    })),
    'gives no classification where there is none': registering(({ classificationOf }) => ({
      classificationOf: async (parts) => (await classificationOf(parts)) ?? { label: 'sem classificação' },
    })),
    'tells when the youngest session began, where it tells such at all': registering(() => ({ latestBegin: async () => undefined })),
  'lists every group once, each with an id of its own': registering(({ groups }) => ({ groups: async () => [...(await groups()), ...(await groups())] })),
  });
});
