/** ActiveCampaign's accounts, asked for the fields of their contacts. */
export { parseActiveCampaignConfig, type ActiveCampaignConfig } from './active-campaign-config.ts';
export { createActiveCampaignSource, type ActiveCampaignSurroundings } from './active-campaign-source.ts';
