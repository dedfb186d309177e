import type { Scheme } from '../../../ports/platform.ts';
import { parcelOf, type Delivery } from './delivery.ts';
import { habitsOf } from './habits.ts';
import type { Parcel } from './parcel.ts';
import { signerOf } from './sign-by-scheme.ts';
import { signers } from './signers.ts';

/** A delivery as a request, signed and not sent: for tests that need no server. */
export function signedDelivery(
  delivery: Delivery,
  { target, platform, secret, scheme, atMs }: { readonly target: string; readonly platform: string; readonly secret: string; readonly scheme?: Scheme; readonly atMs: number },
): Parcel {
  const sign = scheme === undefined ? signers[platform] : signerOf(scheme);
  const parcel = parcelOf(delivery, target, habitsOf(platform).writing ?? 'plain');
  return sign === undefined ? parcel : sign(parcel, secret, atMs);
}
