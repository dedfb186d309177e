export { deskRoutes } from './desk-routes.ts';
export { sendRoutes } from './send-routes.ts';
export { createHttpEntry, type HttpDriving } from './http-entry.ts';
