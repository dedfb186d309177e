export { createNeppoChat } from './neppo-chat.ts';
export type { NeppoClientOptions } from './neppo-client.ts';
export {
  parseNeppoConfig, type NeppoConfig, type NeppoCredentials, type NeppoOperation, type NeppoRoute, type NeppoSettings,
} from './neppo-config.ts';
export { createNeppoReader, type NeppoReading } from './neppo-reader.ts';
export { createInMemoryTokenKeeper, type HeldToken, type TokenKeeper } from './token-keeper.ts';
