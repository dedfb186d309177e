import { viewOf, type FollowedSession, type RecordOptions, type RecordSlot } from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import type { RecordAmendment, RecordContent } from '../../ports/index.ts';

/** Stands for a record that somebody deleted in the CRM: it is not made again. */
export const GONE = 'gone';

/** What a record was last written with; texts are kept as marks, since they hold personal data. */
interface Fingerprint {
  readonly html: string;
  readonly options: RecordOptions;
  readonly contactId: string;
  readonly cardId?: string | undefined;
  readonly userId?: string | undefined;
}

export const fingerprintOf = ({ html, options, contactId, cardId, userId }: RecordContent, box: SecretBox): string =>
  JSON.stringify({ html: box.mark(html), options, contactId, cardId, userId } satisfies Fingerprint);

const parseFingerprint = (text: string): Fingerprint => JSON.parse(text) as Fingerprint;

/** Whether the session's client or the record's card is another than was written. */
export function hasMoved({ written, cardId }: RecordSlot, followed: FollowedSession): boolean {
  if (written === undefined || written.fingerprint === GONE) return false;
  const before = parseFingerprint(written.fingerprint);
  const { clientId } = viewOf(followed);
  return before.cardId !== cardId || (clientId !== undefined && before.contactId !== clientId);
}

/** Everything, for a record of which it is not known what it says. */
export const wholeOf = (content: RecordContent): RecordAmendment => ({ ...content, cardId: content.cardId ?? 'none' });

/** Only what differs from what was written, so that a change of text costs one call. */
export function amendmentOf(content: RecordContent, before: string, after: string): RecordAmendment {
  const [old, now] = [parseFingerprint(before), parseFingerprint(after)];
  return {
    ...(old.contactId === now.contactId ? {} : { contactId: content.contactId }),
    ...(old.cardId === now.cardId ? {} : { cardId: content.cardId ?? ('none' as const) }),
    ...(old.html === now.html ? {} : { html: content.html }),
    ...(JSON.stringify(old.options) === JSON.stringify(now.options) ? {} : { options: content.options }),
    ...(old.userId === now.userId || content.userId === undefined ? {} : { userId: content.userId }),
  };
}
