import type { Delivery } from '../delivery.ts';
import { metaLeadAds, standardWebhooks, svix, twilio, whatsapp, zapier } from './conversations.ts';
import { activecampaign, calendly, hubspot, rdstation, typeform, wordpress } from './crm-and-forms.ts';
import { eduzz } from './eduzz.ts';
import { hotmart } from './hotmart.ts';
import { kiwify } from './kiwify.ts';
import type { Occasion, ReadyMade } from './occasion.ts';
import { bling, nuvemshop, pipedrive, tray } from './only-ids.ts';
import { asaas, braip, monetizze, ticto } from './payments.ts';
import { bagy, logzz } from './orders.ts';
import { shopify, vtex, woocommerce, yampi } from './shops.ts';
import { stripe } from './stripe.ts';

export type { Occasion, Person } from './occasion.ts';

const all: Readonly<Record<string, ReadyMade>> = {
  activecampaign, asaas, bagy, bling, braip, calendly, eduzz, hotmart, hubspot, kiwify, logzz, 'meta-lead-ads': metaLeadAds, monetizze, nuvemshop, pipedrive, rdstation, shopify, 'standard-webhooks': standardWebhooks, stripe, svix, ticto,
  tray, twilio, typeform, vtex, whatsapp, woocommerce, wordpress, yampi, zapier,
};

/** The events that a body is ready for, by platform. */
export const readyMadeEvents = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(all).map(([platform, events]) => [platform, Object.keys(events)]));

/** What a platform sends when this happened to somebody, as its documents have it. */
export function readyMadeDelivery(platform: string, event: string, occasion: Occasion): Delivery {
  const make = all[platform]?.[event];
  if (make === undefined) throw new Error(`No body of ${platform} is ready for "${event}"; send one of your own, or one of: ${Object.keys(all[platform] ?? {}).join(', ')}.`);
  return make(occasion);
}
