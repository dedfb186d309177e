export { createHttpEntry, type HttpDriving } from './http-entry.ts';
