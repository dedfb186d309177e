import type { Platform, Platforms } from '../../ports/platform.ts';
import { activecampaign } from './presets/activecampaign.ts';
import { asaas } from './presets/asaas.ts';
import { bagy } from './presets/bagy.ts';
import { bling } from './presets/bling.ts';
import { braip } from './presets/braip.ts';
import { calendly } from './presets/calendly.ts';
import { eduzz } from './presets/eduzz.ts';
import { hotmart } from './presets/hotmart.ts';
import { hubspot } from './presets/hubspot.ts';
import { kiwify } from './presets/kiwify.ts';
import { logzz } from './presets/logzz.ts';
import { metaLeadAds } from './presets/meta-lead-ads.ts';
import { monetizze } from './presets/monetizze.ts';
import { notazz } from './presets/notazz.ts';
import { nuvemshop } from './presets/nuvemshop.ts';
import { other } from './presets/other.ts';
import { pipedrive } from './presets/pipedrive.ts';
import { rdstation } from './presets/rdstation.ts';
import { shopify } from './presets/shopify.ts';
import { standardWebhooks } from './presets/standard-webhooks.ts';
import { stripe } from './presets/stripe.ts';
import { ticto } from './presets/ticto.ts';
import { tray } from './presets/tray.ts';
import { twilio } from './presets/twilio.ts';
import { typeform } from './presets/typeform.ts';
import { vtex } from './presets/vtex.ts';
import { whatsapp } from './presets/whatsapp.ts';
import { woocommerce } from './presets/woocommerce.ts';
import { wordpress } from './presets/wordpress.ts';
import { yampi } from './presets/yampi.ts';
import { zapier } from './presets/zapier.ts';

const all: readonly Platform[] = [
  activecampaign,
  asaas,
  bagy,
  bling,
  braip,
  calendly,
  eduzz,
  hotmart,
  hubspot,
  kiwify,
  logzz,
  metaLeadAds,
  monetizze,
  notazz,
  nuvemshop,
  pipedrive,
  rdstation,
  shopify,
  standardWebhooks,
  stripe,
  ticto,
  tray,
  twilio,
  typeform,
  vtex,
  whatsapp,
  woocommerce,
  wordpress,
  yampi,
  zapier,
  other,
];

/** Every platform that is known, by its id (WHK-01). */
export const platforms: Platforms = {
  find: (id) => all.find((platform) => platform.id === id),
  list: () => all,
};
