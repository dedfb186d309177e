import type { AttendanceGroup, GroupId, PartId, Protocol, Sighting } from '../../src/domain/attendance/sighting.ts';
import type { InteractionRecordId } from '../../src/domain/interaction/interaction-record.ts';
import { addMs, instantOf, type Instant } from '../../src/domain/kernel/instant.ts';

const MINUTE_MS = 60_000;
/** Noon of the day on which all tests begin. */
const NOON: Instant = instantOf(Date.UTC(2026, 4, 4, 12));

/** So many minutes after noon, seconds as a fraction. */
export const at = (minute: number): Instant => addMs(NOON, minute * MINUTE_MS);

export const aGroupId = (id: string): GroupId => id as GroupId;

/** A group whose name is its id. */
export const aGroup = (id: string): AttendanceGroup => ({ id: aGroupId(id), name: id });

const aPartId = (id: string | number): PartId => String(id) as PartId;

export const aRecordId = (id: string): InteractionRecordId => id as InteractionRecordId;

/** What a test says of a sighting: minutes instead of instants, and ids as plain text. */
export interface SightingOf extends Omit<Partial<Sighting>, 'part' | 'partStartedAt' | 'at' | 'endedAt'> {
  readonly part?: number;
  /** Minute at which the part began. */
  readonly began?: number;
  readonly ended?: number;
}

/** An open part of a WhatsApp session, seen in a group at a minute; without a group it is with the bot. */
export function aSighting(minute: number, group?: string, { part = 1, began = 0, ended, ...over }: SightingOf = {}): Sighting {
  return {
    protocol: 'WA001' as Protocol,
    part: aPartId(part),
    partStartedAt: at(began),
    at: at(minute),
    state: 'open',
    channel: { kind: 'whatsapp' },
    client: { phone: '5511987654321' },
    ...(group === undefined ? {} : { group: aGroup(group) }),
    ...(ended === undefined ? {} : { endedAt: at(ended) }),
    ...over,
  };
}
