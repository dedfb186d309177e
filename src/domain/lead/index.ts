/** What is made of leads from anywhere (ACL-02…ACL-06, WHK-05, WHK-06, WHK-10). Pure; runs in a browser. */
export type {
  CaptureBehaviour, ConversionEvent, CumulativeAction, IntegrationId, Lead, LeadAction, LeadCapture, LeadEvent, LeadValue, LeadValues, SendAction,
} from './lead.ts';
export { checkEvents, isSend, matchEvent, planActions, type EventProblem } from './conversion-events.ts';
export {
  decideLeadCard, leadClients, type LeadCardDecision, type LeadCardFacts, type OpenLeadCard,
} from './decide-lead-card.ts';
export {
  decideLeadCompany, type CompanyCandidate, type CompanyChange, type LeadCompanyDecision, type LeadCompanyFacts,
} from './decide-company.ts';
export {
  decideLeadPerson, type LeadPersonDecision, type LeadPersonFacts, type NewPerson, type PersonCandidate, type PersonChange,
} from './decide-person.ts';
export { fillText, LEAD_PLACES, placesIn, unknownPlaces, type FilledText, type PlaceFault, type TextFilling } from './fill-text.ts';
export { companyKeys, companyOf, keysOfLead, type NamedCompany } from './lead-keys.ts';
export { presentValues } from './lead-values.ts';
export { mergeLead, type LeadTraits } from './merge-lead.ts';
