export { activeSend, fieldsAtHand, fittingValues, messageTemplate, sendConditions, sendSign } from './active-send.ts';
export { agent, agentId, crmUser, crmUserId, eligibilityFacts } from './agent.ts';
export { channel, firstMoment, group, groupIds, sightings } from './attendance.ts';
export { cardsAround, linkingSettings } from './card-linking.ts';
export { candidates, contact, contactId, contactPhone, cpf, email, identityKey, looseClient } from './contact.ts';
export { sessionHistory, turnOfEvents, type HistoryOptions, type SessionHistory } from './following.ts';
export { countedCards, funnelId, funnelMappings, linkBehaviour } from './funnel.ts';
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
export { chatClientId, chatClientPlanFacts, portfolioFacts, registeredClient } from './synchronisation.ts';
