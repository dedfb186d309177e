export { agent, agentId, crmUser, crmUserId, eligibilityFacts } from './agent.ts';
export { candidates, contact, contactId, contactPhone, cpf, email, identityKey, looseClient } from './contact.ts';
export {
  brazilianLandline,
  brazilianMobile,
  brazilianMobileOfTwoForms,
  ddd,
  foreignNumber,
  nationalSpellingsOf,
  phone,
  phoneDigits,
  spellingsOf,
  whatsAppIdWithoutNine,
  withoutNine,
} from './phone.ts';
