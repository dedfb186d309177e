/**
 * Why a delivery waits (`later`) or was set aside, as far as the hub itself says so. A delivery that ends on a thrown error
 * carries the error's code instead where it is none of these: `defect.…`, `config.…` or `input.…`
 * (`docs/reference/errors.md`). Public: scripts filter by them, so they change only with a major version.
 */
export const DELIVERY_REASONS = [
  // What was delivered tells nothing that can be worked.
  'payload-malformed', 'payload-too-deep', 'payload-too-wide', 'entity-unknown', 'subject-missing',
  // Held back until somebody or something is well again.
  'connection-inactive', 'account-blocked', 'budget-spent', 'conflict',
  // Whether something was made is being asked.
  'card-not-believable', 'card-may-still-land',
  'record-not-believable', 'record-may-still-land',
  'contact-not-believable', 'contact-may-still-land',
  'client-not-believable', 'client-may-still-land',
  'act-not-believable', 'act-may-still-land',
  'made-not-believable', 'made-may-still-land',
  'send-not-believable', 'send-may-still-land',
  // One decision was carried out twice, and a person has to choose what stays.
  'card-doubled', 'record-doubled',
  // Enough contacts of a synchronisation run are being written.
  'contacts-open',
  // Meta lets one message through to one person in a while.
  'send-too-soon',
  // A platform's delivery lacks what makes a lead, or holds more of them than are taken; the platform is asked for too long; the CRM adapter brings in none; the funnel takes no cards.
  'lead-unmapped', 'lead-too-many', 'lead-callback-unended', 'lead-crm-unfit', 'lead-funnel-unavailable',
  // What an event set off cannot be said now: nobody attends the client within 24 hours, something is missing, or the chat has no such send.
  'lead-no-conversation', 'lead-send-unfit', 'lead-send-unavailable',
  // Gone meanwhile.
  'contact-missing',
  // No automation of this id is set up.
  'automation-unknown',
  // Stored by a release that wrote another form.
  'message-version-unknown', 'plan-version-unknown', 'session-version-unknown',
  // What a call to the outside came to.
  'port.unreachable', 'port.timed-out', 'port.throttled', 'port.unauthorized', 'port.refused', 'port.missing', 'port.conflict',
  'port.drifted', 'port.ambiguous',
  // A mistake of ours.
  'defect',
] as const;

/** One of {@link DELIVERY_REASONS}. */
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];
