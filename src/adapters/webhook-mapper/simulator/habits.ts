import type { JsonWriting } from './body-text.ts';
import { delaysUntil, HOUR, MINUTE, SECOND } from './delays.ts';

/** What becomes of a webhook whose receiver fails too often. */
export type Stop = 'disabled' | 'removed' | 'interrupted' | 'backup';

/** How a platform sends, and what it does when it is not understood. */
export interface Habits {
  /** @defaultValue 200 to 299 */
  readonly success?: { readonly from: number; readonly to: number };
  /** How long it waits for the answer. @defaultValue 30 s, where nobody knows */
  readonly patienceMs?: number;
  /** Waits before each further attempt. @defaultValue none */
  readonly retryDelaysMs?: readonly number[];
  /** Answers after which nothing more is tried with that delivery. */
  readonly finalStatuses?: readonly number[];
  /** Only when nobody answered at all is it tried again. */
  readonly retriesOnlyUnreached?: true;
  /** Answers that stop the webhook at once. */
  readonly stopsAt?: readonly number[];
  /** Attempts in a row that failed, after which the webhook stops. */
  readonly stopsAfter?: { readonly failures: number; readonly as: Stop };
  /** What becomes of the webhook when a delivery was tried for the last time. */
  readonly givenUp?: Stop;
  /** One after the other: what fails holds up what comes behind it. */
  readonly queue?: true;
  readonly writing?: JsonWriting;
  readonly userAgent?: string;
}

const only200 = { from: 200, to: 200 };
const DAY = 24 * HOUR;

/** What the platforms do, where it is known; the lengths of waits that only "grow" are ours, within what their documents tell. Redirects are followed by none. */
const known: Readonly<Record<string, Habits>> = {
  activecampaign: { stopsAt: [410] },
  asaas: {
    success: only200, queue: true, givenUp: 'interrupted',
    retryDelaysMs: [0, 30 * SECOND, MINUTE, 3.5 * MINUTE, 5 * MINUTE, 15 * MINUTE, 25 * MINUTE, HOUR, HOUR, HOUR, 2 * HOUR, 2 * HOUR, 3 * HOUR, 3 * HOUR],
  },
  bling: { patienceMs: 5 * SECOND, retryDelaysMs: delaysUntil(3 * DAY), givenUp: 'disabled' },
  calendly: { patienceMs: 15 * SECOND, retryDelaysMs: delaysUntil(DAY), givenUp: 'disabled' },
  eduzz: { success: only200, queue: true, retryDelaysMs: [MINUTE, MINUTE], givenUp: 'backup' },
  hubspot: { patienceMs: 5 * SECOND, retryDelaysMs: Array.from({ length: 10 }, () => 2.4 * HOUR), finalStatuses: [400, 401, 403, 404, 405] },
  'meta-lead-ads': { patienceMs: 20 * SECOND, retryDelaysMs: delaysUntil(36 * HOUR), writing: 'escaped' },
  nuvemshop: {
    patienceMs: 3 * SECOND,
    retryDelaysMs: [0, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, ...Array.from({ length: 13 }, (_, turn) => Math.round(15 * MINUTE * 1.4 ** (turn + 1)))],
  },
  shopify: { patienceMs: 5 * SECOND, retryDelaysMs: Array.from({ length: 8 }, () => HOUR / 2), givenUp: 'removed' },
  'standard-webhooks': { patienceMs: 15 * SECOND },
  stripe: { retryDelaysMs: delaysUntil(3 * DAY), userAgent: 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' },
  svix: {
    patienceMs: 15 * SECOND, stopsAt: [410],
    retryDelaysMs: [5 * SECOND, 5 * MINUTE, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
  },
  tray: { success: only200, retryDelaysMs: delaysUntil(20 * DAY) },
  twilio: { patienceMs: 15 * SECOND, retryDelaysMs: [0], retriesOnlyUnreached: true, userAgent: 'TwilioProxy/1.1' },
  typeform: { patienceMs: 30 * SECOND, retryDelaysMs: [5 * MINUTE, 10 * MINUTE, 20 * MINUTE], stopsAt: [404, 410] },
  vtex: { success: only200, patienceMs: 5 * SECOND, retryDelaysMs: delaysUntil(4 * DAY) },
  woocommerce: {
    success: { from: 200, to: 302 }, patienceMs: MINUTE, stopsAfter: { failures: 7, as: 'disabled' }, writing: 'php',
    userAgent: 'WooCommerce/10.9.0 Hookshot (WordPress/6.9)',
  },
  whatsapp: { patienceMs: 20 * SECOND, retryDelaysMs: delaysUntil(7 * DAY), writing: 'escaped' },
  wordpress: { patienceMs: MINUTE, writing: 'php' },
};

/** The habits of a platform; of one that nobody knows, none. */
export const habitsOf = (platform: string): Habits => (Object.hasOwn(known, platform) ? known[platform] : undefined) ?? {};
