import type { Platform, PlatformText } from '../../../ports/platform.ts';

const because: PlatformText = {
  pt: 'O evento fala de produtos, preços, repasses ou da sua conta Stripe, e não de um cliente.',
  en: 'The event is about products, prices, payouts or your Stripe account, and not about a customer.',
};

/** Kinds of events, of the 276 that API 2026-10-28 knows, whose objects name no customer of the account's. */
const KINDS = [
  'account.*', 'application_fee.*', 'apps.*', 'balance.*', 'balance_settings.*', 'billing.alert.*', 'billing.meter.*', 'billing_portal.configuration.*',
  'capability.*', 'climate.*', 'coupon.*', 'file.*', 'financial_connections.*', 'issuing_*', 'payment_link.*', 'payout.*', 'person.*', 'plan.*', 'price.*',
  'product.*', 'promotion_code.*', 'reporting.*', 'reserve.*', 'sigma.*', 'tax.*', 'tax_rate.*', 'terminal.*', 'test_helpers.*', 'topup.*', 'transfer.*',
  'treasury.*', 'v2.*',
] as const;

export const stripeWithoutPerson: NonNullable<Platform['withoutPerson']> = KINDS.map((identification) => ({ identification, because }));
