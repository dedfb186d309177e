export { createPloomesCrm } from './create-ploomes-crm.ts';
export { parsePloomesConfig, type PloomesConfig, type PloomesConfigInput } from './ploomes-config.ts';
export type { PloomesSurroundings } from './ploomes-client.ts';
export { ploomesReader } from './delivery-reader.ts';
export { ploomesAutomationReader } from './automation-reader.ts';
