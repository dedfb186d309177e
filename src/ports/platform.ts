import type { Instant } from '../domain/kernel/instant.ts';
import type { Incoming, Json, Mapping, Source } from '../domain/mapping/mapping.ts';
import type { AccountLimits } from './budgets.ts';

/** How sure a fact is: read in the platform's own documents or seen on the wire; concluded; or not known. */
export type Confidence = 'verified' | 'inferred' | 'unknown';

/** A text for people, in both languages. */
export interface PlatformText {
  readonly pt: string;
  readonly en: string;
}

/** An event that the platform is known to send. */
export interface KnownEvent {
  /** As the mapping of the preset gives it. */
  readonly identification: string;
  readonly name: PlatformText;
  /** What it means for business, the same over all platforms: `paid`, `refunded`, `cart-abandoned` … */
  readonly meaning?: string;
  readonly confidence: Confidence;
}

/** A request as it came, whole. */
export interface RawRequest {
  readonly method: string;
  /** The public address that the sender used, query included. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Where a secret or a signature stands. A field is one of the body, by its name or a dotted path, in JSON or in a form. */
export type Place = { readonly header: string } | { readonly query: string } | { readonly field: string };

/** How deliveries are shown to come from the platform (WHK-07). One of these is data; the code of each stands in one registry. */
export type Scheme =
  /** Nothing but the address itself, which nobody can guess. */
  | { readonly kind: 'address-alone' }
  /** The secret itself stands there: at the first place that holds anything, where several are known. `prefix`: `Bearer `. */
  | { readonly kind: 'shown'; readonly at: Place | readonly Place[]; readonly prefix?: string }
  /** HTTP Basic; the secret is `user:password`. */
  | { readonly kind: 'basic' }
  | {
      readonly kind: 'hmac';
      readonly algorithm: 'sha1' | 'sha256' | 'sha512';
      readonly encoding: 'hex' | 'base64';
      readonly at: Place;
      /** Stands before each signature: `sha256=`, or `v1,`. */
      readonly prefix?: string;
      /** What is signed, of `{body}`, `{url}`, `{method}`, `{timestamp}`, `{id}`; anything else stands for itself. @defaultValue `{body}` */
      readonly signed?: string;
      /** The place holds pairs, `t=1,v1=abc,v1=def`, of which these are time and signatures. @defaultValue `separator`: `,` */
      readonly pairs?: { readonly time?: string; readonly signature: string; readonly separator?: string };
      /** The place holds several signatures, `v1,abc v1,def`, with this between them; those that do not begin with `prefix` do not count. */
      readonly list?: string;
      /** How far the time may be off; absent where the time is not looked at. `header`: where it stands, unless it is one of the pairs. */
      readonly timestamp?: { readonly header?: string; readonly unit: 's' | 'ms'; readonly toleranceS: number; readonly refuses: 'old' | 'old-and-early' };
      readonly idHeader?: string;
      /** How the secret becomes a key: its text, or `whsec_` and base64. @defaultValue `text` */
      readonly key?: 'text' | 'whsec';
    }
  /** SHA-256 in hex of such a text with the secret in it (HubSpot v1: `{secret}{body}`). */
  | { readonly kind: 'hash'; readonly at: Place; readonly signed: string }
  /** The address and the sorted parameters of the form (Twilio). */
  | { readonly kind: 'twilio' };

/** How one of a platform's ways to authenticate is told and set up. */
export interface SchemeChoice {
  readonly id: string;
  readonly scheme: Scheme;
  /** What the secret is called at the platform and where to find it. */
  readonly secret?: PlatformText;
  readonly confidence: Confidence;
}

/** A call to the platform for the contact that its deliveries only name (WHK-01). */
export interface CallbackRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For budgets and history; carries no personal data: `GET /v3/customers/{id}`. */
  readonly route: string;
}

/** What a platform is asked for when it sends no contact data. */
export interface CallbackDesk {
  /** `need`: the platform can be asked without it. */
  readonly credentials: readonly { readonly name: string; readonly label: PlatformText; readonly kind: 'secret' | 'text'; readonly need?: 'optional' }[];
  readonly limits: AccountLimits;
  /** The next question, by what was answered so far; `undefined` when there is none, or when this delivery needs none. Pure. */
  next(incoming: Incoming, answers: readonly Json[], credentials: Readonly<Record<string, string>>): CallbackRequest | undefined;
  /** What the mapping reads as `$callback`; with several items a list that stands beside them: `$callback[$index]`. @defaultValue the last answer */
  gather?(answers: readonly Json[], incoming: Incoming): Json;
  readonly confidence: Confidence;
}

/** How a request is answered that is no delivery: a ping, a challenge, a preflight. */
export interface HandshakeAnswer {
  readonly status: number;
  readonly body?: string;
  readonly contentType?: string;
}

/** A platform that sends webhooks: what is known of it, as data and, at most, small functions (WHK-01). */
export interface Platform {
  /** `hotmart`; `other` is the one that knows nothing. */
  readonly id: string;
  readonly name: string;
  readonly contentTypes: readonly ('json' | 'form')[];
  readonly mapping: Mapping;
  readonly events: readonly KnownEvent[];
  /** What tells one delivery from another: all sources of the first list whose values are all there. Without, equal deliveries within a day are one, unless they carry their own time. */
  readonly identity: readonly (readonly Source[])[];
  /** The first is the platform's usual one. Never empty. */
  readonly authenticity: readonly SchemeChoice[];
  /** Answers what is no delivery; `undefined` for deliveries. Pure. `secret`: of the integration, where it has one. */
  handshake?(request: RawRequest, incoming: Incoming, secret: string | undefined): HandshakeAnswer | undefined;
  /** @defaultValue 200 */
  readonly answer?: { readonly status: number; readonly body?: string; readonly contentType?: string };
  /** How soon the platform wants its answer, where it is known. */
  readonly answerWithinMs?: number;
  readonly callback?: CallbackDesk;
  /** Paths of what nobody needs and nobody should see, taken out before anything is kept: passwords, one's own secrets. */
  readonly unkept?: readonly string[];
  /** Events or shapes that carry no person at all, and why: `identification` may end in `*`. */
  readonly withoutPerson?: readonly { readonly identification: string; readonly because: PlatformText }[];
  /** What events may come without, though they are of a person, and why; told where the field is looked for. `identification` may end in `*`. */
  readonly mayLack?: readonly { readonly identification: string; readonly fields: readonly ('name' | 'phone')[]; readonly because: PlatformText }[];
  /** What is not known and is to be looked up in a captured sample. */
  readonly unknowns: readonly PlatformText[];
  readonly confidence: Confidence;
}

/** Every platform by its id. */
export interface Platforms {
  find(id: string): Platform | undefined;
  list(): readonly Platform[];
}

/** Whether a request comes from who it says. `why` is for people who look after the hub, never for the sender. */
export type AuthenticityVerdict =
  | { readonly authentic: 'yes' }
  | { readonly authentic: 'no'; readonly why: 'signature-missing' | 'signature-malformed' | 'signature-wrong' | 'too-old' | 'too-early' | 'secret-missing' };

/** Looks whether a request is authentic by any of the secrets, of which there are two while one is exchanged. Constant in time. */
export type VerifyAuthenticity = (scheme: Scheme, secrets: readonly string[], request: RawRequest, now: Instant) => AuthenticityVerdict;
