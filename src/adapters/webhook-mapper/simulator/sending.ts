import { post, type Attempt } from './attempt.ts';
import { parcelOf, type Delivery } from './delivery.ts';
import type { Habits } from './habits.ts';
import { withHeaders, type Parcel, type Signer } from './parcel.ts';
import { signerOf } from './sign-by-scheme.ts';
import { signers } from './signers.ts';
import { tamperedWith } from './tampering.ts';
import type { SendingManner, WebhookSenderOptions } from './webhook-sender.ts';

/** What a request is about, for the journal. */
export type About = Pick<Attempt, 'delivery' | 'attempt' | 'event'>;

/** Writes requests, signs them, sends them, and keeps the journal; knows nothing of retries. */
export interface Sending {
  now(): number;
  wind(ms: number): void;
  written(delivery: Delivery): Parcel;
  signed(delivery: Delivery, manner: SendingManner): Parcel;
  carry(request: Parcel, about: About): Promise<Attempt>;
  journal(): readonly Attempt[];
}

const LONGEST_PATIENCE_MS = 30_000;
const SUCCESS = { from: 200, to: 299 };

export function createSending({ target, platform, secret, scheme, clock = Date }: WebhookSenderOptions, habits: Habits): Sending {
  const sign: Signer = scheme === undefined ? (signers[platform] ?? ((parcel) => parcel)) : signerOf(scheme);
  const journal: Attempt[] = [];
  let woundMs = 0;

  const now = (): number => clock.now() + woundMs;
  const written = (delivery: Delivery): Parcel => withUserAgent(parcelOf(delivery, target, habits.writing ?? 'plain'), habits.userAgent);
  return {
    now,
    wind: (ms) => {
      woundMs += Math.max(ms, 0);
    },
    written,
    signed: (delivery, { signedAtMs = now(), tampered }) => {
      const parcel = written(delivery);
      if (secret === undefined || tampered === 'unsigned') return parcel;
      return tamperedWith(sign(parcel, tampered === 'signed-by-another' ? anotherThan(secret) : secret, signedAtMs), tampered);
    },
    carry: async (request, about) => {
      const atMs = now();
      const answered = await post(request, habits.patienceMs ?? LONGEST_PATIENCE_MS);
      const attempt = { ...about, atMs, request, ...answered, accepted: isSuccess(habits, answered.status) };
      journal.push(attempt);
      return attempt;
    },
    journal: () => [...journal],
  };
}

const isSuccess = ({ success = SUCCESS }: Habits, status = 0): boolean => status >= success.from && status <= success.to;

const withUserAgent = (parcel: Parcel, name: string | undefined): Parcel => (name === undefined ? parcel : withHeaders(parcel, { 'user-agent': name }));

/** A secret of the same kind, so that only the signature is wrong. */
const anotherThan = (secret: string): string =>
  secret.startsWith('whsec_') ? `whsec_${Buffer.from(secret.toUpperCase()).toString('base64')}` : `${secret}-another`;
