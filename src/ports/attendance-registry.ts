import type { Instant } from '../domain/kernel/instant.ts';
import type { AttendanceGroup, Classification, PartId, SessionComment, Sighting } from '../domain/attendance/sighting.ts';

/** What the chat platform knows of its sessions. Absence is `undefined` or an empty list. Failures: `PortFailure`. */
export interface AttendanceRegistry {
  /** The state of one part now. */
  findPart(part: PartId): Promise<Sighting | undefined>;
  /** Comments of all these parts, oldest first (SES-05). */
  commentsOf(parts: readonly PartId[]): Promise<readonly SessionComment[]>;
  /** The latest classification of these parts. */
  classificationOf(parts: readonly PartId[]): Promise<Classification | undefined>;
  groups(): Promise<readonly AttendanceGroup[]>;
  /** When the youngest session began; `undefined` where there is none. Absent where the platform does not tell: silence of its webhooks is then not noticed. */
  latestBegin?(): Promise<Instant | undefined>;
}
