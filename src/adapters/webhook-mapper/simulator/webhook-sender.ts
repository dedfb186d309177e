import type { Scheme } from '../../../ports/platform.ts';
import type { Attempt } from './attempt.ts';
import type { Delivery } from './delivery.ts';
import type { Habits } from './habits.ts';
import type { Condition } from './outbox.ts';
import type { Person } from './ready-made/index.ts';
import type { Tampering } from './tampering.ts';

/** How a platform that sends is played. */
export interface WebhookSenderOptions {
  /** The address of the integration, token and all. */
  readonly target: string;
  /** A platform's id; of one that is not known, habits and signatures are none. */
  readonly platform: string;
  /** @defaultValue nothing is signed */
  readonly secret?: string;
  /** What Meta shows when it subscribes. @defaultValue the last part of the address */
  readonly verifyToken?: string;
  /** For accounts that chose another way than the platform's usual one. */
  readonly scheme?: Scheme;
  /** Milliseconds since 1970; the real clock by default. `advance` is added to it. */
  readonly clock?: { now(): number };
  /** Of what is shuffled. @defaultValue 1 */
  readonly seed?: number;
  /** Where the platform's own habits are not wanted. */
  readonly habits?: Habits;
}

/** How one delivery goes out. */
export interface SendingManner {
  /** How often the platform tells of the same thing, one after the other. @defaultValue 1 */
  readonly times?: number;
  /** When it says that it was signed; the sender's clock by default. */
  readonly signedAtMs?: number;
  readonly tampered?: Tampering;
}

/** What came of sending many deliveries. */
export interface ManySent {
  /** @defaultValue `as-given` */
  readonly order?: 'as-given' | 'reversed' | 'shuffled';
  /** How many are on their way together. @defaultValue 1 */
  readonly atOnce?: number;
}

/** A platform that sends webhooks to one address. */
export interface WebhookSender {
  /** Tells of something that happened to a person, with a body as the platform writes it; a number tells occasions apart. */
  report(event: string, person: Person, number?: number, manner?: SendingManner): Promise<Attempt | undefined>;
  /** Resolves after the first attempt, which is the last of several `times`; with nothing when the webhook is not on, or others must go first. */
  send(delivery: Delivery, manner?: SendingManner): Promise<Attempt | undefined>;
  sendAll(deliveries: readonly Delivery[], many?: ManySent): Promise<readonly (Attempt | undefined)[]>;
  /** Sends byte by byte what was sent before, as somebody would who listened. */
  replay(attempt: Attempt): Promise<Attempt>;
  /** What the platform asks before it begins; true where it asks nothing. */
  activate(): Promise<boolean>;
  /** Somebody switches a stopped webhook on again. */
  reactivate(): Promise<void>;
  condition(): Condition;
  /** How many deliveries wait for another attempt. */
  waiting(): number;
  /** Winds the sender's clock forward and makes the attempts that become due meanwhile. */
  advance(ms: number): Promise<void>;
  /** Winds it until nothing is due any more. */
  settle(): Promise<void>;
  /** What was sent and answered, in order. */
  journal(): readonly Attempt[];
}
