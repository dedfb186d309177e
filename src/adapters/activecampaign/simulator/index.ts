export { createActiveCampaignSimulator, type ActiveCampaignSimulator, type ActiveCampaignSimulatorOptions } from './create-simulator.ts';
export type { ContactWish, FieldWish } from './account.ts';
