export { createActiveCampaignSimulator } from './create-simulator.ts';
export type { ActiveCampaignSimulator, ActiveCampaignSimulatorOptions } from './active-campaign-simulator.ts';
export type { ContactWish, FieldWish } from './account.ts';
